"""The chance that some route from one component to another is up.

Components on every route are factors; what lies between two of them is reduced while it is
series or parallel, and enumerated when it is neither. A component that several routes share is
so counted once, where a product over routes would count it twice. Pure: no I/O, no clock, no
randomness.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import comb, prod
from typing import Literal

import networkx as nx

from architecture.graph import digraph, reached

# 2^15 states are walked in well under a second; beyond that a bound is given instead.
MAX_ENUMERATED = 15

Up = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Joint:
    """Parts that are needed together (`all`) or stand in for one another (`any`)."""

    how: Literal["all", "any"]
    parts: tuple["Part", ...]


Part = str | Joint


@dataclass(frozen=True, slots=True)
class Stage:
    """What lies between two neighbouring components that every route passes.

    `successors` is over block numbers; 0 is the way in and -1 the way out.
    """

    blocks: Mapping[int, Part]
    successors: Mapping[int, tuple[int, ...]]

    @property
    def members(self) -> tuple[str, ...]:
        """Give the components inside, sorted by id."""
        return tuple(sorted(name for part in self.blocks.values() for name in names_in(part)))


@dataclass(frozen=True, slots=True)
class RouteStructure:
    """All routes between two components: those on every route, and the stages between."""

    required: tuple[str, ...]
    stages: tuple[Stage | None, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Give every component on some route, sorted by id."""
        inside = (name for stage in self.stages if stage for name in stage.members)
        return tuple(sorted({*self.required, *inside}))

    def enumerated(self) -> tuple[Stage, ...]:
        """Give the stages that series and parallel steps did not resolve."""
        return tuple(stage for stage in self.stages if stage and len(stage.blocks) > 1)


def k_of_n(k: int, n: int, up: float) -> float:
    """Give the chance that at least `k` of `n` independent parts are up, each with chance `up`."""
    if k <= 0:
        return 1.0
    if k == 1:
        return 1.0 - (1.0 - up) ** n
    return min(1.0, sum(comb(n, i) * up**i * (1.0 - up) ** (n - i) for i in range(k, n + 1)))


def dominators(
    successors: Mapping[str, tuple[str, ...]], entry: str, goal: str
) -> tuple[str, ...]:
    """Give the components on every route from `entry` to `goal`, both ends included.

    Source:
        Cooper, Harvey and Kennedy (2001), as in `networkx.immediate_dominators`.
    """
    return dominator_chain(immediate_dominators(successors, entry), entry, goal)


def immediate_dominators(
    successors: Mapping[str, tuple[str, ...]], entry: str
) -> Mapping[str, str]:
    """Map each component reached from `entry` to the last one that all routes to it pass."""
    return nx.immediate_dominators(digraph(successors), entry)


def dominator_chain(above: Mapping[str, str], entry: str, goal: str) -> tuple[str, ...]:
    """Read the components on every route to `goal` out of the dominator tree."""
    chain = [goal]
    while chain[-1] != entry:
        chain.append(above[chain[-1]])
    return tuple(reversed(chain))


def routes_between(
    successors: Mapping[str, tuple[str, ...]],
    predecessors: Mapping[str, tuple[str, ...]],
    *,
    entry: str,
    goal: str,
) -> RouteStructure:
    """Split all routes into required components and reduced stages; `goal` must be reachable."""
    required = dominators(successors, entry, goal)
    stages = tuple(
        _stage(successors, predecessors, first, second, frozenset(required))
        for first, second in pairwise(required)
    )
    return RouteStructure(required, stages)


def route_up(structure: RouteStructure, up: Up, *, exact: bool) -> float:
    """Give the chance that a route is up.

    Args:
        structure: The routes.
        up: The chance of each component, independent of the others.
        exact: Enumerate what is neither series nor parallel; otherwise take the smaller of the
            chances that its first and its last layer are up, which is never too low.
    """
    value = prod(up(name) for name in structure.required)
    for stage in structure.stages:
        if stage is not None:
            value *= _stage_up(stage, up, exact=exact)
    return min(1.0, max(0.0, value))


def names_in(part: Part) -> tuple[str, ...]:
    """Give the components of a part, in its order."""
    if isinstance(part, str):
        return (part,)
    return tuple(name for inner in part.parts for name in names_in(inner))


def part_up(part: Part, up: Up) -> float:
    """Give the chance that a part is up."""
    if isinstance(part, str):
        return up(part)
    chances = [part_up(inner, up) for inner in part.parts]
    if part.how == "all":
        return prod(chances)
    return 1.0 - prod(1.0 - chance for chance in chances)


def _stage(
    successors: Mapping[str, tuple[str, ...]],
    predecessors: Mapping[str, tuple[str, ...]],
    first: str,
    second: str,
    required: frozenset[str],
) -> Stage | None:
    """Reduce what lies between two required components; None when they touch."""
    if second in successors[first]:
        return None
    others = required - {first}
    ahead = reached(successors, [first], without=others)
    behind = reached(predecessors, [second], without=required - {second})
    inside = sorted(set(ahead) & set(behind))
    number = {name: index for index, name in enumerate(inside, start=1)} | {first: 0, second: -1}
    after = {
        number[name]: {number[end] for end in successors[name] if end in number and end != first}
        for name in (first, *inside)
    }
    blocks: dict[int, Part] = {number[name]: name for name in inside}
    _reduce(blocks, after)
    return Stage(blocks, {start: tuple(sorted(ends)) for start, ends in after.items()})


def _reduce(blocks: dict[int, Part], after: dict[int, set[int]]) -> None:
    """Merge parallel twins and series pairs until neither is left."""
    while _merge_twins(blocks, after) or _merge_series(blocks, after):
        pass


def _before(after: Mapping[int, set[int]]) -> dict[int, set[int]]:
    before: dict[int, set[int]] = {}
    for start, ends in after.items():
        for end in ends:
            before.setdefault(end, set()).add(start)
    return before


def _merge_twins(blocks: dict[int, Part], after: dict[int, set[int]]) -> bool:
    before = _before(after)
    alike: dict[tuple[frozenset[int], frozenset[int]], list[int]] = {}
    for block in sorted(blocks):
        key = (frozenset(before.get(block, set())), frozenset(after[block]))
        alike.setdefault(key, []).append(block)
    merged = False
    for twins in alike.values():
        if len(twins) > 1:
            blocks[twins[0]] = _joint("any", *(blocks[twin] for twin in twins))
            _drop(blocks, after, set(twins[1:]))
            merged = True
    return merged


def _merge_series(blocks: dict[int, Part], after: dict[int, set[int]]) -> bool:
    before = _before(after)
    for block in sorted(blocks):
        only = next(iter(after[block])) if len(after[block]) == 1 else 0
        if only > 0 and only != block and before[only] == {block}:
            blocks[block] = _joint("all", blocks[block], blocks[only])
            after[block] = after[only] - {block}
            _drop(blocks, after, {only})
            return True
    return False


def _joint(how: Literal["all", "any"], *parts: Part) -> Joint:
    """Join parts, flat where they are joined the same way already."""
    flat: list[Part] = []
    for part in parts:
        flat += part.parts if isinstance(part, Joint) and part.how == how else (part,)
    return Joint(how, tuple(flat))


def _drop(blocks: dict[int, Part], after: dict[int, set[int]], gone: set[int]) -> None:
    for block in gone:
        del blocks[block]
        del after[block]
    for ends in after.values():
        ends.difference_update(gone)


def _stage_up(stage: Stage, up: Up, *, exact: bool) -> float:
    chance = {block: part_up(part, up) for block, part in stage.blocks.items()}
    if len(chance) == 1:
        return next(iter(chance.values()))
    if exact:
        return _enumerated(stage.successors, chance)
    return min(
        1.0 - prod(1.0 - chance[block] for block in stage.successors[0]),
        1.0 - prod(1.0 - chance[b] for b in chance if -1 in stage.successors[b]),
    )


def _enumerated(successors: Mapping[int, tuple[int, ...]], chance: Mapping[int, float]) -> float:
    """Decide block by block, nearest first; states that look alike are solved once."""

    @cache
    def some_route(open_blocks: frozenset[int], undecided: frozenset[int]) -> float:
        if -1 in open_blocks:
            return 1.0
        if not open_blocks:
            return 0.0
        block = min(open_blocks)
        rest = undecided - {block}
        ends = frozenset(end for end in successors[block] if end == -1 or end in rest)
        alive = some_route((open_blocks | ends) - {block}, rest)
        dead = some_route(open_blocks - {block}, rest)
        return chance[block] * alive + (1.0 - chance[block]) * dead

    first = frozenset(successors[0])
    return some_route(first, frozenset(chance))
