"""The room: the problem on one side, the answer on the other."""

from functools import partial
from html import escape

import streamlit as st

from interview.attempt import MAX_SECTION_CHARACTERS, SECTIONS, SectionId
from interview.errors import EmptyAnswer, GradingFailed, InterviewError, UnknownAttempt
from interview.practice import Practice
from interview.views import RoomView, Saved
from ui.components.answer_box import answer_box
from ui.components.ask_box import ask_box
from ui.components.drawing_board import drawing_board
from ui.components.notice import nothing_here
from ui.components.page_head import page_head
from ui.routes import Routes

OPEN = {"drafting", "paused"}
_HINTS: dict[SectionId, str] = {
    "requirements": "What must it do, what must never happen, for how many, how fast? "
    "What do you leave out?",
    "estimates": "Rates, sizes, concurrency: input, formula, result with a unit, "
    "and what it decides.",
    "api": "The few calls that matter: what goes in, what comes back, what happens on a conflict "
    "or a repeat.",
    "data_model": "Entities, keys, states. Which line of the schema guards the invariant?",
    "design": "Walk through a read and a write. Say what each box of your drawing is for.",
    "deep_dives": "The hard parts: races, hot spots, failures. What fails, who sees what, "
    "how long?",
    "trade_offs": "What did you decide against, what does your choice cost, when would you change "
    "it?",
}


def render(practice: Practice, routes: Routes) -> None:
    """Draw the attempt that the address names."""
    attempt_id = st.query_params.get("attempt", "")
    try:
        view = practice.room(attempt_id)
    except UnknownAttempt:
        nothing_here(
            "There is no such attempt here",
            "The address may be mistyped, or the attempt belongs to another data folder.",
            routes,
        )
        return
    if view.attempt.state == "graded":
        routes.to_feedback(attempt_id)
        return
    if view.attempt.state == "abandoned":
        _draw_discarded(view, practice, routes)
        return
    _draw_head(view, practice, routes)
    brief, answer = st.columns([4, 9], gap="large")
    with brief:
        _draw_brief(view, practice)
    with answer:
        _draw_answer(view, practice)


def _draw_head(view: RoomView, practice: Practice, routes: Routes) -> None:
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        page_head(
            f"{view.brief.level} · {view.brief.minutes} minutes · practice", view.brief.title
        )
    with right:
        failed = view.attempt.state not in OPEN
        label = "Grade again" if failed else "Hand in"
        if st.button(label, type="primary", key="room.hand_in", width="stretch"):
            _hand_in(view, practice, routes)
    if view.attempt.failed_because:
        st.error(
            f"Your answer is handed in and safe, but grading failed:"
            f" {view.attempt.failed_because}. Press **Grade again**."
        )


def _hand_in(view: RoomView, practice: Practice, routes: Routes) -> None:
    unsaved = [
        title
        for section, title in SECTIONS
        if f"{_key(view, section)}.conflict" in st.session_state
        or f"{_key(view, section)}.error" in st.session_state
    ]
    if unsaved:
        st.error(f"Not handed in: {', '.join(unsaved)} holds text that is not saved. See there.")
        return
    try:
        with st.spinner("Grading: reading your answer, drawing and numbers ..."):
            practice.hand_in(view.attempt.id)
    except EmptyAnswer as error:
        st.warning(f"Not handed in: {error}.")
    except (GradingFailed, InterviewError) as error:
        st.error(f"{error}.")
    else:
        routes.to_feedback(view.attempt.id)


def _draw_brief(view: RoomView, practice: Practice) -> None:
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in view.brief.visible_facts)
    st.html(
        f'<div class="lb-prompt">{escape(view.brief.prompt)}</div>'
        f'<div class="lb-eyebrow">What is known</div><ul class="lb-list">{facts}</ul>'
    )
    ask_box(
        key=f"room.{view.attempt.id}.ask",
        asked=view.asked,
        ask=partial(practice.ask, view.attempt.id),
        disabled=view.attempt.state not in OPEN,
    )
    minutes = " · ".join(
        f"{phase.id.replace('-', ' ')} {phase.minutes:g} min" for phase in view.brief.phases
    )
    st.html(f'<p class="lb-muted">A way to spend the time: {escape(minutes)}</p>')


def _draw_answer(view: RoomView, practice: Practice) -> None:
    closed = view.attempt.state not in OPEN
    titles = [title for _, title in SECTIONS]
    tabs = st.tabs([*titles[:5], "Drawing", *titles[5:]], key=f"room.{view.attempt.id}.tabs")
    by_title = dict(zip([*titles[:5], "Drawing", *titles[5:]], tabs, strict=True))
    for section, title in SECTIONS:
        draft = view.drafts[section]
        with by_title[title]:
            answer_box(
                key=_key(view, section),
                label=title,
                text=draft.body,
                rev=draft.rev,
                saved_at=draft.saved_at,
                save=partial(_save_section, practice, view.attempt.id, section),
                placeholder=_HINTS[section],
                height=420,
                max_chars=MAX_SECTION_CHARACTERS,
                disabled=closed,
            )
    with by_title["Drawing"]:
        drawing_board(
            key=f"room.{view.attempt.id}.drawing",
            draft=view.drawing,
            save=partial(_save_drawing, practice, view.attempt.id),
            disabled=closed,
        )


def _save_section(
    practice: Practice, attempt_id: str, section: SectionId, text: str, rev: int
) -> Saved:
    return practice.save(attempt_id, section, text, rev=rev)


def _save_drawing(practice: Practice, attempt_id: str, text: str, rev: int) -> Saved:
    return practice.save_drawing(attempt_id, text, rev=rev)


def _key(view: RoomView, section: SectionId) -> str:
    return f"room.{view.attempt.id}.{section}"


def _draw_discarded(view: RoomView, practice: Practice, routes: Routes) -> None:
    st.header(view.brief.title, anchor=False)
    st.info("You discarded this attempt. Nothing of it is gone.")
    if st.button("Bring it back", type="primary", key="room.restore"):
        practice.restore(view.attempt.id)
        st.rerun()
    if st.button("To the library", key="room.library"):
        routes.to_library()
