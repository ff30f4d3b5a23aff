"""The committed JSON Schemas are those of the models, and say what the models say."""

import json
from pathlib import Path

import pytest

from scenarios.loader import packs_folder
from scenarios.schema import schemas, schemas_folder, write_schemas


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_committed_schema_is_fresh(name: str) -> None:
    committed = (schemas_folder() / name).read_text(encoding="utf-8")
    assert committed == schemas()[name], "run `python -m cli schemas`"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in schemas_folder().glob("*.json")} == set(schemas())


def test_schemas_can_be_written_anew(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "schemas")
    assert {path.name for path in paths} == set(schemas())


def test_unknown_keys_are_errors_in_the_editor_too() -> None:
    scenario = json.loads(schemas()["scenario.schema.json"])
    assert scenario["additionalProperties"] is False


def test_every_pack_file_names_its_schema_on_its_first_line() -> None:
    for path in packs_folder().glob("*/**/*"):
        if path.suffix not in {".yaml", ".md"} or path.name == "design.md":
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        first = lines[1] if path.suffix == ".md" else lines[0]
        mark, _, target = first.partition("$schema=")
        assert mark == "# yaml-language-server: ", path
        assert (path.parent / target).resolve().is_file(), path
