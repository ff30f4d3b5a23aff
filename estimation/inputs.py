"""Which of a text's numbers are a formula's inputs.

A number is taken as an input the more freely the nearer it stands: as an operand of the sum that
gives the result, in the same sentence, or with the very unit anywhere in the text.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from estimation.fitting import Frame, Input
from estimation.passage import Passage
from estimation.quantity import Quantity

# An input so far off is another number.
_RECOGNISED = 30.0
# So is an intermediate result, or a number without its noun; one further off than this may also
# contradict what the scenario says.
NOTED = 3.0
_SAME = 1.01
# Shares are all about as large as one another, and intermediate results without a unit are many.
_CLOSE = 1.5
# Operands that convert units (in base units where they have one) and are nobody's input.
_CONVERSIONS = frozenset(
    {7.0, 24.0, 30.0, 60.0, 100.0, 365.0, 1e3, 1024.0, 3600.0, 86400.0, 1e6, 1e9, 1e12}
)


@dataclass(frozen=True, slots=True)
class Given:
    """A stated number taken as an input."""

    input: Input
    quantity: Quantity
    ratio: float
    """To the scenario's value."""
    rank: int
    """0 in the sum itself, 1 in the sentence, 2 elsewhere."""

    @property
    def tells(self) -> bool:
        """Whether it has a unit, or is the scenario's very number."""
        return self.quantity.unit != "1" or off(self.ratio) <= _SAME


def off(ratio: float) -> float:
    """How far a ratio is from 1, whichever way: 2 for a half and for double."""
    return max(ratio, 1 / ratio)


def is_conversion(quantity: Quantity) -> bool:
    """Whether an operand only turns one unit into another, such as 86,400."""
    return quantity.base_value in _CONVERSIONS and quantity.base_unit in {"1", "s"}


def from_operands(frame: Frame, operands: Sequence[Quantity]) -> Iterator[Given]:
    """Take the operands of a sum as inputs, bare ones too, and as intermediate results."""
    for item in operands:
        # 86,400 converts and 42 may be another parameter: such a number is an input only if equal.
        other = (is_conversion(item) and item.unit == "1") or frame.is_other(item)
        for leaf in frame.leaves:
            fit = frame.ratio(item, leaf)
            widest = _SAME if other else NOTED * NOTED if fit and fit[1] == "bare" else _RECOGNISED
            if fit and off(fit[0]) <= widest:
                yield Given(leaf, item, fit[0], 0)
        for part in frame.parts:
            fit = frame.ratio(item, part)
            widest = _SAME if other else _CLOSE if fit and fit[1] == "bare" else NOTED
            if fit and off(fit[0]) <= widest:
                yield Given(part, item, fit[0], 0)


def from_sentence(frame: Frame, neighbours: Sequence[Quantity]) -> Iterator[Given]:
    """Take numbers of the same sentence that have the input's unit, nouns for nouns."""
    for item in neighbours:
        for leaf in frame.leaves:
            fit = frame.ratio(item, leaf)
            if not fit or fit[1] == "bare":
                continue
            named = fit[1] == "exact" and frame.is_counted(leaf.unit.dimension)
            loosely = NOTED if leaf.unit.dimension else _CLOSE
            if off(fit[0]) <= (_RECOGNISED if named else loosely):
                yield Given(leaf, item, fit[0], 1)


def from_elsewhere(frame: Frame, passage: Passage) -> tuple[Given, ...]:
    """Take for each input the number of the whole text that has its very unit and is nearest."""
    found: list[Given] = []
    for leaf in frame.leaves:
        if not frame.is_counted(leaf.unit.dimension):
            continue
        stated = (
            Given(leaf, item, fit[0], 2)
            for item in passage.quantities
            if not passage.is_result(item)
            and (fit := frame.ratio(item, leaf))
            and fit[1] == "exact"
            and off(fit[0]) <= NOTED * NOTED
        )
        if nearest := min(stated, key=lambda one: off(one.ratio), default=None):
            found.append(nearest)
    return tuple(found)


def chosen(given: Sequence[Given], *, parts_first: bool) -> tuple[Given, ...]:
    """Give each number to one input and each input one number, the nearest pairs first.

    Args:
        given: All pairs that are possible.
        parts_first: Whether intermediate results compete with parameters, or only take what those
            leave.
    """
    taken: list[Given] = []
    places: set[int] = set()
    names: set[str] = set()
    for one in sorted(given, key=lambda one: _order(one, parts_first=parts_first)):
        if one.quantity.start in places or names & one.input.parameters:
            continue
        taken.append(one)
        places.add(one.quantity.start)
        names |= one.input.parameters
    return tuple(taken)


def _order(one: Given, *, parts_first: bool) -> tuple[int, bool, float, int]:
    is_part = len(one.input.parameters) > 1
    size = -len(one.input.parameters) if parts_first else 0
    return one.rank, is_part and not parts_first, round(off(one.ratio), 2), size
