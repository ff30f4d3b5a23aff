"""What is different on PostgreSQL: many writers at once, migrations in one go, its own errors."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test  # pyright: ignore[reportUnknownVariableType]
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from interview.attempt import State
from interview.errors import AttemptClosed, StaleAttempt, StoreBusy, StoreError, StoreFull
from interview.ports import FieldDraft, NewEvent, Transaction
from storage import migrate
from storage.engine import open_engines, told_plainly
from storage.errors import ServerUnreachable, UnknownRevision
from storage.intent import READING
from storage.opening import open_store
from storage.store import SqlAttemptStore
from tests.fakes.practice import a_practice
from tests.storage import postgres_server
from tests.storage.postgres_server import PostgresServer, a_database, an_empty_database
from tests.storage.test_attempt_machine import AttemptMachine
from tests.storage.test_opening import NEXT

pytestmark = postgres_server.ON_POSTGRES
postgres = postgres_server.postgres

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
OPEN: tuple[State, ...] = ("drafting", "paused")


@pytest.fixture
def url(postgres: PostgresServer) -> Generator[str]:
    with a_database(postgres) as made:
        yield made


@pytest.fixture
def empty(postgres: PostgresServer) -> Generator[str]:
    with an_empty_database(postgres) as made:
        yield made


@pytest.fixture
def store(url: str, tmp_path: Path) -> Generator[SqlAttemptStore]:
    opened = open_store(tmp_path, url)
    yield opened
    opened.close()


@pytest.fixture
def replica(url: str, tmp_path: Path) -> Generator[SqlAttemptStore]:
    """A second process's store, with connections and memory of its own."""
    opened = open_store(tmp_path, url)
    yield opened
    opened.close()


def spoken(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(statement)).scalar()


def until_one_waits(engine: Engine) -> None:
    """Return when a connection to this database waits for a lock."""
    waiting = (
        "SELECT count(*), pg_sleep(0.002) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(5_000):
        if spoken(engine, waiting):
            return
    pytest.fail("nobody waits for a lock")


def typed(store: SqlAttemptStore, attempt_id: str, body: str, within: Transaction) -> None:
    """Do what a save does, in somebody else's transaction."""
    draft = FieldDraft(body=body, rev=1, saved_at=AT)
    assert store.write_draft(attempt_id, "design", draft, rev=0, within=within)
    event = NewEvent(kind="typed", payload={"at": 0, "cut": "", "put": body}, at=AT)
    store.record(attempt_id, event, expect=OPEN, within=within)


def test_the_loser_of_a_race_is_shown_the_text_that_won(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    with ThreadPoolExecutor(1) as pool:
        with store.saving() as transaction:
            typed(store, attempt_id, "won", transaction)
            losing = pool.submit(a_practice(replica).save, attempt_id, "design", "lost", rev=0)
            until_one_waits(store.engines.submitting)
        with pytest.raises(StaleAttempt) as stale:
            losing.result()
    assert (stale.value.current.rev, stale.value.yours) == (1, "lost")
    assert a_practice(store).room(attempt_id).drafts["design"].body == "won"


def test_a_save_sent_twice_at_once_is_one_save(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    with ThreadPoolExecutor(1) as pool:
        with store.saving() as transaction:
            typed(store, attempt_id, "same", transaction)
            again = pool.submit(a_practice(replica).save, attempt_id, "design", "same", rev=0)
            until_one_waits(store.engines.submitting)
        assert again.result().rev == 1
    assert [event.seq for event in store.events(attempt_id)] == [1]


def test_a_save_that_comes_during_the_hand_in_is_refused_and_not_in_the_answer(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    a_practice(store).save(attempt_id, "design", "thing 1", rev=0)
    with ThreadPoolExecutor(1) as pool:
        with store.submitting() as transaction:
            event = NewEvent(kind="submitted", at=AT)
            store.record(attempt_id, event, expect=OPEN, state="submitted", within=transaction)
            late = pool.submit(a_practice(replica).save, attempt_id, "design", "late", rev=1)
            until_one_waits(store.engines.submitting)
            assert store.drafts(attempt_id, within=transaction)["design"].body == "thing 1"
        with pytest.raises(AttemptClosed):
            late.result()
    assert store.drafts(attempt_id)["design"].body == "thing 1"


def test_a_hand_in_waits_for_the_save_before_it_and_takes_it_along(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    with ThreadPoolExecutor(1) as pool:
        with store.saving() as transaction:
            typed(store, attempt_id, "thing 1", transaction)
            handing_in = pool.submit(a_practice(replica).hand_in, attempt_id)
            until_one_waits(store.engines.submitting)
        assert handing_in.result().answer == "## Design\n\nthing 1\n"


def test_handed_in_by_many_on_two_replicas_it_is_one_submission_and_one_grade(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    practices = [a_practice(store), a_practice(replica)]
    for _ in range(5):
        attempt_id = practices[0].start("ski-lift")
        practices[0].save(attempt_id, "design", "thing 1", rev=0)
        with ThreadPoolExecutor(8) as pool:
            handed_in = [pool.submit(practice.hand_in, attempt_id) for practice in practices * 4]
            views = [future.result() for future in handed_in]
        assert all(view == views[0] for view in views)
        kinds = [event.kind for event in store.events(attempt_id)]
        assert kinds == ["typed", "submitted", "graded"]
        submission = store.submission(attempt_id)
        assert submission is not None
        assert len(store.gradings(submission.id)) == 1


def test_typing_saving_and_handing_in_in_any_order(url: str, tmp_path: Path) -> None:
    class OnPostgres(AttemptMachine):
        def opened(self) -> SqlAttemptStore:
            return open_store(tmp_path, url)

    run_state_machine_as_test(
        OnPostgres,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


@pytest.mark.parametrize(
    ("usual", "submitting"),
    [("on", "on"), ("off", "on"), ("local", "local"), ("remote_apply", "remote_apply")],
)
def test_only_autosaves_commit_without_waiting_for_the_disk(
    postgres: PostgresServer, tmp_path: Path, usual: str, submitting: str
) -> None:
    with a_database(postgres) as url:
        postgres.execute(
            f"ALTER DATABASE {make_url(url).database} SET synchronous_commit = '{usual}'"
        )
        store = open_store(tmp_path, url)
        engines = store.engines
        assert spoken(engines.saving, "SHOW synchronous_commit") == "off"
        assert spoken(engines.submitting, "SHOW synchronous_commit") == submitting
        with engines.saving.connect().execution_options(**{READING: True}) as connection:
            found = connection.execute(text("SHOW synchronous_commit")).scalar()
        assert found == usual
        store.close()


def test_a_reader_sees_one_moment_and_leaves_the_connection_as_it_was(
    store: SqlAttemptStore,
) -> None:
    show = (
        "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
    )
    with store.engines.saving.connect().execution_options(**{READING: True}) as connection:
        assert tuple(connection.execute(text(show)).one()) == ("repeatable read", "on")
    with store.engines.saving.begin() as connection:
        assert tuple(connection.execute(text(show)).one()) == ("read committed", "off")


def test_an_attempt_that_somebody_holds_too_long_is_busy_and_can_be_saved_later(
    store: SqlAttemptStore, url: str
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    hasty = SqlAttemptStore(open_engines(url, busy_ms=20))
    with store.saving() as transaction:
        store.attempt(attempt_id, within=transaction)
        with pytest.raises(StoreBusy, match="try again"):
            a_practice(hasty).save(attempt_id, "design", "text", rev=0)
        assert a_practice(hasty).room(attempt_id).drafts["design"].rev == 0
    assert a_practice(hasty).save(attempt_id, "design", "text", rev=0).rev == 1
    hasty.close()


@pytest.mark.parametrize("read", [SqlAttemptStore.drafts, SqlAttemptStore.events])
def test_whatever_a_transaction_reads_first_makes_other_writers_wait(
    store: SqlAttemptStore, url: str, read: Callable[..., object]
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    hasty = SqlAttemptStore(open_engines(url, busy_ms=20))
    with store.saving() as transaction:
        read(store, attempt_id, within=transaction)
        with pytest.raises(StoreBusy):
            a_practice(hasty).discard(attempt_id)
    hasty.close()


def test_attempts_do_not_wait_for_one_another(store: SqlAttemptStore, url: str) -> None:
    first, second = (a_practice(store).start("ski-lift") for _ in range(2))
    hasty = SqlAttemptStore(open_engines(url, busy_ms=20))
    with store.saving() as transaction:
        store.attempt(first, within=transaction)
        assert a_practice(hasty).save(second, "design", "text", rev=0).rev == 1
    hasty.close()


def test_a_database_that_may_only_be_read_is_told(
    postgres: PostgresServer, store: SqlAttemptStore, url: str
) -> None:
    attempt_id = a_practice(store).start("ski-lift")
    postgres.execute(
        f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on"
    )
    store.engines.dispose()
    with pytest.raises(StoreFull, match="no room left or no permission"):
        a_practice(store).save(attempt_id, "design", "text", rev=0)
    assert a_practice(store).room(attempt_id).drafts["design"].rev == 0


def test_a_database_that_cannot_hold_every_text_is_refused(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    latin = "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
    with (
        an_empty_database(postgres, like=latin) as url,
        pytest.raises(StoreError, match=r"SQL_ASCII .* ENCODING 'UTF8'"),
    ):
        open_store(tmp_path, url)


@pytest.mark.parametrize(("database", "user"), [("nobody_made_this", None), (None, "nobody")])
def test_a_server_that_refuses_us_says_why_and_names_the_setting(
    url: str, tmp_path: Path, database: str | None, user: str | None
) -> None:
    wrong = make_url(url).set(database=database, username=user)
    reason = database or user
    with pytest.raises(ServerUnreachable, match=f"{reason}.*LOADBEARING_DATABASE_URL"):
        open_store(tmp_path, wrong.render_as_string(hide_password=False))


def test_the_migrations_make_the_tables_that_the_code_has(empty: str) -> None:
    engines = open_engines(empty)
    migrate.upgrade(engines.submitting)
    assert migrate.differences(engines.submitting) == ()
    engines.dispose()


def test_migrations_go_up_down_and_up_again_with_data(empty: str, tmp_path: Path) -> None:
    store = open_store(tmp_path, empty)
    practice = a_practice(store)
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    practice.hand_in(attempt_id)
    newer = migrate.Scripts(tmp_path / "scripts", "9000")
    copytree(migrate.SHIPPED.folder, newer.folder)
    script = NEXT.format(head=migrate.SHIPPED.head)
    (newer.folder / "versions" / "9000_next.py").write_text(script, encoding="utf-8")
    engine = store.engines.submitting
    migrate.upgrade(engine, scripts=newer)
    assert spoken(engine, "SELECT note FROM scenario_snapshot") == "-"
    migrate.downgrade(engine, migrate.SHIPPED.head, scripts=newer)
    assert migrate.differences(engine) == ()
    assert practice.feedback(attempt_id).grade.total == 25
    migrate.downgrade(engine)
    tables = "SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'"
    assert spoken(engine, tables) == "alembic_version"
    migrate.upgrade(engine)
    assert migrate.differences(engine) == ()
    store.close()


def test_a_migration_that_fails_leaves_the_old_form(empty: str, tmp_path: Path) -> None:
    store = open_store(tmp_path, empty)
    a_practice(store).start("ski-lift")
    newer = migrate.Scripts(tmp_path / "scripts", "9000")
    copytree(migrate.SHIPPED.folder, newer.folder)
    script = NEXT.format(head=migrate.SHIPPED.head).replace(
        "\n\ndef downgrade", '\n    op.execute("SELECT 1 / 0")\n\n\ndef downgrade'
    )
    (newer.folder / "versions" / "9000_next.py").write_text(script, encoding="utf-8")
    with pytest.raises(StoreError, match="division by zero"), told_plainly():
        migrate.upgrade(store.engines.submitting, scripts=newer)
    assert migrate.differences(store.engines.submitting) == ()
    store.close()
    open_store(tmp_path, empty).close()


def test_four_processes_that_start_at_once_migrate_once(empty: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(partial(open_store, tmp_path), [empty] * 4))
    assert migrate.differences(stores[0].engines.submitting) == ()
    for store in stores:
        store.close()


def test_a_start_waits_for_the_migration_of_another(empty: str, tmp_path: Path) -> None:
    first = open_engines(empty)
    with ThreadPoolExecutor(1) as pool:
        with first.submitting.begin() as connection:
            migrate.wait_for_migrations(connection)
            second = pool.submit(open_store, tmp_path, empty)
            until_one_waits(first.submitting)
            assert not second.done()
        store = second.result()
    assert a_practice(store).history() == ()
    store.close()
    first.dispose()


def test_a_database_of_a_newer_version_is_left_alone(
    store: SqlAttemptStore, url: str, tmp_path: Path
) -> None:
    with store.engines.submitting.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnknownRevision, match=r"9999, this version knows 0001;.*or database"):
        open_store(tmp_path, url)
    assert spoken(store.engines.submitting, "SELECT version_num FROM alembic_version") == "9999"


def test_fifty_threads_on_two_replicas_lose_nothing_of_one_attempt(
    store: SqlAttemptStore, replica: SqlAttemptStore
) -> None:
    practices = [a_practice(store), a_practice(replica)]
    attempt_id = practices[0].start("ski-lift")

    def save_until_it_is_kept(number: int) -> None:
        rev = 0
        while True:
            try:
                practices[number % 2].save(attempt_id, "design", f"by {number}", rev=rev)
            except StaleAttempt as stale:
                rev = stale.current.rev
            else:
                return

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(save_until_it_is_kept, range(50)))
    assert practices[1].room(attempt_id).drafts["design"].rev == 50
    assert [event.seq for event in store.events(attempt_id)] == list(range(1, 51))
