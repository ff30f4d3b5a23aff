"""Handing in: never an older text than the one on the screen, and not by mistake.

Owns the session key `room.<attempt>.confirm`, set while the question is open.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from interview.attempt import SECTIONS
from interview.errors import EmptyAnswer, InterviewError
from interview.practice import Practice
from interview.views import RoomView
from ui import words
from ui.components.answer_box import held, is_unsaved
from ui.components.answer_tabs import field_key, field_names
from ui.components.brief_panel import is_open
from ui.components.page_head import page_head
from ui.routes import Routes


def hand_in_button(view: RoomView) -> bool:
    """Draw the button; tell whether it was pressed."""
    label = "Hand in" if is_open(view.attempt) else "Grade again"
    return st.button(label, type="primary", key="room.hand_in", width="stretch")


def hand_in(view: RoomView, practice: Practice, routes: Routes, *, pressed: bool) -> None:
    """Hand in when pressed, or say why not, or ask first when something is empty."""
    asking = f"room.{view.attempt.id}.confirm"
    if pressed:
        unsaved = unsaved_fields(view)
        empty = empty_fields(view) if is_open(view.attempt) else ()
        if unsaved:
            named = ", ".join(unsaved)
            st.error(f"Not handed in: {named} holds text that is not saved. Settle that first.")
        elif empty and len(empty) <= len(SECTIONS):
            st.session_state[asking] = True
        else:
            _hand_in(view, practice, routes)
    if st.session_state.get(asking):
        _confirm(view, practice, routes, asking)


def unsaved_fields(view: RoomView) -> tuple[str, ...]:
    """Name the fields of this window that hold text which is not saved."""
    return tuple(
        name for field, name in field_names() if is_unsaved(field_key(view.attempt.id, field))
    )


def empty_fields(view: RoomView) -> tuple[str, ...]:
    """Name the sections without a word, and the drawing without a line."""
    texts = {section: draft.body for section, draft in view.drafts.items()}
    return tuple(
        name
        for field, name in field_names()
        if not (view.drawing.text if field == "drawing" else texts[field]).strip()
    )


def left_over(view: RoomView, routes: Routes) -> None:
    """Show text of this window that was not handed in because another window came first."""
    page_head("Handed in elsewhere", view.brief.title)
    st.warning(
        "This attempt was handed in from another tab or window. What you see below was not saved"
        " and is not part of it; copy what you want to keep."
    )
    for field, name in field_names():
        key = field_key(view.attempt.id, field)
        if is_unsaved(key):
            st.html(f"<b>{escape(name)}</b>")
            st.code(held(key), language=None, wrap_lines=True)
    if st.button("To the grade", type="primary", key="room.to_grade"):
        routes.to_feedback(view.attempt.id)


def _confirm(view: RoomView, practice: Practice, routes: Routes, asking: str) -> None:
    def forget() -> None:
        st.session_state.pop(asking, None)

    @st.dialog("Hand in with gaps?", on_dismiss=forget)
    def question() -> None:
        _draw_gaps(empty_fields(view))
        with st.container(horizontal=True):
            if st.button("Hand in anyway", type="primary", key="room.confirm"):
                forget()
                _hand_in(view, practice, routes)
            if st.button("Keep working", key="room.keep"):
                forget()
                st.rerun()

    question()


def _draw_gaps(empty: Sequence[str]) -> None:
    items = "".join(f"<li>{escape(name)}</li>" for name in empty)
    st.html(
        f'<p>Still empty:</p><ul class="lb-list">{items}</ul><p class="lb-muted">All may stand in'
        " one section: where it stands is not graded. After handing in nothing can be"
        " changed.</p>"
    )


def _hand_in(view: RoomView, practice: Practice, routes: Routes) -> None:
    try:
        with st.spinner("Grading: reading your answer, your drawing and your numbers ..."):
            practice.hand_in(view.attempt.id)
    except EmptyAnswer as error:
        st.warning(f"Not handed in: {words.plain(str(error))}.")
    except InterviewError as error:
        st.error(words.sentence(words.plain(str(error))))
    else:
        routes.to_feedback(view.attempt.id)
