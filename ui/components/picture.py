"""A drawing as a picture with its text equivalent below it."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from architecture.drawing import describe
from architecture.fact import Fact
from architecture.model import Architecture
from ui.drawings import Marks, fitting, marks_of, svg_of, width_of
from ui.look import theme

_SMALLEST = 0.57


def picture(
    architecture: Architecture, *, facts: Sequence[Fact] = (), key: str, room_px: int
) -> None:
    """Show the picture, marked with what the facts say, and the same in words.

    Args:
        architecture: The design.
        facts: What was computed about it.
        key: Prefix of the session keys.
        room_px: How wide it may be before it is turned.
    """
    if not architecture.components:
        st.html('<div class="lb-empty">Nothing is drawn.</div>')
        return
    marks = marks_of(architecture, facts)
    svg = fitting(architecture, marks, theme=theme(), room_px=room_px)
    # An image, not markup: whatever stands on a label cannot become part of the page.
    with st.container(key=f"{key}.lb-frame"):
        st.html(_size(svg, key))
        st.image(svg, alt=_alt(architecture), width="content")
    if st.button("Enlarge", key=f"{key}.enlarge", icon=":material/zoom_in:", type="tertiary"):
        _enlarged(architecture, marks)
    lines = "".join(f"<li>{escape(line)}</li>" for line in describe(architecture, tuple(facts)))
    with st.expander("The drawing in words", key=f"{key}.words"):
        st.html(f'<ul class="lb-list">{lines}</ul>')


@st.dialog("The drawing", width="large")
def _enlarged(architecture: Architecture, marks: Marks) -> None:
    svg = svg_of(architecture.model_dump_json(), theme(), marks, None)
    with st.container(height=640, horizontal=True, wrap=False):
        st.image(svg, alt=_alt(architecture), width=max(int(width_of(svg)), 200))


def _size(svg: str, key: str) -> str:
    """Let the picture shrink with its column, but not below what can be read."""
    width = width_of(svg)
    place = re.sub(r"[^A-Za-z0-9_-]", "-", f"{key}.lb-frame")
    return (
        f"<style>.st-key-{place} img{{width:100%;min-width:{width * _SMALLEST:.0f}px;"
        f"max-width:{width:.0f}px!important}}</style>"
    )


def _alt(architecture: Architecture) -> str:
    names = ", ".join(component.name for component in architecture.components[:40])
    return (
        f"Drawing of {len(architecture.components)} components and"
        f" {len(architecture.connections)} connections: {names}"
    )
