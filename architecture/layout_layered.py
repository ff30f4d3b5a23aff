"""Layout without Graphviz: layers of layers, one arrangement for each frame.

Frames are laid out from the inside out, then placed like nodes, so frames never overlap what
they don't hold. Inside this module x runs along the layers and y across them; a drawing from
the top down is turned at the end. Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from architecture.layout_layers import Arrangement, Bend, arrange
from architecture.layout_ranks import Extent, Tie
from architecture.layout_routes import Way, curves_of, dodged
from architecture.layout_types import Box, Curve, Frame, Layout, Outline, Point, Size
from architecture.layout_words import place_labels

PAD = 26.0
_INSIDE = 20.0
_TITLE = 30.0
# Arrows across frames may run behind boxes; looking for that costs links times boxes.
_MOST_TO_DODGE = 120


@dataclass(frozen=True, slots=True)
class _Level:
    """One arranged frame, or the whole page (its frame has no id)."""

    frame: Frame
    arrangement: Arrangement
    links: tuple[int, ...]
    inner: Mapping[str, "_Level"]
    size: Extent


@dataclass(slots=True)
class _Places:
    boxes: dict[str, Box]
    frames: dict[str, Box]
    bends: dict[int, tuple[Bend, ...]]


def layered_layout(outline: Outline) -> Layout:
    """Place an outline in layers."""
    framed = {name for frame in outline.frames for name in _members(frame)}
    loose = tuple(name for name in outline.nodes if name not in framed)
    page = _level(outline, Frame("", Size(0, 0), loose, outline.frames))
    places = _Places({}, {}, {})
    _unfold(outline, page, (PAD, PAD), places)
    ways = [
        Way(link.source, link.target, places.bends.get(number, ()))
        for number, link in enumerate(outline.links)
    ]
    if outline.frames and len(outline.nodes) <= _MOST_TO_DODGE:
        ways = [dodged(way, places.boxes) for way in ways]
    curves = curves_of(ways, places.boxes)
    boxes, frames, size = places.boxes, places.frames, page.size
    if outline.direction == "TD":
        boxes = {name: _turned(box) for name, box in boxes.items()}
        frames = {name: _turned(box) for name, box in frames.items()}
        curves = tuple(_turned_curve(curve) for curve in curves)
        size = Extent(size.across, size.along)
    return Layout(
        width=size.along + 2 * PAD,
        height=size.across + 2 * PAD,
        boxes={name: boxes[name] for name in outline.nodes},
        frames=frames,
        curves=curves,
        labels=place_labels(outline.links, curves, tuple(boxes.values())),
        engine="layered",
    )


def _members(frame: Frame) -> Iterator[str]:
    yield from frame.nodes
    for inner in frame.frames:
        yield from _members(inner)


def _level(outline: Outline, frame: Frame) -> _Level:
    """Arrange one frame, after those inside it."""
    inner = {item.id: _level(outline, item) for item in frame.frames}
    holder = {name: f"n{name}" for name in frame.nodes}
    items = {f"n{name}": _extent(outline, outline.nodes[name]) for name in frame.nodes}
    for item in frame.frames:
        items[f"f{item.id}"] = inner[item.id].size
        holder |= dict.fromkeys(_members(item), f"f{item.id}")
    # Zones stand side by side, whatever runs between them.
    zones = {f"f{item.id}" for item in frame.frames if item.zone}
    ties: list[Tie] = []
    links: list[int] = []
    for number, link in enumerate(outline.links):
        source, target = holder.get(link.source), holder.get(link.target)
        if source and target and source != target and not {source, target} <= zones:
            room = _extent(outline, link.label).along if link.label else 0.0
            ties.append(Tie(source, target, room, weak=link.weak))
            links.append(number)
    arrangement = arrange(items, ties)
    return _Level(
        frame, arrangement, tuple(links), inner, _around(outline, frame, arrangement.size)
    )


def _extent(outline: Outline, size: Size) -> Extent:
    if outline.direction == "LR":
        return Extent(size.width, size.height)
    return Extent(size.height, size.width)


def _margins(outline: Outline, frame: Frame) -> tuple[float, float]:
    """Give the room before the content, along and across; the title stands at the top."""
    if not frame.id:
        return (0.0, 0.0)
    return (_INSIDE, _TITLE) if outline.direction == "LR" else (_TITLE, _INSIDE)


def _around(outline: Outline, frame: Frame, content: Extent) -> Extent:
    if not frame.id:
        return content
    along, across = _margins(outline, frame)
    title = _extent(outline, Size(frame.title.width + 24, 0))
    return Extent(
        max(content.along + along + _INSIDE, title.along),
        max(content.across + across + _INSIDE, title.across),
    )


def _unfold(outline: Outline, level: _Level, corner: Point, places: _Places) -> None:
    """Turn places within a level into places on the page."""
    along, across = _margins(outline, level.frame)
    x0, y0 = corner[0] + along, corner[1] + across
    if level.frame.id:
        places.frames[level.frame.id] = Box(*corner, level.size.along, level.size.across)
    for name in level.frame.nodes:
        x, y = level.arrangement.corners[f"n{name}"]
        extent = _extent(outline, outline.nodes[name])
        places.boxes[name] = Box(x0 + x, y0 + y, extent.along, extent.across)
    for number, bends in zip(level.links, level.arrangement.bends, strict=True):
        places.bends[number] = tuple(
            Bend(bend.start + x0, bend.end + x0, bend.across + y0) for bend in bends
        )
    for name, inner in level.inner.items():
        x, y = level.arrangement.corners[f"f{name}"]
        _unfold(outline, inner, (x0 + x, y0 + y), places)


def _turned(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def _turned_curve(curve: Curve) -> Curve:
    return Curve(tuple((y, x) for x, y in curve.points), (curve.tip[1], curve.tip[0]))
