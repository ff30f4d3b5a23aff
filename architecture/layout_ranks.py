"""Ranks of a layered layout: which way each tie points, and how far along each item stands.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """The size of an item along the ranks and across them."""

    along: float
    across: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two items of one level, and the length its label needs."""

    source: str
    target: str
    room: float = 0.0
    weak: bool = False


def without_circles(items: Mapping[str, Extent], ties: Sequence[Tie]) -> set[tuple[str, str]]:
    """Turn round the ties that close a circle, found depth first from what nothing leads to."""
    after: dict[str, list[str]] = {key: [] for key in items}
    strong = {(tie.source, tie.target) for tie in ties if not tie.weak}
    led_to = {end for _, end in strong}
    for start, end in sorted(strong):
        after[start].append(end)
    done: set[str] = set()
    open_: set[str] = set()
    back: set[tuple[str, str]] = set()
    for root in sorted(items, key=lambda key: key in led_to):
        if root in done:
            continue
        stack = [(root, iter(after[root]))]
        open_.add(root)
        while stack:
            here, rest = stack[-1]
            following = next((end for end in rest if end not in done), None)
            if following is None:
                stack.pop()
                open_.discard(here)
                done.add(here)
            elif following in open_:
                back.add((here, following))
            else:
                open_.add(following)
                stack.append((following, iter(after[following])))
    forward = {(b, a) if (a, b) in back else (a, b) for a, b in strong}
    _add_weak(forward, items, ties)
    return forward


def _add_weak(
    forward: set[tuple[str, str]], items: Mapping[str, Extent], ties: Sequence[Tie]
) -> None:
    """Add the weak ties, each turned round when it would close a circle."""
    after: dict[str, set[str]] = {key: set() for key in items}
    for start, end in forward:
        after[start].add(end)
    for start, end in sorted({(tie.source, tie.target) for tie in ties if tie.weak}):
        pair = (end, start) if _leads(after, end, start) else (start, end)
        after[pair[0]].add(pair[1])
        forward.add(pair)


def _leads(after: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen = {start}
    ahead = [start]
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        ahead += after[here] - seen
        seen |= after[here]
    return False


def ranks_of(items: Mapping[str, Extent], pairs: set[tuple[str, str]]) -> dict[str, int]:
    """Rank by longest path, then pull what nothing leads to next to what it leads to."""
    after: dict[str, list[str]] = {key: [] for key in items}
    waits = dict.fromkeys(items, 0)
    for start, end in sorted(pairs):
        after[start].append(end)
        waits[end] += 1
    first = [key for key in items if not waits[key]]
    rank = dict.fromkeys(items, 0)
    ready = list(first)
    while ready:
        here = ready.pop()
        for end in after[here]:
            rank[end] = max(rank[end], rank[here] + 1)
            waits[end] -= 1
            if not waits[end]:
                ready.append(end)
    for key in first:
        if after[key]:
            rank[key] = min(rank[end] for end in after[key]) - 1
    _spread_loners(rank, [key for key in first if not after[key]])
    lowest = min(rank.values())
    return {key: value - lowest for key, value in rank.items()}


def _spread_loners(rank: dict[str, int], loners: list[str]) -> None:
    """Deal items without any tie over the ranks, so that they don't make one tall column."""
    columns = max(max(rank.values()) + 1, round(len(loners) ** 0.5))
    for number, key in enumerate(loners):
        rank[key] = number % columns
