"""The text equivalent of a picture: every component, group, connection and finding in words.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Iterator

from architecture.drawing_sketch import kind_line
from architecture.fact import Fact
from architecture.graph import wiring, zones_of
from architecture.lettering import shown
from architecture.model import Architecture, Component, Connection
from architecture.phrases import edge_id

_ARROWS = {"sync": "calls", "async": "sends to", "replication": "replicates to"}
_TOLD = frozenset({"warning", "critical"})


def describe(architecture: Architecture, facts: Iterable[Fact] = ()) -> tuple[str, ...]:
    """Say in words what the picture shows, one line each, sorted by id.

    Components come first, then groups, then connections. A warning or worse is told on the
    line of its first subject, or at the end when it has none.

    Args:
        architecture: The design.
        facts: What was found about it.
    """
    plan = wiring(architecture)
    zones = zones_of(architecture)
    told = [fact for fact in facts if fact.severity in _TOLD]
    names = {name: _name(item) for name, item in plan.components.items()}
    about = {*plan.ids, *(edge_id(edge) for edge in plan.connections)}
    rows = [
        _with(_component(item, zones.get(name, ())), name, told)
        for name, item in plan.components.items()
    ]
    rows += [
        f"{'Zone' if group.zone else 'Group'} {shown(group.name) or group.id}: "
        + (", ".join(names[member] for member in sorted(set(group.members))) or "empty")
        for group in sorted(architecture.groups, key=lambda item: item.id)
    ]
    rows += [_with(_connection(edge, names), edge_id(edge), told) for edge in plan.connections]
    rows += [
        fact.statement for fact in told if not fact.subject_ids or fact.subject_ids[0] not in about
    ]
    return tuple(rows)


def _name(component: Component) -> str:
    name = shown(component.name) or component.id
    return name if name == component.id else f"{name} ({component.id})"


def _component(component: Component, zones: tuple[str, ...]) -> str:
    details = list(_details(component, zones))
    return f"{_name(component)}: {', '.join([kind_line(component), *details])}"


def _details(component: Component, zones: tuple[str, ...]) -> Iterator[str]:
    if component.role:
        yield f"role {shown(component.role)}"
    if zones:
        yield f"{'zone' if len(zones) == 1 else 'zones'} {', '.join(zones)}"
    if component.source_of_truth:
        yield "source of truth"


def _connection(edge: Connection, names: dict[str, str]) -> str:
    details: list[str] = []
    for text in (edge.label, edge.protocol):
        if text and (clean := shown(text)) not in details:
            details.append(clean)
    if edge.timeout_s is not None:
        details.append(f"timeout {edge.timeout_s:g} s")
    if edge.retries:
        details.append(f"retries {edge.retries}")
    extra = f" ({', '.join(details)})" if details else ""
    return f"{names[edge.source]} {_ARROWS[edge.mode]} {names[edge.target]}{extra}"


def _with(row: str, subject: str, told: list[Fact]) -> str:
    found = [fact.statement for fact in told if fact.subject_ids[:1] == (subject,)]
    return f"{row}. Found: {'; '.join(found)}" if found else row
