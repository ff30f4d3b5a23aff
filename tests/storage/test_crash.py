"""Kill -9 at every statement and commit between typing and grade, then start again.

The child is forked, so its death is real and cheap; the parent opens the same file afresh.
"""

import os
import signal
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Engine, event

from interview.errors import EmptyAnswer
from interview.practice import Practice
from storage.engine import DATABASE_FILE, open_engines
from storage.migrate import upgrade
from storage.store import SqlAttemptStore
from tests.fakes.practice import a_practice, an_sql_store

TEXTS = ("thing 1", "thing 1 thing 2", "thing 1 thing 2 thing 3")
DRAWING = "flowchart LR\n  web[Web] --> pg[(Postgres)]\n"


def in_a_child_killed_at(step: int, work: Callable[[Callable[[], None]], None]) -> bool:
    """Run `work` in a child that is killed when it counts `step`; tell whether it was."""
    child = os.fork()
    if child == 0:
        steps = count(1)

        def tick() -> None:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        code = 1
        try:
            work(tick)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def ticking(engine: Engine, tick: Callable[[], None]) -> None:
    """Count before each statement, and before and after each commit."""

    def tick_at_any_event(*_arguments: object) -> None:
        tick()

    event.listen(engine, "before_cursor_execute", tick_at_any_event)
    event.listen(engine, "commit", tick_at_any_event)
    event.listen(engine, "checkin", tick_at_any_event)


def interview(database: Path | str, attempt_id: str, log: Path, tick: Callable[[], None]) -> None:
    """Type, draw, ask and hand in, writing to a log what the page was told is saved."""
    engines = open_engines(database)
    ticking(engines.saving, tick)
    ticking(engines.submitting, tick)
    practice = a_practice(SqlAttemptStore(engines))
    with log.open("a", encoding="utf-8", buffering=1) as told:
        for rev, text in enumerate(TEXTS):
            practice.save(attempt_id, "design", text, rev=rev)
            told.write(f"saved {rev + 1}\n")
        practice.save_drawing(attempt_id, DRAWING, rev=0)
        told.write("drawn\n")
        practice.ask(attempt_id, "how many skiers?")
        told.write("asked\n")
        practice.hand_in(attempt_id)
        told.write("graded\n")


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, str]:
    """A database with an attempt just started; each kill gets its own copy."""
    template = tmp_path / "template"
    template.mkdir()
    store = an_sql_store(template)
    attempt_id = a_practice(store).start("ski-lift")
    store.close()
    return template, attempt_id


def lines_of(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def check_nothing_was_lost(practice: Practice, attempt_id: str, told: list[str]) -> None:
    room = practice.room(attempt_id)
    revs = [int(line.split()[1]) for line in told if line.startswith("saved")]
    draft = room.drafts["design"]
    assert draft.rev >= max(revs, default=0)
    assert draft.body == (TEXTS[draft.rev - 1] if draft.rev else "")
    assert room.drawing.text == DRAWING or "drawn" not in told
    assert len(room.asked) == 1 or "asked" not in told
    assert room.attempt.state in {"drafting", "graded"}
    assert room.attempt.state == "graded" or "graded" not in told


def check_it_can_be_finished_once(practice: Practice, attempt_id: str) -> None:
    if practice.room(attempt_id).drafts["design"].rev == 0:
        with pytest.raises(EmptyAnswer):
            practice.hand_in(attempt_id)
        practice.save(attempt_id, "design", TEXTS[0], rev=0)
    practice.hand_in(attempt_id)
    practice.hand_in(attempt_id)
    kinds = [event.kind for event in practice.store.events(attempt_id)]
    assert kinds.count("submitted") == kinds.count("graded") == 1
    submission = practice.store.submission(attempt_id)
    assert submission is not None
    assert len(practice.store.gradings(submission.id)) == 1


def test_killed_anywhere_between_typing_and_grade_nothing_is_lost_or_done_twice(
    begun: tuple[Path, str], tmp_path: Path
) -> None:
    template, attempt_id = begun
    step = 0
    was_killed = True
    while was_killed:
        step += 1
        folder = tmp_path / str(step)
        copytree(template, folder)
        told, file = folder / "told", folder / DATABASE_FILE
        was_killed = in_a_child_killed_at(step, partial(interview, file, attempt_id, told))
        lines = lines_of(told)
        store = an_sql_store(folder)
        practice = a_practice(store)
        practice.recover()
        check_nothing_was_lost(practice, attempt_id, lines)
        check_it_can_be_finished_once(practice, attempt_id)
        store.close()
    assert step > 40


def test_killed_anywhere_in_the_first_migration_the_next_start_completes_it(
    tmp_path: Path,
) -> None:
    step = 0
    was_killed = True
    while was_killed:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()

        def migrate(tick: Callable[[], None], folder: Path = folder) -> None:
            engines = open_engines(folder / DATABASE_FILE)
            ticking(engines.submitting, tick)
            upgrade(engines.submitting, folder=folder)

        was_killed = in_a_child_killed_at(step, migrate)
        store = an_sql_store(folder)
        assert a_practice(store).history() == ()
        store.close()
    assert step > 10
