"""What only a fresh process can show: cold grading, start of the app, idle memory."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COLD = """
import time
from bench.subjects import request
wanted = request()
start = time.process_time()
from grading.embedded_grader import EmbeddedGrader
EmbeddedGrader().grade(wanted)
print(time.process_time() - start)
"""


def cold_grade_s(*, runs: int = 3) -> float:
    """CPU seconds of the first grade in a process: lexicon, rubric, answer."""
    taken = [
        float(
            subprocess.run(  # noqa: S603
                [sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(runs)
    ]
    return statistics.median(taken)


def start_and_idle_memory(folder: Path, *, settle_s: float = 20) -> tuple[float, float]:
    """Seconds until the app serves a page, and its resident megabytes when it rests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ | {"LOADBEARING_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        served = _until_served(port, began)
        _visit(port)
        time.sleep(settle_s)
        return served, _resident_mb(server.pid)
    finally:
        server.kill()
        server.wait()


def _until_served(port: int, began: float) -> float:
    while time.monotonic() - began < 60:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1):
                return time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the app served nothing within 60 s")


def _visit(port: int) -> None:
    """Open the library in a browser once, so that the script has run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_role("button", name="Start").first.wait_for()
        browser.close()


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1_024
    raise LookupError(f"no memory figure of process {pid}")
