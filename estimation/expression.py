"""The arithmetic behind a formula: read by a whitelist, walked, and told.

Pure: no I/O, no clock, no randomness; text is read by `ast`, never executed.
"""

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from estimation.errors import BadFormula

_LONGEST = 400
_DEEPEST = 30
_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_TOKENS = re.compile(
    r"(?: +|[-+*/()]|[A-Za-z_][A-Za-z_0-9]*|[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?(?![A-Za-z_0-9.]))*"
)
_MINUS, _TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"
# Division is told apart from the slash inside a unit: 60,000 seats ÷ 2.4 seats/order.
_SAID: Mapping[str, str] = {"+": "+", "-": _MINUS, "*": _TIMES, "/": "÷"}


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, or a unit."""

    name: str


@dataclass(frozen=True, slots=True)
class Negated:
    """A term with its sign turned."""

    term: "Term"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms joined by one of `+ - * /`."""

    left: "Term"
    sign: str
    right: "Term"


Term = Number | Name | Negated | Pair


@lru_cache(maxsize=1024)
def parse(formula: str) -> Term:
    """Read a formula of at most 400 characters and 30 levels.

    Raises:
        BadFormula: It is too large, or holds more than + - * / over numbers and names.
    """
    if len(formula) > _LONGEST:
        raise BadFormula(f"formula of {len(formula)} characters; at most {_LONGEST} are read")
    # Python would warn of 1if and the like before it refuses them.
    if not _TOKENS.fullmatch(formula):
        raise BadFormula(f"formula '{formula}' is not arithmetic; use numbers, names and + - * /")
    try:
        tree = ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as refused:
        raise BadFormula(f"formula '{formula}' is not arithmetic; write a*b/c") from refused
    return _term(tree.body, formula, depth=0)


def _term(node: ast.expr, formula: str, *, depth: int) -> Term:
    """Let through what the whitelist knows."""
    # A long chain a*b*c nests to the left, so depth grows with length as well as parentheses.
    if depth > _DEEPEST:
        raise BadFormula(f"formula '{formula[:60]}…' nests deeper than {_DEEPEST} levels")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Number(_float(value, formula))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negated(_term(operand, formula, depth=depth + 1))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return Pair(
                _term(left, formula, depth=depth + 1),
                _SIGNS[type(op)],
                _term(right, formula, depth=depth + 1),
            )
        case _:
            found = ast.unparse(node)[:40]
            raise BadFormula(f"formula '{formula}': '{found}' is not allowed; use + - * / only")


def _float(value: float, formula: str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadFormula(f"formula '{formula[:60]}…' holds a number that is too large")
    return number


def walk(term: Term) -> tuple[Term, ...]:
    """Every term, a pair before its parts and left before right."""
    match term:
        case Pair(left=left, right=right):
            return (term, *walk(left), *walk(right))
        case Negated(term=inner):
            return (term, *walk(inner))
        case _:
            return (term,)


def figure(value: float) -> str:
    """Four or more significant digits, thousands marked, no trailing zeros."""
    if value == 0 or 1e-3 <= abs(value) < 1e15:  # noqa: PLR2004  outside, digits are unreadable
        text = f"{value:,.6f}" if abs(value) < 1 else f"{value:,.2f}"
        return re.sub(r"\.?0+$", "", text) if "." in text else text
    return f"{value:.4g}"


def said(term: Term, texts: Mapping[str, str]) -> str:
    """A term for people, with texts in place of the names that have one."""
    match term:
        case Number(value=value):
            return figure(value)
        case Name(name=name):
            return texts.get(name, name)
        case Negated(term=inner):
            return f"{_MINUS}{_grouped(inner, texts)}"
        case Pair(left=left, sign=sign, right=right):
            tight = sign in "*/"
            one = _grouped(left, texts) if tight and _is_sum(left) else said(left, texts)
            nested = isinstance(right, Pair) and (sign == "/" or (_is_sum(right) and sign != "+"))
            two = f"({said(right, texts)})" if nested else said(right, texts)
            return f"{one} {_SAID[sign]} {two}"


def _is_sum(term: Term) -> bool:
    return isinstance(term, Pair) and term.sign in "+-"


def _grouped(term: Term, texts: Mapping[str, str]) -> str:
    return f"({said(term, texts)})" if isinstance(term, Pair) else said(term, texts)
