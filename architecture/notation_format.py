"""How a drawing is written as text: valid Mermaid, one statement a line, in a fixed order.

Pure: no I/O, no clock, no randomness.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from architecture.kinds import kinds_named
from architecture.model import Architecture, Component, Connection, Group, Kind
from architecture.notation_attribute import COMPONENT_ATTRIBUTES, CONNECTION_ATTRIBUTES
from architecture.notation_comment import is_directive
from architecture.notation_label import label
from architecture.notation_problem import Comment

_BOX = ("[", "]")
_SHAPES: Mapping[Kind, tuple[str, str]] = {
    "client": ("([", "])"),
    "dns": ("{{", "}}"),
    "cdn": ("{{", "}}"),
    "load_balancer": ("{{", "}}"),
    "api_gateway": ("{{", "}}"),
    "rate_limiter": ("{{", "}}"),
    "admission": ("{{", "}}"),
    "pooler": ("{{", "}}"),
    "worker": ("(", ")"),
    "scheduler": ("(", ")"),
    "serverless": ("(", ")"),
    "cache": ("[(", ")]"),
    "sql_db": ("[(", ")]"),
    "nosql_db": ("[(", ")]"),
    "wide_column": ("[(", ")]"),
    "search_index": ("[(", ")]"),
    "object_store": ("[(", ")]"),
    "data_warehouse": ("[(", ")]"),
    "queue": ("[[", "]]"),
    "stream": ("[[", "]]"),
    "external": ("[/", "/]"),
}
_Line = tuple[str, str]


def format_notation(architecture: Architecture, comments: Iterable[Comment] = ()) -> str:
    """Write a drawing so that reading it gives the same drawing again.

    Args:
        architecture: The drawing; its order is kept.
        comments: Free comments from a reading; each stands before the statement it stood before,
            or at the end when that statement is gone.
    """
    waiting: dict[str, list[str]] = {}
    for comment in comments:
        waiting.setdefault(comment.before, []).append(_remark(comment.text))
    lines: list[str] = []
    for anchor, line in _statements(architecture):
        indent = line[: len(line) - len(line.lstrip())]
        lines += [f"{indent}{remark}" for remark in waiting.pop(anchor, ())]
        lines.append(line)
    lines += [f"  {remark}" for remarks in waiting.values() for remark in remarks]
    return "\n".join(lines) + "\n"


def _remark(text: str) -> str:
    line = " ".join(text.split())
    return f"%% note: {line}" if is_directive(line) else f"%% {line}"


def _statements(architecture: Architecture) -> Iterator[_Line]:
    yield "flowchart", f"flowchart {architecture.direction}"
    yield from _boxes(architecture)
    numbered = tuple(_numbered(architecture.connections))
    parallel = {key[:-2] for _, key in numbered if key.endswith("#2")}
    for connection, key in numbered:
        yield key, f"  {_arrow(connection)}"
    for component in architecture.components:
        yield from _component_attributes(component)
    for connection, key in numbered:
        target = key if key.rpartition("#")[0] in parallel else key.rpartition("#")[0]
        yield from ((f"@{key}", line) for line in _connection_attributes(connection, target))
    for group in architecture.groups:
        if group.zone:
            yield f"zone {group.id}", f"  %% zone {group.id}"
    for route in architecture.routes:
        yield f"flow {route.flow}", f"  %% flow {route.flow}: {' > '.join(route.path)}"


def _boxes(architecture: Architecture) -> Iterator[_Line]:
    """Declare boxes inside their groups if that keeps their order, else before all groups."""
    by_id = {component.id: component for component in architecture.components}
    grouped = {member for group in architecture.groups for member in group.members}
    free = [component.id for component in architecture.components if component.id not in grouped]
    inside = [member for group in architecture.groups for member in group.members]
    order = list(by_id)
    if order == free + inside:
        first, later = free, []
    elif order == inside + free:
        first, later = [], free
    else:
        first, later = order, []
    drawn = set(first)
    yield from ((name, f"  {_box(by_id[name])}") for name in first)
    yield from _groups(architecture.groups, by_id, drawn)
    yield from ((name, f"  {_box(by_id[name])}") for name in later)


def _groups(
    groups: tuple[Group, ...], by_id: Mapping[str, Component], drawn: set[str]
) -> Iterator[_Line]:
    open_groups: list[str] = []
    for group in groups:
        while open_groups and open_groups[-1] != group.parent:
            yield _closing(open_groups)
        indent = "  " * (len(open_groups) + 1)
        title = "" if group.name == group.id else f" [{label(group.name)}]"
        yield f"subgraph {group.id}", f"{indent}subgraph {group.id}{title}"
        open_groups.append(group.id)
        for name in group.members:
            mention = name if name in drawn else _box(by_id[name])
            yield name, f"{indent}  {mention}"
    while open_groups:
        yield _closing(open_groups)


def _closing(open_groups: list[str]) -> _Line:
    indent = "  " * len(open_groups)
    return f"end {open_groups.pop()}", f"{indent}end"


def _box(component: Component) -> str:
    opener, closer = _SHAPES.get(component.kind, _BOX)
    if component.name == component.id and (opener, closer) == _BOX:
        return component.id
    return f"{component.id}{opener}{label(component.name)}{closer}"


def _numbered(connections: tuple[Connection, ...]) -> Iterator[tuple[Connection, str]]:
    """Name each connection by its ends and its number among those with the same ends."""
    numbers: Counter[tuple[str, str]] = Counter()
    for connection in connections:
        pair = (connection.source, connection.target)
        numbers[pair] += 1
        yield connection, f"{pair[0]}->{pair[1]}#{numbers[pair]}"


def _arrow(connection: Connection) -> str:
    line = "-->" if connection.mode == "sync" else "-.->"
    words = "" if connection.label is None else f"|{label(connection.label)}|"
    return f"{connection.source} {line}{words} {connection.target}"


def _component_attributes(component: Component) -> Iterator[_Line]:
    stated = [
        f"{attribute.key}={value}"
        for attribute in COMPONENT_ATTRIBUTES
        if (value := attribute.write(component)) is not None
    ]
    if component.kind == "unknown" and not _suggests_a_kind(component):
        del stated[0]
    if stated:
        yield f"@{component.id}", f"  %% @{component.id} {' '.join(stated)}"


def _suggests_a_kind(component: Component) -> bool:
    return bool(kinds_named(component.name) or kinds_named(component.id))


def _connection_attributes(connection: Connection, target: str) -> Iterator[str]:
    stated = [
        f"{attribute.key}={value}"
        for attribute in CONNECTION_ATTRIBUTES
        if (value := attribute.write(connection)) is not None
        and not (attribute.key == "mode" and connection.mode != "replication")
    ]
    if stated:
        yield f"  %% @{target} {' '.join(stated)}"
