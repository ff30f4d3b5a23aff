"""From a draft to a grade: handed in once, graded once, however often it is asked for."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from ulid import ULID

from grading.grade import Grade
from grading.grader import Drawing, Grader, Turn
from interview.attempt import SECTIONS, SectionId, State, StoredGrade, Submission
from interview.canonical import to_text
from interview.drafting import OPEN
from interview.errors import (
    AttemptClosed,
    EmptyAnswer,
    GradingFailed,
    NotHandedIn,
    StoreError,
    UnreadableRow,
)
from interview.ports import AttemptStore, Clock, DraftField, FieldDraft, NewEvent
from interview.reading import drawing_of
from interview.snapshot import PlayedScenario, read
from interview.turns import TURN_KINDS, turns
from scenarios.request import grading_request

HANDED_IN: frozenset[State] = frozenset({"submitted", "grading", "graded", "failed"})
_UNGRADED: frozenset[State] = HANDED_IN - {"graded"}
_LONGEST_CAUSE = 300

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handover:
    """Two transactions, each of which happens at most once: the submission and its grading."""

    store: AttemptStore
    grader: Grader
    clock: Clock

    def hand_in(self, attempt_id: str) -> None:
        """Submit the drafts as they are, unless that was done before.

        Raises:
            EmptyAnswer: There is nothing to hand in; the attempt stays open.
            AttemptClosed: It was discarded.
        """
        try:
            self._submit(attempt_id)
        except AttemptClosed as closed:
            if closed.state not in HANDED_IN:
                raise

    def grade(self, attempt_id: str) -> None:
        """Grade what was handed in, unless that was done before.

        Raises:
            NotHandedIn: There is nothing to grade yet.
            GradingFailed: Nothing was graded; calling again tries again.
        """
        attempt = self.store.attempt(attempt_id)
        if attempt.state == "graded":
            return
        if attempt.state not in HANDED_IN:
            raise NotHandedIn(attempt_id, attempt.state)
        try:
            submission = self._submission(attempt_id)
            played = read(self.store.snapshot(attempt.scenario_digest))
            grade = self._judged(submission, played)
        except UnreadableRow as error:
            self._give_up(attempt_id, error)
        except StoreError:
            raise
        # A grader may be a stranger's code: whatever it raises, the answer stays handed in, the
        # cause is kept and shown, and the next try starts from the same submission.
        except Exception as error:  # noqa: BLE001
            _log.exception("attempt %s could not be graded", attempt_id)
            self._give_up(attempt_id, error)
        else:
            self._keep(attempt_id, submission, played, grade)

    def recover(self) -> int:
        """Grade whatever was handed in and not graded when the process ended.

        Returns:
            How many were graded. Those that could not be are marked as failed.
        """
        graded = 0
        for attempt_id in self.store.awaiting_grade():
            try:
                self.grade(attempt_id)
            except (GradingFailed, StoreError) as error:
                _log.warning("%s", error)
            else:
                graded += 1
        return graded

    def _submit(self, attempt_id: str) -> None:
        at = self.clock.now()
        with self.store.submitting() as transaction:
            # First, because it locks the attempt: from here on no draft of it can change.
            self.store.record(
                attempt_id,
                NewEvent(kind="submitted", at=at),
                expect=OPEN,
                state="submitted",
                within=transaction,
            )
            drafts = self.store.drafts(attempt_id, within=transaction)
            answer, drawing_text = handed_in_texts(drafts)
            if not answer and not drawing_text.strip():
                raise EmptyAnswer
            submission = Submission(
                id=str(ULID.from_datetime(at)),
                attempt_id=attempt_id,
                answer=answer,
                drawing_text=drawing_text,
                at=at,
                input_hash=_input_hash(answer, drawing_text),
            )
            self.store.add_submission(submission, within=transaction)

    def _submission(self, attempt_id: str) -> Submission:
        submission = self.store.submission(attempt_id)
        if submission is None:
            raise UnreadableRow("submission", f"of attempt {attempt_id}", "it is missing")
        return submission

    def _judged(self, submission: Submission, played: PlayedScenario) -> Grade:
        events = self.store.events(submission.attempt_id, kinds=TURN_KINDS)
        return judge(
            self.grader,
            played,
            answer=submission.answer,
            drawing=drawing_of(submission.drawing_text),
            turns_taken=turns(events),
        )

    def _keep(
        self, attempt_id: str, submission: Submission, played: PlayedScenario, grade: Grade
    ) -> None:
        at = self.clock.now()
        grading = StoredGrade(
            id=str(ULID.from_datetime(at)),
            submission_id=submission.id,
            grader_fingerprint=grade.grader.fingerprint,
            rubric_version=played.rubric.version,
            grade=grade,
            at=at,
        )
        payload = {"total": grade.total, "grader": grade.grader.fingerprint}
        with self.store.submitting() as transaction:
            if self.store.add_grading(grading, within=transaction):
                self.store.record(
                    attempt_id,
                    NewEvent(kind="graded", payload=payload, at=at),
                    expect=_UNGRADED,
                    state="graded",
                    within=transaction,
                )

    def _give_up(self, attempt_id: str, error: Exception) -> None:
        because = f"{type(error).__name__}: {error}"[:_LONGEST_CAUSE]
        with self.store.submitting() as transaction:
            self.store.fail(attempt_id, because, at=self.clock.now(), within=transaction)
        raise GradingFailed(attempt_id, because) from error


def judge(
    grader: Grader,
    played: PlayedScenario,
    *,
    answer: str,
    drawing: Drawing,
    turns_taken: tuple[Turn, ...] = (),
) -> Grade:
    """Put an answer before a grader."""
    request = grading_request(
        played.scenario, played.rubric, answer=answer, drawing=drawing, turns=turns_taken
    )
    return grader.grade(request)


def handed_in_texts(drafts: Mapping[DraftField, FieldDraft]) -> tuple[str, str]:
    """Make the answer and the drawing's text of the drafts."""
    bodies: dict[SectionId, str] = {
        section: drafts[section].body for section, _ in SECTIONS if section in drafts
    }
    return to_text(bodies), drafts["drawing"].body if "drawing" in drafts else ""


def _input_hash(answer: str, drawing_text: str) -> str:
    text = json.dumps([answer, drawing_text], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
