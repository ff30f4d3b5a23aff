"""Findings about what leads where: unreachable parts, dead ends, loops, unknown kinds.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator

from architecture.fact import Fact
from architecture.graph import (
    CALLS,
    CLIENTS,
    DOORS,
    STORES,
    WORKING,
    Wiring,
    entries,
    reached,
)
from architecture.model import Kind
from architecture.phrases import edge_id, has, listed

_SOURCE = "architecture.analysis: walk over the drawn connections"
# These act of their own accord, so nothing has to lead to them.
_STARTERS: frozenset[Kind] = frozenset({"scheduler", "external", "monitoring"})


def reach_facts(plan: Wiring) -> Iterator[Fact]:
    """Tell what leads nowhere, what nothing leads to, and what the drawing leaves open."""
    if not plan.components:
        yield Fact(
            id="empty",
            statement="the drawing is empty",
            severity="critical",
            source=_SOURCE,
        )
        return
    yield from _no_client(plan)
    yield from _no_end_to_end_path(plan)
    yield from _unreachable(plan)
    yield from _dead_ends(plan)
    yield from _idle_ends(plan)
    yield from _self_loops(plan)
    yield from _unknown_kinds(plan)


def reaches_the_work(plan: Wiring) -> bool:
    """Tell whether a client reaches a component that keeps data or does the work."""
    found = reached(plan.successors(CALLS), plan.of_kind(CLIENTS))
    return any(plan.kind(name) in STORES or plan.kind(name) in WORKING for name in found)


def _no_client(plan: Wiring) -> Iterator[Fact]:
    if plan.of_kind(CLIENTS):
        return
    starts = entries(plan)
    taken = f"requests are taken to start at {listed(starts)}" if starts else "nothing starts"
    yield Fact(
        id="no-client",
        statement="no client is drawn, so it is not shown where requests start",
        subject_ids=starts,
        severity="warning",
        assumptions=(taken,),
        source=_SOURCE,
    )


def _no_end_to_end_path(plan: Wiring) -> Iterator[Fact]:
    clients = plan.of_kind(CLIENTS)
    if clients and not reaches_the_work(plan):
        yield Fact(
            id="no-end-to-end-path",
            statement=f"{listed(clients)} {has(clients, 'reaches', 'reach')} nothing that "
            "does the work or keeps data",
            subject_ids=clients,
            severity="critical",
            source=_SOURCE,
        )


def _unreachable(plan: Wiring) -> Iterator[Fact]:
    clients = plan.of_kind(CLIENTS)
    if not clients:
        return
    starts = (*clients, *plan.of_kind(_STARTERS))
    found = reached(plan.successors(), starts)
    lost = tuple(name for name in plan.ids if name not in found)
    if lost:
        yield Fact(
            id="unreachable",
            statement=f"nothing leads from a client to {listed(lost)}",
            subject_ids=lost,
            severity="warning",
            assumptions=("schedulers, third parties and monitoring start by themselves",),
            source=_SOURCE,
        )


def _dead_ends(plan: Wiring) -> Iterator[Fact]:
    successors = plan.successors(CALLS)
    ends = tuple(name for name in plan.of_kind(DOORS) if not successors[name])
    if ends:
        yield Fact(
            id="dead-end",
            statement=f"{listed(ends)} {has(ends, 'passes', 'pass')} calls on, "
            f"but {has(ends, 'leads', 'lead')} nowhere",
            subject_ids=ends,
            severity="warning",
            source=_SOURCE,
        )


def _idle_ends(plan: Wiring) -> Iterator[Fact]:
    successors = plan.successors()
    ends = tuple(name for name in plan.of_kind(WORKING) if not successors[name])
    if ends:
        yield Fact(
            id="keeps-nothing",
            statement=f"{listed(ends)} {has(ends, 'calls', 'call')} nothing: where "
            f"{has(ends, 'its', 'their')} result is kept is not drawn",
            subject_ids=ends,
            severity="info",
            source=_SOURCE,
        )


def _self_loops(plan: Wiring) -> Iterator[Fact]:
    loops = tuple(edge_id(edge) for edge in plan.connections if edge.source == edge.target)
    if loops:
        loops = tuple(dict.fromkeys(loops))
        yield Fact(
            id="self-loop",
            statement=f"{listed(loops)} {has(loops, 'leads', 'lead')} from a component to itself "
            f"and {has(loops, 'is', 'are')} left out of the analysis",
            subject_ids=loops,
            severity="info",
            source=_SOURCE,
        )


def _unknown_kinds(plan: Wiring) -> Iterator[Fact]:
    unknown = plan.of_kind({"unknown"})
    if unknown:
        yield Fact(
            id="unknown-kind",
            statement=f"what {listed(unknown)} {has(unknown, 'is', 'are')} is not known, so no "
            f"check can count {has(unknown, 'it', 'them')}: state the kind",
            subject_ids=unknown,
            severity="info",
            source="architecture.analysis: kinds of the drawing",
        )
