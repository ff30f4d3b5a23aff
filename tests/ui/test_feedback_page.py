from pathlib import Path

import pytest

from architecture.fact import Fact
from interview.errors import StoreCorrupt, UnreadableRow
from interview.example import EXAMPLE_SLUG
from tests.fakes.grader import FakeGrader, unavailable
from tests.fakes.packs import a_pack
from tests.fakes.practice import a_practice, an_sql_store
from tests.fakes.stubborn_practice import StubbornPractice, a_stubborn_practice
from tests.fakes.window import Window
from ui.components.criterion_card import fact_html

pytestmark = pytest.mark.xdist_group("apptest")

ATTACK = "<img src=x onerror=alert(1)>"


@pytest.fixture
def practice(tmp_path: Path) -> StubbornPractice:
    return a_stubborn_practice(an_sql_store(tmp_path))


def graded(
    practice: StubbornPractice, text: str = "thing 1 and thing 2", drawing: str = ""
) -> str:
    attempt = practice.start("ski-lift")
    practice.save(attempt, "design", text, rev=0)
    if drawing:
        practice.save_drawing(attempt, drawing, rev=0)
    practice.hand_in(attempt)
    return attempt


def test_the_total_stands_against_the_bars(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    assert "<strong>50</strong>" in window.html
    assert "Meets the mid bar; 25 points below the staff bar." in window.html


def test_every_criterion_shows_its_four_checks(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    assert window.html.count('class="lb-check lb-met"') == 4
    assert window.html.count('class="lb-check lb-not_met"') == 4
    assert "<b>Next time:</b> Say thing 3" in window.html
    assert ":green-badge[2 of 4] 30 of 60 points" in window.app.expander[0].label


def test_a_met_check_quotes_the_answer_and_is_marked_in_it(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    assert '<blockquote class="lb-quote">thing 1</blockquote>' in window.html
    assert ">thing 1<sup>" in window.html
    assert 'id="check-1-1"' in window.html


def test_the_cheapest_points_say_what_to_say(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    assert "+15 points" in window.html


def test_the_grader_and_its_version_are_named(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    assert "fake grader, version 1" in window.html
    assert "rubric version 3" in window.html
    assert "confidence 100 %" in window.html


def test_the_filter_leaves_the_checks_that_fit(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice))
    window.app.session_state["feedback.filter"] = "Not met"
    window.reload()
    assert "lb-check lb-met" not in window.html
    window.app.session_state["feedback.filter"] = "Unsure"
    window.reload()
    assert "No check fits this filter." in window.html


def test_markup_in_an_answer_is_shown_as_text(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, graded(practice, f"thing 1 {ATTACK}"))
    assert ATTACK not in window.html
    assert "&lt;img src=x" in window.html


def test_markup_on_a_box_is_shown_as_text(practice: StubbornPractice) -> None:
    attempt = graded(practice, drawing=f'a["{ATTACK}"] --> b[(Postgres)]')
    window = Window("feedback", practice, attempt)
    assert ATTACK not in window.html


def test_the_drawing_names_the_boxes_its_facts_are_about(practice: StubbornPractice) -> None:
    attempt = graded(practice, drawing="client[Skier] --> gate[Gate] --> pg[(Pass store)]")
    window = Window("feedback", practice, attempt)
    assert "on the drawing: Pass store" in window.html
    assert "Worth a second look" in window.html


def test_an_answer_without_drawing_says_so(practice: StubbornPractice) -> None:
    assert "No drawing was handed in." in Window("feedback", practice, graded(practice)).html


def test_a_drawing_that_cannot_be_read_says_so(practice: StubbornPractice) -> None:
    attempt = graded(practice, drawing='a["never closed')
    assert "The drawing could not be read." in Window("feedback", practice, attempt).html


def test_who_asked_nothing_is_told_why_asking_counts(practice: StubbornPractice) -> None:
    assert "You asked nothing." in Window("feedback", practice, graded(practice)).html


def test_what_was_asked_is_shown_with_its_answer(practice: StubbornPractice) -> None:
    attempt = practice.start("ski-lift")
    practice.ask(attempt, "How many skiers at peak load?")
    practice.save(attempt, "design", "thing 1", rev=0)
    practice.hand_in(attempt)
    assert "About 900 skiers arrive" in Window("feedback", practice, attempt).html


def test_trying_again_starts_a_new_attempt(practice: StubbornPractice) -> None:
    attempt = graded(practice)
    window = Window("feedback", practice, attempt)
    window.press("feedback.again")
    page, fresh = window.led_to or ("", "")
    assert page == "room"
    assert fresh != attempt


def test_an_open_attempt_leads_back_to_its_room(practice: StubbornPractice) -> None:
    attempt = practice.start("ski-lift")
    assert Window("feedback", practice, attempt).led_to == ("room", attempt)


def test_a_failed_grading_leads_back_to_the_room(tmp_path: Path) -> None:
    grader = FakeGrader(failures=[unavailable(), unavailable()])
    practice = a_stubborn_practice(an_sql_store(tmp_path), grader=grader)
    attempt = practice.start("ski-lift")
    practice.save(attempt, "design", "thing 1", rev=0)
    with pytest.raises(RuntimeError):
        practice.hand_in(attempt)
    assert Window("feedback", practice, attempt).led_to == ("room", attempt)


@pytest.mark.parametrize("hostile", ["nope", "<script>alert(1)</script>", "\u202e", "' --"])
def test_an_address_that_names_no_grade_says_so(practice: StubbornPractice, hostile: str) -> None:
    window = Window("feedback", practice, hostile)
    assert "There is no such attempt here" in window.html
    assert "<script>" not in window.html


def test_a_damaged_store_is_told(practice: StubbornPractice) -> None:
    practice.refusals["feedback"] = StoreCorrupt("the <file> is damaged")
    window = Window("feedback", practice, "any")
    assert "the &lt;file&gt; is damaged." in window.html


def test_the_example_shows_a_grade_without_an_attempt(tmp_path: Path) -> None:
    practice = a_practice(an_sql_store(tmp_path), packs=(a_pack(EXAMPLE_SLUG),))
    window = Window("feedback", practice, "example")
    assert "A finished example" in window.html
    assert practice.history() == ()
    assert window.app.button(key="feedback.again").label == "Try it yourself"


def test_the_example_of_a_missing_pack_breaks_nothing(practice: StubbornPractice) -> None:
    window = Window("feedback", practice, "example")
    assert "The example is not here" in window.html
    window.press("notice.library")
    assert window.led_to == ("library", "")


def test_a_grade_outlives_its_pack(tmp_path: Path) -> None:
    store = an_sql_store(tmp_path)
    attempt = graded(a_stubborn_practice(store))
    window = Window("feedback", a_practice(store, packs=(a_pack("other"),)), attempt)
    assert "The ski-lift" in window.html
    window.press("feedback.again")
    assert "no scenario" in window.errors
    assert window.led_to is None


def test_a_row_that_cannot_be_read_is_named(practice: StubbornPractice) -> None:
    practice.refusals["feedback"] = UnreadableRow("grading", "of attempt <7>", "it is missing")
    window = Window("feedback", practice, "any")
    assert "grading of attempt &lt;7&gt;: cannot be read" in window.html


def test_a_fact_about_many_boxes_says_how_many_it_leaves_out() -> None:
    fact = Fact(
        id="f",
        statement="they fail together",
        source="test",
        subject_ids=tuple(f"b{number}" for number in range(11)),
    )
    assert "Box 0, b1" in fact_html(fact, {"b0": "Box 0"})
    assert "b7, and 3 more" in fact_html(fact, {})
