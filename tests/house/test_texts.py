"""What the repository says: no hosts of registries, no machine paths, a true glossary."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from settings import Settings

ROOT = Path(__file__).parents[2]
ROOMS = ["architecture", "estimation", "grading", "scenarios", "interview"]
HOSTS = re.compile(
    r"(files\.)?python" + r"hosted\.org|pypi\." + r"org/simple|registry\.npm" + "js"
)
MACHINE = re.compile(r"(?<![\w./-])/(work|root|home/\w+)/")


def _tracked() -> list[Path]:
    run = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  (git is found on the path by design)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in run.stdout.split("\0") if name]


def test_no_file_names_a_registry_or_a_machine() -> None:
    offenders: list[str] = []
    for path in _tracked():
        if not path.exists() or path.suffix in {".png", ".svg"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        offenders += [
            f"{path.relative_to(ROOT)}: {match.group(0)}"
            for pattern in (HOSTS, MACHINE)
            for match in pattern.finditer(text)
        ]
    assert offenders == []


def _public_classes(room: str) -> set[str]:
    return {
        node.name
        for path in (ROOT / room).rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


@pytest.mark.parametrize("room", ROOMS)
def test_the_glossary_defines_the_head_noun_of_every_public_class(room: str) -> None:
    glossary = (ROOT / "docs/reference/glossary.md").read_text().lower()
    defined = set(re.findall(r"^\*\*([a-z -]+)\*\*", glossary, flags=re.MULTILINE))
    missing = {
        name
        for name in _public_classes(room)
        if re.findall(r"[A-Z][a-z0-9]*", name)[-1].lower() not in defined
    }
    assert missing == set()


def test_every_page_of_the_docs_is_reached_from_their_index() -> None:
    docs = ROOT / "docs"
    index = (docs / "index.md").read_text()
    pages = {
        str(path.relative_to(docs))
        for path in docs.rglob("*.md")
        if path.name != "index.md" and "adr" not in path.parts
    }
    assert {page for page in pages if page not in index} == set()


def test_every_link_of_readme_and_docs_leads_somewhere() -> None:
    broken: list[str] = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        broken += [
            f"{page.relative_to(ROOT)} -> {target}"
            for target in re.findall(r"\]\(([^)#\s]+)", page.read_text())
            if "://" not in target and not (page.parent / target).exists()
        ]
    assert broken == []


def test_a_decision_record_stays_short() -> None:
    long = {
        path.name: len(path.read_text().splitlines())
        for path in (ROOT / "docs/adr").glob("*.md")
        if len(path.read_text().splitlines()) > 60
    }
    assert long == {}


def test_a_changelog_line_stays_short() -> None:
    lines = [
        line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("- ")
    ]
    assert lines
    assert [line for line in lines if len(line.split()) > 26] == []


def _variables() -> set[str]:
    """Find what settings.py reads and what anything else names, from the test bench to the CI."""
    named = {
        variable
        for path in _tracked()
        if path.exists() and (path.suffix in {".py", ".toml"} or path.name in {"Makefile", "run"})
        for variable in re.findall(r"LOADBEARING_[A-Z][A-Z_]*[A-Z]", path.read_text())
    }
    return named | {f"LOADBEARING_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    assert set(re.findall(r"`(LOADBEARING_[A-Z_]+)`", page)) == _variables()
