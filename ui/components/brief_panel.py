"""The problem as it is put, what is known, and the ear of the interviewer."""

from functools import partial
from html import escape

import streamlit as st

from interview.attempt import Attempt
from interview.practice import Practice
from interview.views import RoomView, ScenarioBrief
from ui.components.ask_box import ask_box

OPEN = frozenset({"drafting", "paused"})


def is_open(attempt: Attempt) -> bool:
    """Whether the attempt still takes changes."""
    return attempt.state in OPEN


def brief_panel(view: RoomView, practice: Practice) -> None:
    """Draw the panel; it stays in view while the answer scrolls."""
    with st.container(key="room.brief", gap="small"):
        st.html(_problem(view.brief))
        ask_box(
            key=f"room.{view.attempt.id}.ask",
            asked=view.asked,
            ask=partial(practice.ask, view.attempt.id),
            disabled=not is_open(view.attempt),
        )
        st.html(_pace(view.brief))


def _problem(brief: ScenarioBrief) -> str:
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in brief.visible_facts)
    known = (
        f'<h2 class="lb-eyebrow">What is known</h2><ul class="lb-list lb-known">{facts}</ul>'
        if facts
        else ""
    )
    return f'<div class="lb-prompt">{escape(brief.prompt)}</div>{known}'


def _pace(brief: ScenarioBrief) -> str:
    if not brief.phases:
        return ""
    steps = "".join(
        f"<span>{escape(phase.id.replace('-', ' '))} {phase.minutes:g}</span>"
        for phase in brief.phases
    )
    return f'<p class="lb-pace"><b>Minutes, as a guide</b> {steps}</p>'
