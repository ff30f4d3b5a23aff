"""What the use cases need from outside: a clock, a store and a catalogue.

Writes take the `Transaction` they belong to, so that a queue can later take part in it. Reads
see committed rows, or those of the transaction they are given.
"""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from grading.grade import GraderId
from interview.attempt import (
    Attempt,
    AttemptEvent,
    EventKind,
    SectionId,
    State,
    StoredGrade,
    Submission,
)
from interview.views import UnreadableAttempt
from scenarios.model import Pack
from scenarios.topics import TopicTree

DraftField = SectionId | Literal["drawing"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldDraft(_Frozen):
    """The current text of one field, as kept."""

    body: str = ""
    rev: int = Field(default=0, ge=0)
    words: int = Field(default=0, ge=0)
    saved_at: datetime | None = None
    good_text: str = Field(default="", description="drawing only: last text that could be read")
    positions: dict[str, tuple[float, float]] = Field(default={}, description="drawing only")


class Snapshot(_Frozen):
    """The scenario as it was when an attempt started; grading and review read nothing else."""

    digest: str
    text: str = Field(description="JSON of scenario and rubric")


class NewEvent(_Frozen):
    """An event before the store has numbered it."""

    kind: EventKind
    payload: dict[str, str | int | float | bool | None] = {}
    at: datetime


class HistoryLine(_Frozen):
    """One attempt of a history, with what its newest grading says."""

    attempt: Attempt
    words: int
    total: float | None = None
    level: str | None = None
    grader: GraderId | None = None


class Standing(_Frozen):
    """How far one scenario has been taken."""

    slug: str
    attempts: int
    best_total: float | None = None
    open_attempt_id: str | None = None


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        ...


class Transaction(Protocol):
    """Work that is committed as one; only the store that made it looks inside."""

    @property
    def handle(self) -> object:
        """What a queue on the same database joins the transaction with."""
        ...


class AttemptStore(Protocol):
    """Keeps attempts. Any method may raise a `StoreError`; then nothing was written."""

    def saving(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that survives a killed process."""
        ...

    def submitting(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that, once committed, survives a power cut too."""
        ...

    def add_attempt(self, attempt: Attempt, snapshot: Snapshot, *, within: Transaction) -> None:
        """Add an attempt with empty drafts, and its snapshot unless that is there already."""
        ...

    def write_draft(
        self,
        attempt_id: str,
        field: DraftField,
        draft: FieldDraft,
        *,
        rev: int,
        within: Transaction,
    ) -> bool:
        """Replace a draft if `rev` is still its revision; False: it is not, nothing changed."""
        ...

    def record(
        self,
        attempt_id: str,
        event: NewEvent,
        *,
        expect: Collection[State],
        within: Transaction,
        state: State | None = None,
    ) -> AttemptEvent:
        """Append an event, and with `state` move the attempt there, if it is in `expect`.

        Raises:
            UnknownAttempt: There is no such attempt.
            AttemptClosed: It is in none of the expected states.
        """
        ...

    def fail(self, attempt_id: str, because: str, *, at: datetime, within: Transaction) -> bool:
        """Mark a submitted attempt as not graded; False: it was not waiting for a grade."""
        ...

    def discard(
        self, attempt_id: str, *, expect: Collection[State], at: datetime, within: Transaction
    ) -> None:
        """Abandon an attempt and remember its state. Raises as `record` does."""
        ...

    def restore(self, attempt_id: str, *, at: datetime, within: Transaction) -> None:
        """Give an abandoned attempt its state back. Raises as `record` does."""
        ...

    def add_submission(self, submission: Submission, *, within: Transaction) -> bool:
        """Add the submission; False: the attempt has one, which stays."""
        ...

    def add_grading(self, grading: StoredGrade, *, within: Transaction) -> bool:
        """Add the grading; False: its grader, rubric version and try have one, which stays."""
        ...

    def attempt(self, attempt_id: str, *, within: Transaction | None = None) -> Attempt:
        """Look an attempt up. Raises UnknownAttempt or UnreadableRow."""
        ...

    def drafts(
        self, attempt_id: str, *, within: Transaction | None = None
    ) -> Mapping[DraftField, FieldDraft]:
        """Give the current drafts; a field that was never written may be missing."""
        ...

    def events(
        self,
        attempt_id: str,
        *,
        kinds: Collection[EventKind] = (),
        within: Transaction | None = None,
    ) -> tuple[AttemptEvent, ...]:
        """Give the events in order, of these `kinds` or of all; unreadable ones are left out."""
        ...

    def snapshot(self, digest: str) -> Snapshot:
        """Look a snapshot up. Raises UnreadableRow when it is missing."""
        ...

    def submission(self, attempt_id: str) -> Submission | None:
        """Give what was handed in, if anything was."""
        ...

    def gradings(self, submission_id: str) -> tuple[StoredGrade, ...]:
        """Give the gradings, oldest first. Raises UnreadableRow."""
        ...

    def awaiting_grade(self) -> tuple[str, ...]:
        """Give the ids of the attempts handed in and not graded, oldest first."""
        ...

    def listing(self) -> tuple[HistoryLine | UnreadableAttempt, ...]:
        """Give every attempt that is not abandoned, newest first."""
        ...

    def standings(self, *, grader: str) -> tuple[Standing, ...]:
        """Give each scenario's attempts, and its best total by the grader of that name."""
        ...


class ScenarioCatalogue(Protocol):
    """The scenarios that can be played."""

    def packs(self) -> tuple[Pack, ...]:
        """Give the active packs, in the order of the library."""
        ...

    def pack(self, slug: str) -> Pack:
        """Look an active pack up. Raises UnknownScenario."""
        ...

    def topics(self) -> TopicTree:
        """Give the taxonomy that the packs' topic ids come from."""
        ...
