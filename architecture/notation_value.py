"""How attribute values are written: numbers with units, shares, yes and no, words.

Pure: no I/O, no clock, no randomness. Reading and writing are exact: a float comes back as it was.
"""

import re
from decimal import Decimal
from fractions import Fraction

from architecture.model import ID_PATTERN
from architecture.notation_label import decode, quoted

_NUMBER = re.compile(
    r"(?P<digits>(?:\d{1,30}(?:\.\d{1,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?)\s{0,4}(?P<unit>\D*)",
    re.ASCII,
)
_MULTIPLES = {
    "": Fraction(1),
    "k": Fraction(1_000),
    "K": Fraction(1_000),
    "M": Fraction(1_000_000),
}
_PER_SECOND = ("", "rps", "qps", "tps", "/s", "req/s")
_RATES = {
    f"{multiple}{unit}": factor for multiple, factor in _MULTIPLES.items() for unit in _PER_SECOND
} | {"/min": Fraction(1, 60), "k/min": Fraction(1_000, 60), "rpm": Fraction(1, 60)}
_DURATIONS = {
    "us": Fraction(1, 1_000_000),
    "\u00b5s": Fraction(1, 1_000_000),
    "\u03bcs": Fraction(1, 1_000_000),
    "ms": Fraction(1, 1_000),
    "s": Fraction(1),
    "min": Fraction(60),
}
_SHARES = {"": Fraction(1), "%": Fraction(1, 100)}
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_ID = re.compile(ID_PATTERN)
_BARE = re.compile(r"[A-Za-z0-9_./+-]+")
_WIDEST = 20


def read_count(text: str) -> int:
    """Read a whole number, "8" or "2k"."""
    number = _scaled(text, _MULTIPLES, "a whole number such as 3 or 2k")
    if number.denominator != 1:
        raise ValueError("a whole number such as 3 is needed")
    return int(number)


def read_number(text: str) -> float:
    """Read a plain number, "1.5" or "2k"."""
    return _float(_scaled(text, _MULTIPLES, "a number such as 1.5"))


def read_rate(text: str) -> float:
    """Read calls per second: "2000rps", "2k/s", "120/min"; without a unit, per second."""
    return _float(_scaled(text, _RATES, "a rate such as 2000rps, 2k/s or 120/min"))


def read_seconds(text: str) -> float:
    """Read a length of time; the unit must be there, since 200 could be either."""
    return _float(_scaled(text, _DURATIONS, "a time with its unit, such as 200ms, 2s or 1min"))


def read_plain_seconds(text: str) -> float:
    """Read a length of time for a key that already names seconds."""
    units = {"": Fraction(1), **_DURATIONS}
    return _float(_scaled(text, units, "a time such as 0.2, 200ms or 2s"))


def read_share(text: str) -> float:
    """Read a share, "0.8" or "80%"."""
    return _float(_scaled(text, _SHARES, "a share such as 0.8 or 80%"))


def read_flag(text: str) -> bool:
    """Read yes or no."""
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError("true or false is needed")
    return word in _TRUE


def read_text(text: str) -> str:
    """Read words with the escapes of labels."""
    return decode(text)


def read_ids(text: str) -> tuple[str, ...]:
    """Read ids with commas between them: "eu-1,eu-2"."""
    ids = tuple(part.strip() for part in text.split(","))
    for part in ids:
        if not _ID.fullmatch(part):
            raise ValueError("names of letters and digits with commas between, such as eu-1,eu-2")
    return ids


def _scaled(text: str, units: dict[str, Fraction], wanted: str) -> Fraction:
    match = _NUMBER.fullmatch(text)
    factor = units.get(match["unit"].strip()) if match else None
    if match is None or factor is None:
        raise ValueError(f"{wanted} is needed")
    return Fraction(match["digits"]) * factor


def _float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        raise ValueError("a smaller number is needed") from None


def write_number(value: float, *, shift: int = 0) -> str:
    """Write a number, its decimal point moved right by `shift` places."""
    digits = Decimal(repr(abs(value))).scaleb(shift)
    text = f"{digits:f}"
    if len(text) > _WIDEST:
        return str(digits).replace("+", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_rate(value: float) -> str:
    """Write calls per second."""
    return f"{write_number(value)}rps"


def write_seconds(value: float) -> str:
    """Write a length of time, below a second in milliseconds."""
    return f"{write_number(value)}s" if value >= 1 else f"{write_number(value, shift=3)}ms"


def write_share(value: float) -> str:
    """Write a share in percent."""
    return f"{write_number(value, shift=2)}%"


def write_flag(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Write yes or no."""
    return "true" if value else "false"


def write_text(value: str) -> str:
    """Write words, in quotes unless they are one plain word."""
    return value if _BARE.fullmatch(value) else quoted(value, also="{}")


def write_ids(value: tuple[str, ...]) -> str:
    """Write ids with commas between them."""
    return ",".join(value)
