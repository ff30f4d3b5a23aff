"""Rows to values and back; a row that cannot be read says which one it is."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Row

from interview.attempt import Attempt, AttemptEvent, StoredGrade, Submission
from interview.errors import UnreadableRow
from interview.ports import FieldDraft, HistoryLine, Standing
from interview.views import UnreadableAttempt

_Row: TypeAlias = Row[*tuple[Any, ...]]
_OPEN = frozenset({"drafting", "paused"})

_log = logging.getLogger(__name__)
_Value = TypeVar("_Value")
_Model = TypeVar("_Model", bound=BaseModel)


def instant(at: datetime) -> str:
    """Write an instant so that texts sort as times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_attempt(attempt: Attempt) -> dict[str, object]:
    """Make the row of a new attempt."""
    return {
        "id": attempt.id,
        "scenario_slug": attempt.scenario_slug,
        "scenario_digest": attempt.scenario_digest,
        "state": attempt.state,
        "mode": attempt.mode,
        "phase": attempt.phase,
        "deadlines": _json({name: instant(at) for name, at in attempt.deadlines.items()}),
        "parent_attempt": attempt.parent_attempt,
        "failed_because": attempt.failed_because,
        "last_seq": 0,
        "started_at": instant(attempt.started_at),
        "updated_at": instant(attempt.updated_at),
    }


def to_attempt(row: _Row) -> Attempt:
    """Read an attempt."""
    columns = {
        name: getattr(row, name)
        for name in Attempt.model_fields
        if name not in {"deadlines", "is_example"}
    }
    return _read(Attempt, "attempt", row.id, columns, deadlines=row.deadlines)


def from_draft(draft: FieldDraft) -> dict[str, object]:
    """Make the columns that a save writes."""
    return {
        "rev": draft.rev,
        "body": draft.body,
        "good_text": draft.good_text,
        "positions": _json(draft.positions),
        "words": draft.words,
        "saved_at": None if draft.saved_at is None else instant(draft.saved_at),
    }


def to_draft(row: _Row) -> FieldDraft:
    """Read a draft; the text counts most, so broken places on the canvas are let go."""
    columns = {name: getattr(row, name) for name in FieldDraft.model_fields}
    key = f"{row.attempt_id}/{row.field}"
    try:
        return _read(FieldDraft, "draft", key, columns, positions=row.positions)
    except UnreadableRow as error:
        _log.warning("%s", error)
        plain = {"rev": row.rev, "body": row.body, "good_text": row.good_text}
        return _read(FieldDraft, "draft", key, plain)


def from_event(attempt_id: str, event: AttemptEvent) -> dict[str, object]:
    """Make the row of an event."""
    return {
        "attempt_id": attempt_id,
        "seq": event.seq,
        "at": instant(event.at),
        "phase": event.phase,
        "kind": event.kind,
        "payload": _json(event.payload),
        "schema": event.schema_version,
    }


def to_event(row: _Row) -> AttemptEvent:
    """Read an event."""
    columns = {"seq": row.seq, "at": row.at, "phase": row.phase, "kind": row.kind}
    columns["schema_version"] = row.schema
    key = f"{row.attempt_id}/{row.seq}"
    return _read(AttemptEvent, "attempt_event", key, columns, payload=row.payload)


def from_submission(submission: Submission) -> dict[str, object]:
    """Make the row of a submission."""
    return {**submission.model_dump(), "at": instant(submission.at)}


def to_submission(row: _Row) -> Submission:
    """Read a submission."""
    columns = {name: getattr(row, name) for name in Submission.model_fields}
    return _read(Submission, "submission", row.id, columns)


def from_grading(grading: StoredGrade) -> dict[str, object]:
    """Make the row of a grading; what lists need stands in columns of its own."""
    grade = grading.grade
    return {
        "id": grading.id,
        "submission_id": grading.submission_id,
        "grader_fingerprint": grading.grader_fingerprint,
        "rubric_version": grading.rubric_version,
        "try": grading.attempt_no,
        "grader_name": grade.grader.name,
        "grader": grade.grader.model_dump_json(),
        "total": grade.total,
        "level": grade.level,
        "grade": grade.model_dump_json(),
        "at": instant(grading.at),
    }


def to_grading(row: _Row) -> StoredGrade:
    """Read a grading."""
    names = set(StoredGrade.model_fields) - {"grade"}
    columns = {name: getattr(row, name) for name in names}
    return _read(StoredGrade, "grading", row.id, columns, grade=row.grade)


def to_listed(
    row: _Row, words: Mapping[str, int], newest: Mapping[str, _Row]
) -> HistoryLine | UnreadableAttempt:
    """Read a line of a history."""
    graded = newest.get(row.id)
    try:
        if graded is None:
            return HistoryLine(attempt=to_attempt(row), words=words.get(row.id, 0))
        columns = {
            "attempt": to_attempt(row),
            "words": words.get(row.id, 0),
            "total": graded.total,
            "level": graded.level,
        }
        return _read(HistoryLine, "grading", f"of attempt {row.id}", columns, grader=graded.grader)
    except UnreadableRow as error:
        return UnreadableAttempt(id=str(row.id), problem=str(error))


def words_by_attempt(found: Sequence[_Row]) -> dict[str, int]:
    """Collect word counts."""
    return {row.attempt_id: int(row.words or 0) for row in found}


def newest_by_attempt(found: Sequence[_Row]) -> dict[str, _Row]:
    """Keep each attempt's last row, given oldest first."""
    return {row.attempt_id: row for row in found}


def to_standings(attempts: Sequence[_Row], best: Mapping[str, object]) -> tuple[Standing, ...]:
    """Sum up attempts, given newest first, by scenario."""
    by_slug: dict[str, list[_Row]] = {}
    for row in attempts:
        by_slug.setdefault(row.scenario_slug, []).append(row)
    return tuple(_standing(slug, rows, best) for slug, rows in by_slug.items())


def readable(found: Iterable[_Row], read: Callable[[_Row], _Value]) -> tuple[_Value, ...]:
    """Read what can be read; the rest is logged with its key."""
    values: list[_Value] = []
    for row in found:
        try:
            values.append(read(row))
        except UnreadableRow as error:
            _log.warning("%s", error)
    return tuple(values)


def _standing(slug: str, rows: list[_Row], best: Mapping[str, object]) -> Standing:
    found = (best.get(row.id) for row in rows)
    totals = [total for total in found if isinstance(total, float)]  # a spoilt one may be a text
    opened = [row.id for row in rows if row.state in _OPEN]
    return Standing(
        slug=slug,
        attempts=len(rows),
        best_total=max(totals, default=None),
        open_attempt_id=opened[0] if opened else None,
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(
    model: type[_Model], table: str, key: str, columns: Mapping[str, object], **texts: str
) -> _Model:
    """Check a row against its model; `texts` are its columns that hold JSON."""
    try:
        parsed = {name: json.loads(text) for name, text in texts.items()}
        return model.model_validate({**columns, **parsed})
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableRow(table, key, _problem(error), raw=repr(texts or columns)) from error


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error).splitlines()[0]
