"""A drawing as a typed graph, and the few walks over it that everybody needs.

Order never depends on how the drawing was written: components and connections are sorted, so
that two people who draw the same thing read the same facts. Pure: no I/O, no clock, no
randomness.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from architecture.kinds import KINDS
from architecture.model import Architecture, Component, Connection, Kind, Mode

ALL_MODES: tuple[Mode, ...] = ("sync", "async", "replication")
CALLS: tuple[Mode, ...] = ("sync", "async")
SYNC: tuple[Mode, ...] = ("sync",)

CLIENTS: frozenset[Kind] = frozenset(kind for kind, info in KINDS.items() if info.is_entry)
STORES: frozenset[Kind] = frozenset(kind for kind, info in KINDS.items() if info.is_store)
BUFFERS: frozenset[Kind] = frozenset(kind for kind, info in KINDS.items() if info.is_async)
# A name server answers and passes nothing on.
DOORS: frozenset[Kind] = frozenset(
    kind for kind, info in KINDS.items() if info.is_proxy and kind != "dns"
)
WORKING: frozenset[Kind] = frozenset(kind for kind, info in KINDS.items() if info.does_work)
# The stores that own records; files, search copies and reports are kept elsewhere.
DATABASES: frozenset[Kind] = frozenset({"sql_db", "nosql_db", "wide_column"})

_NO_GOAL: frozenset[Kind] = frozenset({"cache", "dns", "monitoring", "client"})


@dataclass(frozen=True)
class Wiring:
    """The components of a drawing and who follows whom.

    A worker drawn with an arrow *to* a queue that has no consumer pulls from it: people draw
    that arrow both ways. Such a connection is also walked backwards, see `pulls`.
    """

    components: Mapping[str, Component]
    connections: tuple[Connection, ...]

    @cached_property
    def pulls(self) -> tuple[Connection, ...]:
        """Give the connections a consumer drew against the flow, turned round."""
        fed = {edge.source for edge in self.connections if edge.source != edge.target}
        return tuple(
            Connection(source=edge.target, target=edge.source, mode="async", label=edge.label)
            for edge in self.connections
            if edge.target not in fed
            and edge.source != edge.target
            and self.components[edge.target].kind in BUFFERS
            and self.components[edge.source].kind == "worker"
        )

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Give all component ids in their fixed order."""
        return tuple(self.components)

    def kind(self, component_id: str) -> Kind:
        """Give the kind of one component."""
        return self.components[component_id].kind

    def of_kind(self, kinds: Collection[Kind]) -> tuple[str, ...]:
        """Give the components of these kinds, sorted by id."""
        return tuple(name for name, item in self.components.items() if item.kind in kinds)

    def successors(self, modes: Collection[Mode] = ALL_MODES) -> dict[str, tuple[str, ...]]:
        """Say whom each component reaches in one step; nobody reaches itself."""
        return self._neighbours(modes, backwards=False)

    def predecessors(self, modes: Collection[Mode] = ALL_MODES) -> dict[str, tuple[str, ...]]:
        """Say who reaches each component in one step."""
        return self._neighbours(modes, backwards=True)

    def _neighbours(
        self, modes: Collection[Mode], *, backwards: bool
    ) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {name: set() for name in self.components}
        for edge in (*self.connections, *self.pulls):
            if edge.mode in modes and edge.source != edge.target:
                start, end = (
                    (edge.target, edge.source) if backwards else (edge.source, edge.target)
                )
                found[start].add(end)
        return {name: tuple(sorted(others)) for name, others in found.items()}


def entries(plan: Wiring) -> tuple[str, ...]:
    """Give the components that requests start at.

    These are the clients; without any, the components that nothing leads to, as a person who
    starts the drawing at the load balancer means them.
    """
    if clients := plan.of_kind(CLIENTS):
        return clients
    led_to = {end for ends in plan.successors().values() for end in ends}
    return tuple(
        name
        for name, item in plan.components.items()
        if name not in led_to and (item.kind in DOORS or item.kind in WORKING)
    )


def goals(plan: Wiring, successors: Mapping[str, tuple[str, ...]], entry: str) -> tuple[str, ...]:
    """Give the components whose answer a call from `entry` is after, sorted by id.

    These are the stores it reaches; without any, the ends of its call chains.
    """
    found = set(reached(successors, [entry])) - {entry}
    stores = tuple(name for name in plan.of_kind(STORES) if name in found)
    if stores:
        return stores
    return tuple(
        name
        for name in plan.ids
        if name in found and not successors[name] and plan.kind(name) not in _NO_GOAL
    )


def wiring(architecture: Architecture) -> Wiring:
    """Sort a drawing into a form whose order says nothing about the author's."""
    return Wiring(
        components={
            component.id: component
            for component in sorted(architecture.components, key=lambda item: item.id)
        },
        connections=tuple(sorted(architecture.connections, key=_edge_key)),
    )


def zones_of(architecture: Architecture) -> dict[str, tuple[str, ...]]:
    """Give the failure domains of each component that states some.

    A component runs in the zones it names and in those drawn around it; a group counts as a
    zone only when it is marked as one.
    """
    found: dict[str, set[str]] = {
        component.id: set(component.zones) for component in architecture.components
    }
    groups = {group.id: group for group in architecture.groups}
    for group in architecture.groups:
        around, seen = group, {group.id}
        while True:
            if around.zone:
                for member in group.members:
                    found[member].add(around.id)
            if around.parent is None or around.parent in seen:
                break
            around = groups[around.parent]
            seen.add(around.id)
    return {name: tuple(sorted(zones)) for name, zones in sorted(found.items()) if zones}


def to_graph(architecture: Architecture) -> "nx.MultiDiGraph[str]":
    """Turn a drawing into a graph whose nodes carry `component` and edges `connection`."""
    plan = wiring(architecture)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, component in plan.components.items():
        graph.add_node(name, component=component)
    for connection in plan.connections:
        graph.add_edge(connection.source, connection.target, connection=connection)
    return graph


def digraph(successors: Mapping[str, Iterable[str]]) -> "nx.DiGraph[str]":
    """Build a plain directed graph in the order of the mapping."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(successors)
    for start, ends in successors.items():
        graph.add_edges_from((start, end) for end in ends)
    return graph


def reached(
    successors: Mapping[str, tuple[str, ...]],
    starts: Iterable[str],
    *,
    without: Collection[str] = frozenset(),
) -> dict[str, str | None]:
    """Walk breadth first from `starts`; each component found maps to the one before it.

    Args:
        successors: Who follows whom.
        starts: Where the walk begins; they map to None.
        without: Components that are not entered, nor started from.
    """
    before: dict[str, str | None] = {
        start: None for start in sorted(starts) if start not in without
    }
    queue = deque(before)
    while queue:
        here = queue.popleft()
        for after in successors[here]:
            if after not in before and after not in without:
                before[after] = here
                queue.append(after)
    return before


def route(before: Mapping[str, str | None], end: str) -> tuple[str, ...]:
    """Read the way to `end` out of what `reached` returned."""
    steps = [end]
    while (previous := before[steps[-1]]) is not None:
        steps.append(previous)
    return tuple(reversed(steps))


def _edge_key(edge: Connection) -> tuple[str, str, str, str]:
    return (edge.source, edge.target, edge.mode, repr(edge))
