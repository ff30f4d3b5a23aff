"""Kill -9 of the app at every statement, and of the server itself, on PostgreSQL."""

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path

import pytest

from storage.engine import open_engines
from storage.errors import ServerUnreachable
from storage.migrate import differences, upgrade
from storage.opening import open_store
from tests.fakes.practice import a_practice
from tests.storage import postgres_server
from tests.storage.postgres_server import PostgresServer, a_database, an_empty_database
from tests.storage.test_crash import (
    check_it_can_be_finished_once,
    check_nothing_was_lost,
    in_a_child_killed_at,
    interview,
    lines_of,
    ticking,
)

pytestmark = postgres_server.ON_POSTGRES
postgres = postgres_server.postgres


@pytest.fixture
def url(postgres: PostgresServer) -> Generator[str]:
    with a_database(postgres) as made:
        yield made


def test_killed_anywhere_between_typing_and_grade_nothing_is_lost_or_done_twice(
    url: str, tmp_path: Path
) -> None:
    step, was_killed = 0, True
    while was_killed:
        step += 1
        store = open_store(tmp_path, url)
        attempt_id = a_practice(store).start("ski-lift")
        store.close()
        told = tmp_path / f"told-{step}"
        was_killed = in_a_child_killed_at(step, partial(interview, url, attempt_id, told))
        store = open_store(tmp_path, url)
        practice = a_practice(store)
        practice.recover()
        check_nothing_was_lost(practice, attempt_id, lines_of(told))
        check_it_can_be_finished_once(practice, attempt_id)
        store.close()
    assert step > 40


def test_killed_anywhere_in_the_first_migration_the_next_start_completes_it(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    def migrate(url: str, tick: Callable[[], None]) -> None:
        engines = open_engines(url)
        ticking(engines.submitting, tick)
        upgrade(engines.submitting)

    step, was_killed = 0, True
    while was_killed:
        step += 1
        with an_empty_database(postgres) as url:
            was_killed = in_a_child_killed_at(step, partial(migrate, url))
            store = open_store(tmp_path, url)
            assert a_practice(store).history() == ()
            assert differences(store.engines.submitting) == ()
            store.close()
    assert step > 10


def test_what_was_handed_in_survives_the_death_of_the_server(
    postgres: PostgresServer, url: str, tmp_path: Path
) -> None:
    if postgres.folder is None:
        pytest.skip("the server is not ours to kill")
    store = open_store(tmp_path, url)
    practice = a_practice(store)
    for number in range(5):
        attempt_id = practice.start("ski-lift")
        practice.save(attempt_id, "design", f"thing 1, try {number}", rev=0)
        handed_in = practice.hand_in(attempt_id)
        postgres.stop("immediate")
        with pytest.raises(ServerUnreachable, match="see that it runs"):
            practice.feedback(attempt_id)
        postgres.start()
        assert practice.feedback(attempt_id) == handed_in
        assert f"try {number}" in handed_in.answer
    assert len(practice.history()) == 5
    store.close()


def test_a_connection_that_breaks_is_told_and_the_next_save_works(
    postgres: PostgresServer, url: str, tmp_path: Path
) -> None:
    store = open_store(tmp_path, url)
    practice = a_practice(store)
    attempt_id = practice.start("ski-lift")

    def broken() -> None:
        with store.saving() as transaction:
            store.discard(
                attempt_id,
                expect=("drafting",),
                at=practice.clock.now(),
                within=transaction,
            )
            postgres.disconnect_all(url)
            store.attempt(attempt_id, within=transaction)

    with pytest.raises(ServerUnreachable):
        broken()
    assert practice.room(attempt_id).attempt.state == "drafting"
    assert practice.save(attempt_id, "design", "text", rev=0).rev == 1
    store.close()
