"""The whole main job in a real browser: choose, ask, type, draw, hand in, read, come back."""

import re
import sqlite3
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from architecture.notation import parse
from scenarios.loader import load_shipped
from storage.engine import DATABASE_FILE

if TYPE_CHECKING:
    from conftest import RunningApp

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

PACK = load_shipped("ticket-onsale")
TITLE = PACK.scenario.title
STRONG = PACK.answer("strong")
CARD = "practise-card-ticket-onsale"


def start(page: Page, app: "RunningApp") -> None:
    page.goto(app.url)
    page.locator(f".st-key-{CARD}").get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()


def write(page: Page, tab: str, text: str, *, label: str | None = None) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()
    field = page.get_by_role("textbox", name=label or tab, exact=True)
    field.fill(text)
    field.press("Control+Enter")
    panel = page.get_by_role("tabpanel").filter(has=field)
    expect(panel.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d"))).to_be_visible()


def picture(page: Page) -> Locator:
    return page.locator("[data-testid=stImage] img").locator("visible=true").first


def test_a_person_chooses_types_draws_hands_in_and_reads_a_grade(
    page: Page, app: "RunningApp"
) -> None:
    start(page, app)
    expect(page.get_by_text(PACK.scenario.prompt[:60])).to_be_visible()

    question = page.get_by_placeholder("Ask a question")
    question.fill("How long is a seat held while the buyer pays?")
    question.press("Enter")
    expect(page.get_by_text("7 minutes")).to_be_visible()

    write(page, "Design", STRONG.text)
    write(page, "Drawing", STRONG.head.drawing, label="Drawing, as text")
    drawn = parse(STRONG.head.drawing).architecture
    assert drawn is not None
    expect(picture(page)).to_have_attribute("alt", re.compile(re.escape(drawn.components[0].name)))

    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".lb-score")).to_be_visible()
    total = float(page.locator(".lb-score strong").inner_text())
    assert total >= 73, "the pack's strong answer must reach the senior bar"

    page.get_by_role("tab", name="Your answer").click()
    marked = page.locator(".lb-answer mark").first
    expect(marked).to_be_visible()
    assert marked.evaluate("node => node.firstChild.textContent").strip() in STRONG.text

    page.get_by_role("tab", name="Drawing").click()
    expect(picture(page)).to_be_visible()

    page.reload()
    expect(page.locator(".lb-score strong")).to_have_text(re.compile(rf"^{total:g}$"))

    page.get_by_role("link", name="History").click()
    row = page.locator("[class*=st-key-history-row-]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(TITLE)
    row.get_by_role("button", name="Read the grade").click()
    expect(page.locator(".lb-score strong")).to_have_text(re.compile(rf"^{total:g}$"))


def test_typed_words_survive_a_crash_and_the_attempt_can_be_resumed(
    page: Page, app: "RunningApp"
) -> None:
    start(page, app)
    write(page, "Requirements", "A seat is never sold twice, because the store forbids it.")
    app.kill()
    app.start()
    page.goto(app.url)
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("textbox", name="Requirements")).to_have_value(
        "A seat is never sold twice, because the store forbids it."
    )


def test_words_are_saved_by_the_click_on_hand_in_itself(page: Page, app: "RunningApp") -> None:
    start(page, app)
    page.get_by_role("tab", name="Design", exact=True).click()
    page.get_by_role("textbox", name="Design", exact=True).fill(STRONG.text)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".lb-score")).to_be_visible()
    page.get_by_role("tab", name="Your answer").click()
    expect(page.locator(".lb-answer")).to_contain_text("shape demand")


def test_a_second_tab_never_overwrites_the_first(page: Page, app: "RunningApp") -> None:
    start(page, app)
    other = page.context.new_page()
    other.goto(page.url)
    write(page, "Requirements", "From the first tab.")
    field = other.get_by_role("textbox", name="Requirements")
    field.fill("From the second tab.")
    field.press("Control+Enter")
    expect(other.get_by_text("changed in another tab")).to_be_visible()
    expect(other.get_by_role("textbox", name="The saved text")).to_have_value(
        "From the first tab."
    )
    other.get_by_role("button", name="Keep mine").click()
    expect(other.get_by_text("changed in another tab")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("textbox", name="Requirements")).to_have_value("From the second tab.")


def test_pressing_hand_in_twice_makes_one_submission_and_one_grade(
    page: Page, app: "RunningApp"
) -> None:
    start(page, app)
    write(page, "Design", STRONG.text)
    page.get_by_role("button", name="Hand in").dblclick()
    expect(page.locator(".lb-score")).to_be_visible()
    with sqlite3.connect(app.data_dir / DATABASE_FILE) as database:
        assert database.execute("select count(*) from submission").fetchone() == (1,)
        assert database.execute("select count(*) from grading").fetchone() == (1,)


def test_hostile_labels_and_answers_are_shown_as_text(page: Page, app: "RunningApp") -> None:
    page.add_init_script("window.pwned = false")
    start(page, app)
    attack = "<img src=x onerror='window.pwned=true'><script>window.pwned=true</script>"
    write(page, "Design", f"{attack} " + "The database keeps the seat because it must. " * 10)
    write(page, "Drawing", f'a["{attack}"] --> b[Postgres]', label="Drawing, as text")
    expect(picture(page)).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("tab", name="Your answer")).to_be_visible()
    page.get_by_role("tab", name="Your answer").click()
    expect(page.locator(".lb-answer")).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is False


def test_an_unreadable_drawing_names_line_and_column_and_keeps_the_last_picture(
    page: Page, app: "RunningApp"
) -> None:
    start(page, app)
    write(page, "Drawing", "client --> api --> db[(Postgres)]", label="Drawing, as text")
    expect(picture(page)).to_have_attribute("alt", re.compile("Postgres"))
    write(page, "Drawing", 'client --> api["API --> db', label="Drawing, as text")
    expect(page.locator(".lb-problem").first).to_contain_text("Line 1, column")
    expect(picture(page)).to_have_attribute("alt", re.compile("Postgres"))


def test_the_empty_library_teaches_with_a_finished_example(page: Page, app: "RunningApp") -> None:
    page.goto(app.url)
    page.get_by_role("button", name="See the example").click()
    expect(page.get_by_text("A finished example")).to_be_visible()
    expect(page.locator(".lb-check").first).to_be_visible()
