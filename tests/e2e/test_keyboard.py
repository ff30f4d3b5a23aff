"""The main job without a mouse: Tab, arrows and Enter only."""

import re

import pytest
from e2e_app import RunningApp
from e2e_gestures import SLUG
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

MOST_STOPS = 60
FOCUSED = """() => {
    const node = document.activeElement;
    const label = node.getAttribute('aria-label') ?? node.innerText ?? '';
    const home = node.closest('[class*=st-key-practise-card-]');
    return [node.tagName, label.trim(), home ? home.className : ''];
}"""


def test_the_keyboard_alone_leads_from_the_library_to_a_grade(page: Page, app: RunningApp) -> None:
    page.goto(app.url)
    expect(page.get_by_role("button", name=re.compile("^Start")).first).to_be_visible()
    tab_to(page, "BUTTON", "Start( anew)?", home=f"practise-card-{SLUG}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()

    tab_to(page, "DIV", "Requirements")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Estimates")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Estimates")).to_have_attribute("aria-selected", "true")
    tab_to(page, "TEXTAREA", "Estimates")
    page.keyboard.type(
        "The store decides who has the seat, because two buyers must never share it."
    )
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"Saved \d\d:\d\d:\d\d")).first).to_be_visible()

    tab_to(page, "BUTTON", "Hand in", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab_to(page, "BUTTON", "Hand in anyway")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Your answer")).to_be_visible()


def tab_to(page: Page, tag: str, label: str, *, home: str = "", key: str = "Tab") -> None:
    """Press Tab until the focus is on what was sought; fail if it is nowhere on the way."""
    passed: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        at, name, place = page.evaluate(FOCUSED)
        if at == tag and re.fullmatch(label, name) and home in place:
            return
        passed.append(f"{at} {name[:30]!r}")
    pytest.fail(f"no way by {key} to {label!r}; passed {passed}")
