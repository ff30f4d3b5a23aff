"""The packs that ship keep every rule: the exemplar is run."""

from pathlib import Path

import pytest

from scenarios.lint import lint
from scenarios.loader import pack_folders, packs_folder

FOLDERS = pack_folders(packs_folder())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_shipped_pack_breaks_no_rule(folder: Path) -> None:
    problems = lint(folder)
    assert not problems, "\n".join(str(problem) for problem in problems)
