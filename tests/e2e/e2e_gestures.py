"""What a person does in the app, one function a gesture; each waits until it has happened."""

import re
from urllib.parse import parse_qs, urlsplit

from e2e_app import RunningApp
from playwright.sync_api import Locator, Page, expect

from scenarios.loader import load_shipped

SLUG = "ticket-onsale"
PACK = load_shipped(SLUG)
TITLE = PACK.scenario.title
STRONG = PACK.answer("strong")
TABS = (
    "Requirements",
    "Estimates",
    "API",
    "Data model",
    "Design",
    "Drawing",
    "Deep dives",
    "Trade-offs",
)


def start(page: Page, app: RunningApp) -> str:
    """Start an attempt from the library; return its id."""
    page.goto(app.url)
    card(page).get_by_role("button", name=re.compile("^Start")).click()
    expect(hand_in_button(page)).to_be_visible()
    return parse_qs(urlsplit(page.url).query)["attempt"][0]


def card(page: Page) -> Locator:
    """Find the scenario in the library."""
    return page.locator(f".st-key-practise-card-{SLUG}")


def field_of(page: Page, tab: str) -> Locator:
    """Open a section and find its field."""
    page.get_by_role("tab", name=tab, exact=True).click()
    label = "Drawing, as text" if tab == "Drawing" else tab
    return page.get_by_role("textbox", name=label, exact=True)


def write(page: Page, tab: str, text: str) -> None:
    """Type into a section, press Ctrl+Enter and wait until that very text is saved."""
    field = field_of(page, tab)
    field.fill(text)
    field.press("Control+Enter")
    panel = page.get_by_role("tabpanel").filter(has=field)
    words = len(text.split())
    saved = panel.get_by_role("status").filter(has_text=re.compile(r"Saved \d\d:\d\d:\d\d"))
    expect(saved).to_contain_text(re.compile(rf"\D{words:,} words?$"))


def picture(page: Page) -> Locator:
    """Find the picture of the drawing that is in sight."""
    return page.locator("[data-testid=stImage] img").locator("visible=true").first


def hand_in_button(page: Page) -> Locator:
    """Find the button of the room, not the one of the question."""
    return page.get_by_role("button", name="Hand in", exact=True)


def hand_in(page: Page) -> None:
    """Hand in an answer with gaps and wait for its grade."""
    hand_in_button(page).click()
    page.get_by_role("button", name="Hand in anyway").click()
    expect(score(page)).to_be_visible()


def score(page: Page) -> Locator:
    """Find the total on the page of a grade."""
    return page.locator(".lb-score")


def open_tab(page: Page, name: str) -> None:
    """Open a tab and wait until it is the chosen one."""
    tab = page.get_by_role("tab", name=name, exact=True)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def settled(page: Page) -> None:
    """Wait until the page is drawn to its end and nothing of the page before is left."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true]")).to_have_count(0)
