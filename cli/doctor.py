"""Is everything here that the app needs, and does it work? One look at each thing."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from architecture.drawing import layout_engine
from cli.outcome import Diagnosis, Finding
from grading.embedded_grader import EmbeddedGrader
from scenarios.loader import read_shelf

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the settings say of this machine."""

    data_dir: Path
    database_url: str | None
    python: str


def diagnose(surroundings: Surroundings) -> Diagnosis:
    """Look at each thing; one that fails does not keep the others from being looked at."""
    findings = (
        Finding(name="python", ok=True, detail=surroundings.python),
        _looked("data folder", lambda: _data_folder(surroundings.data_dir)),
        _looked("sqlite", lambda: sqlite3.sqlite_version),
        _looked("scenarios", _packs),
        _looked("embedded grader", _grader),
        _looked("drawing layout", layout_engine),
        Finding(name="browser for the tests", ok=True, detail=_browser()),
    )
    return Diagnosis(ok=all(finding.ok for finding in findings), findings=findings)


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=look())
    except (OSError, ValueError, RuntimeError) as error:
        return Finding(name=name, ok=False, detail=str(error))


def _data_folder(folder: Path) -> str:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        return f"{folder} can be written"


def _packs() -> str:
    shelf = read_shelf()
    if shelf.problems:
        raise ValueError(f"{len(shelf.problems)} problems; run 'python -m cli lint'")
    active = sum(pack.scenario.status == "active" for pack in shelf.packs)
    return f"{len(shelf.packs)} packs, {active} active"


def _grader() -> str:
    identity = EmbeddedGrader().id
    return f"version {identity.version}, lexicon {identity.lexicon_version}"


def _browser() -> str:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    return found or "none; the browser tests need one: apt-get install chromium"
