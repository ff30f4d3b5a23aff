"""Stated results held against their formula, with the candidate's own inputs where stated.

`find` looks at every number in a text that could be a given estimation. Its unit must fit (see
`estimation.fitting`); a bare count must in addition stand with at least one of the inputs. The
formula is then calculated twice: with the inputs that the text states near the result, and with
the scenario's own. The stated number agrees if it is within `factor` of either; the calculation
that explains it better is the one reported. An own input more than 30 times off the scenario's is
not recognised, one more than 3 times off is named in `own_inputs_off`: whether it contradicts what
the candidate knew is for the grader to say.

So a result off by 100 disagrees while its inputs stay, whatever else the text says.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from estimation.calculator import Measure, calculate
from estimation.expression import Name, Negated, Pair, Term, figure, said
from estimation.fitting import Fit, Frame, frame
from estimation.inputs import (
    NOTED,
    Given,
    chosen,
    from_elsewhere,
    from_operands,
    from_sentence,
    is_conversion,
    off,
)
from estimation.passage import Passage, passage
from estimation.quantity import Quantity, Recomputed, Stated

# The scenario's inputs must explain a number this much better to be preferred to stated ones.
_PREFERRED = 1.2
# No honest answer has more numbers of one kind; a hostile one shall not take long.
_MOST_CANDIDATES = 300
# A number with nothing beside it that shows how it came about must be nearer than others.
_CLAIMED = 1.5
_CLAIMED_WITHOUT_NOUN = 1.2


class Parameter(Protocol):
    """A named input of a formula."""

    @property
    def name(self) -> str:
        """As the formula calls it."""
        ...

    @property
    def value(self) -> float:
        """In `unit`."""
        ...

    @property
    def unit(self) -> str:
        """As `estimation.units.unit` reads it."""
        ...


@dataclass(frozen=True, slots=True)
class _Calculation:
    """A result in base units, and the stated inputs that went in."""

    value: float
    tree: Term
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """The estimation that numbers are held against."""

    id: str
    formula: str
    unit: str
    factor: float
    frame: Frame


def find(  # noqa: PLR0913  an estimation's fields, by name
    text: str,
    *,
    id: str,  # noqa: A002  the field's name everywhere
    formula: str,
    unit: str,
    parameters: Sequence[Parameter],
    factor: float,
) -> tuple[Recomputed, ...]:
    """Find what a text states for an estimation.

    Args:
        text: An answer, or a part of it.
        id: The estimation's id, handed through.
        formula: As `estimation.formula` describes.
        unit: Declared unit of the result.
        parameters: The scenario's inputs; may hold more than the formula uses.
        factor: Accepted ratio of stated to recomputed, either way.

    Returns:
        What agrees first, the nearest first; then what disagrees although its own inputs show
        that it is this estimation. Each stands at a different place in the text; the first 300
        numbers whose unit fits are weighed.

    Raises:
        FormulaError: The formula cannot be calculated.
        UnknownUnit: A unit cannot be read.
    """
    framed = frame(formula, unit, {item.name: (item.value, item.unit) for item in parameters})
    asked = _Asked(id, formula, unit, factor, framed)
    read = passage(text)
    elsewhere = from_elsewhere(framed, read)
    fitting = (index for index, one in enumerate(read.quantities) if framed.fits(one))
    found = (
        _recomputed(asked, read, index, elsewhere) for index in islice(fitting, _MOST_CANDIDATES)
    )
    return tuple(
        sorted((one for one in found if one), key=lambda one: (not one.agrees, off(one.ratio)))
    )


def _recomputed(
    asked: _Asked, read: Passage, index: int, elsewhere: Sequence[Given]
) -> Recomputed | None:
    stated, framed = read.quantities[index], asked.frame
    fit = _fit(framed, read, index)
    if not fit or min(stated.value, framed.result) <= 0:
        return None
    if framed.is_input(stated) and not read.is_result(stated):
        return None
    operands = read.operands(index)
    here = (*from_operands(framed, operands), *from_sentence(framed, read.neighbours(index)))
    away = (one for one in elsewhere if one.quantity.start != stated.start)
    own = _own(framed, stated, (*here, *away))
    shown = _shown(operands, own)
    # A sum shows what it is made of; without one, all inputs may stand in the same sentence.
    covered = not read.is_result(stated) and _covers(
        framed, tuple(one for one in own.given if one in here)
    )
    if not (_tells(framed, fit) or shown or covered):
        return None
    renamed = fit == "free" and framed.means_other(stated)
    best = _calculation(framed, ()) if renamed else _best(framed, stated, own)
    beside = fit == "exact" and (here or read.is_result(stated))
    calculated = shown or beside or (covered and best is own)
    agrees = (
        off(stated.base_value / best.value) <= _allowed(asked.factor, fit, claimed=not calculated)
        # What its own sum contradicts is no result of anything.
        and read.error(index) <= asked.factor
    )
    if not agrees and (renamed or not (shown and _covers(framed, own.given))):
        return None
    return _told(asked, stated, best, agrees=agrees)


def _fit(framed: Frame, read: Passage, index: int) -> Fit | None:
    """How well unit and noun fit; the sum of a sentence about connections counts connections."""
    stated, nouns = read.quantities[index], framed.wanted_nouns
    about = read.nouns[read.sentences[index]]
    fit = framed.fits(stated)
    if fit == "free" and stated.unit == "1" and read.is_result(stated) and nouns & about:
        return "exact"
    return fit


def _allowed(factor: float, fit: Fit, *, claimed: bool) -> float:
    """How far a number may be off: less where nothing beside it shows that it was calculated."""
    if not claimed:
        return factor
    return min(factor, _CLAIMED if fit == "exact" else _CLAIMED_WITHOUT_NOUN)


def _own(framed: Frame, stated: Quantity, given: Sequence[Given]) -> _Calculation:
    """Calculate with what the text states, in the way that explains the result better."""
    ways = (chosen(given, parts_first=first) for first in (False, True))
    return min(
        (_calculation(framed, way) for way in ways),
        key=lambda one: off(stated.base_value / one.value),
    )


def _best(framed: Frame, stated: Quantity, own: _Calculation) -> _Calculation:
    """Prefer the candidate's own inputs unless the scenario's explain the number better."""
    scenario = _calculation(framed, ())
    by_own, by_scenario = (off(stated.base_value / one.value) for one in (own, scenario))
    return own if by_own <= _PREFERRED * by_scenario else scenario


def _tells(framed: Frame, fit: Fit) -> bool:
    """Whether unit and noun say enough: a rate or an amount of data does, a bare count not."""
    return framed.is_rate_or_data or (fit == "exact" and bool(framed.wanted_nouns))


def _shown(operands: Sequence[Quantity], own: _Calculation) -> bool:
    """Whether the result was calculated from this formula's inputs and nothing else."""
    used = {one.quantity.start for one in own.given}
    places = {item.start for item in operands}
    left = [item for item in operands if item.start not in used and not is_conversion(item)]
    return not left and any(one.tells and one.quantity.start in places for one in own.given)


def _covers(framed: Frame, given: Sequence[Given]) -> bool:
    """Whether all inputs of the formula are stated."""
    stated = {name for one in given for name in one.input.parameters}
    return stated >= {leaf.name for leaf in framed.leaves}


def _calculation(framed: Frame, given: tuple[Given, ...]) -> _Calculation:
    """Calculate with stated numbers in place of parameters and of intermediate results."""
    tree, known = framed.tree, dict(framed.known)
    for index, one in enumerate(given):
        tree = _replaced(tree, one.input.term, Name(_own_name(index)))
        known[_own_name(index)] = Measure(one.input.value * one.ratio, one.input.unit.dimension)
    return _Calculation(calculate(tree, known, framed.formula).value, tree, given)


def _own_name(index: int) -> str:
    """No parameter can have a name with a space in it."""
    return f"own {index}"


def _replaced(tree: Term, old: Term, new: Term) -> Term:
    if tree == old:
        return new
    match tree:
        case Pair(left=left, sign=sign, right=right):
            return Pair(_replaced(left, old, new), sign, _replaced(right, old, new))
        case Negated(term=inner):
            return Negated(_replaced(inner, old, new))
        case _:
            return tree


def _in_unit(one: Given) -> float:
    return one.input.value * one.ratio / one.input.unit.factor


def _texts(framed: Frame, given: Sequence[Given]) -> dict[str, str]:
    """The numbers for people, each in the unit in which it was declared."""
    own = {
        _own_name(index): _with_unit(_in_unit(one), one.input.unit.text)
        for index, one in enumerate(given)
    }
    declared = {
        leaf.name: _with_unit(leaf.value / leaf.unit.factor, leaf.unit.text)
        for leaf in framed.leaves
    }
    return declared | own


def _with_unit(value: float, text: str) -> str:
    return figure(value) if text == "1" else f"{figure(value)} {text}"


def _told(asked: _Asked, stated: Quantity, best: _Calculation, *, agrees: bool) -> Recomputed:
    return Recomputed(
        id=asked.id,
        formula=asked.formula,
        substituted=said(best.tree, _texts(asked.frame, best.given)),
        inputs=tuple(
            Stated(
                name=one.input.name,
                value=_in_unit(one),
                unit=one.input.unit.text,
                start=one.quantity.start,
                end=one.quantity.end,
            )
            for one in best.given
        ),
        own_inputs_off=tuple(one.input.name for one in best.given if off(one.ratio) > NOTED),
        stated=stated,
        recomputed=best.value / asked.frame.wanted.factor,
        unit=asked.unit,
        ratio=stated.base_value / best.value,
        agrees=agrees,
        factor=asked.factor,
    )
