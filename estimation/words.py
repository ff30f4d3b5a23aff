"""What people call numbers and units when they write freely.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping
from types import MappingProxyType

from estimation.units import COUNTED

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

NUMBERS: Mapping[str, float] = MappingProxyType(
    {
        "half": 0.5,
        **{word: float(1 + index) for index, word in enumerate(_UNITS) if index},
        "twelve": 12.0,
        "fifteen": 15.0,
        **{tens: 20.0 + 10 * index for index, tens in enumerate(_TENS)},
        **{
            f"{tens}-{one}": 21.0 + 10 * high + low
            for high, tens in enumerate(_TENS)
            for low, one in enumerate(_UNITS[:9])
        },
    }
)
"""Number words that stand alone; "one" and "a" count only before a magnitude: "a million"."""

MAGNITUDES: Mapping[str, float] = MappingProxyType(
    {
        "k": 1e3,
        "K": 1e3,
        "thousand": 1e3,
        "thousands": 1e3,
        "hundred": 1e2,
        "M": 1e6,
        "mn": 1e6,
        "mio": 1e6,
        "Mio": 1e6,
        "million": 1e6,
        "millions": 1e6,
        "bn": 1e9,
        "Bn": 1e9,
        "billion": 1e9,
        "trillion": 1e12,
    }
)

# "5m" is minutes and "5B" bytes, unless a counted thing follows: 5m users, 5B messages.
DOUBTFUL_MAGNITUDES: Mapping[str, float] = MappingProxyType({"m": 1e6, "B": 1e9, "b": 1e9})

_STOPS = (
    "a about after against all also an and any are as at because before below but by can come do "
    "does each equals every for from gives had has have if in into is it its less may means more "
    "must need needs no not of off on or out over per plus minus seen since so than that the "
    "their them then there these they this those through times to under until up us use via was "
    "we were what when where which while will with within without would x you your"
)

STOPS = frozenset(_STOPS.split())
"""Words that end the search for a noun: what stands behind them is another matter."""

_TIME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ns": ("nanosecond", "nanoseconds"),
        "us": ("microsecond", "microseconds"),
        "ms": ("millisecond", "milliseconds", "msec", "msecs", "millis"),
        "s": ("second", "seconds", "sec", "secs"),
        "min": ("minute", "minutes", "mins"),
        "h": ("hour", "hours", "hr", "hrs"),
        "day": ("day", "days"),
        "week": ("week", "weeks", "wk"),
        "month": ("month", "months"),
        "year": ("year", "years", "yr", "yrs"),
    }
)

_DATA: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "B": ("byte", "bytes"),
        "kB": ("kb", "kilobyte", "kilobytes"),
        "MB": ("mb", "megabyte", "megabytes"),
        "GB": ("gb", "gigabyte", "gigabytes"),
        "TB": ("tb", "terabyte", "terabytes"),
        "PB": ("pb", "petabyte", "petabytes"),
        "KiB": ("kib", "kibibytes"),
        "MiB": ("mib", "mebibytes"),
        "GiB": ("gib", "gibibytes"),
        "TiB": ("tib", "tebibytes"),
        "bit": ("bits",),
        "kbit": ("kilobits",),
        "Mbit": ("mbit", "megabits"),
        "Gbit": ("gbit", "gigabits"),
        "kbit/s": ("kbps",),
        "Mbit/s": ("mbps",),
        "Gbit/s": ("gbps",),
    }
)

_OTHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "EUR": ("eur", "euro", "euros"),
        "USD": ("usd", "dollar", "dollars"),
        "percent": ("pct",),
        "request/s": ("rps",),
        "query/s": ("qps",),
        "transaction/s": ("tps",),
        "operation/s": ("iops",),
        "request/min": ("rpm",),
        "user/day": ("dau", "daus"),
        "user/month": ("mau", "maus"),
    }
)

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "s": "s",
        "h": "h",
        "d": "day",
        "m": "min",
        "B": "B",
        "ns": "ns",
        "us": "us",
        "µs": "us",
        "μs": "us",
        "%": "percent",
        "mo": "month",
    }
)
"""Short signs, taken as written and only directly behind a number or a slash."""


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _counted() -> dict[str, str]:
    """Each counted unit and its synonyms in singular and plural."""
    return {
        form: name
        for name, others in COUNTED.items()
        for word in (name, *others)
        for form in (word, _plural(word))
    }


def _measured() -> dict[str, str]:
    tables = (_TIME, _DATA, _OTHER)
    return {
        word.lower(): name
        for table in tables
        for name, others in table.items()
        for word in (name, *others)
    }


COUNTED_WORDS: Mapping[str, str] = MappingProxyType(_counted())
"""Lower-case noun: counted unit."""

MEASURED_WORDS: Mapping[str, str] = MappingProxyType(
    {word: name for word, name in _measured().items() if "/" not in word and word not in SYMBOLS}
)
"""Lower-case word: unit of time, data, money or rate."""

TIME_UNITS = frozenset(_TIME)
