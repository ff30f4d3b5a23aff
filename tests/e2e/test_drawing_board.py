"""The drawing as text, as tables and as a picture, and what strangers may write into it."""

import re

import pytest
from e2e_app import RunningApp
from e2e_gestures import hand_in, open_tab, picture, settled, start, write
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


def test_what_is_changed_in_a_table_shows_in_the_picture_and_in_the_text(
    page: Page, app: RunningApp
) -> None:
    start(page, app)
    write(page, "Drawing", "client --> api --> db[(Postgres)]")
    page.get_by_role("radio", name="Tables").click()
    type_into_name(page, row=2, text="Seat store")
    expect(picture(page)).to_have_attribute("alt", re.compile("3 components .* Seat store"))
    type_into_name(page, row=3, text="Redis", is_new=True)
    expect(picture(page)).to_have_attribute("alt", re.compile("4 components .* Redis"))
    page.get_by_role("radio", name="Text").click()
    field = page.get_by_role("textbox", name="Drawing, as text")
    expect(field).to_have_value(re.compile(r"db\[\(Seat store\)\]"))
    expect(field).to_have_value(re.compile("redis.*Redis"))
    page.get_by_role("radio", name="Tables").click()
    for names in ("Seat store", "Postgres"):
        settled(page)
        page.get_by_role("button", name="Undo the last change of a table").click()
        expect(picture(page)).to_have_attribute("alt", re.compile(f"3 components .* {names}$"))


def type_into_name(page: Page, *, row: int, text: str, is_new: bool = False) -> None:
    """Type into a cell as a person does: the grid is a canvas, so a cell is a place on it."""
    settled(page)
    grid = page.get_by_role("region", name="Components of the drawing")
    expect(grid.locator("canvas").first).to_be_visible()
    name_x, first_row_y, row_height = 33 + 110 + 60, 36 + 17, 35
    grid.click(position={"x": name_x, "y": first_row_y + row * row_height})
    if not is_new:
        page.keyboard.press("Enter")
    cell = page.locator("#portal textarea")
    expect(cell).to_be_focused()
    cell.fill(text)
    expect(page.locator("#portal").get_by_text(text).first).to_be_attached()
    cell.press("Enter")
