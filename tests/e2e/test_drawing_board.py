"""The drawing as text, as tables and as a picture, and what strangers may write into it."""

import re

import pytest
from e2e_app import RunningApp
from e2e_gestures import field_of, hand_in, open_tab, picture, start, write
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

ATTACK = "<img src=x onerror='window.pwned=true'><script>window.pwned=true</script>"


def test_hostile_labels_questions_and_answers_are_shown_as_text(
    page: Page, app: RunningApp
) -> None:
    page.add_init_script("window.pwned = false")
    start(page, app)
    page.get_by_placeholder("Ask a question").fill(f"What about {ATTACK}?")
    page.get_by_placeholder("Ask a question").press("Enter")
    expect(page.get_by_role("log")).to_contain_text(ATTACK)
    write(page, "Design", f"{ATTACK} " + "The database keeps the seat because it must. " * 10)
    write(page, "Drawing", f'a["{ATTACK}"] --> b[Postgres]')
    expect(picture(page)).to_have_attribute("alt", re.compile("onerror"))
    page.get_by_text("The drawing in words").click()
    expect(page.get_by_role("listitem").filter(has_text="onerror").first).to_be_visible()
    hand_in(page)
    open_tab(page, "Your answer")
    expect(page.locator(".lb-answer")).to_contain_text(ATTACK)
    open_tab(page, "Drawing")
    expect(picture(page)).to_have_attribute("alt", re.compile("onerror"))
    assert page.evaluate("window.pwned") is False
    assert page.locator("img[src=x]").count() == 0


def test_an_unreadable_drawing_names_line_and_column_and_keeps_the_last_picture(
    page: Page, app: RunningApp
) -> None:
    start(page, app)
    write(page, "Drawing", "client --> api --> db[(Postgres)]")
    expect(picture(page)).to_have_attribute("alt", re.compile("Postgres"))
    write(page, "Drawing", 'client --> api\napi --> db["API')
    expect(page.locator(".lb-problem").first).to_contain_text(re.compile(r"Line 2, column \d+"))
    expect(page.get_by_text("The last drawing that could be read")).to_be_visible()
    expect(picture(page)).to_have_attribute("alt", re.compile("Postgres"))
    page.reload()
    open_tab(page, "Drawing")
    expect(page.locator(".lb-problem").first).to_contain_text(re.compile(r"Line 2, column \d+"))
    expect(picture(page)).to_have_attribute("alt", re.compile("Postgres"))


def test_a_row_added_to_the_table_shows_in_the_text_and_in_the_picture(
    page: Page, app: RunningApp
) -> None:
    start(page, app)
    write(page, "Drawing", "client --> api --> db[(Postgres)]")
    page.get_by_role("radio", name="Tables").click()
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    box = table.bounding_box()
    assert box is not None
