"""Attempts in a database: `interview.ports.AttemptStore` on SQLAlchemy Core."""

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, Row, insert, select, update

from interview.attempt import (
    Attempt,
    AttemptEvent,
    EventKind,
    State,
    StoredGrade,
    Submission,
)
from interview.canonical import clean
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
from interview.views import UnreadableAttempt
from storage import queries, rows, tables
from storage.engine import Engines, told_plainly
from storage.insert_once import insert_once
from storage.intent import READING
from storage.queries import Query
from storage.server import BACKEND

_Row: TypeAlias = Row[*tuple[Any, ...]]

_OWNER = "local"
_WAITING: tuple[State, ...] = ("submitted", "grading", "failed")


@dataclass(frozen=True, slots=True)
class SqlTransaction:
    """A transaction on one connection, which a queue on the same database may join."""

    handle: Connection


@dataclass(frozen=True, slots=True)
class SqlAttemptStore:
    """Keeps attempts in SQLite or PostgreSQL, all of one owner."""

    engines: Engines
    owner: str = _OWNER

    @contextmanager
    def saving(self) -> Generator[SqlTransaction]:
        """Open a transaction that survives a killed process."""
        with told_plainly(), self.engines.saving.begin() as connection:
            yield SqlTransaction(connection)

    @contextmanager
    def submitting(self) -> Generator[SqlTransaction]:
        """Open a transaction that, once committed, survives a power cut too."""
        with told_plainly(), self.engines.submitting.begin() as connection:
            yield SqlTransaction(connection)

    def add_attempt(self, attempt: Attempt, snapshot: Snapshot, *, within: Transaction) -> None:
        """Add an attempt, and its snapshot unless that is there already."""
        connection = _connection(within)
        kept = {"digest": snapshot.digest, "json": snapshot.text}
        insert_once(connection, tables.scenario_snapshot, kept)
        values = rows.from_attempt(attempt) | {"owner": self.owner}
        connection.execute(insert(tables.attempt).values(values))

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
        connection = _connection(within)
        values = rows.from_draft(draft)
        if rev == 0:
            key = {"attempt_id": attempt_id, "field": field}
            return insert_once(connection, tables.draft, key | values)
        table = tables.draft
        written = connection.execute(
            update(table)
            .where(table.c.attempt_id == attempt_id, table.c.field == field, table.c.rev == rev)
            .values(values)
        )
        return written.rowcount == 1

    def record(
        self,
        attempt_id: str,
        event: NewEvent,
        *,
        expect: Collection[State],
        within: Transaction,
        state: State | None = None,
    ) -> AttemptEvent:
        """Append an event, and with `state` move the attempt there, if it is in `expect`."""
        changes = {"last_seq": tables.attempt.c.last_seq + 1}
        moved = {"state": state, "failed_because": None} if state else {}
        row = self._change(attempt_id, changes | moved, expect=expect, at=event.at, within=within)
        recorded = AttemptEvent(
            seq=row.last_seq, at=event.at, phase=row.phase, kind=event.kind, payload=event.payload
        )
        values = rows.from_event(attempt_id, recorded)
        _connection(within).execute(insert(tables.attempt_event).values(values))
        return recorded

    def fail(self, attempt_id: str, because: str, *, at: datetime, within: Transaction) -> bool:
        """Mark a submitted attempt as not graded; False: it was not waiting for a grade."""
        changes = {"state": "failed", "failed_because": clean(because)}
        try:
            self._change(attempt_id, changes, expect=_WAITING, at=at, within=within)
        except AttemptClosed:
            return False
        return True

    def discard(
        self, attempt_id: str, *, expect: Collection[State], at: datetime, within: Transaction
    ) -> None:
        """Abandon an attempt and remember its state."""
        changes = {"state": "abandoned", "state_before": tables.attempt.c.state}
        self._change(attempt_id, changes, expect=expect, at=at, within=within)

    def restore(self, attempt_id: str, *, at: datetime, within: Transaction) -> None:
        """Give an abandoned attempt its state back."""
        changes = {"state": tables.attempt.c.state_before, "state_before": None}
        self._change(attempt_id, changes, expect=("abandoned",), at=at, within=within)

    def add_submission(self, submission: Submission, *, within: Transaction) -> bool:
        """Add the submission; False: the attempt has one, which stays."""
        return insert_once(
            _connection(within), tables.submission, rows.from_submission(submission)
        )

    def add_grading(self, grading: StoredGrade, *, within: Transaction) -> bool:
        """Add the grading; False: its grader, rubric version and try have one, which stays."""
        return insert_once(_connection(within), tables.grading, rows.from_grading(grading))

    def attempt(self, attempt_id: str, *, within: Transaction | None = None) -> Attempt:
        """Look an attempt up."""
        wanted = self._owned().where(tables.attempt.c.id == attempt_id)
        if within is not None:
            wanted = _locking(wanted)
        found = self._read(wanted, within)
        if not found:
            raise UnknownAttempt(attempt_id)
        return rows.to_attempt(found[0])

    def drafts(
        self, attempt_id: str, *, within: Transaction | None = None
    ) -> Mapping[DraftField, FieldDraft]:
        """Give the current drafts; a field that was never written is missing."""
        table = tables.draft
        self._lock(attempt_id, within)
        found = self._read(select(table).where(table.c.attempt_id == attempt_id), within)
        return {row.field: rows.to_draft(row) for row in found}

    def events(
        self,
        attempt_id: str,
        *,
        kinds: Collection[EventKind] = (),
        within: Transaction | None = None,
    ) -> tuple[AttemptEvent, ...]:
        """Give the events in order; those that cannot be read are left out and logged."""
        table = tables.attempt_event
        wanted = select(table).where(table.c.attempt_id == attempt_id).order_by(table.c.seq)
        if kinds:
            wanted = wanted.where(table.c.kind.in_(kinds))
        self._lock(attempt_id, within)
        return rows.readable(self._read(wanted, within), rows.to_event)

    def snapshot(self, digest: str) -> Snapshot:
        """Look a snapshot up."""
        table = tables.scenario_snapshot
        found = self._read(select(table).where(table.c.digest == digest))
        if not found:
            raise UnreadableRow("scenario_snapshot", digest, "it is missing")
        return Snapshot(digest=found[0].digest, text=found[0].json)

    def submission(self, attempt_id: str) -> Submission | None:
        """Give what was handed in, if anything was."""
        table = tables.submission
        found = self._read(select(table).where(table.c.attempt_id == attempt_id))
        return rows.to_submission(found[0]) if found else None

    def gradings(self, submission_id: str) -> tuple[StoredGrade, ...]:
        """Give the gradings, oldest first."""
        table = tables.grading
        columns = select(table, table.c["try"].label("attempt_no"))
        wanted = columns.where(table.c.submission_id == submission_id)
        return tuple(map(rows.to_grading, self._read(wanted.order_by(table.c.at, table.c.id))))

    def awaiting_grade(self) -> tuple[str, ...]:
        """Give the ids of the attempts handed in and not graded, oldest first."""
        table = tables.attempt
        wanted = select(table.c.id).where(
            table.c.owner == self.owner, table.c.state.in_(("submitted", "grading"))
        )
        return tuple(row.id for row in self._read(wanted.order_by(table.c.started_at)))

    def listing(self) -> tuple[HistoryLine | UnreadableAttempt, ...]:
        """Give every attempt that is not abandoned, newest first."""
        table = tables.attempt
        attempts = self._owned().where(table.c.state != "abandoned")
        wanted = attempts.order_by(table.c.started_at.desc(), table.c.id.desc())
        with self._reading() as connection:
            found = connection.execute(wanted).all()
            words = rows.words_by_attempt(connection.execute(queries.words()).all())
            newest = rows.newest_by_attempt(connection.execute(queries.grade_heads()).all())
        return tuple(rows.to_listed(row, words, newest) for row in found)

    def standings(self, *, grader: str) -> tuple[Standing, ...]:
        """Give each scenario's attempts, and its best total by the grader of that name."""
        table = tables.attempt
        attempts = (
            select(table.c.id, table.c.scenario_slug, table.c.state)
            .where(table.c.owner == self.owner, table.c.state != "abandoned")
            .order_by(table.c.started_at.desc(), table.c.id.desc())
        )
        with self._reading() as connection:
            found = connection.execute(attempts).all()
            best = connection.execute(queries.best_totals(grader)).all()
        return rows.to_standings(found, {row.attempt_id: row.total for row in best})

    def close(self) -> None:
        """Close all connections."""
        self.engines.dispose()

    def _owned(self) -> Query:
        return select(tables.attempt).where(tables.attempt.c.owner == self.owner)

    def _change(
        self,
        attempt_id: str,
        changes: Mapping[str, object],
        *,
        expect: Collection[State],
        at: datetime,
        within: Transaction,
    ) -> _Row:
        """Update the attempt's row, which also makes other writers of this attempt wait."""
        table = tables.attempt
        row = (
            _connection(within)
            .execute(
                update(table)
                .where(
                    table.c.id == attempt_id,
                    table.c.owner == self.owner,
                    table.c.state.in_(expect),
                )
                .values({**changes, "updated_at": rows.instant(at)})
                .returning(table.c.last_seq, table.c.phase)
            )
            .one_or_none()
        )
        if row is None:
            raise AttemptClosed(attempt_id, self.attempt(attempt_id, within=within).state)
        return row

    def _lock(self, attempt_id: str, within: Transaction | None) -> None:
        """Make other writers of the attempt wait; on SQLite they have waited from the start."""
        if within is not None and _connection(within).dialect.name == BACKEND:
            row = select(tables.attempt.c.id).where(tables.attempt.c.id == attempt_id)
            self._read(_locking(row), within)

    def _read(self, wanted: Query, within: Transaction | None = None) -> Sequence[_Row]:
        if within is not None:
            return _connection(within).execute(wanted).all()
        with self._reading() as connection:
            return connection.execute(wanted).all()

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        with told_plainly(), self.engines.saving.connect() as connection:
            yield connection.execution_options(**{READING: True})


def _connection(within: Transaction) -> Connection:
    return cast("SqlTransaction", within).handle


def _locking(wanted: Query) -> Query:
    """Lock the rows read, as an update would; SQLite has no such locks and ignores it."""
    return wanted.with_for_update(key_share=True)
