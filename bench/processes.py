"""What only a fresh process can show: cold grading, start of the app, idle memory."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
_COLD = """
import time
from bench.subjects import request
from grading.embedded_grader import EmbeddedGrader
EmbeddedGrader().grade(request())
print(time.process_time())
"""
_WAIT_S = 60


def cold_grade_s(*, runs: int = 5) -> float:
    """CPU seconds of a process that grades once: imports, pack, lexicon, rubric, answer."""
    taken = [
        float(
            subprocess.run(  # noqa: S603
                [sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(runs)
    ]
    return statistics.median(taken)


def start_and_idle_memory(*, runs: int = 3, settle_s: float = 20) -> tuple[float, float]:
    """Seconds from the command until a browser shows the library; resident megabytes at rest."""
    starts: list[float] = []
    memory = 0.0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for run in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                with app(Path(folder)) as (url, pid):
                    _see_the_library(browser, url)
                    starts.append(time.monotonic() - began)
                    if run == runs - 1:
                        time.sleep(settle_s)
                        memory = _resident_mb(pid)
        browser.close()
    return statistics.median(starts), memory


@contextmanager
def app(data_dir: Path) -> Generator[tuple[str, int]]:
    """Run the app on a data folder until the block ends; give its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ | {"LOADBEARING_DATA_DIR": str(data_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.kill()
        server.wait()


def chromium() -> str:
    """Find the browser that the end-to-end tests use."""
    named = os.environ.get("LOADBEARING_CHROMIUM") or shutil.which("chromium")
    if named is None:
        raise LookupError("no Chromium: install one with 'sudo apt-get install chromium'")
    return named


def _wait_until_healthy(url: str) -> None:
    until = time.monotonic() + _WAIT_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):  # noqa: S310
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"the app was not healthy within {_WAIT_S} s")


def _see_the_library(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.goto(url)
    page.get_by_role("button", name="Start").first.wait_for()
    page.close()


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1_024
    raise LookupError(f"no memory figure of process {pid}")
