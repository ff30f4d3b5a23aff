"""A text field of the answer that saves itself, and never overwrites a newer text.

Owns the session keys `<key>` (the field itself), `<key>.held` (its last text that reached us),
`<key>.base` (its last text that was saved or loaded), `<key>.rev`, `<key>.saved`,
`<key>.conflict`, `<key>.error` and `<key>.touched`. The browser sends a text when the field is
left, on Ctrl+Enter, and with the next click.
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
    height: int = 260,
    max_chars: int,
    disabled: bool = False,
) -> str:
    """Draw the field, its state and, after a clash, both texts; return what it holds.

    The label is for screen readers: a tab or a heading above names the field to the eye.
    """
    hold(key, text, rev)
    value = st.text_area(
        label,
        key=key,
        height=height,
        placeholder=placeholder,
        max_chars=max_chars,
        disabled=disabled,
        on_change=_commit,
        args=(key, save),
        label_visibility="collapsed",
    )
    field_state(key, saved_at, save)
    return value or ""


def hold(key: str, text: str, rev: int) -> None:
    """Bring the field up to what is stored, unless it holds words that are not saved."""
    state = st.session_state
    if f"{key}.rev" not in state:
        _take_over(key, text, rev)
    untouched = held(key) == state[f"{key}.base"]
    if rev > state[f"{key}.rev"] and untouched and not is_unsaved(key):
        _take_over(key, text, rev)
    if key not in state:
        # The browser takes a text only from a key that is set in the very run that draws it.
        # Streamlit forgets a field that was not drawn, so its words are held beside it.
        state[key] = held(key)


def hold_undrawn(key: str, text: str, rev: int) -> str:
    """Do the same in a run that shows the text in another way; return the text."""
    hold(key, text, rev)
    st.session_state.pop(key, None)
    return held(key)


def is_unsaved(key: str) -> bool:
    """Whether the field holds a text that could not be saved, or that clashes with a newer one."""
    return f"{key}.conflict" in st.session_state or f"{key}.error" in st.session_state


def held(key: str) -> str:
    """Give the last text of the field that reached the server."""
    return str(st.session_state.get(f"{key}.held", ""))


def replace_text(key: str, text: str, save: Save) -> None:
    """Put a text into the field from outside (a table, a button) and save it."""
    st.session_state.pop(key, None)
    _save(key, text, save)


def field_state(key: str, saved_at: datetime | None, save: Save) -> None:
    """Say whether the text is saved; after a clash, show both texts."""
    state = st.session_state
    if f"{key}.conflict" in state:
        _draw_conflict(key, save)
        return
    if f"{key}.error" in state:
        st.error(
            f"Not saved: {words.plain(state[f'{key}.error'])}. Your text is still in the field."
        )
        st.button("Save again", key=f"{key}.again", on_click=_save_again, args=(key, save))
        return
    at = state.get(f"{key}.saved") or saved_at
    done = f"Saved {words.clock(at)}" if at else "Saves when you leave the field"
    count = words.counted(len(held(key).split()), "word")
    st.html(
        f'<p class="lb-saved" role="status"><span>{done} · Ctrl+Enter saves</span>'
        f"<span>{count}</span></p>"
    )


def _take_over(key: str, text: str, rev: int) -> None:
    state = st.session_state
    state.pop(key, None)
    state[f"{key}.held"] = state[f"{key}.base"] = text
    state[f"{key}.rev"] = rev


def _commit(key: str, save: Save) -> None:
    state = st.session_state
    if key not in state:
        # The field left the page in the same run: its words are held, there is nothing newer.
        return
    text = str(state[key] or "")
    was_touched = state.get(f"{key}.touched", False)
    state[f"{key}.touched"] = True
    if not text and held(key) and not was_touched:
        # A click during the first drawing of a page makes the browser send a field that was
        # never filled. Nobody emptied it: give it its words back instead of saving nothing.
        state.pop(key, None)
        return
    _save(key, text, save)


def _save_again(key: str, save: Save) -> None:
    _save(key, held(key), save)


def _save(key: str, text: str, save: Save) -> None:
    state = st.session_state
    state[f"{key}.held"] = text
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


def _draw_conflict(key: str, save: Save) -> None:
    with st.container(border=True, key=f"{key}.clash"):
        st.warning(
            "This field was changed in another tab or window. Nothing was overwritten:"
            " keep one of the two, or copy from one into the other first."
        )
        theirs = _text_of(st.session_state[f"{key}.conflict"])
        st.text_area("The saved text", theirs, disabled=True, height=160)
        with st.container(horizontal=True):
            st.button("Keep mine", key=f"{key}.mine", on_click=_keep_mine, args=(key, save))
            st.button("Take the saved text", key=f"{key}.take", on_click=_take_theirs, args=(key,))


def _text_of(draft: Draft | DrawingDraft) -> str:
    return draft.body if isinstance(draft, Draft) else draft.text


def _keep_mine(key: str, save: Save) -> None:
    st.session_state[f"{key}.rev"] = st.session_state.pop(f"{key}.conflict").rev
    _save_again(key, save)


def _take_theirs(key: str) -> None:
    current: Draft | DrawingDraft = st.session_state.pop(f"{key}.conflict")
    st.session_state.pop(f"{key}.error", None)
    _take_over(key, _text_of(current), current.rev)
