"""What the statements of a text have said so far: boxes, arrows, groups and attributes.

Pure: no I/O, no clock, no randomness. The sketch is filled statement by statement;
`notation_resolve` makes an architecture of it.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from architecture.model import MAX_COMPONENTS, MAX_CONNECTIONS, MAX_GROUPS, Direction, Mode
from architecture.notation_problem import Comment, Problem

_DIRECTIONS: dict[str, Direction] = {"LR": "LR", "RL": "LR", "TD": "TD", "TB": "TD", "BT": "TD"}


class Place(NamedTuple):
    """Where something stands, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two places of a chain, before it is known what it joins."""

    place: Place
    mode: Mode
    label: str | None
    is_thick: bool = False


@dataclass(slots=True)
class Box:
    """A component as far as the text has told."""

    id: str
    place: Place
    label: str | None = None
    label_place: Place | None = None
    shape: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A connection; `number` counts those between the same two boxes from 1."""

    source: str
    target: str
    number: int
    arrow: Arrow


@dataclass(slots=True)
class Frame:
    """A group as drawn."""

    id: str
    name: str
    place: Place
    parent: str | None
    is_zone: bool = False
    members: dict[str, None] = field(default_factory=dict[str, None])


@dataclass(frozen=True, slots=True)
class Setting:
    """One `key=value` of a comment, not yet read."""

    key: str
    value: str
    place: Place
    value_place: Place


@dataclass(frozen=True, slots=True)
class Target:
    """What a comment speaks about: a component, or one of the connections between two."""

    source: str
    target: str | None
    number: int | None
    place: Place

    @property
    def name(self) -> str:
        """The target as the text writes it."""
        number = "" if self.number is None else f"#{self.number}"
        return self.source if self.target is None else f"{self.source}->{self.target}{number}"

    @property
    def anchor(self) -> str:
        """The target as comments name it: a connection always has its number."""
        if self.target is None:
            return self.source
        return f"{self.source}->{self.target}#{self.number or 1}"


@dataclass(frozen=True, slots=True)
class Way:
    """The steps of a `flow` comment, each with its place."""

    flow: str
    steps: tuple[tuple[str, Place], ...]
    place: Place


@dataclass(slots=True)
class Sketch:
    """Everything read so far; problems are collected, never raised."""

    direction: Direction | None = None
    boxes: dict[str, Box] = field(default_factory=dict[str, Box])
    links: list[Link] = field(default_factory=list[Link])
    frames: dict[str, Frame] = field(default_factory=dict[str, Frame])
    settings: list[tuple[Target, tuple[Setting, ...]]] = field(
        default_factory=list[tuple[Target, tuple[Setting, ...]]]
    )
    zones: list[tuple[str, Place]] = field(default_factory=list[tuple[str, Place]])
    ways: list[Way] = field(default_factory=list[Way])
    doubtful: set[str] = field(default_factory=set[str])
    errors: list[Problem] = field(default_factory=list[Problem])
    notices: list[Problem] = field(default_factory=list[Problem])
    comments: list[Comment] = field(default_factory=list[Comment])
    is_blank: bool = True
    is_foreign: bool = False
    _open: list[str] = field(default_factory=list[str])
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    _free: list[str] = field(default_factory=list[str])
    _full: set[str] = field(default_factory=set[str])

    def error(self, place: Place, message: str, remedy: str) -> None:
        """Note an error."""
        self.errors.append(Problem(*place, message, remedy))

    def notice(self, place: Place, message: str, remedy: str) -> None:
        """Note something to know."""
        self.notices.append(Problem(*place, message, remedy))

    def comment(self, text: str) -> None:
        """Keep a free comment for the statement that follows."""
        self._free.append(text)

    def anchor(self, statement: str) -> None:
        """Tie the comments kept so far to a statement ("" for the end of the text)."""
        self.comments += [Comment(text, statement) for text in self._free]
        self._free.clear()

    def header(self, place: Place, direction: str | None) -> None:
        """Take the first line; other directions than LR and TD are drawn as these."""
        self.anchor("flowchart")
        if not self.is_blank or self.direction is not None:
            self.error(place, "a second header", "keep one 'flowchart LR', at the top")
            return
        self.direction = _DIRECTIONS[direction or "TD"]
        if direction is None:
            self.notice(place, "no direction, so top to bottom", "write 'flowchart LR' or TD")
        elif direction in {"RL", "BT"}:
            way = self.direction
            self.notice(place, f"{direction} is drawn as {way}", f"write 'flowchart {way}'")

    def box(self, place: Place, name: str, label: str | None, shape: str | None) -> None:
        """Take one mention of a component."""
        self.is_blank = False
        box = self.boxes.get(name)
        if box is None:
            if self._has_no_room(place, len(self.boxes), MAX_COMPONENTS, "components"):
                self.doubtful.add(name)
                return
            box = self.boxes[name] = Box(name, place)
            self.anchor(name)
        self._place_in_group(box, place)
        box.shape = box.shape or shape
        if label is None:
            return
        if box.label is None:
            box.label, box.label_place = label, place
        elif box.label != label and box.label_place is not None:
            self.error(
                place,
                f"'{name}' is called '{label}' here and '{box.label}' on line "
                f"{box.label_place.line}",
                "keep one of the two labels, or give the second box an id of its own",
            )

    def _has_no_room(self, place: Place, count: int, limit: int, what: str) -> bool:
        if count < limit:
            return False
        if what not in self._full:
            self.error(
                place, f"more than {limit} {what}", f"draw at most {limit}; leave out the copies"
            )
        self._full.add(what)
        return True

    def _place_in_group(self, box: Box, place: Place) -> None:
        here = self._here()
        if here is None or box.group == here or self._lies_in(box.group, here):
            return
        if box.group is None or self._lies_in(here, box.group):
            if box.group is not None:
                del self.frames[box.group].members[box.id]
            box.group = here
            self.frames[here].members[box.id] = None
            return
        self.notice(
            place,
            f"'{box.id}' stays in group '{box.group}', where it stands first",
            f"list it in '{box.group}' alone, and draw arrows between groups outside of both",
        )

    def _here(self) -> str | None:
        return next((group for group in reversed(self._open) if group in self.frames), None)

    def _lies_in(self, inner: str | None, outer: str) -> bool:
        while inner is not None and inner != outer:
            inner = self.frames[inner].parent
        return inner is not None

    def connect(self, sources: tuple[str, ...], targets: tuple[str, ...], arrow: Arrow) -> None:
        """Draw an arrow from each source to each target."""
        if arrow.is_thick:
            self.notice(arrow.place, "'==>' is read as '-->'", "write '-->' for a call that waits")
        for source in sources:
            for target in targets:
                if self._has_no_room(arrow.place, len(self.links), MAX_CONNECTIONS, "connections"):
                    return
                self._link(source, target, arrow)

    def _link(self, source: str, target: str, arrow: Arrow) -> None:
        number = self._numbers[source, target] = self._numbers.get((source, target), 0) + 1
        self.links.append(Link(source, target, number, arrow))
        self.anchor(f"{source}->{target}#{number}")
        if source == target:
            self.notice(
                arrow.place,
                f"'{source}' calls itself",
                "keep it if that is meant; several replicas need no arrow",
            )

    def open_group(self, place: Place, name: str | None, title: str) -> None:
        """Begin a group; one without an id of its own gets one from its title."""
        self.is_blank = False
        group = name or self._named_after(title)
        self.anchor(f"subgraph {group}")
        if name is None:
            self.notice(
                place,
                f"the group '{title}' has the id '{group}'",
                f"write 'subgraph {group} [{title}]' to choose it yourself",
            )
        known = self.frames.get(group)
        if known is not None:
            self.error(
                place,
                f"a second group '{group}', the first is on line {known.place.line}",
                "give it an id of its own, or put the boxes in one group",
            )
        elif not self._has_no_room(place, len(self.frames), MAX_GROUPS, "groups"):
            self.frames[group] = Frame(group, title, place, self._here())
        self._open.append(group)

    def open_unread_group(self) -> None:
        """Remember a group that could not be read, so that its 'end' is no second error."""
        self._open.append("")

    def _named_after(self, title: str) -> str:
        words = "".join(character if character.isalnum() else " " for character in title[:60])
        base = "-".join(words.split()) or "group"
        base = base if "-" in base else f"{base}-group"
        taken = self.frames
        return next(
            name
            for number in range(1, len(taken) + 2)
            if (name := base if number == 1 else f"{base}-{number}") not in taken
        )

    def close_group(self, place: Place) -> None:
        """End the innermost open group."""
        self.is_blank = False
        if not self._open:
            self.error(place, "'end' without a subgraph", "delete it, or add the 'subgraph' line")
            return
        self.anchor(f"end {self._open.pop()}")

    def finish(self) -> None:
        """Take the end of the text."""
        self.anchor("")
        for group in self._open:
            frame = self.frames.get(group)
            if frame is not None:
                self.error(
                    frame.place,
                    f"the subgraph '{group}' opened here is never closed",
                    "add a line 'end' after its last box",
                )
