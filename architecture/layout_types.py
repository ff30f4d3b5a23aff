"""What a layout is given, and what it gives back: numbers in pixels, y downwards.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from architecture.model import Direction, Group

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Size:
    """How much room something needs."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two different nodes; `label` is the room its text needs.

    A weak link (async, replication) yields when a circle has to be broken: it then points
    backwards, and the calls keep pointing forwards.
    """

    source: str
    target: str
    label: Size | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A box around nodes and other frames, with a title of this size."""

    id: str
    title: Size
    nodes: tuple[str, ...]
    frames: tuple["Frame", ...]
    zone: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What is to be placed."""

    nodes: Mapping[str, Size]
    links: tuple[Link, ...]
    frames: tuple[Frame, ...]
    direction: Direction


@dataclass(frozen=True, slots=True)
class Box:
    """A placed rectangle, by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """Give the middle of the box."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> "Box":
        """Give the box with a margin on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share any area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """A chain of cubic Bezier pieces (1 + 3n points) that ends just before `tip`."""

    points: tuple[Point, ...]
    tip: Point

    def at(self, share: float) -> Point:
        """Give the point at a share of the chain's pieces, 0 to 1."""
        pieces = (len(self.points) - 1) // 3
        place = min(max(share, 0.0), 1.0) * pieces
        piece = min(int(place), pieces - 1)
        t = place - piece
        a, b, c, d = self.points[3 * piece : 3 * piece + 4]
        u = 1 - t
        return (
            u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
            u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is; `curves` and `labels` follow the outline's links."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    frames: Mapping[str, Box]
    curves: tuple[Curve, ...]
    labels: tuple[Point | None, ...]
    engine: str


def frames_of(groups: tuple[Group, ...], titles: Mapping[str, Size]) -> tuple[Frame, ...]:
    """Turn groups into nested frames; a node lies in the innermost one that lists it.

    A group in a circle of parents is taken to have none. Groups without any node vanish: there
    is nothing to draw them around.
    """
    parents = {group.id: group.parent for group in groups}
    depth = {group.id: _depth(group.id, parents) for group in groups}
    home: dict[str, str] = {}
    for group in sorted(groups, key=lambda item: -depth[item.id]):
        for member in group.members:
            home.setdefault(member, group.id)

    def frame(group: Group) -> Frame | None:
        inner = tuple(_present(frame(item) for item in groups if _within(item, group.id, depth)))
        nodes = tuple(dict.fromkeys(name for name in group.members if home[name] == group.id))
        return (
            Frame(group.id, titles[group.id], nodes, inner, group.zone) if nodes or inner else None
        )

    return tuple(_present(frame(group) for group in groups if depth[group.id] == 0))


def _present(frames: Iterator[Frame | None]) -> Iterator[Frame]:
    return (frame for frame in frames if frame is not None)


def _within(group: Group, parent: str, depth: Mapping[str, int]) -> bool:
    return group.parent == parent and depth[group.id] > 0


def _depth(name: str, parents: Mapping[str, str | None]) -> int:
    """Count the groups around one; 0 when that would go round in a circle."""
    seen = {name}
    depth = 0
    here = parents[name]
    while here is not None:
        if here in seen:
            return 0
        seen.add(here)
        here = parents[here]
        depth += 1
    return depth
