"""Formulas over named inputs, with units that must come out right.

How to write one (packs, linter and grader share these rules):

- `+ - * /`, unary minus, numbers, names and parentheses; nothing else, no powers.
- **Units convert by themselves; write no conversion constant.** With `dau` in users/day and
  `views_per_user` in requests/user, the peak rate in requests/s is
  `dau*views_per_user*peak_factor`. For clarity `dau*views_per_user/(86400*s/day)*peak_factor` is
  the same value, since `86400*s/day` is 1. A bare `86400` or `1.0e9` is refused.
- The names of units are constants: `s`, `min`, `h`, `day`, `week`, `month`, `year`, `B`, `kB`,
  `MB`, `GB`, `TB`, `EUR`, `USD`, and each counted unit in the singular (`user`, `request`,
  `worker`, `connection`, ...). A parameter may not be called `seat`, but `seats`.
- A length that is a plain number in words gets its unit: a first minute is `60*s` or `1*min`:
  `arrivals*first_minute_share/(60*s)` is users/s.
- What is counted changes only openly. By Little's law requests/s x s are requests; if each
  keeps one worker busy, say so: `peak*service_s*worker/request` is workers. An average query
  on one connection: `*connection/query`. Each waiting user polls: `*request/user`.
- Adding unlike units is an error; so is a result that is not in the declared unit.

`evaluate_quantity` calculates with units and is what linter, grader and simulator use;
`evaluate` is for bare numbers, where every unit name counts as 1.

Pure: no I/O, no clock, no randomness; formulas are read by `ast`, never executed.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from estimation.errors import (
    BareConversion,
    NotFinite,
    ReservedName,
    UnitMismatch,
    UnknownName,
    UnlikeUnits,
)
from estimation.expression import Name, Negated, Number, Pair, Term, figure, parse, said, walk
from estimation.units import Dimension, base_text, is_unit, reserved_names, unit

# Factors between units that would be counted twice, as units convert by themselves.
_CONVERSIONS = frozenset({3600.0, 86400.0, 604800.0, 1e9, 1e12, 1e15, 1024.0**3, 1024.0**4})


@dataclass(frozen=True, slots=True)
class _Measure:
    """A magnitude in base units, and which."""

    value: float
    dimension: Dimension


def names(formula: str) -> tuple[str, ...]:
    """The parameters a formula needs, in order of appearance; unit names are left out.

    Raises:
        BadFormula: It cannot be read.
    """
    found = (term.name for term in walk(parse(formula)) if isinstance(term, Name))
    return tuple(dict.fromkeys(name for name in found if name not in reserved_names()))


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """Calculate with bare numbers: every unit name counts as 1 and nothing is converted.

    Raises:
        FormulaError: It cannot be read, lacks a value, or has no finite result.
    """
    measures = {name: _Measure(value, ()) for name, value in values.items()}
    ones = {name: _Measure(1.0, ()) for name in reserved_names()}
    return _finite(_measure(parse(formula), {**ones, **measures}, formula), formula).value


def evaluate_quantity(
    formula: str, parameters: Mapping[str, tuple[float, str]], unit: str
) -> float:
    """Calculate with units.

    Args:
        formula: As the module describes.
        parameters: Each name with its value and unit.
        unit: What the result is wanted in.

    Returns:
        The magnitude in `unit`.

    Raises:
        FormulaError: It cannot be read, lacks a value, adds unlike units, comes out in another
            unit, or has no finite result.
        UnknownUnit: A unit cannot be read.
    """
    result = _finite(_calculated(formula, parameters), formula)
    return result.value / _fitting(formula, result.dimension, unit)


def evaluate_in_base(
    formula: str, parameters: Mapping[str, tuple[float, str]]
) -> tuple[float, str]:
    """Calculate with units, whatever the result is in.

    Returns:
        The magnitude in base units, and which: 625.0 and "request/s".

    Raises:
        FormulaError: As for `evaluate_quantity`.
        UnknownUnit: A unit cannot be read.
    """
    result = _finite(_calculated(formula, parameters), formula)
    return result.value, base_text(result.dimension)


def check_units(formula: str, units: Mapping[str, str], expected: str) -> None:
    """See that a formula is sound and comes out in the declared unit.

    Args:
        formula: As the module describes.
        units: Each parameter's unit; may hold more than the formula uses.
        expected: The declared unit of the result.

    Raises:
        ReservedName: A parameter has the name of a unit.
        BareConversion: A constant such as 86400 stands without units.
        UnlikeUnits: Unlike units are added; both are named.
        UnitMismatch: The result is in another unit; both are named.
        FormulaError: It cannot be read, or uses a name that is not declared.
        UnknownUnit: A unit cannot be read.
    """
    for name in units:
        if name in reserved_names():
            raise ReservedName(f"parameter '{name}' is called like a unit; rename it")
    tree = parse(formula)
    _refuse_bare_conversions(tree, formula)
    known = {name: _Measure(1.0, unit(text).dimension) for name, text in units.items()}
    _fitting(formula, _measure(tree, known, formula, dividing=_quotient_unit).dimension, expected)


def substituted(
    formula: str, values: Mapping[str, float], units: Mapping[str, str] | None = None
) -> str:
    """The formula with the numbers put in, and their units if given.

    Returns:
        For people, with typographic signs, as 25,000 orders ÷ 1,200 s.

    Raises:
        BadFormula: It cannot be read.
    """
    texts = {name: figure(value) for name, value in values.items()}
    for name, text in (units or {}).items():
        if name in texts and text != "1":
            texts[name] += f" {text}"
    return said(parse(formula), texts)


def _calculated(formula: str, parameters: Mapping[str, tuple[float, str]]) -> _Measure:
    known: dict[str, _Measure] = {}
    for name in names(formula):
        if name in parameters:
            value, text = parameters[name]
            read = unit(text)
            known[name] = _Measure(value * read.factor, read.dimension)
    return _measure(parse(formula), known, formula)


def _quotient(left: float, right: float, formula: str) -> float:
    if right == 0:
        raise NotFinite(f"formula '{formula}' divides by zero")
    return left / right


def _quotient_unit(left: float, right: float, formula: str) -> float:
    """Division while only units are looked at, where values are all stand-ins."""
    del left, right, formula
    return 1.0


def _measure(
    term: Term,
    known: Mapping[str, _Measure],
    formula: str,
    *,
    dividing: Callable[[float, float, str], float] = _quotient,
) -> _Measure:
    match term:
        case Number(value=value):
            return _Measure(value, ())
        case Name(name=name):
            return known[name] if name in known else _constant(name, formula)
        case Negated(term=inner):
            found = _measure(inner, known, formula, dividing=dividing)
            return _Measure(-found.value, found.dimension)
        case Pair(left=left, sign=sign, right=right):
            one = _measure(left, known, formula, dividing=dividing)
            two = _measure(right, known, formula, dividing=dividing)
            if sign == "*":
                return _Measure(one.value * two.value, _joined(one, two, 1))
            if sign == "/":
                quotient = dividing(one.value, two.value, formula)
                return _Measure(quotient, _joined(one, two, -1))
            _refuse_unlike(one, two, term, formula)
            return _Measure(one.value + (two.value if sign == "+" else -two.value), one.dimension)


def _constant(name: str, formula: str) -> _Measure:
    if name not in reserved_names() or not is_unit(name):
        raise UnknownName(
            f"formula '{formula}': '{name}' is neither a parameter nor a unit; declare it"
        )
    read = unit(name)
    return _Measure(read.factor, read.dimension)


def _joined(one: _Measure, two: _Measure, sign: int) -> Dimension:
    powers = dict(one.dimension)
    for name, power in two.dimension:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def _refuse_unlike(one: _Measure, two: _Measure, term: Pair, formula: str) -> None:
    if one.dimension == two.dimension:
        return
    left, right = base_text(one.dimension), base_text(two.dimension)
    doing = "adds" if term.sign == "+" else "subtracts"
    raise UnlikeUnits(
        f"formula '{formula}' {doing} unlike units: '{said(term.left, {})}' is in {left}, "
        f"'{said(term.right, {})}' is in {right}; make them the same"
    )


def _refuse_bare_conversions(tree: Term, formula: str) -> None:
    """Refuse 86400 and the like unless a unit multiplies it right there."""
    excused = {
        id(pair.left)
        for pair in walk(tree)
        if isinstance(pair, Pair) and pair.sign == "*" and _is_unit_name(pair.right)
    }
    for term in walk(tree):
        if isinstance(term, Number) and term.value in _CONVERSIONS and id(term) not in excused:
            raise BareConversion(
                f"formula '{formula}': {figure(term.value)} stands without units; leave it out, "
                "as units convert by themselves, or write it like 86400*s/day"
            )


def _is_unit_name(term: Term) -> bool:
    return isinstance(term, Name) and term.name in reserved_names()


def _fitting(formula: str, found: Dimension, expected: str) -> float:
    """The size of the expected unit, if the result can be said in it."""
    wanted = unit(expected)
    if found != wanted.dimension:
        raise UnitMismatch(
            f"formula '{formula}' comes out in {base_text(found)}, declared is {expected}; "
            "mend the unit or convert openly, as in *worker/request"
        )
    return wanted.factor


def _finite(measure: _Measure, formula: str) -> _Measure:
    if not math.isfinite(measure.value):
        raise NotFinite(f"formula '{formula}' has no finite result")
    return measure
