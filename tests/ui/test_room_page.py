from pathlib import Path

import pytest

from interview.attempt import SectionId
from interview.errors import StoreBusy, StoreFull
from tests.fakes.grader import FakeGrader, unavailable
from tests.fakes.practice import an_sql_store
from tests.fakes.stubborn_practice import StubbornPractice, a_stubborn_practice
from tests.fakes.window import Window

pytestmark = pytest.mark.xdist_group("apptest")

DRAWING = "client --> api --> db[(Postgres)]"


@pytest.fixture
def practice(tmp_path: Path) -> StubbornPractice:
    return a_stubborn_practice(an_sql_store(tmp_path))


@pytest.fixture
def attempt(practice: StubbornPractice) -> str:
    return practice.start("ski-lift")


def field(attempt: str, section: str) -> str:
    return f"room.{attempt}.{section}"


def fill(practice: StubbornPractice, attempt: str) -> None:
    sections: tuple[SectionId, ...] = (
        "requirements",
        "estimates",
        "api",
        "data_model",
        "design",
        "deep_dives",
        "trade_offs",
    )
    for section in sections:
        practice.save(attempt, section, "thing 1 and thing 2", rev=0)
    practice.save_drawing(attempt, DRAWING, rev=0)


def body(practice: StubbornPractice, attempt: str, section: SectionId) -> str:
    return practice.room(attempt).drafts[section].body


def test_what_is_typed_is_saved_when_the_field_is_left(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    window.write(field(attempt, "design"), "A gate opens for a pass.")
    assert body(practice, attempt, "design") == "A gate opens for a pass."
    assert "Saved " in window.html
    assert "6 words" in window.html


def test_a_fresh_window_shows_what_is_saved(practice: StubbornPractice, attempt: str) -> None:
    fill(practice, attempt)
    window = Window("room", practice, attempt)
    assert window.app.text_area(key=field(attempt, "api")).value == "thing 1 and thing 2"
    assert window.app.text_area(key=field(attempt, "drawing")).value == DRAWING


def test_every_field_has_a_name_for_screen_readers(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    assert [area.label for area in window.app.text_area] == [
        "Requirements",
        "Estimates",
        "API",
        "Data model",
        "Design",
        "Drawing, as text",
        "Deep dives",
        "Trade-offs",
    ]


def test_a_question_is_answered_and_stays_in_sight(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    window.app.chat_input[0].set_value("How many skiers at peak load?").run()
    window.is_whole()
    assert "About 900 skiers arrive" in window.html
    window.reload()
    assert "About 900 skiers arrive" in window.html


def test_a_question_that_could_not_be_asked_is_given_back(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.refusals["ask"] = StoreBusy("the database is busy")
    window.app.chat_input[0].set_value("How many skiers at 10:30?").run()
    assert "Not asked: the database is busy." in window.errors
    assert [code.value for code in window.app.code] == ["How many skiers at 10:30?"]


def test_a_question_given_back_stays_until_one_is_answered(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.refusals["ask"] = StoreBusy("the database is busy")
    window.app.chat_input[0].set_value("How many skiers?").run()
    window.write(field(attempt, "design"), "Meanwhile.")
    assert [code.value for code in window.app.code] == ["How many skiers?"]
    practice.refusals.clear()
    window.app.chat_input[0].set_value("How many skiers?").run()
    assert (len(window.app.code), window.errors) == (0, "")


def test_a_text_that_could_not_be_saved_stays_and_can_be_saved_again(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.refusals["save"] = StoreFull("no room to write")
    window.write(field(attempt, "design"), "Precious words.")
    assert "Not saved: no room to write." in window.errors
    assert window.app.text_area(key=field(attempt, "design")).value == "Precious words."
    practice.refusals.clear()
    window.press(f"{field(attempt, 'design')}.again")
    assert body(practice, attempt, "design") == "Precious words."
    assert window.errors == ""


def test_two_windows_on_one_field_lose_neither_text(
    practice: StubbornPractice, attempt: str
) -> None:
    first, second = Window("room", practice, attempt), Window("room", practice, attempt)
    first.write(field(attempt, "design"), "From the first.")
    second.write(field(attempt, "design"), "From the second.")
    assert "changed in another tab" in second.app.warning[0].value
    assert second.app.text_area(key=field(attempt, "design")).value == "From the second."
    shown = [area.value for area in second.app.text_area if area.label == "The saved text"]
    assert shown == ["From the first."]
    assert body(practice, attempt, "design") == "From the first."


def test_after_a_clash_mine_can_be_kept(practice: StubbornPractice, attempt: str) -> None:
    practice.save(attempt, "design", "Old.", rev=0)
    window = Window("room", practice, attempt)
    practice.save(attempt, "design", "Theirs.", rev=1)
    window.write(field(attempt, "design"), "Mine.")
    window.press(f"{field(attempt, 'design')}.mine")
    assert body(practice, attempt, "design") == "Mine."
    assert len(window.app.warning) == 0


def test_after_a_clash_the_saved_text_can_be_taken(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.save(attempt, "design", "Theirs.", rev=0)
    window.write(field(attempt, "design"), "Mine.")
    window.press(f"{field(attempt, 'design')}.take")
    assert window.app.text_area(key=field(attempt, "design")).value == "Theirs."
    assert body(practice, attempt, "design") == "Theirs."


def test_an_untouched_field_follows_the_other_window(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.save(attempt, "design", "Written elsewhere.", rev=0)
    window.reload()
    assert window.app.text_area(key=field(attempt, "design")).value == "Written elsewhere."


def test_handing_in_a_whole_answer_leads_to_its_grade(
    practice: StubbornPractice, attempt: str
) -> None:
    fill(practice, attempt)
    window = Window("room", practice, attempt)
    window.press("room.hand_in")
    assert window.led_to == ("feedback", attempt)


def test_gaps_are_named_before_an_answer_is_handed_in(
    practice: StubbornPractice, attempt: str
) -> None:
    practice.save(attempt, "design", "thing 1", rev=0)
    window = Window("room", practice, attempt)
    window.press("room.hand_in")
    assert "<li>Requirements</li>" in window.html
    assert "<li>Drawing</li>" in window.html
    assert "<li>Design</li>" not in window.html
    assert practice.room(attempt).attempt.state == "drafting"
    window.press("room.keep")
    assert not window.has_button("room.confirm")
    window.press("room.hand_in")
    window.press("room.confirm")
    assert window.led_to == ("feedback", attempt)


def test_an_empty_answer_is_not_handed_in(practice: StubbornPractice, attempt: str) -> None:
    window = Window("room", practice, attempt)
    window.press("room.hand_in")
    assert "Not handed in: nothing to hand in yet" in window.app.warning[0].value
    assert practice.room(attempt).attempt.state == "drafting"


def test_nothing_is_handed_in_while_a_field_clashes(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.save(attempt, "design", "Theirs.", rev=0)
    window.write(field(attempt, "design"), "Mine.")
    window.press("room.hand_in")
    assert "Not handed in: Design holds text that is not saved" in window.errors
    assert practice.room(attempt).attempt.state == "drafting"


def test_nothing_is_handed_in_while_the_drawing_is_not_saved(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    practice.save_drawing(attempt, "theirs", rev=0)
    window.write(field(attempt, "drawing"), "mine")
    window.press("room.hand_in")
    assert "Not handed in: Drawing holds text that is not saved" in window.errors


def test_a_failed_grading_keeps_the_answer_and_is_tried_again(tmp_path: Path) -> None:
    grader = FakeGrader(failures=[unavailable()])
    practice = a_stubborn_practice(an_sql_store(tmp_path), grader=grader)
    attempt = practice.start("ski-lift")
    fill(practice, attempt)
    window = Window("room", practice, attempt)
    window.press("room.hand_in")
    assert "not graded" in window.errors
    window.reload()
    assert window.app.button(key="room.hand_in").label == "Grade again"
    assert window.app.text_area(key=field(attempt, "design")).disabled
    window.press("room.hand_in")
    assert window.led_to == ("feedback", attempt)


def test_a_grading_that_fails_behind_the_question_keeps_the_answer(tmp_path: Path) -> None:
    grader = FakeGrader(failures=[unavailable()])
    practice = a_stubborn_practice(an_sql_store(tmp_path), grader=grader)
    attempt = practice.start("ski-lift")
    practice.save(attempt, "design", "thing 1", rev=0)
    window = Window("room", practice, attempt)
    window.press("room.hand_in")
    window.press("room.confirm")
    assert "not graded" in window.errors
    window.reload()
    window.press("room.hand_in")
    assert window.led_to == ("feedback", attempt)


def test_a_store_that_is_busy_when_handing_in_leaves_the_attempt_open(
    practice: StubbornPractice, attempt: str
) -> None:
    practice.save(attempt, "design", "thing 1", rev=0)
    window = Window("room", practice, attempt)
    practice.refusals["hand_in"] = StoreBusy("the database is busy")
    window.press("room.hand_in")
    window.press("room.confirm")
    assert "The database is busy" in window.errors
    assert practice.room(attempt).attempt.state == "drafting"
    assert window.app.text_area(key=field(attempt, "design")).value == "thing 1"


def test_words_that_came_after_the_hand_in_are_shown_not_lost(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    fill(practice, attempt)
    practice.hand_in(attempt)
    window.write(field(attempt, "design"), "Late words.")
    assert "handed in from another tab" in window.app.warning[0].value
    assert [code.value for code in window.app.code] == ["Late words."]
    window.press("room.to_grade")
    assert window.led_to == ("feedback", attempt)


def test_a_graded_attempt_leads_to_its_grade(practice: StubbornPractice, attempt: str) -> None:
    fill(practice, attempt)
    practice.hand_in(attempt)
    assert Window("room", practice, attempt).led_to == ("feedback", attempt)


def test_a_discarded_attempt_is_brought_back(practice: StubbornPractice, attempt: str) -> None:
    practice.discard(attempt)
    window = Window("room", practice, attempt)
    window.press("room.restore")
    assert practice.room(attempt).attempt.state == "drafting"
    assert window.has_button("room.hand_in")


@pytest.mark.parametrize(
    "hostile", ["nope", "<script>", "' or 1=1 --", "../..", "%00", "x" * 5000]
)
def test_an_address_that_names_nothing_says_so(practice: StubbornPractice, hostile: str) -> None:
    window = Window("room", practice, hostile)
    assert "There is no such attempt here" in window.html
    assert "<script>" not in window.html
    window.press("notice.library")
    assert window.led_to == ("library", "")


def test_the_example_has_no_room_but_a_grade(practice: StubbornPractice) -> None:
    assert Window("room", practice, "example").led_to == ("feedback", "example")


def test_a_busy_store_is_told_and_loses_nothing(practice: StubbornPractice, attempt: str) -> None:
    window = Window("room", practice, attempt)
    practice.refusals["save"] = StoreBusy("the database is busy")
    window.write(field(attempt, "design"), "Precious words.")
    practice.refusals["room"] = StoreBusy("the database is busy")
    window.reload()
    assert "That did not work" in window.errors
    practice.refusals.clear()
    window.press("notice.again")
    assert window.app.text_area(key=field(attempt, "design")).value == "Precious words."


def test_an_unreadable_drawing_names_the_line_and_keeps_the_last_picture(
    practice: StubbornPractice, attempt: str
) -> None:
    window = Window("room", practice, attempt)
    window.write(field(attempt, "drawing"), DRAWING)
    window.write(field(attempt, "drawing"), 'client --> api["API')
    assert "Line 1, column" in window.html
    assert "The last drawing that could be read" in window.html
    assert practice.room(attempt).drawing.text == 'client --> api["API'


def test_a_blank_drawing_can_begin_with_boxes(practice: StubbornPractice, attempt: str) -> None:
    window = Window("room", practice, attempt)
    window.press(f"{field(attempt, 'drawing')}.start")
    assert "PostgreSQL" in practice.room(attempt).drawing.text
    assert "PostgreSQL" in (window.app.text_area(key=field(attempt, "drawing")).value or "")


def test_a_field_that_the_browser_never_filled_does_not_erase_what_is_saved(
    practice: StubbornPractice, attempt: str
) -> None:
    fill(practice, attempt)
    window = Window("room", practice, attempt)
    window.write(field(attempt, "design"), "")
    assert body(practice, attempt, "design") == "thing 1 and thing 2"
    assert window.app.text_area(key=field(attempt, "design")).value == "thing 1 and thing 2"


def test_a_person_can_still_empty_a_field(practice: StubbornPractice, attempt: str) -> None:
    fill(practice, attempt)
    window = Window("room", practice, attempt)
    window.write(field(attempt, "design"), "thing 1")
    window.write(field(attempt, "design"), "")
    assert body(practice, attempt, "design") == ""
