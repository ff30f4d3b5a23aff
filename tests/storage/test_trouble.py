"""A full disk, a locked or damaged database, and rows that cannot be read."""

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from interview.errors import (
    GradingFailed,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    UnreadableRow,
)
from interview.practice import Practice
from storage.engine import DATABASE_FILE
from storage.opening import open_store
from storage.store import SqlAttemptStore
from tests.fakes.practice import a_practice, an_sql_store


@pytest.fixture
def store(tmp_path: Path) -> Generator[SqlAttemptStore]:
    opened = an_sql_store(tmp_path, busy_ms=20)
    yield opened
    opened.close()


@pytest.fixture
def practice(store: SqlAttemptStore) -> Practice:
    return a_practice(store)


def spoil(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / DATABASE_FILE)) as other:
        assert other.execute(statement).rowcount >= 1
        other.commit()


def finished(practice: Practice) -> str:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    practice.hand_in(attempt_id)
    return attempt_id


def limit_pages(store: SqlAttemptStore, pages: int) -> None:
    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}").close()

    for engine in (store.engines.saving, store.engines.submitting):
        engine.dispose()
        event.listen(engine, "checkout", limit)


def test_a_full_disk_is_told_and_the_next_save_after_making_room_works(
    practice: Practice, store: SqlAttemptStore
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "kept", rev=0)
    limit_pages(store, 1)
    with pytest.raises(StoreFull, match="make room and save again"):
        practice.save(attempt_id, "api", "word " * 3_000, rev=0)
    limit_pages(store, 100_000)
    room = practice.room(attempt_id)
    assert (room.drafts["design"].body, room.drafts["api"].rev) == ("kept", 0)
    assert practice.save(attempt_id, "api", "word " * 3_000, rev=0).rev == 1


def test_a_full_disk_leaves_no_half_submission(practice: Practice, store: SqlAttemptStore) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1 " * 2_000, rev=0)
    limit_pages(store, 1)
    with pytest.raises(StoreFull):
        practice.hand_in(attempt_id)
    assert store.attempt(attempt_id).state == "drafting"
    assert store.submission(attempt_id) is None
    limit_pages(store, 100_000)
    assert practice.hand_in(attempt_id).grade.total == 25


def test_a_locked_database_is_told_and_a_retry_works(practice: Practice, tmp_path: Path) -> None:
    attempt_id = practice.start("ski-lift")
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="try again"):
            practice.save(attempt_id, "design", "text", rev=0)
        assert practice.room(attempt_id).drafts["design"].rev == 0
    assert practice.save(attempt_id, "design", "text", rev=0).rev == 1


def test_a_damaged_file_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"this is no database, it is a note" * 40)
    with pytest.raises(StoreCorrupt, match=r"loadbearing\.sqlite3: .*there is no backup yet"):
        open_store(tmp_path)


def test_a_damaged_page_is_found_at_the_start(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    practice = a_practice(store)
    for _ in range(5):
        finished(practice)
    store.close()
    file = tmp_path / DATABASE_FILE
    content = bytearray(file.read_bytes())
    content[4_096 * 3 : 4_096 * 9] = b"\xff" * 4_096 * 6
    file.write_bytes(content)
    with pytest.raises(StoreCorrupt, match="damaged"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attempt SET state = 'floating' WHERE id = '{id}'",
        "UPDATE attempt SET deadlines = '{{broken' WHERE id = '{id}'",
        "UPDATE attempt SET started_at = 'yesterday' WHERE id = '{id}'",
        "UPDATE grading SET grader = 'nonsense' WHERE id = '{grading}'",
        "UPDATE grading SET total = 'many' WHERE id = '{grading}'",
    ],
)
def test_an_unreadable_row_is_shown_as_such_and_the_rest_of_the_history_loads(
    practice: Practice, store: SqlAttemptStore, tmp_path: Path, statement: str
) -> None:
    good, bad = finished(practice), finished(practice)
    submission = store.submission(bad)
    assert submission is not None
    (grading,) = store.gradings(submission.id)
    spoil(tmp_path, statement.format(id=bad, grading=grading.id))
    assert [line.attempt.id for line in practice.history()] == [good]
    (unreadable,) = practice.unreadable()
    assert unreadable.id == bad
    assert "cannot be read" in unreadable.problem
    assert len(practice.library()) == 1


def test_an_unreadable_grade_is_never_a_score(practice: Practice, tmp_path: Path) -> None:
    attempt_id = finished(practice)
    spoil(tmp_path, "UPDATE grading SET grade = '{\"total\": 100'")
    with pytest.raises(UnreadableRow, match="grading") as unreadable:
        practice.feedback(attempt_id)
    assert "total" in unreadable.value.raw


def test_an_unreadable_snapshot_is_told_and_the_others_are_listed(
    practice: Practice, store: SqlAttemptStore, tmp_path: Path
) -> None:
    attempt_id = finished(practice)
    spoil(tmp_path, "UPDATE scenario_snapshot SET json = '[]'")
    fresh = a_practice(store)
    with pytest.raises(UnreadableRow, match="scenario_snapshot ski-lift-1"):
        fresh.room(attempt_id)
    assert fresh.history() == ()
    assert [line.id for line in fresh.unreadable()] == [attempt_id]


def test_recovery_marks_what_it_cannot_read_and_goes_on(
    practice: Practice, tmp_path: Path
) -> None:
    first, second = finished(practice), finished(practice)
    spoil(tmp_path, "DELETE FROM grading")
    spoil(tmp_path, "UPDATE attempt SET state = 'submitted'")
    spoil(tmp_path, f"UPDATE submission SET at = 'once' WHERE attempt_id = '{first}'")  # noqa: S608
    assert practice.recover() == 1
    assert practice.room(second).attempt.state == "graded"
    assert practice.store.attempt(first).state == "failed"


def test_an_unreadable_event_costs_only_itself(practice: Practice, tmp_path: Path) -> None:
    attempt_id = practice.start("ski-lift")
    practice.ask(attempt_id, "how many skiers?")
    practice.ask(attempt_id, "what colour is it?")
    spoil(tmp_path, "UPDATE attempt_event SET payload = '{' WHERE seq = 1")
    assert [turn.question for turn in practice.room(attempt_id).asked] == ["what colour is it?"]


def test_broken_places_on_the_canvas_do_not_cost_the_drawing(
    practice: Practice, tmp_path: Path
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save_drawing(attempt_id, "a --> b", rev=0, positions={"a": (1, 2)})
    spoil(tmp_path, "UPDATE draft SET positions = 'x'")
    drawing = practice.room(attempt_id).drawing
    assert (drawing.text, drawing.rev, drawing.positions) == ("a --> b", 1, {})


def test_any_other_refusal_is_a_store_error_in_one_line(
    practice: Practice, tmp_path: Path
) -> None:
    attempt_id = practice.start("ski-lift")
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as other:
        other.execute("DROP TABLE draft")
    with pytest.raises(StoreError, match="the database refused: no such table: draft"):
        practice.room(attempt_id)


@pytest.mark.parametrize("table", ["submission", "grading"])
def test_a_missing_row_is_told_and_never_a_score(
    practice: Practice, tmp_path: Path, table: str
) -> None:
    attempt_id = finished(practice)
    spoil(tmp_path, f"DELETE FROM {table}")  # noqa: S608
    with pytest.raises(UnreadableRow, match="it is missing"):
        practice.feedback(attempt_id)
    spoil(tmp_path, "UPDATE attempt SET state = 'submitted'")
    if table == "submission":
        with pytest.raises(GradingFailed, match="it is missing"):
            practice.hand_in(attempt_id)
        assert practice.store.attempt(attempt_id).state == "failed"
    else:
        assert practice.hand_in(attempt_id).grade.total == 25


def test_a_snapshot_of_another_shape_names_the_field(practice: Practice, tmp_path: Path) -> None:
    practice.start("ski-lift")
    spoil(
        tmp_path,
        "UPDATE scenario_snapshot SET json = replace(json, '\"minutes\":30', '\"minutes\":-1')",
    )
    fresh = a_practice(practice.store)
    (line,) = fresh.unreadable()
    assert "minutes: Input should be greater than 0" in line.problem
