"""The units of the house: time, data, money, and counted things as real units.

A user is not a request and a request is not a second: each counted thing is a base unit of its
own, so that `user/s x s` is users and nothing else. The one pint registry lives here; it is
imported with the first unit and asked once for each text, after that dimensions are plain tuples.

Base units are the second, the byte, the euro, the dollar and every counted thing.

Pure: no I/O, no clock, no randomness.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from tokenize import TokenError
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from estimation.errors import UnknownUnit

if TYPE_CHECKING:
    from pint import UnitRegistry

Dimension = tuple[tuple[str, int], ...]
"""Base units with their exponents, sorted by name; empty for a plain number."""

# A counted unit and its other names; a regular plural needs no entry. People who arrive are users
# and whatever a server is asked is a request: synonyms only where nobody would tell them apart.
COUNTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "booking": ("reservation",),
        "bucket": (),
        "card": (),
        "check": (),
        "click": (),
        "connection": ("conn",),
        "core": ("cpu", "vcpu"),
        "deploy": ("deployment",),
        "device": (),
        "document": ("doc",),
        "driver": (),
        "email": ("mail",),
        "endpoint": (),
        "entry": ("entries",),
        "event": (),
        "file": (),
        "follower": (),
        "hold": (),
        "image": ("photo", "picture"),
        "instance": (),
        "item": (),
        "job": (),
        "key": (),
        "lookup": (),
        "merchant": (),
        "message": ("msg",),
        "night": (),
        "node": (),
        "notification": ("push",),
        "object": (),
        "operation": ("op",),
        "order": ("purchase",),
        "page": (),
        "partition": (),
        "payment": (),
        "pod": (),
        "post": (),
        "process": ("processes",),
        "product": (),
        "query": ("queries",),
        "read": (),
        "recipient": (),
        "record": (),
        "redirect": (),
        "replica": (),
        "request": ("req", "call", "hit", "poll"),
        "ride": (),
        "room": (),
        "row": (),
        "seat": (),
        "segment": (),
        "server": ("machine", "host", "box", "boxes"),
        "service": (),
        "session": (),
        "shard": (),
        "source": (),
        "subscriber": (),
        "task": (),
        "team": (),
        "tenant": (),
        "thread": (),
        "ticket": (),
        "transaction": ("txn",),
        "update": (),
        "upload": (),
        "url": ("link",),
        "user": (
            *("people", "person", "visitor", "customer", "buyer", "guest", "client", "arrival"),
            *("member", "fan", "attendee", "shopper"),
        ),
        "video": (),
        "view": (),
        "worker": (),
        "write": ("insert",),
    }
)

# Size in base units; 30 and 365 days are what an estimate means by a month and a year.
_DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ns = 1e-9 s": ("nanosecond",),
        "us = 1e-6 s": ("microsecond", "µs", "μs"),
        "ms = 1e-3 s": ("millisecond", "msec", "millis"),
        "min = 60 s": ("minute",),
        "h = 3600 s": ("hour", "hr"),
        "day = 86400 s": ("d",),
        "week = 604800 s": ("wk",),
        "month = 2592000 s": ("mo",),
        "year = 31536000 s": ("yr",),
        "kB": ("KB", "kilobyte"),
        "MB": ("megabyte",),
        "GB": ("gigabyte",),
        "TB": ("terabyte",),
        "PB": ("petabyte",),
        "KiB": ("kibibyte",),
        "MiB": ("mebibyte",),
        "GiB": ("gibibyte",),
        "TiB": ("tebibyte",),
        "PiB": ("pebibyte",),
        "bit = 0.125 B": (),
        "kbit = 125 B": ("kilobit",),
        "Mbit = 125000 B": ("megabit",),
        "Gbit = 125000000 B": ("gigabit",),
        "kbps = 125 B / s": (),
        "Mbps = 125000 B / s": (),
        "Gbps = 125000000 B / s": (),
        "percent = 0.01": (),
        "rps = request / s": (),
        "qps = query / s": (),
        "tps = transaction / s": (),
        "rpm = request / min": (),
        "iops = operation / s": ("IOPS",),
        "DAU = user / day": ("dau",),
        "MAU = user / month": ("mau",),
    }
)

_LONGEST = 80
_READABLE = re.compile(r"[A-Za-zµμ_ */()1%€$]+")
# What pint and the tokeniser under it raise for text that is no unit.
_REFUSALS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, SyntaxError),
    *(TokenError, TypeError, ValueError),
)
_SIGNS = (("%", " percent "), ("€", " EUR "), ("$", " USD "))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that was understood."""

    text: str
    factor: float
    """How many base units it is."""
    dimension: Dimension


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit:
    """Read a unit such as "requests/s", "GB/day", "workers per pod", "%" or "1".

    Raises:
        UnknownUnit: The text holds something else than known units, `*`, `/`, "per" and
            parentheses.

    Cost:
        The first call imports pint, about half a second; a text seen before costs a look-up.
    """
    if text.strip() in {"", "1"}:
        return Unit("1", 1.0, ())
    expression = _plain(text)
    registry = _registry()
    try:
        parsed = registry.parse_units(expression)
        factor = registry.get_base_units(parsed)[0]  # pyright: ignore[reportUnknownMemberType]
        powers = cast("Mapping[str, float]", parsed.dimensionality)
    except _REFUSALS as refused:
        raise UnknownUnit(_unknown(text)) from refused
    return Unit(text.strip(), float(str(factor)), _dimension(powers))


def is_unit(text: str) -> bool:
    """Whether `unit` would understand this."""
    try:
        unit(text)
    except UnknownUnit:
        return False
    return True


def convert(value: float, source: str, target: str) -> float:
    """Say the same quantity in another unit.

    Raises:
        UnknownUnit: One of the two cannot be read, or they measure different things.
    """
    have, want = unit(source), unit(target)
    if have.dimension != want.dimension:
        raise UnknownUnit(f"'{source}' cannot be said in '{target}'; use a unit of the same kind")
    return value * have.factor / want.factor


def base_text(dimension: Dimension) -> str:
    """A dimension in words that `unit` reads back: "request/s", "1/s", "1"."""
    above = "*".join(_powers(dimension, sign=1))
    below = _powers(dimension, sign=-1)
    return "/".join((above or "1", *below))


@cache
def reserved_names() -> frozenset[str]:
    """Names that mean a unit inside a formula, and so may not name a parameter.

    The singular and the symbol only: `seat` is a unit, `seats` is free for a parameter.
    """
    derived = {line.split(" = ")[0] for line in _DERIVED}
    return frozenset(derived | set(COUNTED) | {"s", "B", "EUR", "USD"})


def _plain(text: str) -> str:
    if len(text) > _LONGEST or not _READABLE.fullmatch(text) or "**" in text:
        raise UnknownUnit(_unknown(text))
    for sign, name in _SIGNS:
        text = text.replace(sign, name)
    return re.sub(r"\bper\b", "/", text)


def _unknown(text: str) -> str:
    return f"'{text[:_LONGEST]}' is no unit; write for example requests/s, GB/day, users or 1"


def _dimension(powers: Mapping[str, float]) -> Dimension:
    """Drop pint's brackets; exponents are whole, as `**` is not allowed."""
    named = ((name.strip("[]"), round(power)) for name, power in powers.items())
    return tuple(sorted((name, power) for name, power in named if power))


def _powers(dimension: Dimension, *, sign: int) -> list[str]:
    return [name for name, power in dimension for _ in range(max(0, power * sign))]


@cache
def _registry() -> "UnitRegistry[float]":
    """Build the registry from our own table: pint's own holds 900 units nobody means here."""
    from pint import UnitRegistry  # noqa: PLC0415  pint takes half a second to import

    registry: UnitRegistry[float] = UnitRegistry(cast("str", None))
    registry.define("s = [s] = _ = second = sec")
    registry.define("B = [B] = _ = byte")
    registry.define("EUR = [EUR] = _ = euro = euros")
    registry.define("USD = [USD] = _ = dollar")
    for name, others in COUNTED.items():
        registry.define(" = ".join((name, f"[{name}]", "_", *others)))
    for line, others in _DERIVED.items():
        registry.define(" = ".join((_sized(line), "_", *others)))
    return registry


def _sized(line: str) -> str:
    """Spell out the data units, whose sizes follow from their prefix."""
    if "=" in line:
        return line
    base = 1024 if line[1] == "i" else 1000
    return f"{line} = {base ** ('KMGTP'.index(line[0].upper()) + 1)} B"
