"""The whole main job in a real browser: choose, ask, type, draw, hand in, read, come back."""

import re

import pytest
from e2e_app import RunningApp
from e2e_gestures import (
    PACK,
    STRONG,
    TABS,
    TITLE,
    card,
    field_of,
    hand_in,
    hand_in_button,
    open_tab,
    picture,
    score,
    start,
    write,
)
from playwright.sync_api import Page, expect

from architecture.notation import parse

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


def test_a_person_chooses_asks_types_draws_hands_in_and_reads_a_grade(
    page: Page, fresh_app: RunningApp
) -> None:
    start(page, fresh_app)
    expect(page.get_by_text(PACK.scenario.prompt[:60])).to_be_visible()
    expect(page.get_by_text("A seat is held 7 minutes")).to_have_count(0)

    question = page.get_by_placeholder("Ask a question")
    question.fill("How long is a seat held while the buyer pays?")
    question.press("Enter")
    expect(page.get_by_text("A seat is held 7 minutes")).to_be_visible()

    write(page, "Design", STRONG.text)
    write(page, "Drawing", STRONG.head.drawing)
    drawn = parse(STRONG.head.drawing).architecture
    assert drawn is not None
    for component in drawn.components:
        expect(picture(page)).to_have_attribute("alt", re.compile(re.escape(component.name)))

    hand_in(page)
    total = float(score(page).locator("strong").inner_text())
    assert total >= 73, "the pack's strong answer must reach the senior bar"

    open_tab(page, "Your answer")
    marks = page.locator(".lb-answer mark")
    expect(marks.first).to_be_visible()
    quoted = [mark.evaluate("node => node.firstChild.textContent") for mark in marks.all()]
    assert all(quote in STRONG.text for quote in quoted)

    open_tab(page, "Drawing")
    expect(picture(page)).to_be_visible()
    assert picture(page).evaluate("image => image.complete && image.naturalWidth > 0")
    open_tab(page, "What you asked")
    expect(page.get_by_text("A seat is held 7 minutes").locator("visible=true")).to_be_visible()

    page.reload()
    same = re.compile(rf"^{total:g}$")
    expect(score(page).locator("strong")).to_have_text(same)

    page.get_by_role("link", name="History").click()
    row = page.locator("[class*=st-key-history-row-]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(TITLE)
    expect(row).to_contain_text(f"{total:g} of 100")
    row.get_by_role("button", name="Read the grade").click()
    expect(score(page).locator("strong")).to_have_text(same)

    page.get_by_role("link", name="Practise").click()
    expect(card(page)).to_contain_text(f"Best {total:g} of 100")


def test_words_are_saved_by_the_click_on_hand_in_itself(page: Page, app: RunningApp) -> None:
    start(page, app)
    field_of(page, "Design").fill(STRONG.text)
    hand_in(page)
    open_tab(page, "Your answer")
    expect(page.locator(".lb-answer")).to_contain_text(STRONG.text.split("\n")[-1][-60:].strip())


def test_a_reload_gives_back_every_field(page: Page, app: RunningApp) -> None:
    start(page, app)
    texts = {tab: f"What I say about {tab.casefold()}." for tab in TABS if tab != "Drawing"}
    texts["Drawing"] = "client --> api"
    for tab, text in texts.items():
        write(page, tab, text)
    page.reload()
    for tab, text in texts.items():
        expect(field_of(page, tab)).to_have_value(text)


def test_a_second_tab_never_overwrites_the_first(page: Page, app: RunningApp) -> None:
    start(page, app)
    other = page.context.new_page()
    other.goto(page.url)
    expect(hand_in_button(other)).to_be_visible()
    write(page, "Requirements", "From the first tab.")
    field = field_of(other, "Requirements")
    field.fill("From the second tab.")
    field.press("Control+Enter")
    clash = other.get_by_text("changed in another tab")
    expect(clash).to_be_visible()
    saved = other.get_by_role("textbox", name="The saved text")
    expect(saved).to_have_value("From the first tab.")
    expect(field).to_have_value("From the second tab.")
    other.get_by_role("button", name="Keep mine").click()
    expect(clash).to_be_hidden()
    page.reload()
    expect(field_of(page, "Requirements")).to_have_value("From the second tab.")


@pytest.mark.parametrize("is_whole", [True, False], ids=["a whole answer", "one with gaps"])
def test_pressing_hand_in_twice_makes_one_submission_and_one_grade(
    page: Page, app: RunningApp, *, is_whole: bool
) -> None:
    attempt = start(page, app)
    write(page, "Design", STRONG.text)
    if is_whole:
        for tab in TABS:
            if tab != "Design":
                write(page, tab, "client --> api" if tab == "Drawing" else "See the design.")
        hand_in_button(page).dblclick()
    else:
        hand_in_button(page).click()
        page.get_by_role("button", name="Hand in anyway").dblclick()
    expect(score(page)).to_be_visible()
    assert (app.count("submission", attempt), app.count("grading", attempt)) == (1, 1)


def test_two_tabs_that_hand_in_at_once_share_one_grade(page: Page, app: RunningApp) -> None:
    attempt = start(page, app)
    write(page, "Design", STRONG.text)
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        hand_in_button(tab).click()
        expect(tab.get_by_role("button", name="Hand in anyway")).to_be_visible()
    for tab in (page, other):
        tab.get_by_role("button", name="Hand in anyway").click(no_wait_after=True)
    for tab in (page, other):
        expect(score(tab)).to_be_visible()
    assert score(page).inner_text() == score(other).inner_text()
    assert (app.count("submission", attempt), app.count("grading", attempt)) == (1, 1)


def test_an_answer_of_nothing_is_not_handed_in(page: Page, app: RunningApp) -> None:
    attempt = start(page, app)
    hand_in_button(page).click()
    expect(page.get_by_text("Not handed in")).to_be_visible()
    assert app.count("submission", attempt) == 0


def test_an_address_that_names_no_attempt_says_so(page: Page, app: RunningApp) -> None:
    for place in ("room", "feedback"):
        page.goto(f"{app.url}/{place}?attempt=<script>alert(1)</script>")
        expect(page.get_by_text("There is no such attempt here")).to_be_visible()
    page.get_by_role("button", name="To the library").click()
    expect(card(page)).to_be_visible()


def test_the_empty_library_teaches_with_a_finished_example(
    page: Page, fresh_app: RunningApp
) -> None:
    page.goto(fresh_app.url)
    page.get_by_role("button", name="See the example").click()
    expect(page.get_by_text("A finished example")).to_be_visible()
    expect(page.locator(".lb-check").first).to_be_visible()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("No attempts yet.")).to_be_visible()


def test_the_library_is_narrowed_by_a_word_and_by_a_level(page: Page, app: RunningApp) -> None:
    page.goto(app.url)
    expect(card(page)).to_be_visible()
    page.get_by_role("searchbox", name="Search").or_(
        page.get_by_role("textbox", name="Search")
    ).fill("django")
    expect(card(page)).to_be_hidden()
    expect(page.locator(".st-key-practise-card-django-monolith-10x")).to_be_visible()
