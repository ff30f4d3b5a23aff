"""One Chromium for all, one app for the tests that share it, a new profile for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from e2e_app import RunningApp
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

WIDTH = 1280
expect.set_options(timeout=20_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of the session."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """An app that tests share: each starts an attempt of its own."""
    yield from _running(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def fresh_app(tmp_path: Path) -> Iterator[RunningApp]:
    """An app with nothing in its history, which may be killed."""
    yield from _running(tmp_path / "data")


@pytest.fixture
def color_scheme() -> str:
    """The theme that the browser asks for; a test may parametrise it."""
    return "light"


@pytest.fixture
def context(browser: Browser, color_scheme: str) -> Iterator[BrowserContext]:
    """A fresh profile, 1280 px wide; a request off this machine or a script error fails it."""
    dark = "dark" if color_scheme == "dark" else "light"
    profile = browser.new_context(viewport={"width": WIDTH, "height": 900}, color_scheme=dark)
    outside: list[str] = []
    errors: list[str] = []

    def note(url: str) -> None:
        if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and (
            urlsplit(url).hostname != "127.0.0.1"
        ):
            outside.append(url)

    profile.on("request", lambda request: note(request.url))
    profile.on("page", lambda page: page.on("websocket", lambda socket: note(socket.url)))
    profile.on("weberror", lambda error: errors.append(str(error.error)))
    profile.set_default_timeout(20_000)
    yield profile
    profile.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window of the fresh profile."""
    return context.new_page()


def _running(data_dir: Path) -> Iterator[RunningApp]:
    running = RunningApp(data_dir)
    running.start()
    yield running
    running.kill()
    assert not running.crashes()


def _chromium() -> str:
    named = os.environ.get("LOADBEARING_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = named or next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = "no Chromium: install one with 'sudo apt-get install chromium'"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
