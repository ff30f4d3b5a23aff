"""The room: the problem on one side, the answer on the other."""

import streamlit as st

from interview.errors import UnknownAttempt
from interview.example import EXAMPLE_ID
from interview.practice import Practice
from interview.views import RoomView
from ui import words
from ui.components.answer_tabs import answer_tabs
from ui.components.brief_panel import brief_panel
from ui.components.discarded import discarded
from ui.components.hand_in import hand_in, hand_in_button, left_over, unsaved_fields
from ui.components.notice import no_such_attempt, told_plainly
from ui.components.page_head import page_head
from ui.routes import Routes


def render(practice: Practice, routes: Routes) -> None:
    """Draw the attempt that the address names."""
    attempt_id = st.query_params.get("attempt", "")
    with told_plainly():
        try:
            view = practice.room(attempt_id)
        except UnknownAttempt:
            if attempt_id == EXAMPLE_ID:
                routes.to_feedback(attempt_id)
            no_such_attempt(routes)
            return
        if view.attempt.state == "abandoned":
            discarded(view, practice, routes)
        elif view.attempt.state == "graded" and unsaved_fields(view):
            left_over(view, routes)
        elif view.attempt.state == "graded":
            routes.to_feedback(attempt_id)
        else:
            _draw_room(view, practice, routes)


def _draw_room(view: RoomView, practice: Practice, routes: Routes) -> None:
    brief = view.brief
    left, right = st.columns([6, 1], vertical_alignment="bottom")
    with left:
        page_head(f"{brief.level} · {brief.minutes} minutes · {view.attempt.mode}", brief.title)
    with right:
        pressed = hand_in_button(view)
    hand_in(view, practice, routes, pressed=pressed)
    if view.attempt.failed_because:
        because = words.plain(view.attempt.failed_because)
        st.error(f"Handed in and safe, but not graded: {because}. Press **Grade again**.")
    problem, answer = st.columns([3, 7], gap="large")
    with problem:
        brief_panel(view, practice)
    with answer:
        answer_tabs(view, practice)
