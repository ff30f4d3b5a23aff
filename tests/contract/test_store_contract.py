"""What every AttemptStore does; run on the fake, on SQLite and on PostgreSQL."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from grading.grade import Bars, Grade, GraderId
from interview.attempt import Attempt, State, StoredGrade, Submission
from interview.errors import AttemptClosed, UnknownAttempt, UnreadableRow
from interview.ports import AttemptStore, FieldDraft, HistoryLine, NewEvent, Snapshot, Standing
from storage.opening import open_store
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.practice import an_sql_store
from tests.storage import postgres_server

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OPEN: tuple[State, ...] = ("drafting", "paused")
SNAPSHOT = Snapshot(digest="d1", text="{}")


postgres = postgres_server.postgres


@pytest.fixture(
    params=["fake", "sqlite", pytest.param("postgresql", marks=postgres_server.ON_POSTGRES)]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[AttemptStore]:
    if request.param == "fake":
        yield FakeAttemptStore()
        return
    if request.param == "postgresql":
        server: postgres_server.PostgresServer = request.getfixturevalue("postgres")
        with postgres_server.a_database(server) as url:
            on_server = open_store(tmp_path, url)
            yield on_server
            on_server.close()
        return
    opened = an_sql_store(tmp_path)
    yield opened
    opened.close()


def begun(store: AttemptStore, attempt_id: str = "a1", *, minutes: int = 0) -> str:
    at = AT + timedelta(minutes=minutes)
    attempt = Attempt(
        id=attempt_id,
        scenario_slug="ski-lift",
        scenario_digest="d1",
        state="drafting",
        phase="design",
        deadlines={"design": at + timedelta(hours=1)},
        started_at=at,
        updated_at=at,
    )
    with store.saving() as transaction:
        store.add_attempt(attempt, SNAPSHOT, within=transaction)
    return attempt_id


def graded(store: AttemptStore, attempt_id: str, *, total: float, grader: str = "fake") -> bool:
    submission = Submission(
        id=f"s-{attempt_id}",
        attempt_id=attempt_id,
        answer="thing 1",
        drawing_text="",
        at=AT,
        input_hash="h",
    )
    grade = Grade(
        grader=GraderId(name=grader, version="1"),
        scenario="ski-lift",
        rubric_version=1,
        total=total,
        total_range=(total, total),
        bars=Bars(mid=1, senior=2, staff=3),
        level="mid",
        criteria=(),
    )
    stored = StoredGrade(
        id=f"g-{attempt_id}-{grader}",
        submission_id=submission.id,
        grader_fingerprint=grade.grader.fingerprint,
        rubric_version=1,
        grade=grade,
        at=AT,
    )
    with store.submitting() as transaction:
        store.add_submission(submission, within=transaction)
        return store.add_grading(stored, within=transaction)


def write(store: AttemptStore, attempt_id: str, body: str, *, rev: int) -> bool:
    draft = FieldDraft(body=body, rev=rev + 1, words=len(body.split()), saved_at=AT)
    with store.saving() as transaction:
        return store.write_draft(attempt_id, "design", draft, rev=rev, within=transaction)


def test_an_attempt_comes_back_as_it_went_in(store: AttemptStore) -> None:
    attempt_id = begun(store)
    attempt = store.attempt(attempt_id)
    assert attempt.deadlines == {"design": AT + timedelta(hours=1)}
    assert (attempt.state, attempt.phase, attempt.started_at) == ("drafting", "design", AT)
    assert store.snapshot("d1") == SNAPSHOT
    assert store.drafts(attempt_id) == {}
    assert store.events(attempt_id) == ()
    assert store.submission(attempt_id) is None


def test_a_snapshot_is_written_once(store: AttemptStore) -> None:
    begun(store)
    attempt = store.attempt("a1").model_copy(update={"id": "a2"})
    with store.saving() as transaction:
        other = Snapshot(digest="d1", text='{"other": 1}')
        store.add_attempt(attempt, other, within=transaction)
    assert store.snapshot("d1") == SNAPSHOT


def test_what_is_not_there_is_named(store: AttemptStore) -> None:
    with pytest.raises(UnknownAttempt, match="nobody"):
        store.attempt("nobody")
    with pytest.raises(UnreadableRow, match="d9"):
        store.snapshot("d9")
    event = NewEvent(kind="typed", at=AT)
    with store.saving() as transaction, pytest.raises(UnknownAttempt):
        store.record("nobody", event, expect=OPEN, within=transaction)


@pytest.mark.parametrize("attempt_id", ["", "\x00", "a\x001", "\ud800", "x" * 10_000])
def test_an_id_that_no_database_can_hold_is_merely_unknown(
    store: AttemptStore, attempt_id: str
) -> None:
    with pytest.raises(UnknownAttempt):
        store.attempt(attempt_id)
    assert (dict(store.drafts(attempt_id)), store.events(attempt_id)) == ({}, ())
    assert store.submission(attempt_id) is None
    event = NewEvent(kind="typed", at=AT)
    with store.saving() as transaction, pytest.raises(UnknownAttempt):
        store.record(attempt_id, event, expect=OPEN, within=transaction)


def test_a_draft_is_replaced_only_at_its_revision(store: AttemptStore) -> None:
    attempt_id = begun(store)
    assert write(store, attempt_id, "first", rev=0)
    assert not write(store, attempt_id, "late", rev=0)
    assert write(store, attempt_id, "second", rev=1)
    assert not write(store, attempt_id, "late", rev=1)
    assert not write(store, attempt_id, "early", rev=7)
    assert store.drafts(attempt_id)["design"].body == "second"


def test_a_drawing_keeps_its_places_and_last_good_text(store: AttemptStore) -> None:
    attempt_id = begun(store)
    draft = FieldDraft(body="bad", rev=1, good_text="a --> b", positions={"a": (1.5, -2)})
    with store.saving() as transaction:
        store.write_draft(attempt_id, "drawing", draft, rev=0, within=transaction)
    assert store.drafts(attempt_id) == {"drawing": draft}


def test_events_are_numbered_in_order_and_kept(store: AttemptStore) -> None:
    attempt_id = begun(store)
    other = begun(store, "a2")
    with store.saving() as transaction:
        for kind in ("typed", "asked", "typed"):
            event = NewEvent(kind=kind, payload={"n": 1, "x": None, "y": "ü"}, at=AT)
            store.record(attempt_id, event, expect=OPEN, within=transaction)
        store.record(other, NewEvent(kind="drawn", at=AT), expect=OPEN, within=transaction)
    assert [event.seq for event in store.events(attempt_id)] == [1, 2, 3]
    assert [event.seq for event in store.events(other)] == [1]
    (asked,) = store.events(attempt_id, kinds=("asked",))
    assert (asked.seq, asked.phase, asked.payload) == (2, "design", {"n": 1, "x": None, "y": "ü"})


def test_a_closed_attempt_takes_no_event(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with store.saving() as transaction:
        event = NewEvent(kind="submitted", at=AT)
        store.record(attempt_id, event, expect=OPEN, state="submitted", within=transaction)
    event = NewEvent(kind="typed", at=AT)
    with store.saving() as transaction, pytest.raises(AttemptClosed) as closed:
        store.record(attempt_id, event, expect=OPEN, within=transaction)
    assert closed.value.state == "submitted"
    assert len(store.events(attempt_id)) == 1
    assert store.awaiting_grade() == (attempt_id,)


def test_a_transaction_that_raises_leaves_nothing(store: AttemptStore) -> None:
    attempt_id = begun(store)

    def half() -> None:
        with store.submitting() as transaction:
            event = NewEvent(kind="submitted", at=AT)
            store.record(attempt_id, event, expect=OPEN, state="submitted", within=transaction)
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert store.attempt(attempt_id).state == "drafting"
    assert store.events(attempt_id) == ()


def test_a_transaction_sees_its_own_writes(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with store.saving() as transaction:
        draft = FieldDraft(body="new", rev=1)
        store.write_draft(attempt_id, "api", draft, rev=0, within=transaction)
        assert store.drafts(attempt_id, within=transaction)["api"].body == "new"


def test_one_submission_and_one_grading_of_each_grader(store: AttemptStore) -> None:
    attempt_id = begun(store)
    assert graded(store, attempt_id, total=40)
    assert not graded(store, attempt_id, total=99)
    assert graded(store, attempt_id, total=60, grader="other")
    gradings = store.gradings(f"s-{attempt_id}")
    assert [grading.grade.total for grading in gradings] == [40, 60]


def test_a_failure_says_why_until_the_next_move(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with store.saving() as transaction:
        assert not store.fail(attempt_id, "no", at=AT, within=transaction)
        event = NewEvent(kind="submitted", at=AT)
        store.record(attempt_id, event, expect=OPEN, state="submitted", within=transaction)
        assert store.fail(attempt_id, "the line is dead", at=AT, within=transaction)
    assert store.attempt(attempt_id).failed_because == "the line is dead"
    assert store.awaiting_grade() == ()
    with store.saving() as transaction:
        event = NewEvent(kind="graded", at=AT)
        store.record(attempt_id, event, expect=("failed",), state="graded", within=transaction)
    assert store.attempt(attempt_id).failed_because is None


def test_a_cause_that_no_database_can_hold_is_kept_readable(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with store.saving() as transaction:
        event = NewEvent(kind="submitted", at=AT)
        store.record(attempt_id, event, expect=OPEN, state="submitted", within=transaction)
        assert store.fail(attempt_id, "bad \x00 byte", at=AT, within=transaction)
    assert store.attempt(attempt_id).state == "failed"
    assert "byte" in (store.attempt(attempt_id).failed_because or "")


def test_discarding_hides_and_restoring_brings_back(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with store.saving() as transaction:
        store.discard(attempt_id, expect=OPEN, at=AT, within=transaction)
    assert store.listing() == ()
    assert store.standings(grader="fake") == ()
    with store.saving() as transaction, pytest.raises(AttemptClosed):
        store.discard(attempt_id, expect=OPEN, at=AT, within=transaction)
    with store.saving() as transaction:
        store.restore(attempt_id, at=AT, within=transaction)
    assert store.attempt(attempt_id).state == "drafting"


def test_the_listing_is_newest_first_with_words_and_totals(store: AttemptStore) -> None:
    begun(store, "a1", minutes=1)
    begun(store, "a2", minutes=2)
    write(store, "a1", "three little words", rev=0)
    graded(store, "a1", total=40)
    listing = store.listing()
    assert all(isinstance(line, HistoryLine) for line in listing)
    lines = [line for line in listing if isinstance(line, HistoryLine)]
    assert [(x.attempt.id, x.words, x.total) for x in lines] == [("a2", 0, None), ("a1", 3, 40)]
    assert lines[1].grader == GraderId(name="fake", version="1")


def test_standings_count_one_grader_only(store: AttemptStore) -> None:
    for number, total in enumerate((40.0, 70.0, 55.0)):
        begun(store, f"a{number}", minutes=number)
        graded(store, f"a{number}", total=total)
    graded(store, "a0", total=99, grader="other")
    assert store.standings(grader="fake") == (
        Standing(slug="ski-lift", attempts=3, best_total=70, open_attempt_id="a2"),
    )
    assert store.standings(grader="none")[0].best_total is None


def test_fifty_threads_lose_no_save(store: AttemptStore) -> None:
    ids = [begun(store, f"a{number}") for number in range(50)]

    def save_often(attempt_id: str) -> int:
        for rev in range(20):
            with store.saving() as transaction:
                draft = FieldDraft(body=f"{attempt_id} {rev}", rev=rev + 1)
                assert store.write_draft(attempt_id, "api", draft, rev=rev, within=transaction)
                event = NewEvent(kind="typed", at=AT)
                store.record(attempt_id, event, expect=OPEN, within=transaction)
        return len(store.events(attempt_id))

    with ThreadPoolExecutor(50) as pool:
        assert list(pool.map(save_often, ids)) == [20] * 50
    assert all(store.drafts(x)["api"].body == f"{x} 19" for x in ids)


def test_of_two_writers_with_one_revision_one_wins(store: AttemptStore) -> None:
    attempt_id = begun(store)
    with ThreadPoolExecutor(2) as pool:
        for rev in range(20):
            texts = [f"one {rev}", f"two {rev}"]
            won = list(pool.map(partial(write, store, attempt_id, rev=rev), texts))
            assert sorted(won) == [False, True]
            assert store.drafts(attempt_id)["design"].body == texts[won.index(True)]
