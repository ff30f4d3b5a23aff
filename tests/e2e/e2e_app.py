"""The app as people run it: a process with a port and a data folder of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine import DATABASE_FILE

ROOT = Path(__file__).parents[2]
START_S = 60


class RunningApp:
    """The server; `start` and `kill` may be called in turn on one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server and wait until it says that it is healthy."""
        mine = {name: value for name, value in os.environ.items() if "LOADBEARING" not in name}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py"],
                cwd=ROOT,
                env=mine
                | {
                    "LOADBEARING_DATA_DIR": str(self.data_dir),
                    "STREAMLIT_SERVER_PORT": str(self.port),
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_for(self._is_healthy, what="the app to be healthy", seconds=START_S)

    def kill(self) -> None:
        """End the server as a crash would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def crashes(self) -> str:
        """Read what the server logged from its first traceback on; nothing if there is none."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return text[text.find("Traceback") :][:4_000] if "Traceback" in text else ""

    def count(self, table: str, attempt: str) -> int:
        """Count the submissions or gradings of an attempt in the file itself."""
        query = {
            "submission": "select count(*) from submission where attempt_id = ?",
            "grading": "select count(*) from grading join submission"
            " on submission.id = submission_id where attempt_id = ?",
        }[table]
        with closing(sqlite3.connect(self.data_dir / DATABASE_FILE)) as database:
            return int(database.execute(query, (attempt,)).fetchone()[0])

    def _is_healthy(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            pytest.fail("the app ended while it was starting")
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as reply:  # noqa: S310
                return bool(reply.status == 200)
        except OSError:
            return False


def wait_for(is_so: Callable[[], bool], *, what: str, seconds: float = 20) -> None:
    """Ask again until it is so; for what no browser can be asked."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            pytest.fail(f"waited {seconds:g} s in vain for {what}")
        time.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
