"""A practice room on any store, with the made-up packs and grader."""

from collections.abc import Sequence
from pathlib import Path

from interview.catalogue import PackCatalogue
from interview.ports import AttemptStore
from interview.practice import Practice
from scenarios.model import Pack
from storage.engine import DATABASE_FILE, open_engines
from storage.migrate import upgrade
from storage.store import SqlAttemptStore
from tests.fakes.clock import FakeClock
from tests.fakes.grader import FakeGrader
from tests.fakes.packs import a_pack, a_topic_tree


def a_practice(
    store: AttemptStore, *, grader: FakeGrader | None = None, packs: Sequence[Pack] = ()
) -> Practice:
    catalogue = PackCatalogue(tuple(packs) or (a_pack(),), a_topic_tree())
    return Practice(store, catalogue, grader or FakeGrader(), FakeClock())


def an_sql_store(folder: Path, *, busy_ms: int = 30_000) -> SqlAttemptStore:
    """A store without the claim on its folder, so that a test can open it twice."""
    engines = open_engines(folder / DATABASE_FILE, busy_ms=busy_ms)
    upgrade(engines.submitting, folder=folder)
    return SqlAttemptStore(engines)
