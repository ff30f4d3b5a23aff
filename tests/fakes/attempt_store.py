from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from interview.attempt import Attempt, AttemptEvent, EventKind, State, StoredGrade, Submission
from interview.errors import AttemptClosed, UnknownAttempt, UnreadableRow
from interview.ports import (
    DraftField,
    FieldDraft,
    HistoryLine,
    NewEvent,
    Snapshot,
    Standing,
    Transaction,
)


@dataclass(frozen=True)
class _Tables:
    attempts: dict[str, Attempt] = field(default_factory=dict[str, Attempt])
    before: dict[str, State] = field(default_factory=dict[str, State])
    drafts: dict[tuple[str, DraftField], FieldDraft] = field(
        default_factory=dict[tuple[str, DraftField], FieldDraft]
    )
    events: dict[tuple[str, int], AttemptEvent] = field(
        default_factory=dict[tuple[str, int], AttemptEvent]
    )
    snapshots: dict[str, Snapshot] = field(default_factory=dict[str, Snapshot])
    submissions: dict[str, Submission] = field(default_factory=dict[str, Submission])
    gradings: dict[tuple[str, str, int, int], StoredGrade] = field(
        default_factory=dict[tuple[str, str, int, int], StoredGrade]
    )

    def copy(self) -> "_Tables":
        return _Tables(**{name: dict(table) for name, table in vars(self).items()})


@dataclass(frozen=True)
class FakeTransaction:
    handle: object = None


@dataclass
class FakeAttemptStore:
    """Keeps attempts in memory: one transaction at a time, undone when it raises."""

    tables: _Tables = field(default_factory=_Tables)
    lock: RLock = field(default_factory=RLock)

    @contextmanager
    def saving(self) -> Generator[FakeTransaction]:
        with self.lock:
            before = self.tables.copy()
            try:
                yield FakeTransaction()
            except BaseException:
                self.tables = before
                raise

    submitting = saving

    def add_attempt(self, attempt: Attempt, snapshot: Snapshot, *, within: Transaction) -> None:
        assert within
        self.tables.snapshots.setdefault(snapshot.digest, snapshot)
        self.tables.attempts[attempt.id] = attempt

    def write_draft(
        self,
        attempt_id: str,
        field: DraftField,
        draft: FieldDraft,
        *,
        rev: int,
        within: Transaction,
    ) -> bool:
        assert within
        current = self.tables.drafts.get((attempt_id, field), FieldDraft())
        if current.rev != rev:
            return False
        self.tables.drafts[attempt_id, field] = draft
        return True

    def record(
        self,
        attempt_id: str,
        event: NewEvent,
        *,
        expect: Collection[State],
        within: Transaction,
        state: State | None = None,
    ) -> AttemptEvent:
        changes: dict[str, object] = {"updated_at": event.at}
        if state:
            changes |= {"state": state, "failed_because": None}
        attempt = self._change(attempt_id, changes, expect, within)
        recorded = AttemptEvent(
            seq=1 + sum(key[0] == attempt_id for key in self.tables.events),
            at=event.at,
            phase=attempt.phase,
            kind=event.kind,
            payload=event.payload,
        )
        self.tables.events[attempt_id, recorded.seq] = recorded
        return recorded

    def fail(self, attempt_id: str, because: str, *, at: datetime, within: Transaction) -> bool:
        changes: dict[str, object] = {
            "state": "failed",
            "failed_because": because,
            "updated_at": at,
        }
        try:
            self._change(attempt_id, changes, ("submitted", "grading", "failed"), within)
        except AttemptClosed:
            return False
        return True

    def discard(
        self, attempt_id: str, *, expect: Collection[State], at: datetime, within: Transaction
    ) -> None:
        state = self.attempt(attempt_id).state
        self._change(attempt_id, {"state": "abandoned", "updated_at": at}, expect, within)
        self.tables.before[attempt_id] = state

    def restore(self, attempt_id: str, *, at: datetime, within: Transaction) -> None:
        state = self.tables.before.get(attempt_id)
        self._change(attempt_id, {"state": state, "updated_at": at}, ("abandoned",), within)

    def add_submission(self, submission: Submission, *, within: Transaction) -> bool:
        assert within
        kept = self.tables.submissions.setdefault(submission.attempt_id, submission)
        return kept is submission

    def add_grading(self, grading: StoredGrade, *, within: Transaction) -> bool:
        assert within
        key = (
            grading.submission_id,
            grading.grader_fingerprint,
            grading.rubric_version,
            grading.attempt_no,
        )
        return self.tables.gradings.setdefault(key, grading) is grading

    def attempt(self, attempt_id: str, *, within: Transaction | None = None) -> Attempt:
        del within
        if attempt_id not in self.tables.attempts:
            raise UnknownAttempt(attempt_id)
        return self.tables.attempts[attempt_id]

    def drafts(
        self, attempt_id: str, *, within: Transaction | None = None
    ) -> Mapping[DraftField, FieldDraft]:
        del within
        with self.lock:
            drafts = dict(self.tables.drafts)
        return {name: draft for (owner, name), draft in drafts.items() if owner == attempt_id}

    def events(
        self,
        attempt_id: str,
        *,
        kinds: Collection[EventKind] = (),
        within: Transaction | None = None,
    ) -> tuple[AttemptEvent, ...]:
        del within
        with self.lock:
            events = dict(self.tables.events)
        return tuple(
            event
            for (owner, _), event in sorted(events.items())
            if owner == attempt_id and (not kinds or event.kind in kinds)
        )

    def snapshot(self, digest: str) -> Snapshot:
        if digest not in self.tables.snapshots:
            raise UnreadableRow("scenario_snapshot", digest, "it is missing")
        return self.tables.snapshots[digest]

    def submission(self, attempt_id: str) -> Submission | None:
        return self.tables.submissions.get(attempt_id)

    def gradings(self, submission_id: str) -> tuple[StoredGrade, ...]:
        found = [x for x in self.tables.gradings.values() if x.submission_id == submission_id]
        return tuple(sorted(found, key=lambda grading: (grading.at, grading.id)))

    def awaiting_grade(self) -> tuple[str, ...]:
        waiting = [x for x in self.tables.attempts.values() if x.state in {"submitted", "grading"}]
        return tuple(x.id for x in sorted(waiting, key=lambda attempt: attempt.started_at))

    def listing(self) -> tuple[HistoryLine, ...]:
        return tuple(map(self._listed, self._newest_first()))

    def standings(self, *, grader: str) -> tuple[Standing, ...]:
        found: dict[str, Standing] = {}
        for attempt in self._newest_first():
            old = found.get(
                attempt.scenario_slug, Standing(slug=attempt.scenario_slug, attempts=0)
            )
            totals = [old.best_total, *self._totals(attempt, grader)]
            opened = attempt.id if attempt.state in {"drafting", "paused"} else None
            found[attempt.scenario_slug] = Standing(
                slug=attempt.scenario_slug,
                attempts=old.attempts + 1,
                best_total=max((x for x in totals if x is not None), default=None),
                open_attempt_id=old.open_attempt_id or opened,
            )
        return tuple(found.values())

    def _change(
        self,
        attempt_id: str,
        changes: Mapping[str, object],
        expect: Collection[State],
        within: Transaction,
    ) -> Attempt:
        assert within
        attempt = self.attempt(attempt_id)
        if attempt.state not in expect:
            raise AttemptClosed(attempt_id, attempt.state)
        changed = attempt.model_copy(update=changes)
        self.tables.attempts[attempt_id] = changed
        return changed

    def _newest_first(self) -> list[Attempt]:
        kept = [x for x in self.tables.attempts.values() if x.state != "abandoned"]
        return sorted(kept, key=lambda attempt: (attempt.started_at, attempt.id), reverse=True)

    def _totals(self, attempt: Attempt, grader: str) -> list[float | None]:
        submission = self.submission(attempt.id)
        gradings = self.gradings(submission.id) if submission else ()
        return [x.grade.total for x in gradings if x.grade.grader.name == grader]

    def _listed(self, attempt: Attempt) -> HistoryLine:
        words = sum(draft.words for draft in self.drafts(attempt.id).values())
        submission = self.submission(attempt.id)
        gradings = self.gradings(submission.id) if submission else ()
        if not gradings:
            return HistoryLine(attempt=attempt, words=words)
        grade = gradings[-1].grade
        return HistoryLine(
            attempt=attempt,
            words=words,
            total=grade.total,
            level=grade.level,
            grader=grade.grader,
        )
