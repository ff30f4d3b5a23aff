"""A drawing as a picture with its text equivalent beside it."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from architecture.drawing import Mark, describe, draw
from architecture.fact import Fact
from architecture.model import Architecture, Direction
from ui.look import Theme, theme

# Wider than this, a drawing from left to right is turned, so that its words stay legible.
_COLUMN_PX = 900
_WORDS = {"spof": "SPOF", "unreachable": "unreachable"}


def picture(architecture: Architecture, *, facts: Sequence[Fact] = (), key: str) -> None:
    """Show the picture, marked with what the facts say, and the same in words."""
    if not architecture.components:
        st.html('<div class="lb-empty">Nothing is drawn.</div>')
        return
    text, marks = architecture.model_dump_json(), _marks(architecture, facts)
    svg = _drawn(text, theme(), marks, None)
    if _width(svg) > _COLUMN_PX:
        svg = _drawn(text, theme(), marks, "TD")
    # An image, not markup: whatever stands on a label cannot become part of the page.
    with st.container(border=True, key=f"{key}.frame"):
        st.image(svg, alt=_alt(architecture), width="content")
    with st.container(horizontal=True, key=f"{key}.tools"):
        if st.button("Enlarge", key=f"{key}.enlarge", icon=":material/zoom_in:"):
            _enlarged(text, marks, _alt(architecture))
    lines = "".join(f"<li>{escape(line)}</li>" for line in describe(architecture, tuple(facts)))
    with st.expander("The drawing in words", key=f"{key}.words"):
        st.html(f'<ul class="lb-list">{lines}</ul>')


@st.dialog("The drawing", width="large")
def _enlarged(text: str, marks: tuple[tuple[str, str], ...], alt: str) -> None:
    svg = _drawn(text, theme(), marks, None)
    with st.container(height=640, horizontal=True, wrap=False):
        st.image(svg, alt=alt, width=max(int(_width(svg)), 200))


def _alt(architecture: Architecture) -> str:
    names = ", ".join(component.name for component in architecture.components[:40])
    return (
        f"Drawing of {len(architecture.components)} components and"
        f" {len(architecture.connections)} connections: {names}"
    )


def _marks(architecture: Architecture, facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    """Mark the components that a serious fact is about; the word stands on the picture."""
    known = {component.id for component in architecture.components}
    marked: dict[str, str] = {}
    for fact in facts:
        family, _, subject = fact.id.partition(":")
        serious = fact.severity in {"warning", "critical"}
        if serious and family in _WORDS:
            for name in (subject,) if subject else fact.subject_ids:
                if name in known:
                    marked.setdefault(name, _WORDS[family])
    return tuple(sorted(marked.items()))


def _width(svg: str) -> float:
    found = re.search(r'<svg[^>]*? width="([0-9.]+)"', svg)
    return float(found.group(1)) if found else 0.0


@st.cache_data(max_entries=64, show_spinner=False)
def _drawn(
    architecture: str,
    shown_in: Theme,
    marks: tuple[tuple[str, str], ...],
    direction: Direction | None,
) -> str:
    return draw(
        Architecture.model_validate_json(architecture),
        theme=shown_in,
        marks={name: Mark(word=word) for name, word in marks},
        direction=direction,
    )
