"""The interviewer's ear: a question box with what was asked and answered.

Owns the session keys `<key>` and `<key>.refused`.
"""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from interview.errors import InterviewError
from interview.views import AskTurn
from ui import words

MAX_QUESTION = 2_000
_OUTCOMES = {
    "revealed": "Told",
    "already_told": "Told before",
    "assume": "Yours to assume",
    "unsure": "Please say it another way",
}


def ask_box(
    *, key: str, asked: Sequence[AskTurn], ask: Callable[[str], AskTurn], disabled: bool
) -> None:
    """Draw the conversation so far and the box for the next question."""
    st.html('<h2 class="lb-eyebrow">Ask the interviewer</h2>')
    if asked:
        st.html(f'<div class="lb-talk" role="log">{"".join(turn(entry) for entry in asked)}</div>')
    else:
        st.html(
            '<p class="lb-muted">Some facts are told only when asked for: how many, how fast,'
            " what may be stale, what must never happen. One question at a time works best.</p>"
        )
    question = st.chat_input("Ask a question", key=key, max_chars=MAX_QUESTION, disabled=disabled)
    refused = st.session_state.get(f"{key}.refused")
    if refused:
        because, unasked = refused
        st.error(f"Not asked: {words.plain(because)}. Your question is below, to be copied.")
        st.code(unasked, language=None, wrap_lines=True)
    if question and question.strip():
        _put(question, key=key, ask=ask)


def _put(question: str, *, key: str, ask: Callable[[str], AskTurn]) -> None:
    try:
        ask(question)
    except InterviewError as error:
        # The box is empty by now: the question is given back, and stays until one is answered.
        st.session_state[f"{key}.refused"] = (str(error), question)
    else:
        st.session_state.pop(f"{key}.refused", None)
    st.rerun()


def turn(entry: AskTurn) -> str:
    """Write one question and its reply as escaped HTML."""
    told = " lb-revealed" if entry.outcome == "revealed" else ""
    return (
        f'<div class="lb-turn"><div class="lb-turn-q">{escape(entry.question)}</div>'
        f'<div class="lb-turn-a{told}"><span class="lb-outcome">{_OUTCOMES[entry.outcome]}</span>'
        f"{escape(entry.reply)}</div></div>"
    )
