"""A drawing as two tables: rows out of it, and edits of rows back into it.

Knows no Streamlit, so that every edit can be tested as data.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from architecture.kinds import kind_of
from architecture.model import (
    ID_PATTERN,
    RESERVED_IDS,
    Architecture,
    Component,
    Connection,
)

Cell = str | float | int | bool | None
Row = dict[str, Cell]
Part = TypeVar("Part", Component, Connection)

COMPONENT_COLUMNS = (
    "id",
    "name",
    "kind",
    "role",
    "replicas",
    "standby",
    "capacity_rps",
    "slots",
    "service_time_s",
    "zones",
    "source_of_truth",
    "notes",
)
CONNECTION_COLUMNS = (
    "source",
    "target",
    "mode",
    "label",
    "protocol",
    "calls",
    "read_share",
    "timeout_s",
    "retries",
)


_EMPTIED = {"kind": "unknown", "mode": "sync"}


@dataclass(frozen=True, slots=True)
class Edits:
    """What was done to the rows of one table since it was drawn."""

    changed: Mapping[int, Row]
    added: Sequence[Row]
    deleted: Sequence[int]


class TableProblem(ValueError):
    """Rows that make no drawing; says which row and what would be right."""


def component_rows(architecture: Architecture) -> list[Row]:
    """List the components, zones joined by commas."""
    return [
        {
            name: ", ".join(component.zones) if name == "zones" else getattr(component, name)
            for name in COMPONENT_COLUMNS
        }
        for component in architecture.components
    ]


def connection_rows(architecture: Architecture) -> list[Row]:
    """List the connections."""
    return [
        {name: getattr(connection, name) for name in CONNECTION_COLUMNS}
        for connection in architecture.connections
    ]


def with_components(architecture: Architecture, edits: Edits) -> Architecture:
    """Apply edits of the component rows; what pointed at a deleted component goes with it.

    Raises:
        TableProblem: A row makes no component.
    """
    gone = {part.id for row, part in enumerate(architecture.components) if row in edits.deleted}
    kept: list[Component] = []
    for row, component in enumerate(architecture.components):
        if component.id not in gone:
            kept.append(_changed(component, edits.changed.get(row, {}), row))
    groups = {group.id for group in architecture.groups}
    for row in edits.added:
        if _text(row.get("name")) or _text(row.get("id")):
            kept.append(_new_component(row, groups.union(part.id for part in kept)))
    return _rebuilt(architecture, kept, architecture.connections, gone)


def with_connections(architecture: Architecture, edits: Edits) -> Architecture:
    """Apply edits of the connection rows; a row is taken once it has both ends.

    Raises:
        TableProblem: A row makes no connection.
    """
    kept: list[Connection] = []
    for row, connection in enumerate(architecture.connections):
        if row not in edits.deleted:
            kept.append(_changed(connection, edits.changed.get(row, {}), row))
    for row in edits.added:
        if _text(row.get("source")) and _text(row.get("target")):
            stated = {name: cell for name, cell in _stated(row).items() if cell is not None}
            kept.append(_validated(Connection, stated, "new connection"))
    return _rebuilt(architecture, architecture.components, kept, set())


def _changed(part: Part, row: Row, number: int) -> Part:
    if not row:
        return part
    values = part.model_dump() | _stated(row)
    what = "component" if isinstance(part, Component) else "connection"
    return _validated(type(part), values, f"{what} in row {number + 1}")


def _stated(row: Row) -> dict[str, object]:
    """Turn cells into field values: an emptied cell is not stated, zones are a list."""
    values: dict[str, object] = {}
    for name, cell in row.items():
        if name == "zones":
            values[name] = tuple(part for part in re.split(r"[,\s]+", _text(cell)) if part)
        else:
            said = cell.strip() if isinstance(cell, str) else cell
            values[name] = _EMPTIED.get(name) if said in {None, ""} else said
    return values


def _new_component(row: Row, taken: set[str]) -> Component:
    name = _text(row.get("name")) or _text(row.get("id"))
    values = {key: value for key, value in _stated(row).items() if value is not None}
    values["name"] = name
    values["id"] = _free_id(_text(row.get("id")) or name, taken)
    values.setdefault("kind", kind_of(name) or "unknown")
    return _validated(Component, values, f"new component '{name}'")


def _free_id(name: str, taken: set[str]) -> str:
    """Make a readable id that is not in use: `Booking API` becomes `booking_api`."""
    base = re.sub(r"\W+", "_", name.casefold()).strip("_")[:60]
    if not re.fullmatch(ID_PATTERN, base):
        base = "component"
    if base in RESERVED_IDS:
        base = f"{base}_"
    number = 2
    candidate = base
    while candidate in taken:
        candidate = f"{base}{number}"
        number += 1
    return candidate


def _validated(model: type[Part], values: Mapping[str, object], what: str) -> Part:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise TableProblem(f"{what}: {place}: {first['msg'].lower()}") from error


def _rebuilt(
    architecture: Architecture,
    components: Sequence[Component],
    connections: Sequence[Connection],
    gone: set[str],
) -> Architecture:
    values = architecture.model_dump() | {
        "components": [component.model_dump() for component in components],
        "connections": [
            connection.model_dump()
            for connection in connections
            if not {connection.source, connection.target} & gone
        ],
        "groups": [
            group.model_dump() | {"members": [name for name in group.members if name not in gone]}
            for group in architecture.groups
        ],
        "routes": [
            route.model_dump() for route in architecture.routes if not set(route.path) & gone
        ],
    }
    try:
        return Architecture.model_validate(values)
    except ValidationError as error:
        raise TableProblem(error.errors()[0]["msg"]) from error


def _text(cell: object) -> str:
    return str(cell).strip() if cell is not None else ""
