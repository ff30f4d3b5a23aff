"""Quantities with units, found in what people write.

Read are 12.5k rps, 12,500 users per second, 12 500/s, 1.5 million people, 60 GB/day,
99.95 %, three nines, a 7-minute hold, 250ms, $0.085/GB, 28.8 million a day,
16 active connections, 1.5x, 3e6.

What is doubtful is settled thus:

- A comma before three digits marks thousands, before one or two it is a decimal comma; a dot is
  decimal (1.500 is one and a half) unless there are two of them (1.500.000 is 1.5 million).
- A range such as 5-10 min is two quantities, both in minutes.
- `m` is minutes and `B` bytes, but millions and billions before a counted thing: 5m users.
- `Mb` and `Gb` are read as bytes; bits are written Mbit or Mbps.
- A noun counts when it is a unit of the house and at most two unknown words precede it; unknown
  nouns leave the unit at 1, but keep a rate: 12 huts per second is 12/s.
- Times of day, dates, versions, powers, list markers and section numbers are no quantities, nor
  are digits inside names (v2, p95, S3, hold_id2, 5xx). A bare status code is one, with unit 1.

Pure: no I/O, no clock, no randomness. Time is linear in the text; the first 5,000 are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from estimation.quantity import Quantity
from estimation.units import base_text, unit
from estimation.words import (
    COUNTED_WORDS,
    DOUBTFUL_MAGNITUDES,
    MAGNITUDES,
    MEASURED_WORDS,
    NUMBERS,
    STOPS,
    SYMBOLS,
    TIME_UNITS,
)

_MOST = 5000
_UNKNOWN_WORDS = 2
_COUNTS_OF_NINES = range(1, 10)

_SPACE = r"[ \t\u00a0\u202f]"
_GAP = rf"{_SPACE}{{0,3}}\n?{_SPACE}{{0,3}}"
_TIMES_SIGN = "\N{MULTIPLICATION SIGN}"
_LETTERS = "[A-Za-zµμ]{1,20}"

# The order decides: what is no quantity is eaten first. Every repeat is bounded and no number
# starts inside another, which keeps time linear.
_SKIP = rf"""
    ^[ \t]{{0,8}}\#{{1,6}}[ \t]{{1,4}}\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}(?![\w,])
  | ^[ \t]{{0,8}}\d{{1,3}}[.)](?=[ \t])
  | (?<![\d:.])\d{{1,2}}:\d\d(?::\d\d)?(?![\d:])
  | \b\d{{1,2}}{_SPACE}?[ap]m\b
  | \b\d{{4}}-\d\d?-\d\d?\b | \b\d\d?[./]\d\d?[./]\d{{4}}\b
  | \b(?!\d{{1,3}}(?:\.\d{{3}}){{2,5}}(?![.\d]))\d{{1,9}}(?:\.\d{{1,9}}){{2,8}}
  | \b(?!10\^\d)\d{{1,9}}(?:\.\d{{1,9}})?\^-?\d{{1,9}}
  | \b0x[0-9a-fA-F]{{1,16}}\b | \#\d{{1,9}}\b
"""
_NUMBER = r"""
    \d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d)
  | \d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5}(?:\.\d{1,9})?(?!\d)
  | \d{1,3}(?:'\d{3}){1,5}(?!\d) | \d{1,3}(?:_\d{3}){1,5}(?!\d)
  | \d{1,3}(?:\.\d{3}){2,5}(?!\d)
  | \d{1,15},\d{1,2}(?!\d)
  | \d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2}(?!\d))?(?!\d)
  | (?<!\d)\.\d{1,15}(?!\d)
"""
_WORDS = "|".join(sorted(NUMBERS, reverse=True))
_TOKEN = re.compile(
    rf"""(?P<skip>{_SKIP})
    | (?:(?P<sign>[€$]){_SPACE}?)?
      (?:(?<![\w])(?<!\d[.,'])|(?<=\bx)|(?<=\dx))
      (?P<number>{_NUMBER.replace("[ ", "[" + chr(92) + " ")})
      (?P<power>{_SPACE}?[x{_TIMES_SIGN}*·]{_SPACE}?10\^\d{{1,2}}(?!\d)|(?<=\b10)\^\d{{1,2}}(?!\d))?
    | \b(?P<word>(?i:{_WORDS}|(?:one|an?)(?=\ (?:hundred|thousand|million|billion)\b)))\b""",
    re.VERBOSE | re.MULTILINE,
)
_WORD = re.compile(rf"(?:{_GAP}|-)(?P<word>{_LETTERS}(?!\w)|%)")
_SLASH = re.compile(rf"{_SPACE}?/{_SPACE}?(?P<word>{_LETTERS})(?!\w)")
_PER = re.compile(
    rf"(?:{_GAP}of{_GAP}(?:them|these|those)\b)?"
    rf"{_GAP}\b(?:(?P<per>per|an?|each|every){_SPACE}{{1,3}}\n?(?P<word>{_LETTERS})(?!\w)"
    rf"|in{_GAP}(?P<in>(?:one|an?){_GAP}second(?!\w)|second(?={_SPACE}*(?:[.,;:)\n]|$))))"
    rf"(?:{_SPACE}(?P<next>{_LETTERS})(?!\w))?"
)
_TIMES = re.compile(rf"[x{_TIMES_SIGN}](?!\w|{_SPACE}?\d)")
_MULTIPLIED = re.compile(r"x\d")
_NINES = re.compile(rf"(?:{_SPACE}|-)?(?:nines|9s)\b", re.IGNORECASE)
_RANGE = re.compile(rf"[-–]|{_SPACE}–{_SPACE}|{_SPACE}to{_SPACE}")  # noqa: RUF001  en dashes
_ARTICLE = re.compile(r" an?(?= )")
_DECIMAL_COMMA = re.compile(r"\d{1,15},\d{1,2}")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,5}")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number and the unit behind it, not yet in base units."""

    start: int
    end: int
    number: float
    factor: float
    unit: str
    plain: bool
    """Nothing but the number stands there: it may take the unit of a range's other end."""


def quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a text, in order.

    Returns:
        At most 5,000; each with the exact span, `text[start:end]`, which includes the unit and
        magnitude words.
    """
    found = tuple(islice(_found(text), _MOST))
    lower = (
        _ranged(one, two) if one.plain and _RANGE.fullmatch(text, one.end, two.start) else one
        for one, two in pairwise(found)
    )
    return tuple(_quantity(one, text) for one in (*lower, *found[-1:]))


def _found(text: str) -> Iterator[_Found]:
    last = 0
    for match in _TOKEN.finditer(text):
        # "half a million" and "four 9s" hold a second number word that is already read.
        if match["skip"] is not None or match.start() < last:
            continue
        number = NUMBERS.get(match["word"].lower(), 1.0) if match["word"] else _value(match)
        found = _behind(text, match, number)
        if found:
            last = found.end
            yield found


def _value(match: re.Match[str]) -> float:
    said: str = match["number"]
    if _DECIMAL_COMMA.fullmatch(said):
        said = said.replace(",", ".")
    elif _GROUPED_BY_DOTS.fullmatch(said):
        said = said.replace(".", "")
    number = float(re.sub(r"[,'_\s]", "", said))
    power: str | None = match["power"]
    if not power:
        return number
    exponent = 10.0 ** int(power.rpartition("^")[2])
    return exponent if power.startswith("^") else number * exponent


def _behind(text: str, match: re.Match[str], number: float) -> _Found | None:
    """Read magnitude and unit behind a number.

    Returns:
        Nothing if the digits are a part of a name.
    """
    start, end = match.start(), match.end()
    if nines := _NINES.match(text, end):
        share = 1 - 10.0**-number if number in _COUNTS_OF_NINES else number
        return _Found(start, nines.end(), share, 1.0, "1", plain=False)
    if times := _TIMES.match(text, end):
        return _Found(start, times.end(), number, 1.0, "1", plain=False)
    if match["word"] and (article := _ARTICLE.match(text, end)) and number < 1:
        end = article.end()
    factor, after, unit_text, last = _magnitude_and_unit(text, end)
    if last == match.end() and _continues(text, last):
        return None
    if unit_text == "1" and after == end:
        last = match.end()
    if match["sign"]:
        money = "EUR" if match["sign"] == "€" else "USD"
        unit_text, last = _money(money, text, after)
    return _Found(start, last, number, factor, unit_text, plain=last == match.end())


def _continues(text: str, end: int) -> bool:
    """Whether a name goes on behind the digits, as in 5xx or 2FA."""
    if _MULTIPLIED.match(text, end):
        return False
    return end < len(text) and (text[end].isalnum() or text[end] == "_")


def _magnitude_and_unit(text: str, end: int) -> tuple[float, int, str, int]:
    """Returns the magnitude, where it ends, the unit and where that ends."""
    word = _WORD.match(text, end)
    if word and word["word"] in DOUBTFUL_MAGNITUDES:
        noun = _unit(text, word.end())
        if noun[0].partition("/")[0] in COUNTED_WORDS:
            return DOUBTFUL_MAGNITUDES[word["word"]], word.end(), *noun
    factor = 1.0
    while word and (size := _magnitude(word["word"])) and factor < 1e9:  # noqa: PLR2004
        factor, end = factor * size, word.end()
        word = _WORD.match(text, end)
    if word and word.start("word") == end and word["word"][0] in "kKM" and factor == 1:
        # 100krps: magnitude and unit in one.
        split = _lookup(word["word"][1:], near=True)
        if split and not _lookup(word["word"], near=True):
            return MAGNITUDES[word["word"][0]], end + 1, *_unit(text, end + 1)
    return factor, end, *_unit(text, end)


def _magnitude(word: str) -> float | None:
    return MAGNITUDES.get(word) or (MAGNITUDES.get(word.lower()) if len(word) > 1 else None)


def _unit(text: str, end: int) -> tuple[str, int]:
    """Read noun and rate, from where a number ends.

    Returns:
        The unit and where it ends; "1" and `end` if there is none.
    """
    noun, last = _noun(text, end)
    if noun in {"percent", ""} or "/" in noun:
        return (noun, last) if noun else _rate_of_unknown(text, end)
    return _rates(noun, text, last)


def _noun(text: str, end: int) -> tuple[str, int]:
    """Find the unit word: at once, or behind an adjective; the last noun of a compound counts."""
    best, last, position, unknown = "", end, end, 0
    while unknown <= _UNKNOWN_WORDS and (match := _WORD.match(text, position)):
        word: str = match["word"]
        found = _lookup(word, near=position == end)
        if not found and (best or word.lower() in STOPS or _glued(match, position)):
            break
        position = match.end()
        if not found:
            unknown += 1
            continue
        if best and found in TIME_UNITS:
            break
        best, last = found, position
        # "48-core server", "7 minute hold", "9 workers share": what follows is another thing.
        whole = match[0].startswith("-") or word.endswith("s") or word == "people"
        if whole or word.lower() not in COUNTED_WORDS:
            break
    return best, last


def _glued(match: re.Match[str], position: int) -> bool:
    return match.start("word") == position


def _lookup(word: str, *, near: bool) -> str | None:
    """What unit a word means; short signs count only directly behind the number."""
    if word in SYMBOLS:
        return SYMBOLS[word] if near else None
    lower = word.lower()
    return MEASURED_WORDS.get(lower) or COUNTED_WORDS.get(lower)


def _rate_of_unknown(text: str, end: int) -> tuple[str, int]:
    """Read "12 huts per second" as 12/s: the noun is no unit, its rate is."""
    position = end
    for _ in range(_UNKNOWN_WORDS + 1):
        rated, last = _rates("1", text, position)
        if last != position:
            return rated, last
        match = _WORD.match(text, position)
        if not match or match["word"].lower() in STOPS or _glued(match, position):
            break
        position = match.end()
    return "1", end


def _rates(noun: str, text: str, end: int) -> tuple[str, int]:
    """Add what it is per: /s, per user per day, a month."""
    for _ in range(2):
        if slash := _SLASH.match(text, end):
            below, last = _lookup(slash["word"], near=True), slash.end()
        elif per := _PER.match(text, end):
            below, last = _below(per, counted=noun in COUNTED_WORDS)
        else:
            break
        if not below or "/" in below:
            break
        noun, end = f"{noun}/{below}", last
    return noun, end


def _below(per: re.Match[str], *, counted: bool) -> tuple[str | None, int]:
    """The unit after "per"; "a user" needs a counted noun before, "a second" does not."""
    if per["in"]:
        return "s", per.end("in")
    found = _lookup(per["word"], near=False)
    if per["per"] != "per":
        fits = found in TIME_UNITS or (counted and found is not None)
        return (found if fits else None), per.end("word")
    if found or not per["next"]:
        return found, per.end("word")
    return _lookup(per["next"], near=False), per.end("next")


def _money(money: str, text: str, end: int) -> tuple[str, int]:
    return _rates(money, text, end)


def _ranged(one: _Found, two: _Found) -> _Found:
    """Give the lower end of a range the unit of the upper: 5-10k rps."""
    upper = two.factor if one.number < two.number else 1.0
    return _Found(one.start, one.end, one.number, upper, two.unit, plain=False)


def _quantity(found: _Found, text: str) -> Quantity:
    read = unit(found.unit)
    value = found.number * found.factor
    return Quantity(
        value=value,
        unit=found.unit,
        base_value=value * read.factor,
        base_unit=base_text(read.dimension),
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
    )
