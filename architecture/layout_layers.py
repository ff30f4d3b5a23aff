"""One level of a layered layout: ranks, order within a rank, places.

After Sugiyama, Tagawa and Toda (1981): break circles, rank by longest path, let long links pass
ranks through bends, reduce crossings by barycentres, then place by least squares within the
order (pool adjacent violators). Everything runs *along* the ranks and *across* them, whichever
way the drawing points. Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from architecture.layout_ranks import Extent, Tie, ranks_of, without_circles

APART = 36.0
_BEND_APART = 16.0
_GAP = 50.0
_SWEEPS = 10
_SETTLES = 14
# More bends than this cost seconds; long links then run straight.
_MAX_BENDS = 2_500


@dataclass(frozen=True, slots=True)
class Bend:
    """Where a long link passes a rank: straight from one place along to another."""

    start: float
    end: float
    across: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Top left corners of the items, the bends of each tie, and the room all of it takes."""

    corners: Mapping[str, tuple[float, float]]
    bends: tuple[tuple[Bend, ...], ...]
    size: Extent


@dataclass(slots=True)
class _Grid:
    """Working state: cells are item keys, or ("", tie, rank) for bends."""

    ranks: list[list["_Cell"]]
    before: dict["_Cell", list["_Cell"]]
    after: dict["_Cell", list["_Cell"]]


_Cell = str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where ranks start along, how thick they are, and where cells lie across."""

    starts: Sequence[float]
    thick: Sequence[float]
    across: Mapping[_Cell, float]


def arrange(items: Mapping[str, Extent], ties: Sequence[Tie]) -> Arrangement:
    """Place items so that ties mostly run forward and seldom cross."""
    if not items:
        return Arrangement({}, tuple(() for _ in ties), Extent(0, 0))
    forward = without_circles(items, ties)
    rank = ranks_of(items, forward)
    grid = _grid(items, ties, rank)
    _uncross(grid)
    across = _settle(grid, items)
    starts, thick = _rank_places(grid, items, ties, rank)
    corners = {
        key: (
            starts[rank[key]] + (thick[rank[key]] - extent.along) / 2,
            across[key] - extent.across / 2,
        )
        for key, extent in items.items()
    }
    placed = _Placed(starts, thick, across)
    bends = tuple(_bends(number, tie, rank, placed) for number, tie in enumerate(ties))
    edge = max(corner[1] + items[key].across for key, corner in corners.items())
    far = max((bend.across + _BEND_APART for chain in bends for bend in chain), default=0.0)
    return Arrangement(corners, bends, Extent(starts[-1] + thick[-1], max(edge, far)))


def _grid(items: Mapping[str, Extent], ties: Sequence[Tie], rank: Mapping[str, int]) -> _Grid:
    grid = _Grid([[] for _ in range(max(rank.values()) + 1)], {}, {})
    for key in items:
        grid.ranks[rank[key]].append(key)
    spans = [abs(rank[tie.source] - rank[tie.target]) for tie in ties]
    bent = sum(span - 1 for span in spans) <= _MAX_BENDS
    for number, tie in enumerate(ties):
        first, last = sorted((tie.source, tie.target), key=lambda key: rank[key])
        chain: list[_Cell] = [first]
        if bent:
            for place in range(rank[first] + 1, rank[last]):
                chain.append((number, place))
                grid.ranks[place].append((number, place))
        chain.append(last)
        for left, right in pairwise(chain):
            grid.after.setdefault(left, []).append(right)
            grid.before.setdefault(right, []).append(left)
    return grid


def _uncross(grid: _Grid) -> None:
    """Sort each rank by the mean place of its neighbours, to and fro; keep the best order."""
    best = [list(rank) for rank in grid.ranks]
    fewest = _crossings(grid)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        order = range(1, len(grid.ranks)) if down else range(len(grid.ranks) - 2, -1, -1)
        for place in order:
            fixed = grid.ranks[place - 1 if down else place + 1]
            where = {cell: number for number, cell in enumerate(fixed)}
            _sort_rank(grid.ranks[place], grid.before if down else grid.after, where)
        crossed = _crossings(grid)
        if crossed < fewest:
            fewest, best = crossed, [list(rank) for rank in grid.ranks]
    grid.ranks = best


def _sort_rank(
    cells: list[_Cell], near: Mapping[_Cell, list[_Cell]], where: Mapping[_Cell, int]
) -> None:
    means: dict[_Cell, float] = {}
    for number, cell in enumerate(cells):
        places = [where[other] for other in near.get(cell, ()) if other in where]
        means[cell] = sum(places) / len(places) if places else float(number)
    cells.sort(key=lambda cell: means[cell])


def _crossings(grid: _Grid) -> int:
    """Count pairs of links that cross between neighbouring ranks, by inversions."""
    total = 0
    for upper, lower in pairwise(grid.ranks):
        where = {cell: number for number, cell in enumerate(lower)}
        ends = [
            end
            for cell in upper
            for end in sorted(where[o] for o in grid.after.get(cell, ()) if o in where)
        ]
        total += _inversions(ends, len(lower))
    return total


def _inversions(numbers: list[int], size: int) -> int:
    """Count pairs that stand in the wrong order, with a Fenwick tree."""
    tree = [0] * (size + 1)
    total = 0
    for seen, number in enumerate(numbers):
        lower_or_same = 0
        place = number + 1
        while place:
            lower_or_same += tree[place]
            place &= place - 1
        total += seen - lower_or_same
        place = number + 1
        while place <= size:
            tree[place] += 1
            place += place & -place
    return total


def _settle(grid: _Grid, items: Mapping[str, Extent]) -> dict[_Cell, float]:
    """Find places across: near the neighbours, in order, with room between."""
    across: dict[_Cell, float] = {}
    for rank in grid.ranks:
        offset = 0.0
        for cell, room in zip(rank, _offsets(rank, items), strict=True):
            offset = room
            across[cell] = offset
        middle = offset / 2
        for cell in rank:
            across[cell] -= middle
    for settle in range(_SETTLES):
        sides = [grid.before] if settle % 2 == 0 else [grid.after]
        if settle >= _SETTLES - 2:
            sides = [grid.before, grid.after]
        ranks = grid.ranks if settle % 2 == 0 else grid.ranks[::-1]
        for rank in ranks:
            _place_rank(rank, sides, items, across)
    lowest = min(
        across[cell] - (items[cell].across / 2 if isinstance(cell, str) else 0) for cell in across
    )
    return {cell: place - lowest for cell, place in across.items()}


def _offsets(rank: Sequence[_Cell], items: Mapping[str, Extent]) -> list[float]:
    """Give the least distance of each cell from the first one."""
    found: list[float] = []
    previous: _Cell | None = None
    for cell in rank:
        if previous is None:
            found.append(0.0)
        else:
            bare = not isinstance(cell, str) and not isinstance(previous, str)
            apart = _BEND_APART if bare else APART - 8 * (_is_bend(cell) or _is_bend(previous))
            found.append(found[-1] + _half(previous, items) + apart + _half(cell, items))
        previous = cell
    return found


def _is_bend(cell: _Cell) -> bool:
    return not isinstance(cell, str)


def _half(cell: _Cell, items: Mapping[str, Extent]) -> float:
    return items[cell].across / 2 if isinstance(cell, str) else 0.0


def _place_rank(
    rank: Sequence[_Cell],
    sides: Sequence[Mapping[_Cell, list[_Cell]]],
    items: Mapping[str, Extent],
    across: dict[_Cell, float],
) -> None:
    """Move a rank as near to its neighbours as order and room allow."""
    offsets = _offsets(rank, items)
    blocks: list[tuple[float, float, int]] = []
    for cell, offset in zip(rank, offsets, strict=True):
        near = [across[other] for side in sides for other in side.get(cell, ())]
        wish = sum(near) / len(near) if near else across[cell]
        weight = 3.0 if _is_bend(cell) else 1.0 if near else 0.1
        blocks.append((weight, wish - offset, 1))
        while len(blocks) > 1 and blocks[-2][1] > blocks[-1][1]:
            (w1, v1, n1), (w2, v2, n2) = blocks[-2], blocks[-1]
            blocks[-2:] = [(w1 + w2, (w1 * v1 + w2 * v2) / (w1 + w2), n1 + n2)]
    cells = iter(zip(rank, offsets, strict=True))
    for _, value, number in blocks:
        for _ in range(number):
            cell, offset = next(cells)
            across[cell] = value + offset


def _rank_places(
    grid: _Grid, items: Mapping[str, Extent], ties: Sequence[Tie], rank: Mapping[str, int]
) -> tuple[list[float], list[float]]:
    """Give where each rank starts along, and how thick it is; labels widen the gaps."""
    thick = [
        max((items[cell].along for cell in cells if isinstance(cell, str)), default=0.0)
        for cells in grid.ranks
    ]
    gaps = [_GAP] * len(thick)
    for tie in ties:
        low, high = sorted((rank[tie.source], rank[tie.target]))
        if high - low == 1:
            gaps[low] = max(gaps[low], tie.room + 22)
    starts = [0.0]
    for place in range(len(thick) - 1):
        starts.append(starts[-1] + thick[place] + gaps[place])
    return starts, thick


def _bends(number: int, tie: Tie, rank: Mapping[str, int], placed: _Placed) -> tuple[Bend, ...]:
    """Read a tie's bends off, in the direction from its source to its target."""
    low, high = sorted((rank[tie.source], rank[tie.target]))
    found = [
        Bend(
            placed.starts[place],
            placed.starts[place] + placed.thick[place],
            placed.across[number, place],
        )
        for place in range(low + 1, high)
        if (number, place) in placed.across
    ]
    if rank[tie.source] > rank[tie.target]:
        found = [Bend(bend.end, bend.start, bend.across) for bend in reversed(found)]
    return tuple(found)
