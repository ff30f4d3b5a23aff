"""How a finished sketch becomes an architecture, or a list of what is missing for one.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from architecture.kinds import KINDS, kind_of, kinds_named
from architecture.model import (
    MAX_ROUTES,
    Architecture,
    Component,
    Connection,
    Group,
    Kind,
    Mode,
    Route,
)
from architecture.notation_sketch import Box, Link, Place, Sketch
from architecture.notation_stated import Said, Statements, Values

_Model = TypeVar("_Model", bound=BaseModel)
# What an outline suggests when no name does: a stadium is where things start, a cylinder keeps
# records, a box with double sides holds what waits.
_SHAPE_KINDS: Mapping[str, Kind] = {"([": "client", "[(": "sql_db", "[[": "queue"}
_MODES: tuple[Mode, ...] = ("sync", "async", "replication")


def resolve(sketch: Sketch) -> Architecture | None:
    """Put a sketch together; problems are added to it, and any error gives `None`."""
    resolution = _Resolution(sketch)
    components = tuple(filter(None, map(resolution.component, sketch.boxes.values())))
    resolution.tell_namesakes(components)
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
        self._stated = Statements(sketch)

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
        values = self._stated.of_box(box.id)
        name = self._stated.agreed(box.label, "name", values, box.label_place) or box.id
        kind = self._kind(box, name, values.get("kind"))
        return self._made(Component, {"id": box.id, "name": name, "kind": kind}, values, box.place)

    def tell_namesakes(self, components: tuple[Component, ...]) -> None:
        """Note boxes that look alike on the picture."""
        first: dict[str, str] = {}
        for component in components:
            namesake = first.setdefault(component.name, component.id)
            if namesake != component.id:
                self._sketch.notice(
                    self._sketch.boxes[component.id].place,
                    f"'{component.id}' is called '{component.name[:40]}' like '{namesake}'",
                    "give each a name of its own, or draw one box with replicas=2",
                )

    def _kind(self, box: Box, name: str, said: Said | None) -> Kind:
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

    def _stated_kind(self, said: Said) -> Kind:
        text = str(said.value)
        for kind in KINDS:
            if kind == text:
                return kind
        named = kind_of(text)
        hint = f"; did you mean '{named}'?" if named else self._stated.suggest(text, KINDS)
        self._sketch.notice(
            said.setting.value_place,
            f"unknown kind '{text[:40]}'{hint}",
            f"known are: {', '.join(KINDS)}",
        )
        return "unknown"

    def connection(self, link: Link) -> Connection | None:
        """Make the connection of an arrow."""
        values = self._stated.of_link(link)
        label = self._stated.agreed(link.arrow.label, "label", values, link.arrow.place)
        mode = self._mode(link, values.get("mode"))
        fixed = {"source": link.source, "target": link.target, "mode": mode, "label": label}
        return self._made(Connection, fixed, values, link.arrow.place)

    def _mode(self, link: Link, said: Said | None) -> Mode:
        drawn = link.arrow.mode
        if said is None:
            return drawn
        known: tuple[Mode, ...] = tuple(mode for mode in _MODES if mode == said.value)
        if not known:
            hint = self._stated.suggest(str(said.value), _MODES)
            self._sketch.error(
                said.setting.value_place,
                f"unknown mode '{said.setting.value[:40]}'{hint}",
                f"known are: {', '.join(_MODES)}",
            )
            return drawn
        mode = known[0]
        if mode not in {drawn, "replication"}:
            arrow = "-->" if drawn == "sync" else "-.->"
            self._sketch.error(
                said.setting.place,
                f"mode={mode} contradicts the arrow '{arrow}' of line {link.arrow.place.line}",
                "draw '-->' for sync and '-.->' for async, or delete the mode",
            )
        return mode

    def _made(
        self, model: type[_Model], fixed: Mapping[str, object], values: Values, place: Place
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
            hint = self._stated.suggest(name, frames)
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
        if len(self._sketch.ways) > MAX_ROUTES:
            place = self._sketch.ways[MAX_ROUTES].place
            self._sketch.error(
                place, f"more than {MAX_ROUTES} flows", f"correct at most {MAX_ROUTES} of them"
            )
        for way in self._sketch.ways[:MAX_ROUTES]:
            drawn = [self._stated.is_drawn(step, place) for step, place in way.steps]
            if all(drawn):
                path = tuple(step for step, _ in way.steps)
                made.append(Route(flow=way.flow, path=path))
        return tuple(made)
