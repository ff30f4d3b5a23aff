"""One attempt of the history: what it is, how it stands, and what can be done with it.

Owns the session keys `history.discarded` and `history.refused`.
"""

from html import escape

import streamlit as st

from interview.errors import InterviewError
from interview.practice import Practice
from interview.views import AttemptSummary
from ui import words
from ui.routes import Routes

_STATES = {
    "drafting": "open",
    "paused": "paused",
    "submitted": "handed in, grading",
    "grading": "handed in, grading",
    "graded": "graded",
    "failed": "handed in, not graded",
    "abandoned": "discarded",
}
_GRADING = {"submitted", "grading"}


def attempt_row(summary: AttemptSummary, practice: Practice, routes: Routes) -> None:
    """Draw an attempt with its buttons."""
    attempt = summary.attempt
    with st.container(border=True, key=f"history.row.{attempt.id}"):
        text, score, actions = st.columns([6, 3, 3], vertical_alignment="center")
        text.html(
            f'<h2 class="lb-row-title">{escape(summary.title)}</h2>'
            f'<div class="lb-meta"><span>{words.day(attempt.started_at)}</span>'
            f"<span>{escape(_STATES[attempt.state])}</span>"
            f"<span>{words.counted(summary.words, 'word')}</span></div>"
        )
        score.html(_score(summary))
        with actions, st.container(horizontal=True, horizontal_alignment="right"):
            if attempt.state not in _GRADING:
                st.button(
                    "Discard",
                    key=f"history.discard.{attempt.id}",
                    type="tertiary",
                    help="Takes it out of this list; can be undone",
                    on_click=_discard,
                    args=(practice, attempt.id, summary.title),
                )
            _draw_way(summary, routes)


def undo_row(practice: Practice) -> None:
    """Offer to take the last discarding back; say what was refused."""
    refused = st.session_state.pop("history.refused", None)
    if refused:
        st.error(refused)
    discarded = st.session_state.get("history.discarded")
    if discarded:
        attempt_id, title = discarded
        with st.container(horizontal=True, vertical_alignment="center", key="history.undo_row"):
            said = f'<span role="status">Discarded: {escape(title)}.</span>'
            st.html(said, width="content")
            st.button("Undo", key="history.undo", on_click=_undo, args=(practice, attempt_id))


def _draw_way(summary: AttemptSummary, routes: Routes) -> None:
    attempt = summary.attempt
    if attempt.state == "graded":
        if st.button("Read the grade", key=f"history.feedback.{attempt.id}"):
            routes.to_feedback(attempt.id)
        return
    label = "Resume" if attempt.state in {"drafting", "paused"} else "Look"
    if st.button(label, type="primary", key=f"history.resume.{attempt.id}"):
        routes.to_room(attempt.id)


def _score(summary: AttemptSummary) -> str:
    if summary.grader is None:
        return '<span class="lb-muted">No grade yet</span>'
    grader = escape(words.grader(summary.grader))
    if summary.total is None:
        return f'<span class="lb-muted" title="{grader}">Not graded as an answer</span>'
    return (
        f'<div class="lb-row-score" title="{grader}"><b>{words.points(summary.total)}</b>'
        f" of 100 · {escape(words.level(summary.level))}</div>"
        f'<div class="lb-muted">{escape(summary.grader.name)} grader</div>'
    )


def _discard(practice: Practice, attempt_id: str, title: str) -> None:
    try:
        practice.discard(attempt_id)
    except InterviewError as error:
        st.session_state["history.refused"] = f"Not discarded: {words.plain(str(error))}."
    else:
        st.session_state["history.discarded"] = (attempt_id, title)


def _undo(practice: Practice, attempt_id: str) -> None:
    try:
        practice.restore(attempt_id)
    except InterviewError as error:
        st.session_state["history.refused"] = f"Not brought back: {words.plain(str(error))}."
    else:
        st.session_state.pop("history.discarded", None)
