"""A text with the quotes that verdicts rest on marked in it; everything else is escaped.

Knows no Streamlit, so that the markup can be tested as a string.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_HEADING = re.compile(r"^(#{1,3} +)(\S.*)$", re.MULTILINE)


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

    Spans are code points of `text`; those that leave it are cut to it. Markdown headings are
    shown as headings.

    Returns:
        HTML in which every character of the text stands escaped and in its place. The first
        piece of a label has the id `mark-<label>`, its number leads to `#check-<label>`.
    """
    headings = [(found.start(), found.start(2), found.end()) for found in _HEADING.finditer(text)]
    edges = {0, len(text)}.union(*headings)
    for span in highlights:
        edges |= {_within(span.start, text), _within(span.end, text)}
    seen: set[str] = set()
    pieces: list[str] = []
    for start, end in itertools.pairwise(sorted(edges)):
        covering = [span for span in highlights if span.start <= start and span.end >= end]
        ending = [span for span in covering if _within(span.end, text) == end]
        new = [label for label in _labels(covering) if label not in seen]
        seen.update(new)
        piece = _places(new) + _piece(text[start:end], covering, ending)
        pieces.append(_in_heading(piece, start, headings))
    return "".join(pieces)


def place(label: str) -> str:
    """Make a label fit for an id: `3.1` becomes `3-1`, a red flag `3!` becomes `3-flag`."""
    return label.replace("!", ".flag").replace(".", "-")


def _within(offset: int, text: str) -> int:
    return min(max(offset, 0), len(text))


def _labels(spans: Sequence[Highlight]) -> list[str]:
    return list(dict.fromkeys(span.label for span in spans))


def _places(labels: Sequence[str]) -> str:
    return "".join(f'<span id="mark-{escape(place(label))}"></span>' for label in labels)


def _piece(text: str, covering: Sequence[Highlight], ending: Sequence[Highlight]) -> str:
    if not covering:
        return escape(text)
    title = escape("; ".join(dict.fromkeys(span.title for span in covering)))
    bad = "" if any(span.earned for span in covering) else ' class="lb-bad"'
    links = " ".join(
        f'<a href="#check-{escape(place(label))}">{escape(label)}</a>' for label in _labels(ending)
    )
    note = f"<sup>{links}</sup>" if links else ""
    return f'<mark{bad} title="{title}">{escape(text)}{note}</mark>'


def _in_heading(piece: str, start: int, headings: Sequence[tuple[int, int, int]]) -> str:
    for begin, words_from, end in headings:
        if begin <= start < words_from:
            return f'<span class="lb-hash">{piece}</span>'
        if words_from <= start < end:
            return f'<b class="lb-heading">{piece}</b>'
    return piece
