"""All attempts, newest first: go on, read the grade, or take one out."""

from html import escape

import streamlit as st

from interview.example import EXAMPLE_ID
from interview.practice import Practice
from interview.views import AttemptSummary
from ui import words
from ui.components.page_head import page_head
from ui.routes import Routes

ATTEMPTS_A_PAGE = 20
_STATES = {
    "drafting": "open",
    "paused": "paused",
    "submitted": "handed in, grading",
    "grading": "handed in, grading",
    "graded": "graded",
    "failed": "handed in, not graded",
    "abandoned": "discarded",
}


def render(practice: Practice, routes: Routes) -> None:
    """Draw the list of attempts."""
    page_head("History", "Your attempts")
    _draw_undo(practice)
    summaries = practice.history()
    if not summaries:
        _draw_empty(routes)
    page = 0
    if len(summaries) > ATTEMPTS_A_PAGE:
        page = st.pagination(-(-len(summaries) // ATTEMPTS_A_PAGE), key="history.page") - 1
    for summary in summaries[page * ATTEMPTS_A_PAGE : (page + 1) * ATTEMPTS_A_PAGE]:
        _draw_row(summary, practice, routes)
    for broken in practice.unreadable():
        st.error(f"Attempt {broken.id} cannot be shown: {broken.problem}.")


def _draw_empty(routes: Routes) -> None:
    st.html(
        '<div class="lb-empty"><b>No attempts yet.</b><br>Each attempt stays here with its text,'
        " its drawing and its grade. Start one, or see what a finished one looks like.</div>"
    )
    with st.container(horizontal=True):
        if st.button("Pick a scenario", type="primary", key="history.library"):
            routes.to_library()
        if st.button("See the example", key="history.example"):
            routes.to_feedback(EXAMPLE_ID)


def _draw_row(summary: AttemptSummary, practice: Practice, routes: Routes) -> None:
    attempt = summary.attempt
    with st.container(border=True, key=f"history.row.{attempt.id}"):
        text, score, actions = st.columns([6, 3, 3], vertical_alignment="center")
        text.html(
            f"<b>{escape(summary.title)}</b>"
            f'<div class="lb-meta"><span>{words.day(attempt.started_at)}</span>'
            f"<span>{escape(_STATES[attempt.state])}</span><span>{summary.words} words</span>"
            f"<span>{escape(attempt.mode)}</span></div>"
        )
        score.html(_score(summary))
        with actions, st.container(horizontal=True, horizontal_alignment="right"):
            if attempt.state == "graded":
                if st.button("Read the grade", key=f"history.feedback.{attempt.id}"):
                    routes.to_feedback(attempt.id)
            else:
                label = "Resume" if attempt.state in {"drafting", "paused"} else "Look"
                if st.button(label, type="primary", key=f"history.resume.{attempt.id}"):
                    routes.to_room(attempt.id)
            st.button(
                "Discard",
                key=f"history.discard.{attempt.id}",
                type="tertiary",
                help="Takes it out of this list; can be undone",
                on_click=_discard,
                args=(practice, attempt.id, summary.title),
            )


def _score(summary: AttemptSummary) -> str:
    if summary.grader is None:
        return '<span class="lb-muted">no grade yet</span>'
    if summary.total is None:
        return '<span class="lb-muted">not graded as an answer</span>'
    return (
        f"<b>{words.points(summary.total)}</b> of 100 · {escape(words.level(summary.level))}"
        f'<div class="lb-muted">{escape(words.grader(summary.grader))}</div>'
    )


def _discard(practice: Practice, attempt_id: str, title: str) -> None:
    practice.discard(attempt_id)
    st.session_state["history.discarded"] = (attempt_id, title)


def _draw_undo(practice: Practice) -> None:
    discarded = st.session_state.get("history.discarded")
    if not discarded:
        return
    attempt_id, title = discarded
    with st.container(horizontal=True, vertical_alignment="center", key="history.undo_row"):
        st.html(f'<span role="status">Discarded: {escape(title)}.</span>')
        st.button("Undo", key="history.undo", on_click=_undo, args=(practice, attempt_id))


def _undo(practice: Practice, attempt_id: str) -> None:
    practice.restore(attempt_id)
    st.session_state.pop("history.discarded", None)
