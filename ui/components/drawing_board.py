"""The drawing of an answer: as text or as tables, with the picture and its problems beside.

Owns the session key `<key>.view`; those of its parts begin with `<key>` too.
"""

import streamlit as st

from interview.attempt import MAX_DRAWING_CHARACTERS, DrawingDraft
from ui.components.answer_box import (
    Save,
    answer_box,
    field_state,
    hold_undrawn,
    replace_text,
)
from ui.components.drawing_problems import drawing_problems
from ui.components.drawing_tables import drawing_tables
from ui.components.picture import picture
from ui.drawings import facts_of, reading

START = """flowchart LR
  client([Browser]) --> lb[Load balancer]
  lb --> api[API]
  api --> db[(PostgreSQL)]
"""
_BESIDE_PX, _BELOW_PX = 760, 1000


def drawing_board(*, key: str, draft: DrawingDraft, save: Save, disabled: bool = False) -> None:
    """Draw editor and picture; both views edit one text, one of them at a time."""
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.segmented_control(
            "Edit the drawing as",
            ["Text", "Tables"],
            default="Text",
            required=True,
            key=f"{key}.view",
            label_visibility="collapsed",
            persist_state="session",
        )
        with st.popover("How to write it", type="tertiary", icon=":material/help:"):
            st.html(_HOW)
    if view == "Tables":
        text = hold_undrawn(key, draft.text, draft.rev)
        drawing_tables(text, key=key, save=save, disabled=disabled)
        field_state(key, draft.saved_at, save)
        _draw_picture(text, draft, key=key, disabled=disabled, save=save, room_px=_BELOW_PX)
        return
    left, right = st.columns([7, 13], gap="small")
    with left:
        text = _text_view(key=key, draft=draft, save=save, disabled=disabled)
        if text.strip():
            drawing_problems(reading(text), text)
    with right:
        _draw_picture(text, draft, key=key, disabled=disabled, save=save, room_px=_BESIDE_PX)


def _text_view(*, key: str, draft: DrawingDraft, save: Save, disabled: bool) -> str:
    with st.container(key=f"{key}.lb-code"):
        return answer_box(
            key=key,
            label="Drawing, as text",
            text=draft.text,
            rev=draft.rev,
            saved_at=draft.saved_at,
            save=save,
            placeholder=START,
            height=400,
            max_chars=MAX_DRAWING_CHARACTERS,
            disabled=disabled,
        )


def _draw_picture(  # noqa: PLR0913  (what a picture is drawn from, and what may replace it)
    text: str, draft: DrawingDraft, *, key: str, disabled: bool, save: Save, room_px: int
) -> None:
    if not text.strip():
        st.html(_NOTHING)
        st.button(
            "Begin with four boxes",
            key=f"{key}.start",
            disabled=disabled,
            on_click=replace_text,
            args=(key, START, save),
        )
        return
    readable = text if reading(text).architecture is not None else draft.good_text
    shown = reading(readable).architecture if readable else None
    if shown is None:
        st.html('<div class="lb-empty">No picture yet: the text has to be readable first.</div>')
        return
    if readable != text:
        st.html('<p class="lb-stale">The last drawing that could be read</p>')
    picture(shown, facts=facts_of(readable), key=f"{key}.picture", room_px=room_px)


_NOTHING = """<div class="lb-empty"><b>Nothing is drawn yet.</b><br>Write a line such as
<code>client --&gt; api --&gt; db</code> and leave the field, or begin with four boxes and change
them. The picture follows your text.</div>"""
_HOW = """<div class="lb-how"><p>A Mermaid flowchart:</p>
<pre>client([Browser]) --&gt; api[API]
api --&gt; db[(Postgres)]
api -.-&gt; bus[[Kafka]]</pre>
<p><code>--&gt;</code> calls and waits, <code>-.-&gt;</code> sends and goes on. Say more about a
box, an arrow or a failure zone on a line of its own:</p>
<pre>%% @api kind=service replicas=4 capacity=500rps
%% @api-&gt;db timeout=200ms retries=2
%% zone edge</pre></div>"""
