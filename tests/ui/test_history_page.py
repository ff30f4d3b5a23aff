from pathlib import Path

import pytest

from interview.errors import StoreBusy
from interview.views import UnreadableAttempt
from tests.fakes.practice import an_sql_store
from tests.fakes.stubborn_practice import StubbornPractice, a_stubborn_practice
from tests.fakes.window import Window

pytestmark = pytest.mark.xdist_group("apptest")


@pytest.fixture
def practice(tmp_path: Path) -> StubbornPractice:
    return a_stubborn_practice(an_sql_store(tmp_path))


def graded(practice: StubbornPractice) -> str:
    attempt = practice.start("ski-lift")
    practice.save(attempt, "design", "thing 1", rev=0)
    practice.hand_in(attempt)
    return attempt


def test_an_empty_history_says_what_will_stand_here(practice: StubbornPractice) -> None:
    window = Window("history", practice)
    assert "No attempts yet." in window.html
    window.press("history.example")
    assert window.led_to == ("feedback", "example")


def test_an_open_attempt_is_resumed(practice: StubbornPractice) -> None:
    attempt = practice.start("ski-lift")
    window = Window("history", practice)
    window.press(f"history.resume.{attempt}")
    assert window.led_to == ("room", attempt)


def test_a_graded_attempt_shows_its_total_and_leads_to_its_grade(
    practice: StubbornPractice,
) -> None:
    attempt = graded(practice)
    window = Window("history", practice)
    assert "<b>25</b> of 100 · Mid" in window.html
    window.press(f"history.feedback.{attempt}")
    assert window.led_to == ("feedback", attempt)


def test_a_discarded_attempt_comes_back_with_undo(practice: StubbornPractice) -> None:
    attempt = graded(practice)
    window = Window("history", practice)
    window.press(f"history.discard.{attempt}")
    assert practice.history() == ()
    assert "Discarded: The ski-lift." in window.html
    window.press("history.undo")
    assert [summary.attempt.id for summary in practice.history()] == [attempt]
    assert not window.has_button("history.undo")


def test_what_could_not_be_discarded_stays_and_is_told(practice: StubbornPractice) -> None:
    attempt = graded(practice)
    window = Window("history", practice)
    practice.refusals["discard"] = StoreBusy("the database is busy")
    window.press(f"history.discard.{attempt}")
    assert "Not discarded: the database is busy." in window.errors
    assert len(practice.history()) == 1


def test_an_unreadable_attempt_does_not_hide_the_others(practice: StubbornPractice) -> None:
    graded(practice)
    practice.broken.append(UnreadableAttempt(id="01X", problem="no *such* snapshot"))
    window = Window("history", practice)
    assert r"Attempt 01X cannot be shown: no \*such\* snapshot" in window.errors
    assert "<b>25</b> of 100" in window.html


def test_a_busy_store_is_told(practice: StubbornPractice) -> None:
    practice.refusals["history"] = StoreBusy("the database is busy")
    assert "That did not work: the database is busy." in Window("history", practice).errors


def test_a_last_page_that_vanishes_leads_to_one_with_attempts(practice: StubbornPractice) -> None:
    oldest, *_ = [practice.start("ski-lift") for _ in range(41)]
    window = Window("history", practice)
    window.app.session_state["history.page"] = 3
    window.reload()
    window.press(f"history.discard.{oldest}")
    assert any(str(button.key).startswith("history.resume.") for button in window.app.button)
