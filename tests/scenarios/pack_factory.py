"""Copies of a good pack with one thing broken, and where."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from scenarios.lint import RULES, LintProblem, lint
from scenarios.loader import packs_folder

GOOD = "django-monolith-10x"
GRADING_RULES = frozenset({"L20", "L27"})
QUICK = tuple(rule for rule in RULES if rule.id not in GRADING_RULES)


@dataclass(frozen=True)
class BrokenPack:
    folder: Path
    line: int

    def problems(self) -> tuple[LintProblem, ...]:
        return lint(self.folder, rules=QUICK)


def copy_of_good_pack(tmp_path: Path) -> Path:
    folder = tmp_path / GOOD
    shutil.copytree(packs_folder() / GOOD, folder)
    return folder


def broken(tmp_path: Path, file: str, old: str, new: str, *, count: int = 1) -> BrokenPack:
    """Replace a pattern in one file of a copy; the line is that of the first change."""
    folder = copy_of_good_pack(tmp_path)
    path = folder / file
    text = path.read_text()
    found = re.search(old, text)
    assert found is not None, f"{file} no longer has {old}"
    changed = re.sub(old, new, text, count=count)
    assert changed != text
    path.write_text(changed)
    return BrokenPack(folder, line_of(text, found.start()))


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
