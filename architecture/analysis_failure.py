"""Findings about single losses: a component, or a zone, whose loss stops the answer.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping

from architecture.errors import NoRoute
from architecture.fact import Fact, NamedValue
from architecture.graph import SYNC, Wiring, entries, goals, reached, wiring
from architecture.model import Architecture, Component, Kind
from architecture.phrases import counted, kind_word, listed
from architecture.reliability import dominator_chain, dominators, immediate_dominators

_SOURCE = "architecture.analysis: dominators on the graph of sync calls"
_REQUIRED = "a sync call is needed for the answer, an async one is not"

# Why a box of this kind is not a replica somebody forgot to double.
_NEVER: Mapping[Kind, str] = {
    "client": "every user brings their own",
    "external": "somebody else runs it",
    "dns": "a managed service, spread by its provider",
    "cdn": "a managed service, spread by its provider",
    "object_store": "a managed service, spread by its provider",
    "serverless": "its platform runs it in many places",
}
# Often managed, often not: counted once the drawing says how many run.
_WHEN_STATED: frozenset[Kind] = frozenset({"queue", "stream", "identity", "admission"})
# Beyond so many starting points the findings would only repeat themselves.
_MAX_ENTRIES = 8


def single_points_of_failure(
    architecture: Architecture, *, entry: str, goal: str
) -> tuple[str, ...]:
    """Find the components whose loss alone cuts every sync route from `entry` to `goal`.

    A component is one of them when it dominates `goal` and runs as a single replica without
    standby; an unstated number of replicas is one. Clients, third parties and managed kinds
    are left out.

    Returns:
        Component ids, from `entry` towards `goal`.

    Raises:
        UnknownComponent: `entry` or `goal` is not in the design.
        NoRoute: `goal` cannot be reached from `entry` by sync calls.

    Cost:
        Worst case O(V^2); drawings hold at most some hundred components.

    Source:
        Dominators after Cooper, Harvey and Kennedy (2001), as in
        `networkx.immediate_dominators`.
    """
    for end in (entry, goal):
        architecture.component(end)
    plan = wiring(architecture)
    successors = plan.successors(SYNC)
    if goal not in reached(successors, [entry]):
        raise NoRoute(entry, goal)
    chain = dominators(successors, entry, goal)
    return tuple(name for name in chain if is_alone(plan.components[name]))


def is_alone(component: Component) -> bool:
    """Tell whether losing one replica loses the component, and doubling it would help."""
    return why_not_counted(component) is None and not _is_doubled(component)


def why_not_counted(component: Component) -> str | None:
    """Say why a component of this kind is no single point of failure, or None."""
    if component.kind in _NEVER:
        return _NEVER[component.kind]
    if component.kind in _WHEN_STATED and component.replicas is None:
        return "often a managed service, and how many replicas run is not stated"
    return None


def failure_facts(plan: Wiring, zones: Mapping[str, tuple[str, ...]]) -> Iterator[Fact]:
    """Tell which single component or zone takes the answer with it.

    Args:
        plan: The drawing.
        zones: The failure domains of each component that states some.
    """
    successors = plan.successors(SYNC)
    starts = entries(plan)[:_MAX_ENTRIES]
    cut: dict[str, set[tuple[str, str]]] = {}
    for entry in starts:
        above = immediate_dominators(successors, entry)
        for goal in goals(plan, successors, entry):
            for name in dominator_chain(above, entry, goal):
                cut.setdefault(name, set()).add((entry, goal))
    for name in plan.ids:
        if name in cut and is_alone(plan.components[name]):
            yield _spof(plan, name, cut[name])
    yield from _left_out(plan, cut)
    yield from _zone_losses(plan, zones, starts)


def _spof(plan: Wiring, name: str, pairs: set[tuple[str, str]]) -> Fact:
    component = plan.components[name]
    starts, ends = _ends(pairs)
    stated = component.replicas is not None
    ways = f"from {listed(starts)} to {listed(ends)}" if ends != (name,) else f"to {name}"
    return Fact(
        id=f"spof:{name}",
        statement=f"{name} is a single point of failure: it runs "
        f"{'once' if stated else 'once as far as drawn'} and every sync route {ways} needs it",
        subject_ids=(name,),
        numbers=(
            NamedValue(name="replicas", value=component.replicas or 1, unit="replicas"),
            NamedValue(name="cut_off", value=len(ends), unit="components"),
        ),
        severity="critical" if stated else "warning",
        formula=f"{name} dominates {listed(ends)} from {listed(starts)}; replicas + standby = 1",
        assumptions=(_REQUIRED,)
        if stated
        else (f"{name}: replicas not stated, one is taken", _REQUIRED),
        source=_SOURCE,
    )


def _left_out(plan: Wiring, cut: Mapping[str, set[tuple[str, str]]]) -> Iterator[Fact]:
    reasons = {
        name: reason
        for name in plan.ids
        if name in cut
        and plan.kind(name) != "client"
        and not _is_doubled(plan.components[name])
        and (reason := why_not_counted(plan.components[name])) is not None
    }
    if reasons:
        yield Fact(
            id="spof-not-counted",
            statement=f"some sync route has no way round {listed(tuple(reasons))}, which "
            "is not counted as a single point of failure",
            subject_ids=tuple(reasons),
            severity="info",
            assumptions=tuple(
                f"{name} ({kind_word(plan.kind(name))}): {reason}"
                for name, reason in reasons.items()
            ),
            source=_SOURCE,
        )


def _zone_losses(
    plan: Wiring, zones: Mapping[str, tuple[str, ...]], starts: tuple[str, ...]
) -> Iterator[Fact]:
    successors = plan.successors(SYNC)
    whole = {entry: reached(successors, [entry]) for entry in starts}
    wanted = {entry: frozenset(goals(plan, successors, entry)) for entry in starts}
    inside: dict[str, set[str]] = {}
    for name, domains in zones.items():
        if len(domains) == 1 and plan.kind(name) != "client":
            inside.setdefault(domains[0], set()).add(name)
    for zone in sorted(inside):
        lost: set[str] = set()
        for entry in starts:
            if inside[zone].isdisjoint(whole[entry]):
                continue
            left = reached(successors, [entry], without=inside[zone])
            lost |= wanted[entry] - set(left)
        if lost:
            yield _zone_spof(zone, tuple(sorted(inside[zone])), tuple(sorted(lost)))


def _zone_spof(zone: str, members: tuple[str, ...], lost: tuple[str, ...]) -> Fact:
    return Fact(
        id=f"zone-spof:{zone}",
        statement=f"without zone {zone} no request reaches {listed(lost)}: "
        f"{listed(members)} run{'s' if len(members) == 1 else ''} nowhere else",
        subject_ids=members,
        numbers=(NamedValue(name="cut_off", value=len(lost), unit="components"),),
        severity="warning",
        formula=f"sync routes left without {counted(len(members), 'component')} of {zone} "
        f"to {listed(lost)} = 0",
        assumptions=(_REQUIRED, "a component without a stated zone survives"),
        source="architecture.analysis: walk over sync calls without the zone's components",
    )


def _ends(pairs: set[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    starts = tuple(sorted({start for start, _ in pairs}))
    return starts, tuple(sorted({end for _, end in pairs}))


def _is_doubled(component: Component) -> bool:
    return (component.replicas or 1) + (component.standby or 0) > 1
