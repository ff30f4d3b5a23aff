"""Drawings read, analysed and laid out, each once for a text however often a page is drawn."""

import re
from collections.abc import Sequence

import streamlit as st

from architecture.analysis import analyse
from architecture.drawing import Mark, draw
from architecture.fact import Fact
from architecture.model import Architecture, Direction
from architecture.notation import ParseResult, parse
from architecture.theme import Tone
from ui.look import Theme

Marks = tuple[tuple[str, str, Tone], ...]
_MARKED = {
    "spof": "SPOF",
    "unreachable": "unreachable",
    "dead-end": "dead end",
    "store-unwritten": "never written",
    "cache-no-origin": "no origin",
    "queue-no-consumer": "no consumer",
    "queue-no-producer": "no producer",
}


@st.cache_resource(max_entries=64, show_spinner=False)
def reading(text: str) -> ParseResult:
    """Parse a drawing; the result is frozen and shared."""
    return parse(text)


@st.cache_resource(max_entries=64, show_spinner=False)
def facts_of(text: str) -> tuple[Fact, ...]:
    """Analyse a drawing; nothing when it cannot be read."""
    architecture = reading(text).architecture
    return analyse(architecture) if architecture is not None else ()


def marks_of(architecture: Architecture, facts: Sequence[Fact]) -> Marks:
    """Point out the components that a serious fact is about; the first fact names them."""
    known = {component.id for component in architecture.components}
    marked: dict[str, tuple[str, Tone]] = {}
    for fact in facts:
        family, _, subject = fact.id.partition(":")
        if fact.severity in {"warning", "critical"} and family in _MARKED:
            tone: Tone = "critical" if fact.severity == "critical" else "warning"
            for name in (subject,) if subject else fact.subject_ids:
                if name in known:
                    marked.setdefault(name, (_MARKED[family], tone))
    return tuple((name, word, tone) for name, (word, tone) in sorted(marked.items()))


def fitting(architecture: Architecture, marks: Marks, *, theme: Theme, room_px: int) -> str:
    """Draw as the author wanted it, or turned when that needs less scrolling sideways."""
    text = architecture.model_dump_json()
    svg = svg_of(text, theme, marks, None)
    if width_of(svg) <= room_px:
        return svg
    turned = svg_of(text, theme, marks, "TD" if architecture.direction == "LR" else "LR")
    return min(svg, turned, key=width_of)


@st.cache_data(max_entries=64, show_spinner=False)
def svg_of(architecture: str, theme: Theme, marks: Marks, direction: Direction | None) -> str:
    """Draw a design that is given as JSON."""
    return draw(
        Architecture.model_validate_json(architecture),
        theme=theme,
        marks={name: Mark(word=word, tone=tone) for name, word, tone in marks},
        direction=direction,
    )


def width_of(svg: str) -> float:
    """Read the width of a picture in pixels."""
    found = re.search(r'<svg[^>]*? width="([0-9.]+)"', svg)
    return float(found.group(1)) if found else 0.0
