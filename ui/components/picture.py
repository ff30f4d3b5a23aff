"""A drawing as a picture with its text equivalent beside it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from architecture.drawing import Mark, describe, draw
from architecture.fact import Fact
from architecture.model import Architecture
from ui.look import Theme, theme


def picture(architecture: Architecture, *, facts: Sequence[Fact] = (), key: str) -> None:
    """Show the picture, marked with what the facts say, and the same in words."""
    if not architecture.components:
        st.html('<div class="lb-empty">Nothing is drawn.</div>')
        return
    svg = _drawn(architecture.model_dump_json(), theme(), _marks(facts))
    st.html(f'<div class="lb-drawing">{svg}</div>')
    lines = "".join(f"<li>{escape(line)}</li>" for line in describe(architecture, tuple(facts)))
    with st.expander("The drawing in words", key=f"{key}.words"):
        st.html(f'<ul class="lb-list">{lines}</ul>')


def _marks(facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    """Mark the components that a serious fact is about; the word stands on the picture."""
    marked: dict[str, str] = {}
    for fact in facts:
        word = _WORDS.get(fact.id.split(":")[0].split("/")[0])
        if word and fact.severity in {"warning", "critical"}:
            for subject in fact.subject_ids:
                marked.setdefault(subject, word)
    return tuple(sorted(marked.items()))


_WORDS = {"spof": "SPOF", "single-point-of-failure": "SPOF", "unreachable": "unreachable"}


@st.cache_data(max_entries=64, show_spinner=False)
def _drawn(architecture: str, shown_in: Theme, marks: tuple[tuple[str, str], ...]) -> str:
    return draw(
        Architecture.model_validate_json(architecture),
        theme=shown_in,
        marks={name: Mark(word=word) for name, word in marks},
    )
