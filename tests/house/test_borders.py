"""The rooms and their borders, as house rules that turn red."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = sorted(
    path.parent.name
    for path in ROOT.glob("*/__init__.py")
    if path.parent.name not in {"tests", "bench"}
)
WIRING = {"app.py", "cli/__main__.py"}


def _sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_top_level_package_is_a_room_of_the_contract() -> None:
    rows = CONFIG["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {room.strip() for row in rows for room in row.split("|")}
    assert named == set(PACKAGES)


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(  # noqa: S603  (our own tool, fixed arguments)
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("room", PACKAGES)
def test_no_room_reads_the_settings_or_the_app(room: str) -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in _sources(room)
        if _imports(path) & {"app", "settings"} and str(path.relative_to(ROOT)) not in WIRING
    ]
    assert offenders == []


@pytest.mark.parametrize("room", PACKAGES)
def test_only_the_settings_read_the_environment(room: str) -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for path in _sources(room)
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    ]
    assert offenders == []


@pytest.mark.parametrize("room", ["architecture", "estimation", "grading"])
def test_a_pure_room_knows_no_clock_and_no_dice(room: str) -> None:
    # A seeded random.Random is fine; ruff (TID251) bans the module's own global dice.
    forbidden = {"time", "datetime", "secrets", "socket", "subprocess", "requests"}
    offenders = {
        str(path.relative_to(ROOT)): sorted(_imports(path) & forbidden)
        for path in _sources(room)
        if _imports(path) & forbidden
    }
    assert offenders == {}


@pytest.mark.parametrize("room", PACKAGES)
def test_nothing_is_pickled_or_evaluated(room: str) -> None:
    offenders: list[str] = []
    for path in _sources(room):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"eval", "exec", "compile"}
            ):
                offenders.append(f"{path.relative_to(ROOT)}:{node.lineno}")  # noqa: PERF401
        if _imports(path) & {"pickle", "marshal", "shelve"}:
            offenders.append(str(path.relative_to(ROOT)))
    assert offenders == []


def test_sizes_are_printed_for_the_reviewer(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for room in PACKAGES
        for path in _sources(room)
    }
    with capsys.disabled():
        for name, lines in sorted(sizes.items(), key=lambda item: -item[1])[:8]:
            if lines > 300:
                print(f"\n  long module: {name} {lines} lines", end="")  # noqa: T201
    assert sizes, "no source was found: the house test looks in the wrong place"
