from pathlib import Path

import pytest

from interview.errors import StoreBusy
from interview.example import EXAMPLE_SLUG
from interview.practice import Practice
from tests.fakes.packs import TOPIC, a_pack
from tests.fakes.practice import a_practice, an_sql_store
from tests.fakes.stubborn_practice import StubbornPractice, a_stubborn_practice
from tests.fakes.window import Window

pytestmark = pytest.mark.xdist_group("apptest")


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return a_practice(an_sql_store(tmp_path), packs=(a_pack("ski-lift"), a_pack("tram")))


@pytest.fixture
def stubborn(tmp_path: Path) -> StubbornPractice:
    return a_stubborn_practice(an_sql_store(tmp_path))


def test_each_scenario_is_a_card_that_can_be_started(practice: Practice) -> None:
    window = Window("practise", practice)
    assert "The ski-lift" in window.html
    assert "Not tried yet" in window.html
    window.press("practise.start.tram")
    page, attempt = window.led_to or ("", "")
    assert page == "room"
    assert practice.room(attempt).attempt.scenario_slug == "tram"


def test_an_open_attempt_is_resumed_from_its_card(practice: Practice) -> None:
    attempt = practice.start("tram")
    window = Window("practise", practice)
    window.press("practise.resume.tram")
    assert window.led_to == ("room", attempt)
    assert not window.has_button("practise.resume.ski-lift")


def test_the_best_total_stands_on_the_card(practice: Practice) -> None:
    attempt = practice.start("tram")
    practice.save(attempt, "design", "thing 1 and thing 2", rev=0)
    practice.hand_in(attempt)
    assert "Best <b>50</b> of 100 · 1 attempt" in Window("practise", practice).html


def test_without_the_example_pack_no_example_is_offered(practice: Practice) -> None:
    assert not Window("practise", practice).has_button("practise.example")


def test_an_empty_history_offers_the_example(tmp_path: Path) -> None:
    practice = a_practice(an_sql_store(tmp_path), packs=(a_pack(EXAMPLE_SLUG),))
    window = Window("practise", practice)
    window.press("practise.example")
    assert window.led_to == ("feedback", "example")
    practice.start(EXAMPLE_SLUG)
    assert not Window("practise", practice).has_button("practise.example")


def test_the_search_leaves_the_cards_that_hold_its_words(practice: Practice) -> None:
    window = Window("practise", practice)
    window.app.text_input(key="practise.search").set_value("TRAM").run()
    assert "The tram" in window.html
    assert "The ski-lift" not in window.html


def test_filters_that_leave_nothing_say_how_to_go_on(practice: Practice) -> None:
    window = Window("practise", practice)
    window.app.text_input(key="practise.search").set_value("submarine").run()
    assert "No scenario fits these filters." in window.html


def test_a_section_of_topics_filters_by_all_topics_below_it(practice: Practice) -> None:
    window = Window("practise", practice)
    window.app.selectbox(key="practise.topic").set_value(TOPIC.split("/")[0]).run()
    window.is_whole()
    assert "The tram" in window.html


def test_a_busy_store_is_told_and_can_be_tried_again(stubborn: StubbornPractice) -> None:
    stubborn.refusals["library"] = StoreBusy("the database is *busy*")
    window = Window("practise", stubborn)
    assert r"the database is \*busy\*" in window.errors
    stubborn.refusals.clear()
    window.press("notice.again")
    assert window.errors == ""
    assert "The ski-lift" in window.html
