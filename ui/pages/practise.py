"""The library: pick a scenario, or go on with one."""

import streamlit as st

from interview.example import EXAMPLE_ID, EXAMPLE_SLUG
from interview.practice import Practice
from ui.components.library_filter import library_filter
from ui.components.notice import empty, told_plainly
from ui.components.page_head import page_head
from ui.components.scenario_card import scenario_card
from ui.routes import Routes

CARDS_A_PAGE = 12
_LEAD = (
    "Pick a problem, ask what you would ask an interviewer, answer in words, numbers and a"
    " drawing, and hand in. Every point of the grade shows what it rests on."
)


def render(practice: Practice, routes: Routes) -> None:
    """Draw the library with its filters."""
    page_head("Practise", "Put your design under load", lead=_LEAD)
    with told_plainly():
        cards = practice.library()
        if not cards:
            empty("No scenario could be loaded.", "The log names what is wrong with each pack.")
            return
        new_here = not any(card.attempts for card in cards)
        if new_here and any(card.slug == EXAMPLE_SLUG for card in cards):
            _draw_welcome(routes)
        shown = library_filter(cards, practice.topic_tree())
        if not shown:
            empty(
                "No scenario fits these filters.",
                "Take one of them back, or search for a plainer word: cache, payment, queue.",
            )
        page = 0
        if len(shown) > CARDS_A_PAGE:
            page = st.pagination(-(-len(shown) // CARDS_A_PAGE), key="practise.page") - 1
        with st.grid(columns="auto", min_column_width=380, gap="medium"):
            for card in shown[page * CARDS_A_PAGE : (page + 1) * CARDS_A_PAGE]:
                scenario_card(card, practice, routes)


def _draw_welcome(routes: Routes) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="practise.welcome"):
        st.html(
            "<p><b>New here? Read a finished attempt first.</b> An honest mid-level answer with"
            " its grade: what was met, what was missed, and the sentences it rests on.</p>"
        )
        if st.button("See the example", key="practise.example"):
            routes.to_feedback(EXAMPLE_ID)
