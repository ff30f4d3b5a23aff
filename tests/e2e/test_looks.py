"""Every page in both themes: nothing to scroll sideways for, and words that can be read."""

import pytest
from e2e_app import RunningApp
from e2e_gestures import (
    STRONG,
    TABS,
    TITLE,
    card,
    hand_in,
    hand_in_button,
    open_tab,
    picture,
    settled,
    start,
    write,
)
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

FEEDBACK_TABS = ("Criteria", "Your answer", "Drawing", "What you asked")
TOO_WIDE = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# Words on a plain ground, as WCAG 2.2 measures them; what is disabled or hidden does not count.
FAINT = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(
    i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(
      v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = node => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const shown = node => node.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && node.getBoundingClientRect().width > 1 && !node.closest('[disabled],[aria-disabled=true]');
  const faint = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim(), node = walker.currentNode.parentElement;
    if (!words || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName) || !shown(node)) continue;
    const style = getComputedStyle(node), below = ground(node);
    const ink = over(rgba(style.color), below);
    const [a, b] = [light(ink), light(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const icon = node.matches('[data-testid=stIconMaterial]');
    seen += 1;
    if (ratio < (large || icon ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${words.slice(0, 40)}`);
  }
  return [seen, faint];
}"""


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_every_page_can_be_read_and_needs_no_sideways_scroll(
    page: Page, app: RunningApp, color_scheme: str
) -> None:
    start(page, app)
    write(page, "Drawing", STRONG.head.drawing)
    expect(picture(page)).to_be_visible()
    for tab in TABS:
        open_tab(page, tab)
        assert_legible(page, f"room, {tab}, {color_scheme}")
    write(page, "Drawing", 'client --> api["API')
    expect(page.locator(".lb-problem").first).to_be_visible()
    assert_legible(page, f"room with a problem, {color_scheme}")
    write(page, "Drawing", STRONG.head.drawing)
    write(page, "Design", STRONG.text)
    hand_in_button(page).click()
    expect(page.get_by_role("button", name="Keep working")).to_be_visible()
    page.get_by_role("button", name="Keep working").click()
    hand_in(page)
    for tab in FEEDBACK_TABS:
        open_tab(page, tab)
        assert_legible(page, f"feedback, {tab}, {color_scheme}")
    page.get_by_role("link", name="History").click()
    expect(page.locator("[class*=st-key-history-row-]").first).to_contain_text(TITLE)
    assert_legible(page, f"history, {color_scheme}")
    page.get_by_role("link", name="Practise").click()
    expect(card(page)).to_be_visible()
    assert_legible(page, f"library, {color_scheme}")


@pytest.mark.parametrize("color_scheme", ["dark"])
def test_the_dark_theme_is_dark_and_its_pictures_too(page: Page, app: RunningApp) -> None:
    start(page, app)
    write(page, "Drawing", "client --> api --> db[(Postgres)]")
    grounds = "node => getComputedStyle(node).backgroundColor"
    assert page.locator("[data-testid=stApp]").evaluate(grounds) == "rgb(19, 22, 27)"
    light = page.context.browser
    assert light is not None
    shown = picture(page).get_attribute("src")
    other = light.new_page(color_scheme="light")
    other.goto(page.url)
    open_tab(other, "Drawing")
    expect(picture(other)).to_be_visible()
    assert picture(other).get_attribute("src") != shown
    other.close()


def assert_legible(page: Page, where: str) -> None:
    settled(page)
    seen, faint = page.evaluate(FAINT)
    assert seen > 10, f"{where}: hardly any words on the page"
    assert faint == [], f"{where}: contrast below 4.5 to 1"
    assert page.evaluate(TOO_WIDE) <= 0, f"{where}: wider than the window"
