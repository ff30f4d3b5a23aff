"""`make screenshots`: docs/images, taken from the running app on an attempt made for it."""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from bench.processes import ROOT, app, chromium
from bench.wiring import practice
from scenarios.loader import load_shipped

IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
HEIGHTS = {"library": 620, "room": 960, "feedback": 1200}
_MAX_BYTES = 300_000


def main() -> None:
    """Make the images anew and tell their sizes."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a data folder belongs to one process until that ends.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as seeding:
            open_attempt, graded = seeding.submit(_seeded, Path(folder)).result()
        with app(Path(folder)) as (url, _):
            _take_all(url, open_attempt, graded)


def _seeded(folder: Path) -> tuple[str, str]:
    made = practice(folder)
    pack = load_shipped("ticket-onsale")
    graded = made.start(pack.scenario.slug)
    adequate, strong = pack.answer("adequate"), pack.answer("strong")
    made.ask(graded, "How many people come, and in what time?")
    made.save(graded, "design", adequate.text, rev=0)
    made.save_drawing(graded, adequate.head.drawing, rev=0)
    made.hand_in(graded)
    attempt = made.start(pack.scenario.slug)
    made.ask(attempt, "How long is a seat held while the buyer pays?")
    made.save_drawing(attempt, strong.head.drawing, rev=0)
    return attempt, graded


def _take_all(url: str, attempt: str, graded: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for theme in ("light", "dark"):
            _take(browser, theme, url, attempt, graded)
        browser.close()


def _take(
    browser: Browser, theme: Literal["light", "dark"], url: str, attempt: str, graded: str
) -> None:
    page = browser.new_page(
        viewport={"width": WIDTH, "height": 900}, color_scheme=theme, device_scale_factor=1
    )
    page.set_default_timeout(60_000)
    page.goto(url)
    page.get_by_role("button", name="Start", exact=True).first.wait_for()
    _save(page, "library", theme)
    page.goto(f"{url}/room?attempt={attempt}")
    page.get_by_role("tab", name="Drawing").click()
    page.locator("[data-testid=stImage] img").first.wait_for()
    _save(page, "room", theme)
    page.goto(f"{url}/feedback?attempt={graded}")
    page.locator(".lb-score").wait_for()
    _save(page, "feedback", theme)
    page.close()


def _save(page: Page, name: str, theme: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHTS[name]})
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.wait_for_function(
        "document.fonts.status === 'loaded'"
        " && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')"
        " && document.getAnimations().every(one => one.playState !== 'running')"
    )
    path = IMAGES / f"{name}-{theme}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size // 1_000} kB")
    assert size <= _MAX_BYTES, f"{path.name} is too large for the repository"


if __name__ == "__main__":
    main()
