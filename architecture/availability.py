"""How often an answer can be had, at most, as far as the drawing says.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from architecture.fact import Fact, NamedValue
from architecture.graph import CLIENTS, SYNC, Wiring, entries, goals
from architecture.kinds import KINDS
from architecture.matching import sources_of_truth
from architecture.model import Component, Kind
from architecture.phrases import counted, kind_word, listed
from architecture.reliability import (
    MAX_ENUMERATED,
    Joint,
    Part,
    RouteStructure,
    Stage,
    k_of_n,
    route_up,
    routes_between,
)

_SOURCE = "architecture.availability: routes of sync calls, shared components counted once"
# One zone of a provider, as an order of magnitude; providers promise it for one machine, not
# for a zone, so this is an assumption of ours (design note on simulation, 5.1).
ZONE_UP = 0.9995
SECONDS_A_YEAR = 31_557_600
_MAX_PAIRS = 8
_LONG = 2
_MAX_ZONES = 6
_MAX_FACTORS = 12
_COMMON = (
    "components fail independently of each other, but for the zones they share",
    "one live replica carries the load, and another takes over at once",
    "only components on a sync route count, not what else they call nor the client's network",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one component brings into the sum."""

    up: float
    replicas: int
    zones: tuple[str, ...]

    def chance(self, live: frozenset[str]) -> float:
        """Give the chance that a replica is up while only these zones are."""
        if not self.zones:
            return k_of_n(1, self.replicas, self.up)
        here = sum(
            self.replicas // len(self.zones) + (place < self.replicas % len(self.zones))
            for place, zone in enumerate(self.zones)
            if zone in live
        )
        return k_of_n(1, here, self.up) if here else 0.0


def availability_facts(plan: Wiring, zones: Mapping[str, tuple[str, ...]]) -> Iterator[Fact]:
    """Bound the share of time in which each client reaches each store, or the work.

    Args:
        plan: The drawing.
        zones: The failure domains of each component that states some.

    Assumes:
        Independent failures apart from zones; steady state; instant failover.
    """
    successors, predecessors = plan.successors(SYNC), plan.predecessors(SYNC)
    parts = {name: _part(item, zones.get(name, ())) for name, item in plan.components.items()}
    truths = sources_of_truth(plan)
    pairs = [
        (entry, goal)
        for entry in entries(plan)
        for goal in sorted(
            goals(plan, successors, entry), key=lambda name: (name not in truths, name)
        )
    ]
    for entry, goal in pairs[:_MAX_PAIRS]:
        structure = routes_between(successors, predecessors, entry=entry, goal=goal)
        yield _availability(plan, structure, parts, entry=entry, goal=goal)
    if len(pairs) > _MAX_PAIRS:
        left = pairs[_MAX_PAIRS:]
        yield Fact(
            id="availability-left-out",
            statement=f"availability is computed for the first {_MAX_PAIRS} of {len(pairs)} "
            f"pairs of client and goal; {listed([f'{a} to {b}' for a, b in left])} left out",
            subject_ids=tuple(sorted({goal for _, goal in left})),
            numbers=(NamedValue(name="left_out", value=len(left), unit="pairs"),),
            source=_SOURCE,
        )


def _availability(
    plan: Wiring,
    structure: RouteStructure,
    parts: Mapping[str, _Part],
    *,
    entry: str,
    goal: str,
) -> Fact:
    members = structure.members
    shared, overlooked = _shared_zones(members, parts)
    exact = _fits(structure, shared)
    value = _over_zones(structure, parts, shared, exact=exact)
    lost = (1.0 - value) * SECONDS_A_YEAR
    notes = [*_taken(plan, members), *_zone_notes(shared, overlooked)]
    if not exact:
        notes.append(
            f"more than {MAX_ENUMERATED} components and zones are shared between the routes: "
            "that part is bounded by its first and last layer, not enumerated"
        )
    return Fact(
        id=f"availability:{entry}->{goal}",
        statement=f"{entry} can reach {goal} at most {_share(value)} of the time, "
        f"which leaves at least {_span(lost)} a year without",
        subject_ids=(entry, *(name for name in members if name not in (entry, goal)), goal),
        numbers=(
            NamedValue(name="availability", value=value, unit="1"),
            NamedValue(name="unavailable", value=lost, unit="s/year"),
            NamedValue(name="components", value=len(members), unit="components"),
        ),
        severity="info",
        formula=_formula(structure, parts, shared, value, exact=exact),
        assumptions=(*_COMMON, *notes),
        source=_SOURCE,
        firmness="upper_bound",
    )


def _part(component: Component, zones: tuple[str, ...]) -> _Part:
    replicas = (component.replicas or 1) + (component.standby or 0)
    if component.kind in CLIENTS:
        return _Part(1.0, replicas, ())
    up = component.availability
    if up is None:
        figure = KINDS[component.kind].defaults.availability
        up = figure.value if figure else 1.0
    return _Part(up, replicas, zones)


def _taken(plan: Wiring, members: tuple[str, ...]) -> Iterator[str]:
    """List what the drawing does not say and what was taken instead."""
    own = [plan.components[name] for name in members if plan.kind(name) not in CLIENTS]
    if single := [item.id for item in own if item.replicas is None]:
        yield f"replicas not stated, one is taken: {listed(single)}"
    unstated: dict[Kind, list[str]] = {}
    for item in own:
        if item.availability is None:
            unstated.setdefault(item.kind, []).append(item.id)
    for kind, names in sorted(unstated.items()):
        figure = KINDS[kind].defaults.availability
        taken = (
            f"{figure.value:g} is taken for a replica of a {kind_word(kind)} "
            f"(catalogue: {figure.low:g} to {figure.high:g}, {figure.confidence})"
            if figure
            else "the catalogue has no figure either, 1 is taken"
        )
        yield f"availability not stated, {taken}: {listed(names)}"


def _shared_zones(
    members: tuple[str, ...], parts: Mapping[str, _Part]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Pick the zones to enumerate, the most crowded first; the rest are overlooked."""
    crowd: dict[str, int] = {}
    for name in members:
        for zone in parts[name].zones:
            crowd[zone] = crowd.get(zone, 0) + 1
    ranked = sorted(crowd, key=lambda zone: (-crowd[zone], zone))
    return tuple(sorted(ranked[:_MAX_ZONES])), tuple(sorted(ranked[_MAX_ZONES:]))


def _fits(structure: RouteStructure, shared: tuple[str, ...]) -> bool:
    blocks = sum(len(stage.blocks) for stage in structure.enumerated())
    return blocks + len(shared) <= MAX_ENUMERATED


def _over_zones(
    structure: RouteStructure, parts: Mapping[str, _Part], shared: tuple[str, ...], *, exact: bool
) -> float:
    """Sum over every state of the shared zones; overlooked zones are taken to be up."""
    always = frozenset(zone for part in parts.values() for zone in part.zones) - set(shared)
    total = 0.0
    for state in product((True, False), repeat=len(shared)):
        live = always | {zone for zone, up in zip(shared, state, strict=True) if up}
        chance = ZONE_UP ** sum(state) * (1.0 - ZONE_UP) ** (len(state) - sum(state))
        total += chance * route_up(
            structure, lambda name, live=live: parts[name].chance(live), exact=exact
        )
    return min(1.0, max(0.0, total))


def _zone_notes(shared: tuple[str, ...], overlooked: tuple[str, ...]) -> list[str]:
    notes: list[str] = []
    if shared:
        notes.append(
            f"{listed(shared)}: each zone is up {ZONE_UP:g} of the time (assumed), and replicas "
            "are spread evenly over the zones of their component"
        )
    if overlooked:
        notes.append(f"{listed(overlooked)}: more zones than are summed over, taken to be up")
    return notes


def _formula(
    structure: RouteStructure,
    parts: Mapping[str, _Part],
    shared: tuple[str, ...],
    value: float,
    *,
    exact: bool,
) -> str:
    factors: list[str] = []
    for name, stage in zip(structure.required, (*structure.stages, None), strict=True):
        if parts[name].up < 1.0:
            factors.append(_power(parts[name]))
        if stage is not None:
            factors.append(_stage_formula(stage, parts, exact=exact))
    text = _product(factors)
    if shared:
        text = (
            f"sum over {2 ** len(shared)} states of {', '.join(shared)} "
            f"(each up {ZONE_UP:g}); with all up: {text}"
        )
    return f"{text}{'; sum' if shared else ''} = {_share(value)}"


def _power(part: _Part) -> str:
    if part.replicas == 1:
        return f"{part.up:g}"
    return f"(1 - (1 - {part.up:g})^{part.replicas})"


def _stage_formula(stage: Stage, parts: Mapping[str, _Part], *, exact: bool) -> str:
    if len(stage.blocks) == 1:
        return _part_formula(next(iter(stage.blocks.values())), parts)
    how = "enumerated" if exact else "bounded"
    return f"P(a route through {listed(stage.members, joint='or')}, {how})"


def _part_formula(part: Part, parts: Mapping[str, _Part]) -> str:
    if not isinstance(part, Joint):
        return _power(parts[part])
    inner = [_part_formula(item, parts) for item in part.parts]
    if part.how == "all":
        return f"({_product(inner)})"
    return f"(1 - {_product([f'(1 - {item})' for item in inner])})"


def _product(factors: list[str]) -> str:
    """Write a product, equal factors as a power and a long one cut short."""
    times: dict[str, int] = {}
    for factor in factors:
        times[factor] = times.get(factor, 0) + 1
    terms = [factor if n == 1 else f"{factor}^{n}" for factor, n in times.items()]
    if (left := len(terms) - _MAX_FACTORS) > 0:
        terms = [*terms[:_MAX_FACTORS], f"({counted(left, 'more factor')})"]
    return " * ".join(terms) or "1"


def _share(value: float) -> str:
    """Write a share with as many nines as it has, never rounded up to 1."""
    for digits in range(4, 12):
        text = f"{value:.{digits}f}"
        if value == 1.0 or float(text) < 1.0 - (1.0 - value) / 2:
            return text.rstrip("0").rstrip(".") or "0"
    return "0.99999999999"


def _span(seconds: float) -> str:
    if seconds >= _LONG * 3600:
        return f"{seconds / 3600:.1f} hours"
    if seconds >= _LONG * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.1f} seconds"
