"""Sums that a text spells out: "750,000 / 60 = 12,500", "21/s x 3 s is 63; times 2 is 126".

Pure: no I/O, no clock, no randomness. Time is linear in the number of quantities.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from estimation.errors import FormulaError
from estimation.expression import parse, said
from estimation.formula import evaluate
from estimation.quantity import Arithmetic, Quantity
from estimation.reading import quantities
from estimation.units import Unit, unit
from estimation.words import TIME_UNITS

_MOST_OPERANDS = 12
_LONGEST_GAP = 40
_COMES_OUT = 1.2

_NOUNS = r"(?:\s{1,3}[A-Za-z]{1,20}){0,2}?"
_SIGN = (
    r"(?P<times>[x\N{MULTIPLICATION SIGN}*·]|times\b|multiplied\s+by\b"
    r"|(?P<soft>(?:of|at|with|for)\b))"
    r"|(?P<over>[/÷]|divided\s+by\b|(?P<within>(?:in|over)\b))"
    r"|(?P<plus>\+|plus\b)|(?P<minus>[-\N{EN DASH}]\s|\N{MINUS SIGN}|minus\b)"
)
_JOIN = re.compile(
    rf"{_NOUNS}\s*(?P<close>\){{0,3}})\s*(?:{_SIGN})\s*(?P<open>\({{0,3}})", re.IGNORECASE
)
# Only a result is taken further behind a comma or in a new sentence: "= 333/s, x5 = 1,667/s".
_FURTHER = re.compile(
    rf"(?P<close>)\s*[,;.]\s*(?:(?:and|then)\s+)?(?:{_SIGN})\s*(?P<open>\({{0,3}})", re.IGNORECASE
)
_ABOUT = r"(?:(?:about|around|roughly|some|almost|approximately|nearly|only|ca\.?|[~≈])\s*){0,2}"
_VERBS = (
    r"is|are|gives?|makes?|equals?|means?|keeps?|needs?|leaves?|yields?|takes?|becomes?|hence|so|i\.e\."
    r"|(?:comes?|adds?\s+up)\s+to"
)
_EQUALS = re.compile(
    rf"{_NOUNS}\s*(?P<close>\){{0,3}})\s*,?\s*(?:(?:that|which|this|it)\s*)?"
    rf"(?:=|≈|~|→|->|=>|'s\b|\b(?:{_VERBS})(?!\w))\s*{_ABOUT}",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\s*(?::|\()\s*")
_SIGNS = (("times", "*"), ("over", "/"), ("plus", "+"), ("minus", "-"))


@dataclass(slots=True)
class _Sum:
    """What has been read of a sum so far."""

    operands: list[Quantity]
    formula: str = "q0"
    continues: bool = False
    """The first operand is the result of the sum before."""
    soft: bool = False
    """Joined by a word that says little, as in "34 pods of nine": a sum only if it comes out."""
    promised: Quantity | None = field(default=None)
    """A result that was stated first: 12,500/s (750,000 / 60)."""


def arithmetic(text: str) -> tuple[Arithmetic, ...]:
    """Find the sums of a text and calculate them again.

    An operand without a unit may stand for any, so 600,000 x 48 / 86,400 = 333/s is right, and so
    is 1,667/s x 120 ms = 200: of the readings in base units, in units as stated, and with only
    time as stated, the one that fits best is taken. Weak words join a sum only if it comes out
    within 20 %: 1,667/s at 120 ms is 200 workers.
    """
    return tuple(sums(text, quantities(text)))


def sums(text: str, found: Sequence[Quantity]) -> Iterator[Arithmetic]:
    """As `arithmetic`, for quantities that have been read already."""
    current = _Sum([])
    for item in found:
        gap = _gap(text, current, item)
        if (joint := _joint(current, gap, item)) and len(current.operands) < _MOST_OPERANDS:
            current.formula += f"{joint}q{len(current.operands)}"
            current.operands.append(item)
            continue
        equals = _EQUALS.fullmatch(gap)
        if equals and len(current.operands) > 1:
            current.formula += equals["close"]
            yield from _emitted(current, item)
            current = _Sum([item], continues=True)
            continue
        yield from _promised(current)
        single = len(current.operands) == 1 and (equals or _BECAUSE.fullmatch(gap))
        current = _Sum([item], promised=current.operands[0] if single else None)
    yield from _promised(current)


def _gap(text: str, current: _Sum, item: Quantity) -> str:
    """The text since the last operand; a dot if it is too long to join anything."""
    if not current.operands or item.start - current.operands[-1].end > _LONGEST_GAP:
        return "."
    return text[current.operands[-1].end : item.start]


def _joint(current: _Sum, gap: str, item: Quantity) -> str | None:
    """The operator and parentheses of a gap, if it joins two operands."""
    match = _JOIN.fullmatch(gap)
    if not match and current.continues and len(current.operands) == 1:
        match = _FURTHER.fullmatch(gap)
    if not match:
        return None
    # "750,000 people in 60 s" is a sum; other uses of the word are not.
    if match["within"] and item.unit not in TIME_UNITS:
        return None
    current.soft = current.soft or match["soft"] is not None
    sign = next(sign for name, sign in _SIGNS if match[name])
    return f"{match['close']}{sign}{match['open']}"


def _promised(current: _Sum) -> Iterator[Arithmetic]:
    if current.promised and len(current.operands) > 1:
        yield from _emitted(current, current.promised)


def _emitted(current: _Sum, stated: Quantity) -> Iterator[Arithmetic]:
    formula = _balanced(current.formula)
    computed = [
        (claimed, result)
        for claimed, result in _readings(formula, current.operands, stated)
        if claimed > 0 and result > 0
    ]
    if not computed:
        return
    claimed, result = min(computed, key=lambda pair: max(pair[0] / pair[1], pair[1] / pair[0]))
    if current.soft and not 1 / _COMES_OUT < claimed / result < _COMES_OUT:
        return
    named = {
        f"q{index}": " ".join(item.text.split()) for index, item in enumerate(current.operands)
    }
    spans = (stated, *current.operands)
    yield Arithmetic(
        expression=said(parse(formula), named),
        operands=tuple(current.operands),
        stated=stated,
        computed=stated.value * result / claimed,
        ratio=claimed / result,
        start=min(item.start for item in spans),
        end=max(item.end for item in spans),
    )


def _balanced(formula: str) -> str:
    """Close what is open: the parentheses around a whole sum lie outside of what was read."""
    depth = lowest = 0
    for sign in formula:
        depth += (sign == "(") - (sign == ")")
        lowest = min(lowest, depth)
    return "(" * -lowest + formula + ")" * (depth - lowest)


def _readings(
    formula: str, operands: Sequence[Quantity], stated: Quantity
) -> Iterator[tuple[float, float]]:
    """Each way to take the units: the stated result and the calculated one."""
    for size in (_base, _face, _timeless):
        values = {f"q{index}": size(item) for index, item in enumerate(operands)}
        try:
            yield size(stated), evaluate(formula, values)
        except FormulaError:
            continue


def _base(item: Quantity) -> float:
    return item.base_value


def _face(item: Quantity) -> float:
    return item.base_value if item.unit == "percent" else item.value


def _timeless(item: Quantity) -> float:
    """Data and shares in base units, time as stated: 60 GB/day x 30 = 1.8 TB."""
    above, *below = item.unit.split("/")
    size = item.value * _factor(above)
    for part in below:
        size /= _factor(part)
    return size


def _factor(text: str) -> float:
    read: Unit = unit(text)
    return 1.0 if text in TIME_UNITS else read.factor
