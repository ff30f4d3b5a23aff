"""A practice that refuses on request, as a full disk or a busy database would."""

from dataclasses import dataclass, field

from interview.attempt import SectionId
from interview.catalogue import PackCatalogue
from interview.errors import InterviewError
from interview.ports import AttemptStore
from interview.practice import Practice
from interview.views import (
    AskTurn,
    AttemptSummary,
    FeedbackView,
    RoomView,
    Saved,
    ScenarioCard,
    UnreadableAttempt,
)
from tests.fakes.clock import FakeClock
from tests.fakes.grader import FakeGrader
from tests.fakes.packs import a_pack, a_topic_tree


@dataclass(frozen=True)
class StubbornPractice(Practice):
    """Raises what stands under a method's name in `refusals`, as long as it stands there."""

    refusals: dict[str, InterviewError] = field(default_factory=dict[str, InterviewError])
    broken: list[UnreadableAttempt] = field(default_factory=list[UnreadableAttempt])

    def library(self) -> tuple[ScenarioCard, ...]:
        self._refuse("library")
        return super().library()

    def room(self, attempt_id: str) -> RoomView:
        self._refuse("room")
        return super().room(attempt_id)

    def save(self, attempt_id: str, section: SectionId, body: str, *, rev: int) -> Saved:
        self._refuse("save")
        return super().save(attempt_id, section, body, rev=rev)

    def ask(self, attempt_id: str, question: str) -> AskTurn:
        self._refuse("ask")
        return super().ask(attempt_id, question)

    def hand_in(self, attempt_id: str) -> FeedbackView:
        self._refuse("hand_in")
        return super().hand_in(attempt_id)

    def feedback(self, attempt_id: str) -> FeedbackView:
        self._refuse("feedback")
        return super().feedback(attempt_id)

    def history(self) -> tuple[AttemptSummary, ...]:
        self._refuse("history")
        return super().history()

    def unreadable(self) -> tuple[UnreadableAttempt, ...]:
        return tuple(self.broken)

    def discard(self, attempt_id: str) -> None:
        self._refuse("discard")
        super().discard(attempt_id)

    def _refuse(self, method: str) -> None:
        if method in self.refusals:
            raise self.refusals[method]


def a_stubborn_practice(
    store: AttemptStore, *, grader: FakeGrader | None = None
) -> StubbornPractice:
    catalogue = PackCatalogue((a_pack(),), a_topic_tree())
    return StubbornPractice(store, catalogue, grader or FakeGrader(), FakeClock())
