"""How arrows run between placed boxes: which side they leave, where they end, how they bend.

Pure: no I/O, no clock, no randomness. x runs along the layers, y across them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from architecture.layout_layers import Bend
from architecture.layout_types import Box, Curve, Point

_HEAD = 9.0
_PORT_APART = 14.0
_CORNER = 12.0
_AIR = 14.0
_DODGES = 4
_SAMPLES = 40

Side = Literal["before", "after", "above", "below"]


@dataclass(frozen=True, slots=True)
class Way:
    """A link and the bends it takes, from source to target."""

    source: str
    target: str
    bends: tuple[Bend, ...]
    round_at: float | None = None
    """Leave and arrive on the far sides, and turn at this place along."""


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a way: where it leaves a box, and whence it comes."""

    way: int
    box: str
    side: Side
    towards: Point


def curves_of(ways: Sequence[Way], boxes: Mapping[str, Box]) -> tuple[Curve, ...]:
    """Draw every way from border to border, ends spread along the side they share."""
    ends: list[tuple[_End, _End]] = []
    for number, way in enumerate(ways):
        source, target = boxes[way.source], boxes[way.target]
        leave, arrive = _sides(source, target) if way.round_at is None else ("after", "after")
        first = _stop(way.bends[0], at_end=False) if way.bends else target.centre
        last = _stop(way.bends[-1], at_end=True) if way.bends else source.centre
        ends.append(
            (_End(number, way.source, leave, first), _End(number, way.target, arrive, last))
        )
    ports = _ports([end for pair in ends for end in pair], boxes)
    return tuple(
        _curve(way, (ports[number, "out"], pair[0].side), (ports[number, "in"], pair[1].side))
        for number, (way, pair) in enumerate(zip(ways, ends, strict=True))
    )


def dodged(way: Way, boxes: Mapping[str, Box]) -> Way:
    """Bend a way round the boxes it would run behind; after a few tries it stays as it is."""
    leave, arrive = _sides(boxes[way.source], boxes[way.target])
    if leave in {"above", "below"}:
        return _led_round(way, boxes, leave)
    start = _on_border(boxes[way.source], leave, 0)
    tip = _on_border(boxes[way.target], arrive, 0)
    others = [box for name, box in boxes.items() if name not in (way.source, way.target)]
    for _ in range(_DODGES):
        curve = _curve(way, (start, leave), (tip, arrive))
        hit = _first_hit(curve, others)
        if hit is None:
            break
        bend = _round(*hit, backwards=leave == "before")
        if any(_overlap(bend, other) for other in way.bends):
            break
        bends = sorted((*way.bends, bend), key=lambda item: item.start)
        way = Way(way.source, way.target, tuple(bends[::-1] if leave == "before" else bends))
    return way


def _led_round(way: Way, boxes: Mapping[str, Box], leave: Side) -> Way:
    """Lead a way between neighbours across round whatever stands between them."""
    source, target = boxes[way.source], boxes[way.target]
    start, tip = (
        _on_border(source, leave, 0),
        _on_border(target, "above" if leave == "below" else "below", 0),
    )
    others = [box for name, box in boxes.items() if name not in (way.source, way.target)]
    hit = _first_hit(Curve((start, start, tip, tip), tip), others)
    start, tip = _on_border(source, "after", 0), _on_border(target, "after", 0)
    far = max(source.x + source.width, target.x + target.width)
    for _ in range(_DODGES):
        if hit is None:
            break
        far = max(far, hit[0].x + hit[0].width)
        way = Way(way.source, way.target, (), far + _AIR)
        hit = _first_hit(_curve(way, (start, "after"), (tip, "after")), others)
    return way


def _first_hit(curve: Curve, boxes: Sequence[Box]) -> tuple[Box, float] | None:
    """Find the first box a curve runs through, and the height at which it does."""
    for step in range(1, _SAMPLES):
        x, y = curve.at(step / _SAMPLES)
        for box in boxes:
            if box.x < x < box.x + box.width and box.y - 3 < y < box.y + box.height + 3:
                return box, y
    return None


def _round(box: Box, y: float, *, backwards: bool) -> Bend:
    """Pass a box on the nearer side, with some air."""
    above, below = box.y - _AIR, box.y + box.height + _AIR
    across = above if y - above < below - y else below
    start, end = box.x - _AIR, box.x + box.width + _AIR
    return Bend(end, start, across) if backwards else Bend(start, end, across)


def _overlap(one: Bend, other: Bend) -> bool:
    low, high = sorted((one.start, one.end))
    return low < max(other.start, other.end) and min(other.start, other.end) < high


def _sides(source: Box, target: Box) -> tuple[Side, Side]:
    if source.x + source.width <= target.x:
        return ("after", "before")
    if target.x + target.width <= source.x:
        return ("before", "after")
    return ("below", "above") if source.centre[1] <= target.centre[1] else ("above", "below")


def _stop(bend: Bend, *, at_end: bool) -> Point:
    return (bend.end if at_end else bend.start, bend.across)


def _ports(ends: Sequence[_End], boxes: Mapping[str, Box]) -> dict[tuple[int, str], Point]:
    """Spread the ends on each side of a box, in the order of where they come from."""
    shared: dict[tuple[str, Side], list[tuple[float, int, str]]] = {}
    for place, end in enumerate(ends):
        flat = end.side in {"above", "below"}
        key = end.towards[0] if flat else end.towards[1]
        which = "out" if place % 2 == 0 else "in"
        shared.setdefault((end.box, end.side), []).append((key, end.way, which))
    found: dict[tuple[int, str], Point] = {}
    for (name, side), members in shared.items():
        box = boxes[name]
        flat = side in {"above", "below"}
        length = (box.width if flat else box.height) - 2 * _CORNER
        apart = min(_PORT_APART, length / max(1, len(members) - 1))
        for place, (_, way, which) in enumerate(sorted(members)):
            shift = (place - (len(members) - 1) / 2) * apart
            found[way, which] = _on_border(box, side, shift)
    return found


def _on_border(box: Box, side: Side, shift: float) -> Point:
    x, y = box.centre
    if side == "before":
        return (box.x, y + shift)
    if side == "after":
        return (box.x + box.width, y + shift)
    return (x + shift, box.y if side == "above" else box.y + box.height)


def _curve(way: Way, out: tuple[Point, Side], arrive: tuple[Point, Side]) -> Curve:
    (start, leave), (tip, side) = out, arrive
    end = _before_tip(tip, side)
    if way.round_at is not None:
        return Curve(_hook(start, end, way.round_at), tip)
    if leave in {"above", "below"}:
        middle = (start[1] + end[1]) / 2
        return Curve((start, (start[0], middle), (end[0], middle), end), tip)
    points: list[Point] = [start]
    for bend in way.bends:
        _swing(points, (bend.start, bend.across))
        _swing(points, (bend.end, bend.across))
    _swing(points, end)
    return Curve(tuple(points), tip)


def _hook(start: Point, end: Point, along: float) -> tuple[Point, ...]:
    """Run out to a place along, across there, and back: straight with round corners."""
    turn = min(_CORNER, abs(end[1] - start[1]) / 2)
    step = turn if end[1] > start[1] else -turn
    near, far = (along, start[1] + step), (along, end[1] - step)
    points: list[Point] = [start]
    _swing(points, (along - turn, start[1]))
    points += [(along, start[1]), (along, start[1]), near]
    points += [near, far, far]
    points += [(along, end[1]), (along, end[1]), (along - turn, end[1])]
    _swing(points, end)
    return tuple(points)


def _before_tip(tip: Point, side: Side) -> Point:
    dx, dy = {"before": (-1, 0), "after": (1, 0), "above": (0, -1), "below": (0, 1)}[side]
    return (tip[0] + dx * _HEAD, tip[1] + dy * _HEAD)


def _swing(points: list[Point], end: Point) -> None:
    """Add a piece that leaves and arrives along the layers."""
    start = points[-1]
    half = (end[0] - start[0]) / 2
    points += [(start[0] + half, start[1]), (end[0] - half, end[1]), end]
