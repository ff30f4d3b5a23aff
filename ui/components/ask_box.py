"""The interviewer's ear: a question box with what was asked and answered."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from interview.errors import InterviewError
from interview.views import AskTurn

MAX_QUESTION = 2_000


def ask_box(
    *, key: str, asked: Sequence[AskTurn], ask: Callable[[str], AskTurn], disabled: bool
) -> None:
    """Draw the conversation so far and the box for the next question."""
    st.html('<div class="lb-eyebrow">Ask the interviewer</div>')
    if asked:
        with st.container(height=min(120 + 90 * len(asked), 380), key=f"{key}.talk"):
            st.html("".join(turn(entry) for entry in asked))
    else:
        st.html(
            '<p class="lb-muted">Some facts are told only when asked for: how many, how fast,'
            " what may be stale, what must never happen. One question at a time works best.</p>"
        )
    question = st.chat_input("Ask a question", key=key, max_chars=MAX_QUESTION, disabled=disabled)
    if question and question.strip():
        try:
            ask(question)
        except InterviewError as error:
            st.error(f"Not asked: {error}.")
        else:
            st.rerun()


def turn(entry: AskTurn) -> str:
    """Write one question and its reply as escaped HTML."""
    told = " lb-revealed" if entry.outcome == "revealed" else ""
    return (
        f'<div class="lb-turn"><div class="lb-turn-q">{escape(entry.question)}</div>'
        f'<div class="lb-turn-a{told}">{escape(entry.reply)}</div></div>'
    )
