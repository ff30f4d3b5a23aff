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
from collections.abc import Mapping

from estimation.calculator import Measure, calculate, stand_in
from estimation.errors import (
    BareConversion,
    NotFinite,
    ReservedName,
    UnitMismatch,
)
from estimation.expression import Name, Number, Pair, Term, figure, parse, said, walk
from estimation.units import Dimension, base_text, reserved_names, unit

# Factors between units that would be counted twice, as units convert by themselves.
_CONVERSIONS = frozenset({3600.0, 86400.0, 604800.0, 1e9, 1e12, 1e15, 1024.0**3, 1024.0**4})


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
    measures = {name: Measure(value, ()) for name, value in values.items()}
    ones = {name: Measure(1.0, ()) for name in reserved_names()}
    return _finite(calculate(parse(formula), {**ones, **measures}, formula), formula).value


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
    known = {name: Measure(1.0, unit(text).dimension) for name, text in units.items()}
    _fitting(formula, calculate(tree, known, formula, dividing=stand_in).dimension, expected)


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


def _calculated(formula: str, parameters: Mapping[str, tuple[float, str]]) -> Measure:
    known: dict[str, Measure] = {}
    for name in names(formula):
        if name in parameters:
            value, text = parameters[name]
            read = unit(text)
            known[name] = Measure(value * read.factor, read.dimension)
    return calculate(parse(formula), known, formula)


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


def _finite(measure: Measure, formula: str) -> Measure:
    if not math.isfinite(measure.value):
        raise NotFinite(f"formula '{formula}' has no finite result")
    return measure
