"""All criteria of a grade, filtered by verdict.

Owns the session key `feedback.filter`.
"""

import streamlit as st

from grading.grade import CheckVerdict
from interview.views import FeedbackView
from ui.components.criterion_card import criterion_card
from ui.components.notice import empty

_FILTERS = ("All", "Not met", "Unsure", "Met")


def criteria_list(view: FeedbackView) -> None:
    """Draw the filter and each criterion that has a check which fits it."""
    chosen = st.segmented_control(
        "Show checks",
        _FILTERS,
        default="All",
        required=True,
        key="feedback.filter",
        label_visibility="collapsed",
    )
    facts = {fact.id: fact for fact in (*view.facts, *view.grade.facts)}
    texts = {text.id: text for text in view.criteria}
    names = names_of(view)
    nothing = True
    for number, criterion in enumerate(view.grade.criteria, start=1):
        shown = frozenset(check.id for check in criterion.checks if fits(check, chosen))
        if shown and criterion.id in texts:
            nothing = False
            criterion_card(
                criterion,
                texts[criterion.id],
                facts,
                names,
                number=number,
                shown=shown,
                opened=chosen != "All" or number == 1,
                level=view.brief.level,
            )
    if nothing:
        empty("No check fits this filter.", "Choose All to see every check.")


def names_of(view: FeedbackView) -> dict[str, str]:
    """Give the names on the boxes by component id."""
    parts = view.architecture.components if view.architecture else ()
    return {part.id: part.name for part in parts}


def fits(check: CheckVerdict, chosen: str) -> bool:
    """Whether a check belongs under one of the filters; an unscored one is unsure."""
    if chosen == "Unsure":
        return check.is_unsure or check.verdict == "unscored"
    return chosen == "All" or check.verdict == {"Met": "met", "Not met": "not_met"}[chosen]
