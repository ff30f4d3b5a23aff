"""A text field of the answer that saves itself, and never overwrites a newer text.

Owns the session keys `<key>`, `<key>.rev`, `<key>.conflict`, `<key>.error` and `<key>.saved`. The
browser sends a text when the field is left, on Ctrl+Enter, and with the next click.
"""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from interview.attempt import Draft, DrawingDraft
from interview.errors import InterviewError, StaleAttempt
from interview.views import Saved
from ui import words

Save = Callable[[str, int], Saved]


def answer_box(  # noqa: PLR0913  (a field is described by its words)
    *,
    key: str,
    label: str,
    text: str,
    rev: int,
    saved_at: datetime | None,
    save: Save,
    placeholder: str,
    help_text: str | None = None,
    height: int = 260,
    max_chars: int,
    disabled: bool = False,
) -> str:
    """Draw the field, its state and, after a clash, both texts; return what it holds."""
    state = st.session_state
    if f"{key}.rev" not in state:
        _take_over(key, text, rev)
    elif rev > state[f"{key}.rev"] and f"{key}.conflict" not in state and key in state:
        _follow_the_other_tab(key, text, rev)
    value = st.text_area(
        label,
        key=key,
        height=height,
        placeholder=placeholder,
        help=help_text,
        max_chars=max_chars,
        disabled=disabled,
        on_change=_commit,
        args=(key, save),
    )
    _draw_state(key, saved_at, len((value or "").split()))
    if f"{key}.conflict" in state:
        _draw_conflict(key, save)
    return value or ""


def replace_text(key: str, text: str, save: Save) -> None:
    """Put a text into the field from outside (a table, a button) and save it."""
    st.session_state[key] = text
    _commit(key, save)


def _take_over(key: str, text: str, rev: int) -> None:
    st.session_state[key] = text
    st.session_state[f"{key}.base"] = text
    st.session_state[f"{key}.rev"] = rev


def _follow_the_other_tab(key: str, text: str, rev: int) -> None:
    """Show the newer text unless this field holds words that are not saved."""
    if st.session_state[key] == st.session_state.get(f"{key}.base"):
        _take_over(key, text, rev)


def _commit(key: str, save: Save) -> None:
    state = st.session_state
    text = state.get(key) or ""
    state.pop(f"{key}.error", None)
    try:
        saved = save(text, state[f"{key}.rev"])
    except StaleAttempt as clash:
        state[f"{key}.conflict"] = clash.current
    except InterviewError as error:
        state[f"{key}.error"] = str(error)
    else:
        state[f"{key}.rev"] = saved.rev
        state[f"{key}.base"] = text
        state[f"{key}.saved"] = saved.at
        state.pop(f"{key}.conflict", None)


def _draw_state(key: str, saved_at: datetime | None, count: int) -> None:
    error = st.session_state.get(f"{key}.error")
    if error:
        st.error(f"Not saved: {error}. Your text is still in the field; copy it to be safe.")
        return
    at = st.session_state.get(f"{key}.saved") or saved_at
    done = f"Saved {words.clock(at)}" if at else "Saves when you leave the field"
    st.html(f'<p class="lb-saved" role="status">{count} words · {done} · Ctrl+Enter saves</p>')


def _draw_conflict(key: str, save: Save) -> None:
    current: Draft | DrawingDraft = st.session_state[f"{key}.conflict"]
    theirs = current.body if isinstance(current, Draft) else current.text
    with st.container(border=True, key=f"{key}.clash"):
        st.warning(
            "This field was changed in another tab or window. Nothing was overwritten:"
            " keep one of the two, or copy from one into the other first."
        )
        st.text_area("The saved text", theirs, disabled=True, height=160, key=f"{key}.theirs")
        with st.container(horizontal=True):
            st.button("Keep mine", key=f"{key}.mine", on_click=_keep_mine, args=(key, save))
            st.button("Take the saved text", key=f"{key}.take", on_click=_take_theirs, args=(key,))


def _keep_mine(key: str, save: Save) -> None:
    st.session_state[f"{key}.rev"] = st.session_state[f"{key}.conflict"].rev
    st.session_state.pop(f"{key}.conflict")
    _commit(key, save)


def _take_theirs(key: str) -> None:
    current: Draft | DrawingDraft = st.session_state.pop(f"{key}.conflict")
    theirs = current.body if isinstance(current, Draft) else current.text
    _take_over(key, theirs, current.rev)
