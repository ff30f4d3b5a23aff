"""The answer: a tab for each section, and one for the drawing among them."""

from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from interview.attempt import MAX_SECTION_CHARACTERS, SECTIONS, SectionId
from interview.practice import Practice
from interview.views import RoomView, Saved
from ui.components.answer_box import answer_box
from ui.components.brief_panel import is_open
from ui.components.drawing_board import drawing_board

Field = SectionId | Literal["drawing"]
_DRAWING_AFTER = "design"
_HINTS: dict[SectionId, tuple[str, str]] = {
    "requirements": (
        "What must it do, what must never happen, for how many, how fast? What is left out?",
        "A seat is never sold twice. The map may be two seconds old. p95 of a hold under ...",
    ),
    "estimates": (
        "Rates, sizes, concurrency: input, formula, result with a unit, and what it decides.",
        "600,000 users x 48 requests / 86,400 s = 333 rps; at the peak x 5 = 1,667 rps, so ...",
    ),
    "api": (
        "The few calls that matter: what goes in, what comes back, what a repeat or a clash does.",
        "POST /holds {seats, idempotency_key} -> 201 {hold_id, expires_at} | 409 taken",
    ),
    "data_model": (
        "Entities, keys, states. Which line of the schema guards the invariant?",
        "seat(event_id, seat_no, state, hold_id), unique (event_id, seat_no)",
    ),
    "design": (
        "Walk through a read and a write. Say what each box of your drawing is for.",
        "A write goes through the load balancer to the API, which ...",
    ),
    "deep_dives": (
        "The hard parts: races, hot spots, failures. What fails, who sees what, how long?",
        "When the primary is lost, writes fail for about 30 s because ...",
    ),
    "trade_offs": (
        "What did you decide against, what does your choice cost, when would you change it?",
        "I chose ... over ..., because ...; it costs ...; above ... I would ...",
    ),
}


def field_names() -> tuple[tuple[Field, str], ...]:
    """List the fields of an answer in the order of their tabs, with their names."""
    names: list[tuple[Field, str]] = []
    for section, title in SECTIONS:
        names.append((section, title))
        if section == _DRAWING_AFTER:
            names.append(("drawing", "Drawing"))
    return tuple(names)


def field_key(attempt_id: str, field: Field) -> str:
    """Give the session key of a field."""
    return f"room.{attempt_id}.{field}"


def answer_tabs(view: RoomView, practice: Practice) -> None:
    """Draw all tabs; leaving a field saves it."""
    fields = field_names()
    tabs = st.tabs([name for _, name in fields], key=f"room.{view.attempt.id}.tabs")
    for (field, name), tab in zip(fields, tabs, strict=True):
        with tab:
            if field == "drawing":
                drawing_board(
                    key=field_key(view.attempt.id, field),
                    draft=view.drawing,
                    save=partial(_save_drawing, practice, view.attempt.id),
                    disabled=not is_open(view.attempt),
                )
            else:
                _draw_section(view, practice, field, name)


def _draw_section(view: RoomView, practice: Practice, section: SectionId, name: str) -> None:
    draft = view.drafts[section]
    hint, example = _HINTS[section]
    st.html(f'<p class="lb-hint">{escape(hint)}</p>')
    answer_box(
        key=field_key(view.attempt.id, section),
        label=name,
        text=draft.body,
        rev=draft.rev,
        saved_at=draft.saved_at,
        save=partial(_save_section, practice, view.attempt.id, section),
        placeholder=example,
        height=440,
        max_chars=MAX_SECTION_CHARACTERS,
        disabled=not is_open(view.attempt),
    )


def _save_section(
    practice: Practice, attempt_id: str, section: SectionId, text: str, rev: int
) -> Saved:
    return practice.save(attempt_id, section, text, rev=rev)


def _save_drawing(practice: Practice, attempt_id: str, text: str, rev: int) -> Saved:
    return practice.save_drawing(attempt_id, text, rev=rev)
