"""How a finished sketch becomes an architecture, or a list of what is missing for one.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from architecture.kinds import KINDS, kind_of, kinds_named
from architecture.model import (
    Architecture,
    Component,
    Connection,
    Group,
    Kind,
    Mode,
    Route,
)
from architecture.notation_attribute import (
    COMPONENT_KEYS,
    CONNECTION_KEYS,
    Attribute,
    Suggestions,
)
from architecture.notation_sketch import Box, Link, Place, Setting, Sketch, Target

_Model = TypeVar("_Model", bound=BaseModel)
# What an outline suggests when no name does: a stadium is where things start, a cylinder keeps
# records, a box with double sides holds what waits.
_SHAPE_KINDS: Mapping[str, Kind] = {"([": "client", "[(": "sql_db", "[[": "queue"}
_MODES: tuple[Mode, ...] = ("sync", "async", "replication")


@dataclass(frozen=True, slots=True)
class _Said:
    """A value that an attribute states, and where."""

    value: object
    setting: Setting


_Values = dict[str, _Said]


def resolve(sketch: Sketch) -> Architecture | None:
    """Put a sketch together; problems are added to it, and any error gives `None`."""
    resolution = _Resolution(sketch)
    resolution.settle()
    components = tuple(filter(None, map(resolution.component, sketch.boxes.values())))
    connections = tuple(filter(None, map(resolution.connection, sketch.links)))
    groups = resolution.groups()
    routes = resolution.routes()
    if sketch.errors:
        return None
    whole = {
        "components": components,
        "connections": connections,
        "groups": groups,
        "routes": routes,
        "direction": sketch.direction or "LR",
    }
    try:
        return Architecture.model_validate(whole)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            sketch.error(Place(1, 1), detail["msg"], "see docs/reference/notation.md")
        return None


class _Resolution:
    """One pass over one sketch."""

    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._suggest = Suggestions()
        self._of_box: dict[str, _Values] = {}
        self._of_link: dict[tuple[str, str, int], _Values] = {}
        self._links: dict[tuple[str, str], list[Link]] = {}
        for link in sketch.links:
            self._links.setdefault((link.source, link.target), []).append(link)

    def settle(self) -> None:
        """Bring every attribute to the box or arrow it speaks of."""
        for target, settings in self._sketch.settings:
            if target.target is None:
                if self._is_drawn(target.source, target.place):
                    values = self._of_box.setdefault(target.source, {})
                    self._read(settings, COMPONENT_KEYS, values, target)
            elif (number := self._number(target)) is not None:
                key = (target.source, target.target, number)
                self._read(settings, CONNECTION_KEYS, self._of_link.setdefault(key, {}), target)

    def _is_drawn(self, name: str, place: Place) -> bool:
        if name in self._sketch.boxes:
            return True
        if name in self._sketch.doubtful:
            return False
        hint = self._suggest(name, self._sketch.boxes)
        self._sketch.error(
            place, f"no component '{name}' is drawn{hint}", f"draw it, for example '{name}[Name]'"
        )
        return False

    def _number(self, target: Target) -> int | None:
        if target.target is None:
            return None
        links = self._links.get((target.source, target.target), [])
        pair = f"{target.source}->{target.target}"
        if not links:
            ends = (target.source, target.target)
            drawn = [self._is_drawn(end, target.place) for end in ends]
            if all(drawn) and not self._sketch.doubtful.issuperset(ends):
                self._sketch.error(
                    target.place,
                    f"no arrow {pair} is drawn",
                    f"draw '{target.source} --> {target.target}', or turn the ids round",
                )
            return None
        if target.number is None and len(links) > 1:
            self._sketch.error(
                target.place,
                f"{len(links)} arrows go {pair}",
                f"say which: '@{pair}#1' is the one drawn first",
            )
            return None
        if (target.number or 1) > len(links):
            self._sketch.error(
                target.place,
                f"there is no {target.name}, only {len(links)} such arrow(s)",
                f"count them in the order drawn, from '{pair}#1'",
            )
            return None
        return target.number or 1

    def _read(
        self,
        settings: Iterable[Setting],
        known: Mapping[str, Attribute],
        values: _Values,
        target: Target,
    ) -> None:
        for setting in settings:
            attribute = known.get(setting.key)
            if attribute is None:
                hint = self._suggest(setting.key, known)
                keys = ", ".join(key for key, item in known.items() if key != item.field + "s")
                self._sketch.error(
                    setting.place, f"unknown attribute '{setting.key}'{hint}", f"known are: {keys}"
                )
                continue
            try:
                value = attribute.read(setting.value)
            except ValueError as error:
                shown = f"{setting.key}={setting.value[:40]}"
                self._sketch.error(setting.value_place, f"cannot read {shown}", f"{error}")
                continue
            self._state(attribute.field, _Said(value, setting), values, target)

    def _state(self, field: str, said: _Said, values: _Values, target: Target) -> None:
        before = values.setdefault(field, said)
        if before.value != said.value:
            self._sketch.error(
                said.setting.place,
                f"'{target.name}' has {said.setting.key}={said.setting.value[:40]} here and "
                f"{before.setting.value[:40]} on line {before.setting.place.line}",
                "keep one of the two",
            )

    def component(self, box: Box) -> Component | None:
        """Make the component of a box."""
        if box.id in self._sketch.frames:
            group = self._sketch.frames[box.id]
            self._sketch.error(
                box.place,
                f"'{box.id}' is the group of line {group.place.line}, and no box",
                "let arrows end at a box inside the group, or rename one of the two",
            )
            return None
        values = self._of_box.get(box.id, {})
        name = self._agreed(box.label, "name", values, box.label_place) or box.id
        kind = self._kind(box, name, values.get("kind"))
        return self._made(Component, {"id": box.id, "name": name, "kind": kind}, values, box.place)

    def _agreed(
        self, drawn: str | None, field: str, values: _Values, place: Place | None
    ) -> str | None:
        said = values.get(field)
        if said is None:
            return drawn
        if drawn is not None and drawn != said.value and place is not None:
            self._sketch.error(
                said.setting.place,
                f"{said.setting.key}={said.setting.value[:40]} is not what line {place.line} "
                f"says: '{drawn[:40]}'",
                "keep one of the two",
            )
        return str(said.value)

    def _kind(self, box: Box, name: str, said: _Said | None) -> Kind:
        if said is not None:
            return self._stated_kind(said)
        named = kinds_named(name) or kinds_named(box.id)
        shape = _SHAPE_KINDS.get(box.shape or "")
        options = named or ((shape,) if shape else ())
        if len(options) == 1 or shape in options:
            kind = options[0] if len(options) == 1 else shape or "unknown"
            source = "name" if kind in named else "shape"
            self._sketch.notice(
                box.place,
                f"'{box.id}' is taken for kind={kind}, from its {source}",
                f"write '%% @{box.id} kind={kind}' to settle it, or the kind that it is",
            )
            return kind
        choice = " or ".join(f"kind={kind}" for kind in named) or "kind=service, for example"
        self._sketch.notice(
            box.place,
            f"the kind of '{box.id}' is not known, so it meets no rule that asks for one",
            f"write '%% @{box.id} ...' with {choice}",
        )
        return "unknown"

    def _stated_kind(self, said: _Said) -> Kind:
        text = str(said.value)
        for kind in KINDS:
            if kind == text:
                return kind
        named = kind_of(text)
        hint = f"; did you mean '{named}'?" if named else self._suggest(text, KINDS)
        self._sketch.notice(
            said.setting.value_place,
            f"unknown kind '{text[:40]}'{hint}",
            f"known are: {', '.join(KINDS)}",
        )
        return "unknown"

    def connection(self, link: Link) -> Connection | None:
        """Make the connection of an arrow."""
        values = self._of_link.get((link.source, link.target, link.number), {})
        label = self._agreed(link.arrow.label, "label", values, link.arrow.place)
        mode = self._mode(link, values.get("mode"))
        fixed = {"source": link.source, "target": link.target, "mode": mode, "label": label}
        return self._made(Connection, fixed, values, link.arrow.place)

    def _mode(self, link: Link, said: _Said | None) -> Mode:
        drawn = link.arrow.mode
        if said is None:
            return drawn
        mode = next((mode for mode in _MODES if mode == said.value), None)
        if mode is None:
            hint = self._suggest(str(said.value), dict.fromkeys(_MODES))
            self._sketch.error(
                said.setting.value_place,
                f"unknown mode '{said.setting.value[:40]}'{hint}",
                f"known are: {', '.join(_MODES)}",
            )
            return drawn
        if mode not in {drawn, "replication"}:
            arrow = "-->" if drawn == "sync" else "-.->"
            self._sketch.error(
                said.setting.place,
                f"mode={mode} contradicts the arrow '{arrow}' of line {link.arrow.place.line}",
                "draw '-->' for sync and '-.->' for async, or delete the mode",
            )
        return mode

    def _made(
        self, model: type[_Model], fixed: Mapping[str, object], values: _Values, place: Place
    ) -> _Model | None:
        stated = {field: said.value for field, said in values.items()} | dict(fixed)
        try:
            return model.model_validate(stated)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                said = values.get(str(detail["loc"][0])) if detail["loc"] else None
                what = f"{said.setting.key}={said.setting.value[:40]}" if said else "this box"
                self._sketch.error(
                    said.setting.value_place if said else place,
                    f"{what} cannot be: {detail['msg'].lower()}",
                    "see docs/reference/notation.md for the range of each attribute",
                )
            return None

    def groups(self) -> tuple[Group, ...]:
        """Make the groups, marking those that are failure zones."""
        frames = self._sketch.frames
        for name, place in self._sketch.zones:
            if name in frames:
                frames[name].is_zone = True
                continue
            hint = self._suggest(name, frames)
            self._sketch.error(
                place,
                f"no group '{name[:80]}' is drawn{hint}",
                "put 'subgraph name' and 'end' around the boxes of the zone",
            )
        made = (
            self._made(
                Group,
                {
                    "id": frame.id,
                    "name": frame.name,
                    "members": tuple(frame.members),
                    "parent": frame.parent,
                    "zone": frame.is_zone,
                },
                {},
                frame.place,
            )
            for frame in frames.values()
        )
        return tuple(filter(None, made))

    def routes(self) -> tuple[Route, ...]:
        """Make the routes of the flows."""
        made: list[Route] = []
        for way in self._sketch.ways:
            drawn = [self._is_drawn(step, place) for step, place in way.steps]
            if all(drawn):
                path = tuple(step for step, _ in way.steps)
                made.append(Route(flow=way.flow, path=path))
        return tuple(made)
