"""`make screenshots`: docs/images, taken from the running app on an attempt made for it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from bench.subjects import practice
from scenarios.loader import load_shipped

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1280, 860
_MAX_BYTES = 300_000


def main() -> None:
    """Make the images anew and tell their sizes."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a data folder belongs to one process until that ends.
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as seeding:
            open_attempt, graded = seeding.submit(_seeded, Path(folder)).result()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | {"LOADBEARING_DATA_DIR": folder},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            _take_all(f"http://127.0.0.1:{port}", open_attempt, graded)
        finally:
            server.kill()
            server.wait()


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


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the app was not healthy within 60 s")


def _take_all(url: str, attempt: str, graded: str) -> None:
    chromium = os.environ.get("LOADBEARING_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for theme in ("light", "dark"):
            _take(browser, theme, url, attempt, graded)
        browser.close()


def _take(
    browser: Browser, theme: Literal["light", "dark"], url: str, attempt: str, graded: str
) -> None:
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=theme, device_scale_factor=1
    )
    page.set_default_timeout(60_000)
    page.goto(url)
    page.get_by_role("button", name="Start", exact=True).first.wait_for()
    _save(page, f"library-{theme}")
    page.goto(f"{url}/room?attempt={attempt}")
    page.get_by_role("tab", name="Drawing").click()
    page.locator("[data-testid=stImage] img").first.wait_for()
    _save(page, f"room-{theme}")
    page.goto(f"{url}/feedback?attempt={graded}")
    page.locator(".lb-score").wait_for()
    _save(page, f"feedback-{theme}")
    page.close()


def _save(page: Page, name: str) -> None:
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(1_500)
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size // 1_000} kB")
    assert size <= _MAX_BYTES, f"{name} is too large for the repository"


if __name__ == "__main__":
    main()
