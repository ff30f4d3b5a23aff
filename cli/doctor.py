"""Is everything here that the app needs, and does it work? One look at each thing."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
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
        _looked("database", lambda: _database(surroundings)),
        _looked("scenarios", _packs),
        _looked("embedded grader", _grader),
        _looked("drawing layout", layout_engine),
        Finding(name="browser for the tests", ok=True, detail=_browser()),
    )
    return Diagnosis(ok=all(finding.ok for finding in findings), findings=findings)


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=look())
    except (OSError, ValueError, RuntimeError, sqlite3.Error) as error:
        return Finding(name=name, ok=False, detail=str(error))


def _data_folder(folder: Path) -> str:
    if folder.is_dir():
        with tempfile.TemporaryFile(dir=folder):
            return f"{folder} can be written"
    if folder.exists():
        raise ValueError(f"{folder} is no folder; set LOADBEARING_DATA_DIR to one")
    parent = next(path for path in folder.absolute().parents if path.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise ValueError(f"{folder} cannot be made in {parent}; set LOADBEARING_DATA_DIR")
    return f"{folder} will be made by the first start"


def _database(surroundings: Surroundings) -> str:
    """Look at the database read-only and without the app's lock: the app may be running."""
    if surroundings.database_url is not None:
        return "LOADBEARING_DATABASE_URL names another one; it is not looked at"
    # SQLAlchemy comes with it: only this command should wait for that.
    from storage.engine import DATABASE_FILE  # noqa: PLC0415

    file = surroundings.data_dir / DATABASE_FILE
    if not file.exists():
        return f"{file} will be made by the first start"
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise ValueError(f"{file} is damaged: {found}; restore the newest backup beside it")
    return f"{file} is sound"


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
