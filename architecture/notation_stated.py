"""What the attribute lines of a sketch state, each brought to the box or arrow it speaks of.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from architecture.notation_attribute import (
    COMPONENT_KEYS,
    CONNECTION_KEYS,
    Attribute,
    Suggestions,
    listed,
)
from architecture.notation_sketch import Link, Place, Setting, Sketch, Target


@dataclass(frozen=True, slots=True)
class Said:
    """A value that an attribute states, and where."""

    value: object
    setting: Setting


Values = dict[str, Said]


class Statements:
    """The attributes of a sketch by box and by arrow, under the model's field names."""

    def __init__(self, sketch: Sketch) -> None:
        self.suggest = Suggestions()
        self._sketch = sketch
        self._of_box: dict[str, Values] = {}
        self._of_link: dict[tuple[str, str, int], Values] = {}
        self._links: dict[tuple[str, str], list[Link]] = {}
        for link in sketch.links:
            self._links.setdefault((link.source, link.target), []).append(link)
        self._settle()

    def of_box(self, name: str) -> Values:
        """What is stated of a component."""
        return self._of_box.get(name, {})

    def of_link(self, link: Link) -> Values:
        """What is stated of a connection."""
        return self._of_link.get((link.source, link.target, link.number), {})

    def agreed(
        self, drawn: str | None, field: str, values: Values, place: Place | None
    ) -> str | None:
        """Give a text that an arrow or box shows, an attribute states, or both alike."""
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

    def _settle(self) -> None:
        for target, settings in self._sketch.settings:
            if target.target is None:
                if self.is_drawn(target.source, target.place):
                    values = self._of_box.setdefault(target.source, {})
                    self._read(settings, COMPONENT_KEYS, values, target)
            elif (number := self._number(target)) is not None:
                key = (target.source, target.target, number)
                self._read(settings, CONNECTION_KEYS, self._of_link.setdefault(key, {}), target)

    def is_drawn(self, name: str, place: Place) -> bool:
        """Whether a component is drawn; if not, that becomes an error at this place."""
        if name in self._sketch.boxes:
            return True
        if name in self._sketch.doubtful:
            return False
        hint = self.suggest(name, self._sketch.boxes)
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
            drawn = [self.is_drawn(end, target.place) for end in ends]
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
        values: Values,
        target: Target,
    ) -> None:
        for setting in settings:
            attribute = known.get(setting.key)
            if attribute is None:
                hint = self.suggest(setting.key, known)
                keys = f"known are: {listed(known)}"
                self._sketch.error(setting.place, f"unknown attribute '{setting.key}'{hint}", keys)
                continue
            try:
                value = attribute.read(setting.value)
            except ValueError as error:
                shown = f"{setting.key}={setting.value[:40]}"
                self._sketch.error(setting.value_place, f"cannot read {shown}", f"{error}")
                continue
            self._state(attribute.field, Said(value, setting), values, target)

    def _state(self, field: str, said: Said, values: Values, target: Target) -> None:
        before = values.setdefault(field, said)
        if before.value != said.value:
            self._sketch.error(
                said.setting.place,
                f"'{target.name}' has {said.setting.key}={said.setting.value[:40]} here and "
                f"{before.setting.value[:40]} on line {before.setting.place.line}",
                "keep one of the two",
            )
