"""Values with dimensions, calculated along a formula's terms.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from estimation.errors import NotFinite, UnknownName, UnlikeUnits
from estimation.expression import Name, Negated, Number, Pair, Term, said
from estimation.units import Dimension, base_text, is_unit, reserved_names, unit


@dataclass(frozen=True, slots=True)
class Measure:
    """A magnitude in base units, and which."""

    value: float
    dimension: Dimension


def _quotient(left: float, right: float, formula: str) -> float:
    if right == 0:
        raise NotFinite(f"formula '{formula}' divides by zero")
    return left / right


def stand_in(left: float, right: float, formula: str) -> float:
    """Division while only units are looked at, where values are all stand-ins."""
    del left, right, formula
    return 1.0


def calculate(
    term: Term,
    known: Mapping[str, Measure],
    formula: str,
    *,
    dividing: Callable[[float, float, str], float] = _quotient,
) -> Measure:
    """Calculate a term.

    Args:
        term: What to calculate.
        known: Its parameters; names of units need no entry.
        formula: The whole text, for messages.
        dividing: How to divide; `stand_in` when only dimensions are of interest.

    Raises:
        UnknownName: Neither a parameter nor a unit.
        UnlikeUnits: Unlike units are added; both are named.
        NotFinite: Division by zero.
    """
    match term:
        case Number(value=value):
            return Measure(value, ())
        case Name(name=name):
            return known[name] if name in known else _constant(name, formula)
        case Negated(term=inner):
            found = calculate(inner, known, formula, dividing=dividing)
            return Measure(-found.value, found.dimension)
        case Pair(left=left, sign=sign, right=right):
            one = calculate(left, known, formula, dividing=dividing)
            two = calculate(right, known, formula, dividing=dividing)
            if sign == "*":
                return Measure(one.value * two.value, _joined(one, two, 1))
            if sign == "/":
                quotient = dividing(one.value, two.value, formula)
                return Measure(quotient, _joined(one, two, -1))
            _refuse_unlike(one, two, term, formula)
            return Measure(one.value + (two.value if sign == "+" else -two.value), one.dimension)


def _constant(name: str, formula: str) -> Measure:
    if name not in reserved_names() or not is_unit(name):
        raise UnknownName(
            f"formula '{formula}': '{name}' is neither a parameter nor a unit; declare it"
        )
    read = unit(name)
    return Measure(read.factor, read.dimension)


def _joined(one: Measure, two: Measure, sign: int) -> Dimension:
    powers = dict(one.dimension)
    for name, power in two.dimension:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _refuse_unlike(one: Measure, two: Measure, term: Pair, formula: str) -> None:
    if one.dimension == two.dimension:
        return
    left, right = base_text(one.dimension), base_text(two.dimension)
    doing = "adds" if term.sign == "+" else "subtracts"
    raise UnlikeUnits(
        f"formula '{formula}' {doing} unlike units: '{said(term.left, {})}' is in {left}, "
        f"'{said(term.right, {})}' is in {right}; make them the same"
    )
