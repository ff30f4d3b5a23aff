"""JSON Schemas of the pack files, generated from the models that the loader uses."""

import json
from pathlib import Path

from pydantic import BaseModel

from grading.rubric import Rubric
from scenarios.catalogue import Catalogue
from scenarios.model import AnswerHead, Reference, Scenario
from scenarios.topics import Taxonomy

_KINDS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "rubric": Rubric,
    "reference": Reference,
    "answer": AnswerHead,
    "topics": Taxonomy,
    "catalogue": Catalogue,
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas_folder() -> Path:
    """Tell where the committed schemas are."""
    return Path(__file__).parent / "schemas"


def schemas() -> dict[str, str]:
    """Generate every schema: file name, and the text that should be in it."""
    return {f"{kind}.schema.json": _schema(model) for kind, model in _KINDS.items()}


def write_schemas(folder: Path | None = None) -> tuple[Path, ...]:
    """Write every schema, and tell which files were written."""
    into = folder or schemas_folder()
    into.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name, text in schemas().items():
        path = into / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def _schema(model: type[BaseModel]) -> str:
    schema = {"$schema": _DIALECT, **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
