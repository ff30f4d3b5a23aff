"""The one door: everything an edge can ask of an interview.

Edges know this class, the views it returns and `interview.errors`, and nothing behind them. Any
method may raise a `StoreError`; then nothing was written.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from ulid import ULID

from grading.grader import Grader
from interview import library as shelves
from interview.asking import MAX_QUESTION_CHARACTERS, answer_question
from interview.attempt import SECTIONS, Attempt, AttemptMode, SectionId, State
from interview.canonical import clean
from interview.drafting import OPEN, Drafting, as_drawing, as_section
from interview.errors import GradingFailed, NotHandedIn, TooLarge, UnreadableRow
from interview.example import EXAMPLE_ID, EXAMPLE_SLUG, example_of
from interview.feedback import Review, feedback_view
from interview.handover import Handover
from interview.ports import AttemptStore, Clock, FieldDraft, HistoryLine, ScenarioCatalogue
from interview.snapshot import PlayedScenario, read, take
from interview.turns import ask_turns, events_of, offered, told
from interview.views import (
    AskTurn,
    AttemptSummary,
    FeedbackView,
    RoomView,
    Saved,
    ScenarioBrief,
    ScenarioCard,
    TopicNode,
    UnreadableAttempt,
)

_DISCARDABLE: frozenset[State] = OPEN.union(("graded", "failed"))


_REVIEWS_KEPT = 64


@dataclass(frozen=True)
class Practice:
    """Practising interviews, one person's worth."""

    store: AttemptStore
    catalogue: ScenarioCatalogue
    grader: Grader
    clock: Clock
    # Snapshots never change, and reading one costs more than the rest of a page.
    _played: dict[str, PlayedScenario] = field(
        default_factory=dict[str, PlayedScenario], init=False, repr=False
    )
    _trees: dict[tuple[str, ...], tuple[TopicNode, ...]] = field(
        default_factory=dict[tuple[str, ...], tuple[TopicNode, ...]], init=False, repr=False
    )
    # What was read is compared, so that a row that changed or broke is never hidden by this.
    _reviews: dict[str, tuple[Review, FeedbackView]] = field(
        default_factory=dict[str, tuple[Review, FeedbackView]], init=False, repr=False
    )
    _examples: dict[str, FeedbackView] = field(
        default_factory=dict[str, FeedbackView], init=False, repr=False
    )

    def library(self) -> tuple[ScenarioCard, ...]:
        """List the scenarios that can be played, with the best total this grader gave each."""
        standings = {
            standing.slug: standing
            for standing in self.store.standings(grader=self.grader.id.name)
        }
        topics = self.catalogue.topics()
        return tuple(
            shelves.card(pack.scenario, standings.get(pack.scenario.slug), topics)
            for pack in self.catalogue.packs()
        )

    def brief(self, slug: str) -> ScenarioBrief:
        """Show a scenario before it is started. Raises UnknownScenario."""
        return shelves.brief(self.catalogue.pack(slug).scenario, self.catalogue.topics())

    def topic_tree(self) -> tuple[TopicNode, ...]:
        """List the topics that the library can be filtered by."""
        digests = tuple(pack.digest for pack in self.catalogue.packs())
        if digests not in self._trees:
            self._trees[digests] = shelves.topic_tree(self.catalogue)
        return self._trees[digests]

    def start(self, slug: str, *, mode: AttemptMode = "practice") -> str:
        """Start an attempt and return its id. Raises UnknownScenario."""
        pack = self.catalogue.pack(slug)
        at = self.clock.now()
        attempt = Attempt(
            id=str(ULID.from_datetime(at)),
            scenario_slug=slug,
            scenario_digest=pack.digest,
            state="drafting",
            mode=mode,
            started_at=at,
            updated_at=at,
        )
        with self.store.saving() as transaction:
            self.store.add_attempt(attempt, take(pack), within=transaction)
        return attempt.id

    def room(self, attempt_id: str) -> RoomView:
        """Show the room as it is saved.

        An attempt that was handed in and not yet graded is graded first; if that fails, its
        state says so.

        Raises:
            UnknownAttempt: There is no such attempt.
            UnreadableRow: What is stored of it cannot be read.
        """
        attempt = self.store.attempt(attempt_id)
        if attempt.state in {"submitted", "grading"}:
            attempt = self._graded_if_possible(attempt)
        drafts = self.store.drafts(attempt_id)
        scenario = self._scenario(attempt).scenario
        return RoomView(
            attempt=attempt,
            brief=shelves.brief(scenario, self.catalogue.topics()),
            drafts={
                section: as_section(drafts.get(section, FieldDraft())) for section, _ in SECTIONS
            },
            drawing=as_drawing(drafts.get("drawing", FieldDraft())),
            asked=ask_turns(self.store.events(attempt_id, kinds=("asked",))),
        )

    def save(self, attempt_id: str, section: SectionId, body: str, *, rev: int) -> Saved:
        """Save a section if `rev` is still its revision. "Saved" means it is on disk.

        Raises:
            StaleAttempt: A newer text is saved; carries it, and nothing was overwritten.
            AttemptClosed: It was handed in or discarded.
            TooLarge: The text is above its limit.
        """
        return self._drafting.save(attempt_id, section, body, rev=rev)

    def save_drawing(
        self,
        attempt_id: str,
        text: str,
        *,
        rev: int,
        positions: Mapping[str, tuple[float, float]] | None = None,
    ) -> Saved:
        """Save the drawing's text as typed, readable or not. Raises as `save` does."""
        places = dict(positions or {})
        return self._drafting.save_drawing(attempt_id, text, rev=rev, positions=places)

    def ask(self, attempt_id: str, question: str) -> AskTurn:
        """Ask the interviewer. What is hidden is told when, and only when, it is asked for.

        Raises:
            AttemptClosed: It was handed in or discarded.
            TooLarge: The question is above its limit.
        """
        if len(question) > MAX_QUESTION_CHARACTERS:
            raise TooLarge("question", length=len(question), limit=MAX_QUESTION_CHARACTERS)
        asked = clean(question).strip()
        at = self.clock.now()
        # Read before the transaction: inside it, a second connection could wait for the first.
        scenario = self._scenario(self.store.attempt(attempt_id)).scenario
        with self.store.saving() as transaction:
            self.store.attempt(attempt_id, within=transaction)
            before = self.store.events(attempt_id, kinds=("asked", "revealed"), within=transaction)
            answers = answer_question(
                asked,
                scenario.hidden_facts,
                told=told(before),
                offered=offered(before),
                context="\n".join((scenario.prompt, *scenario.visible_facts)),
            )
            events = [
                self.store.record(attempt_id, event, expect=OPEN, within=transaction)
                for event in events_of(asked, answers, at)
            ]
        return ask_turns(events)[0]

    def hand_in(self, attempt_id: str) -> FeedbackView:
        """Hand in and grade; both happen once, however often and by whomever it is called.

        Raises:
            EmptyAnswer: There is nothing to hand in; the attempt stays open.
            AttemptClosed: It was discarded.
            GradingFailed: The answer is handed in and safe; calling again grades it again.
        """
        self._handover.hand_in(attempt_id)
        self._handover.grade(attempt_id)
        return self.feedback(attempt_id)

    def feedback(self, attempt_id: str) -> FeedbackView:
        """Show the grade of an attempt; grades it first if that is still owed.

        Raises:
            NotHandedIn: It is still open, or discarded.
            GradingFailed: It could not be graded; `hand_in` tries again.
            UnreadableRow: What is stored of it cannot be read.
        """
        if attempt_id == EXAMPLE_ID:
            return self.example()
        attempt = self.store.attempt(attempt_id)
        if attempt.state == "failed":
            raise GradingFailed(attempt_id, attempt.failed_because or "no cause is known")
        if attempt.state in {"submitted", "grading"}:
            self._handover.grade(attempt_id)
            attempt = self.store.attempt(attempt_id)
        if attempt.state != "graded":
            raise NotHandedIn(attempt_id, attempt.state)
        return self._told(self._review(attempt))

    def history(self) -> tuple[AttemptSummary, ...]:
        """List all attempts that can be read, but not discarded ones, newest first."""
        return tuple(line for line in self._history() if isinstance(line, AttemptSummary))

    def unreadable(self) -> tuple[UnreadableAttempt, ...]:
        """List the attempts that are stored but cannot be read, to be told beside the history."""
        return tuple(line for line in self._history() if isinstance(line, UnreadableAttempt))

    def discard(self, attempt_id: str) -> None:
        """Take an attempt out of the history; `restore` undoes it. Its text stays stored."""
        with self.store.saving() as transaction:
            self.store.discard(
                attempt_id,
                expect=_DISCARDABLE,
                at=self.clock.now(),
                within=transaction,
            )

    def restore(self, attempt_id: str) -> None:
        """Bring a discarded attempt back as it was."""
        with self.store.saving() as transaction:
            self.store.restore(attempt_id, at=self.clock.now(), within=transaction)

    def example(self) -> FeedbackView:
        """Show a finished attempt, graded by this grader when first asked for; never stored.

        Raises:
            UnknownScenario: Its pack is not among those that can be played.
        """
        pack = self.catalogue.pack(EXAMPLE_SLUG)
        if pack.digest not in self._examples:
            finished = example_of(pack, self.grader, self.clock.now())
            self._examples[pack.digest] = feedback_view(finished, self.catalogue.topics())
        return self._examples[pack.digest]

    def recover(self) -> int:
        """Grade what was handed in but not graded when the app last ended; tell how many."""
        return self._handover.recover()

    @property
    def _drafting(self) -> Drafting:
        return Drafting(self.store, self.clock)

    @property
    def _handover(self) -> Handover:
        return Handover(self.store, self.grader, self.clock)

    def _review(self, attempt: Attempt) -> Review:
        submission = self.store.submission(attempt.id)
        gradings = self.store.gradings(submission.id) if submission else ()
        if submission is None or not gradings:
            raise UnreadableRow("grading", f"of attempt {attempt.id}", "it is missing")
        asked = ask_turns(self.store.events(attempt.id, kinds=("asked",)))
        return Review(attempt, submission, gradings[-1], self._scenario(attempt), asked)

    def _told(self, review: Review) -> FeedbackView:
        key = review.attempt.id
        known = self._reviews.get(key)
        if known is None or known[0] != review:
            known = (review, feedback_view(review, self.catalogue.topics()))
            self._reviews[key] = known
        if len(self._reviews) > _REVIEWS_KEPT:
            self._reviews.pop(next(iter(self._reviews)), None)
        return known[1]

    def _graded_if_possible(self, attempt: Attempt) -> Attempt:
        # The attempt's state and cause say so, and the room shows them.
        with suppress(GradingFailed):
            self._handover.grade(attempt.id)
        return self.store.attempt(attempt.id)

    def _scenario(self, attempt: Attempt) -> PlayedScenario:
        digest = attempt.scenario_digest
        if digest not in self._played:
            self._played[digest] = read(self.store.snapshot(digest))
        return self._played[digest]

    def _history(self) -> tuple[AttemptSummary | UnreadableAttempt, ...]:
        return tuple(
            self._summary(listed) if isinstance(listed, HistoryLine) else listed
            for listed in self.store.listing()
        )

    def _summary(self, listed: HistoryLine) -> AttemptSummary | UnreadableAttempt:
        try:
            title = self._scenario(listed.attempt).scenario.title
        except UnreadableRow as error:
            return UnreadableAttempt(id=listed.attempt.id, problem=str(error))
        return AttemptSummary(
            attempt=listed.attempt,
            title=title,
            total=listed.total,
            level=listed.level,
            grader=listed.grader,
            words=listed.words,
        )
