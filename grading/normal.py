"""An answer as the matcher reads it, with the way back to what was really typed.

Pure: no I/O, no clock, no randomness. Hidden text (comments, invisible markup, zero-width
characters, look-alike letters) is a known way to smuggle words past a reader, so it is dropped or
folded here and never becomes evidence.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 20_000

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNSEEN = re.compile(
    r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)"
    r"|<(\w+)[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|\bhidden\b)"
    r"[^<>]*>.*?(?:</\2\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|body|br|center|code|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]"
    r"|head|header|hr|html|i|iframe|img|input|kbd|label|li|link|main|mark|meta|nav|object|ol"
    r"|option|p|pre|q|s|section|select|small|span|strong|sub|sup|svg|table|tbody|td|textarea|tfoot"
    r"|th|thead|title|tr|u|ul|video)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
# Cyrillic and Greek letters that look like Latin ones, with their Latin twins.
_TWINS = str.maketrans(
    "абвгдеёзийкмнорстухѕіјԁɡӏԛԝһοαικνρτυχАВЕЗКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "a6brdee3uukmhopctyxsijdglqwhoaikvptuxABE3KMHOPCTYXIJSABEZHIKMNOPTYX",
)
_HARMLESS_BREAKS = "\n\t"
_QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2010": "-",
    "\u2011": "-",
    " ": " ",
}


@dataclass(frozen=True, slots=True)
class Normal:
    """Lower-case folded text; `origin[i]` is the raw offset of its i-th character."""

    text: str
    origin: tuple[int, ...]
    raw: str
    was_cut: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span behind a non-empty folded span."""
        return self.origin[start], self.origin[end - 1] + 1


def normalise(raw: str, *, limit: int = MAX_CHARACTERS) -> Normal:
    """Fold an answer, reading at most `limit` characters of it."""
    head = raw[:limit]
    hidden = _hidden(head)
    text: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(head):
        folded = _folded(character) if place not in hidden else " " * hidden[place]
        text.append(folded)
        origin.extend([place] * len(folded))
    return Normal("".join(text), tuple(origin), raw, was_cut=len(raw) > limit)


def _hidden(raw: str) -> dict[int, bool]:
    """Offsets of what no reader sees; True where a blank must stay so that words don't fuse."""
    if "<" not in raw:
        return {}
    hidden: dict[int, bool] = {}
    for pattern in (_COMMENT, _UNSEEN, _TAG):
        for found in pattern.finditer(raw):
            first = found.start()
            for place in range(first, found.end()):
                keeps = raw[place] == "\n" and pattern is _TAG
                if not keeps:
                    hidden.setdefault(place, pattern is _TAG and place == first)
    return hidden


@lru_cache(maxsize=8_192)
def _folded(character: str) -> str:
    if character.isascii():
        if character.isprintable() or character in _HARMLESS_BREAKS:
            return character.lower()
        return "\n" if character == "\f" else ""
    if character in _QUOTES:
        return _QUOTES[character]
    category = unicodedata.category(character)
    if category in {"Cf", "Cc", "Co", "Cn", "Cs", "Mn"}:
        return ""
    if character in {"\u2028", "\u2029"}:
        return "\n"
    folded = unicodedata.normalize("NFKD", character.translate(_TWINS))
    kept = "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Cf", "Cc"})
    return kept.lower()
