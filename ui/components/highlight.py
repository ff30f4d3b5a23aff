"""A text with the quotes that verdicts rest on marked in it; everything else is escaped.

Knows no Streamlit, so that the markup can be tested as a string.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Highlight:
    """A span of the text, what it belongs to, and whether it earned or cost something."""

    start: int
    end: int
    label: str
    title: str
    earned: bool = True


def highlighted(text: str, highlights: Sequence[Highlight]) -> str:
    """Mark all spans; where they overlap, the piece in common carries all their labels.

    Spans are code points of `text`; those that leave it are cut to it.

    Returns:
        HTML in which every character of the text stands escaped and in its place.
    """
    edges = {0, len(text)}
    for span in highlights:
        edges |= {_within(span.start, text), _within(span.end, text)}
    cuts = sorted(edges)
    pieces: list[str] = []
    for start, end in itertools.pairwise(cuts):
        covering = [span for span in highlights if span.start <= start and span.end >= end]
        ending = [span for span in covering if _within(span.end, text) == end]
        pieces.append(_piece(text[start:end], covering, ending))
    return "".join(pieces)


def _within(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))


def _piece(text: str, covering: Sequence[Highlight], ending: Sequence[Highlight]) -> str:
    if not covering:
        return escape(text)
    title = escape("; ".join(dict.fromkeys(span.title for span in covering)))
    bad = "" if any(span.earned for span in covering) else ' class="lb-bad"'
    labels = escape(" ".join(dict.fromkeys(span.label for span in ending)))
    note = f"<sup>{labels}</sup>" if labels else ""
    return f'<mark{bad} title="{title}">{escape(text)}{note}</mark>'
