"""What a picture shows before it has places: names, lines, badges, and the room they need.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from architecture.errors import UnknownComponent
from architecture.graph import Wiring, wiring
from architecture.kinds import KINDS
from architecture.layout_types import Link, Outline, Size, frames_of
from architecture.lettering import clipped, lines, shown, width
from architecture.model import Architecture, Component, Connection, Direction, Mode
from architecture.phrases import edge_id
from architecture.theme import Tone

NAME_SIZE = 13.0
SMALL_SIZE = 11.0
LABEL_SIZE = 11.0
_TIMES = "\N{MULTIPLICATION SIGN}"
ICON_ROOM = 46.0
_PLATE_HEIGHT = 58.0
_NARROWEST = 138.0
_BROADEST = 206.0
_EDGE_ROOM = 14.0
# Plain letters are narrower than the bold ones that widths are estimated for.
_PLAIN = 0.92
_LABEL_ROOM = 150.0
_TITLE_ROOM = 260.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to point out on a component or a connection.

    The word says it, the colour only repeats it.
    """

    word: str
    tone: Tone = "critical"
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Plate:
    """A component as it will be drawn."""

    component: Component
    name: tuple[str, ...]
    small: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A connection as it will be drawn."""

    connection: Connection
    label: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """Everything on the picture but the places; `loops` are connections to oneself."""

    plates: Mapping[str, Plate]
    arrows: tuple[Arrow, ...]
    loops: tuple[Arrow, ...]
    titles: Mapping[str, tuple[str, bool]]
    modes: tuple[Mode, ...]
    outline: Outline


def sketch(
    architecture: Architecture, marks: Mapping[str, Mark], direction: Direction | None = None
) -> Sketch:
    """Decide what is written where, and how much room it takes.

    Args:
        architecture: The design.
        marks: By component id, or by "source->target".
        direction: Overrides the author's.

    Raises:
        UnknownComponent: A mark is for something that is not in the design.
    """
    plan = wiring(architecture)
    _check(plan, marks)
    plates, size = _plates(plan, marks)
    arrows = tuple(
        Arrow(edge, _edge_label(edge), marks.get(edge_id(edge))) for edge in plan.connections
    )
    straight = tuple(a for a in arrows if a.connection.source != a.connection.target)
    titles = {
        group.id: (clipped(shown(group.name) or group.id, SMALL_SIZE, _TITLE_ROOM), group.zone)
        for group in sorted(architecture.groups, key=lambda item: item.id)
    }
    groups = tuple(sorted(architecture.groups, key=lambda item: item.id))
    rooms = {name: Size(width(text, SMALL_SIZE) + 52, 18.0) for name, (text, _) in titles.items()}
    outline = Outline(
        nodes=dict.fromkeys(plates, size),
        links=tuple(
            Link(
                a.connection.source,
                a.connection.target,
                _label_size(a),
                weak=a.connection.mode != "sync",
            )
            for a in straight
        ),
        frames=frames_of(groups, rooms),
        direction=direction or architecture.direction,
    )
    used = {edge.mode for edge in plan.connections}
    return Sketch(
        plates=plates,
        arrows=straight,
        loops=tuple(a for a in arrows if a.connection.source == a.connection.target),
        titles=titles,
        modes=tuple(mode for mode in ("sync", "async", "replication") if mode in used),
        outline=outline,
    )


def kind_line(component: Component) -> str:
    """Say kind and number, as in "SQL database, two of them, and one on standby"."""
    parts = [KINDS[component.kind].label]
    if component.kind == "unknown":
        parts = ["kind not stated"]
    number = (
        f"{_TIMES}{component.replicas}" if component.replicas and component.replicas > 1 else ""
    )
    standby = f"+{component.standby} standby" if component.standby else ""
    if number or standby:
        parts.append(f"{number} {standby}".strip())
    return " · ".join(parts)


def _check(plan: Wiring, marks: Mapping[str, Mark]) -> None:
    known = {*plan.ids, *(edge_id(edge) for edge in plan.connections)}
    for name in marks:
        if name not in known:
            raise UnknownComponent(name, plan.ids)


def _plates(plan: Wiring, marks: Mapping[str, Mark]) -> tuple[dict[str, Plate], Size]:
    """Letter all plates to one common size, as wide as the longest text needs."""
    texts = {
        name: shown(item.name) or shown(name) or "?" for name, item in plan.components.items()
    }
    wanted = [
        max(_wrapped_width(texts[name]), width(kind_line(item), SMALL_SIZE) * _PLAIN)
        for name, item in plan.components.items()
    ]
    room = max([_NARROWEST - ICON_ROOM, *wanted])
    room = min(room, _BROADEST - ICON_ROOM)
    plates = {
        name: Plate(
            component=item,
            name=lines(texts[name], NAME_SIZE, room, most=2),
            small=clipped(kind_line(item), SMALL_SIZE, room / _PLAIN),
            mark=marks.get(name),
        )
        for name, item in plan.components.items()
    }
    return plates, Size(room + ICON_ROOM + _EDGE_ROOM, _PLATE_HEIGHT)


def _wrapped_width(text: str) -> float:
    """Give the width a name needs on two lines, or on one when it is short."""
    whole = width(text, NAME_SIZE)
    words = text.split()
    if whole <= _NARROWEST - ICON_ROOM or len(words) == 1:
        return whole
    cuts = (
        max(width(" ".join(words[:n]), NAME_SIZE), width(" ".join(words[n:]), NAME_SIZE))
        for n in range(1, len(words))
    )
    return min(whole, *cuts) + 1


def _edge_label(edge: Connection) -> str:
    text = shown(edge.label or edge.protocol or "")
    return clipped(text, LABEL_SIZE, _LABEL_ROOM)


def _label_size(arrow: Arrow) -> Size | None:
    texts = [text for text in (arrow.label, shown(arrow.mark.word) if arrow.mark else "") if text]
    if not texts:
        return None
    widest = max(width(text, LABEL_SIZE) for text in texts)
    return Size(widest + 12, 18.0 * len(texts))
