"""Values read from YAML held against the models, with every problem placed and explained."""

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scenarios.errors import DataInvalid, UnreadableYaml
from scenarios.problem import LintProblem
from scenarios.yaml_reading import Document, KeyPath, Value, read_text, read_yaml

Model = TypeVar("Model", bound=BaseModel)
_SHOWN = 60


def validate(
    model: type[Model], document: Document
) -> tuple[Model | None, tuple[LintProblem, ...]]:
    """Turn a document into a model, or into all that is wrong with it."""
    try:
        # JSON mode is strict about types, yet takes lists for tuples.
        return model.model_validate_json(json.dumps(document.value), strict=True), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = (_problem(model, document, detail) for detail in details)
        return None, tuple(dict.fromkeys(problems))


def read_data(path: Path, model: type[Model]) -> Model:
    """Read a data file of this room.

    Raises:
        DataInvalid: The file is broken; it ships with the app, so this is a bug.
    """
    try:
        document = read_yaml(read_text(path, file=path.name), file=path.name)
    except UnreadableYaml as error:
        raise DataInvalid(str(error)) from error
    value, problems = validate(model, document)
    if value is None:
        raise DataInvalid("\n".join(str(problem) for problem in problems))
    return value


def unreadable(error: UnreadableYaml) -> LintProblem:
    """Tell a reading error as a problem of the file."""
    return LintProblem(
        file=error.file,
        line=error.line,
        rule="yaml",
        severity="E",
        key="",
        message=f"{error.message} (column {error.column})",
        remedy=error.remedy,
    )


def key_text(path: KeyPath) -> str:
    """Write a key path with dots: ('criteria', 0, 'id') is criteria.0.id."""
    return ".".join(str(part) for part in path)


def _problem(model: type[BaseModel], document: Document, detail: ErrorDetails) -> LintProblem:
    path = detail["loc"]
    known = document.known(path)
    kind = detail["type"]
    if kind == "missing":
        message, remedy = "required key is missing", "add it"
        known = path
    elif kind == "extra_forbidden":
        message, remedy = "unknown key", _nearest(model, path)
    else:
        message, remedy = _told(detail, _value_at(document.value, known))
    return LintProblem(
        file=document.file,
        line=document.line(known),
        rule="schema",
        severity="E",
        key=key_text(known),
        message=message,
        remedy=remedy,
    )


def _told(detail: ErrorDetails, value: Value) -> tuple[str, str]:
    """Say what is there and what was expected."""
    shown = json.dumps(value, ensure_ascii=False)
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    expected = detail["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    expected = expected[:1].lower() + expected[1:]
    remedy = f"expected {expected}" if detail["msg"].startswith("Input should be ") else expected
    if detail["type"] == "string_type" and isinstance(value, int | float):
        remedy = "expected text: put it in quotes"
    if detail["type"] == "literal_error" and isinstance(value, str):
        offered = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
        close = get_close_matches(value, offered.replace("'", "").split(", "), n=1)
        remedy += f"; did you mean '{close[0]}'?" if close else ""
    return f"{shown} will not do", remedy


def _value_at(value: Value, path: KeyPath) -> Value:
    for part in path:
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
    return value


def _nearest(model: type[BaseModel], path: KeyPath) -> str:
    """Offer the field that was meant, among those of the model at this place."""
    fields = sorted({name for found in _models_at(model, path[:-1]) for name in _keys(found)})
    close = get_close_matches(str(path[-1]), fields, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"allowed here: {', '.join(fields)}" if fields else "remove it"


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _models_at(model: type[BaseModel], path: Sequence[str | int]) -> list[type[BaseModel]]:
    """Follow the path through fields, lists and mappings to the models that may stand there."""
    found = [model]
    for part in path:
        if isinstance(part, int):
            continue
        named = [
            field.annotation
            for current in found
            for name, field in current.model_fields.items()
            if part in {name, field.alias}
        ]
        # A part that is no field is the free key of a mapping: its models were found before.
        found = [inner for annotation in named for inner in _models_in(annotation)] or found
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - a type form
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
