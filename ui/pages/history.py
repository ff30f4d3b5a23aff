"""All attempts, newest first: go on, read the grade, or take one out."""

import streamlit as st

from interview.example import EXAMPLE_ID
from interview.practice import Practice
from ui import words
from ui.components.attempt_row import attempt_row, undo_row
from ui.components.notice import empty, told_plainly
from ui.components.page_head import page_head
from ui.routes import Routes

ATTEMPTS_A_PAGE = 20


def render(practice: Practice, routes: Routes) -> None:
    """Draw the list of attempts."""
    page_head("History", "Your attempts")
    with told_plainly():
        undo_row(practice)
        summaries = practice.history()
        broken = practice.unreadable()
        if not summaries and not broken:
            _draw_empty(routes)
        page = 0
        if len(summaries) > ATTEMPTS_A_PAGE:
            page = st.pagination(-(-len(summaries) // ATTEMPTS_A_PAGE), key="history.page") - 1
        for summary in summaries[page * ATTEMPTS_A_PAGE : (page + 1) * ATTEMPTS_A_PAGE]:
            attempt_row(summary, practice, routes)
        for attempt in broken:
            st.error(
                f"Attempt {words.plain(attempt.id)} cannot be shown:"
                f" {words.plain(attempt.problem)}. The others are not affected."
            )


def _draw_empty(routes: Routes) -> None:
    empty(
        "No attempts yet.",
        "Each attempt stays here with its text, its drawing and its grade. Start one, or see what"
        " a finished one looks like.",
    )
    with st.container(horizontal=True):
        if st.button("Pick a scenario", type="primary", key="history.library"):
            routes.to_library()
        if st.button("See the example", key="history.example"):
            routes.to_feedback(EXAMPLE_ID)
