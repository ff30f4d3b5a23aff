"""Text for a picture: what may be shown, how wide it is, where it breaks.

Pure: no I/O, no clock, no randomness. Widths are estimates for a common sans-serif face, on
the generous side, since the reader's font is not known.
"""

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'`|!()[]{} -/")
_BROAD = frozenset("mwMW@%&")
_MAX_MARKS = 2


def shown(text: str) -> str:
    """Clean a text for display: one line, nothing invisible, nothing that turns its direction.

    Control, format (bidirectional overrides, zero-width), surrogate and unassigned characters
    go, and so do accents piled on one letter.
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if char.isspace():
            kept.append(" ")
        elif category[0] != "C" and marks <= _MAX_MARKS:
            kept.append(char)
    return " ".join("".join(kept).split())


def width(text: str, size: float) -> float:
    """Estimate how wide a text is at a font size, in the same unit; bold text still fits."""
    return sum(map(_share, text)) * size


def clipped(text: str, size: float, room: float) -> str:
    """Cut a text that does not fit and end it with an ellipsis."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def lines(text: str, size: float, room: float, *, most: int) -> tuple[str, ...]:
    """Break a text at spaces, or inside a word that alone is too long; clip the last line."""
    found: list[str] = []
    rest = text
    while rest and len(found) < most - 1 and width(rest, size) > room:
        cut = _break(rest, size, room)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        found.append(clipped(rest, size, room))
    return tuple(found)


def _break(text: str, size: float, room: float) -> int:
    """Find where a line must end: after the last word that fits, else inside the word."""
    used = 0.0
    last = 0
    for place, char in enumerate(text):
        if char == " ":
            last = place
        used += _share(char) * size
        if used > room:
            return last or max(1, place)
    return len(text)


def _share(char: str) -> float:
    """Give the width of one character as a share of the font size."""
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.31
    if char in _BROAD:
        return 0.9
    return 0.71 if char.isupper() else 0.57
