"""Where the words on arrows go, so that they cover neither boxes nor each other.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Sequence

from architecture.layout_types import Box, Curve, Link, Point, Size

_CELL = 120.0
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)
_LIFTS = (0.0, -13.0, 13.0)
_OVER = 9.0
_LEVEL = 0.25


class _Taken:
    """The boxes that are taken, in a grid of cells for a quick look."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        return not any(
            box.meets(other) for cell in _cells(box) for other in self._cells.get(cell, ())
        )


def place_labels(
    links: Sequence[Link], curves: Sequence[Curve], boxes: Sequence[Box]
) -> tuple[Point | None, ...]:
    """Find a free place on each curve that carries words, the middle first."""
    taken = _Taken([box.grown(2) for box in boxes])
    found: list[Point | None] = []
    for link, curve in zip(links, curves, strict=True):
        if link.label is None:
            found.append(None)
            continue
        place = next(
            (point for point in _places(curve) if taken.is_free(_room(point, link.label))),
            curve.at(0.5),
        )
        taken.add(_room(place, link.label))
        found.append(place)
    return tuple(found)


def _places(curve: Curve) -> Iterator[Point]:
    """Try the middle of the curve first; on a level stretch, just above the line."""
    for lift in _LIFTS:
        for share in _SHARES:
            x, y = curve.at(share)
            yield (x, y + (lift or _above(curve, share)))


def _above(curve: Curve, share: float) -> float:
    (x0, y0), (x1, y1) = curve.at(share - 0.03), curve.at(share + 0.03)
    return -_OVER if abs(y1 - y0) < _LEVEL * abs(x1 - x0) else 0.0


def _room(middle: Point, size: Size) -> Box:
    return Box(
        middle[0] - size.width / 2, middle[1] - size.height / 2, size.width, size.height - 2
    )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int((box.x + box.width) // _CELL) + 1):
        for row in range(int(box.y // _CELL), int((box.y + box.height) // _CELL) + 1):
            yield (column, row)
