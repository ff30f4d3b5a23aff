"""Findings about calls that wait: how deep they nest, where they circle, what has no timeout.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping

import networkx as nx

from architecture.fact import Fact, NamedValue
from architecture.graph import CLIENTS, SYNC, Wiring, digraph, entries, reached
from architecture.phrases import arrows, counted, edge_id, has, listed

_SOURCE = "architecture.analysis: sync connections of the drawing"

Successors = Mapping[str, tuple[str, ...]]


def call_facts(plan: Wiring) -> Iterator[Fact]:
    """Tell how deep sync calls nest, which circle, and which may wait for ever."""
    successors = plan.successors(SYNC)
    circles = _circles(successors)
    yield from _depth(plan, successors, circles)
    for circle in circles:
        yield _cycle(successors, circle)
    yield from _no_timeout(plan)


def _circles(successors: Successors) -> tuple[tuple[str, ...], ...]:
    found = nx.strongly_connected_components(digraph(successors))
    return tuple(sorted(tuple(sorted(members)) for members in found if len(members) > 1))


def _depth(
    plan: Wiring, successors: Successors, circles: tuple[tuple[str, ...], ...]
) -> Iterator[Fact]:
    """Find the longest chain; a circle counts as one step, so the depth is a lower bound then."""
    starts = entries(plan)
    path = _longest_chain(successors, circles, starts)
    depth = len(path) - 1
    if depth < 1:
        return
    crossed = any(set(circle) & set(path) for circle in circles)
    yield Fact(
        id="sync-depth",
        statement=f"the longest chain of calls that wait for one another has "
        f"{counted(depth, 'step')}: {arrows(path)}",
        subject_ids=path,
        numbers=(NamedValue(name="depth", value=depth, unit="calls"),),
        severity="info",
        formula=f"longest sync path from {listed(starts)} = {depth}",
        assumptions=("a circle of calls is counted as one component",) if crossed else (),
        source=_SOURCE,
    )


def _longest_chain(
    successors: Successors, circles: tuple[tuple[str, ...], ...], starts: tuple[str, ...]
) -> tuple[str, ...]:
    head = {name: circle[0] for circle in circles for name in circle}
    steps: dict[str, set[str]] = {head.get(name, name): set() for name in successors}
    for start, ends in successors.items():
        here = head.get(start, start)
        steps[here] |= {head.get(end, end) for end in ends} - {here}
    tail: dict[str, tuple[str, ...]] = {}
    graph = digraph({name: sorted(ends) for name, ends in steps.items()})
    for name in reversed(list(nx.lexicographical_topological_sort(graph))):
        after = [tail[end] for end in sorted(steps[name])]
        tail[name] = (name, *max(after, key=len, default=()))
    chains = [tail[head.get(start, start)] for start in starts]
    return max(chains, key=len, default=())


def _cycle(successors: Successors, circle: tuple[str, ...]) -> Fact:
    path = _way_round(successors, circle)
    more = len(circle) - len(path) + 1
    others = f" ({counted(more, 'more component')} in the same tangle)" if more > 0 else ""
    return Fact(
        id=f"sync-cycle:{circle[0]}",
        statement=f"calls wait for one another in a circle: {arrows(path)}{others}; "
        "one slow member can stall them all",
        subject_ids=circle,
        numbers=(NamedValue(name="members", value=len(circle), unit="components"),),
        severity="warning",
        source=_SOURCE,
    )


def _way_round(successors: Successors, circle: tuple[str, ...]) -> tuple[str, ...]:
    """Find the shortest way from the first member back to itself."""
    inside = set(circle)
    first = circle[0]
    outside = set(successors) - inside
    before = reached(successors, [first], without=outside)
    last = next(name for name in before if name != first and first in successors[name])
    steps = [last]
    while (previous := before[steps[-1]]) is not None:
        steps.append(previous)
    return (*reversed(steps), first)


def _no_timeout(plan: Wiring) -> Iterator[Fact]:
    calls = [
        edge
        for edge in plan.connections
        if edge.mode == "sync"
        and edge.source != edge.target
        and plan.kind(edge.source) not in CLIENTS
    ]
    open_ended = tuple(dict.fromkeys(edge_id(edge) for edge in calls if edge.timeout_s is None))
    if not open_ended:
        return
    yield Fact(
        id="sync-no-timeout",
        statement=f"{counted(len(open_ended), 'sync connection')} of {len(calls)} "
        f"{has(open_ended, 'states', 'state')} no timeout: {listed(open_ended)}",
        subject_ids=open_ended,
        numbers=(
            NamedValue(name="without_timeout", value=len(open_ended), unit="connections"),
            NamedValue(name="sync", value=len(calls), unit="connections"),
        ),
        severity="info",
        assumptions=("what a client waits for is not counted",),
        source=_SOURCE,
    )
