"""The points that would have been cheapest to get, with what to say next time."""

from html import escape

import streamlit as st

from interview.views import CheapPoint, FeedbackView
from ui import words


def cheapest_points(view: FeedbackView) -> None:
    """Draw up to three points beside each other; nothing when there are none."""
    if not view.cheapest:
        return
    numbers = {
        (criterion.id, check.id): f"{number}.{index}"
        for number, criterion in enumerate(view.grade.criteria, start=1)
        for index, check in enumerate(criterion.checks, start=1)
    }
    points = "".join(
        _point(point, numbers.get((point.criterion_id, point.check_id), ""))
        for point in view.cheapest[:3]
    )
    st.html(
        '<section class="lb-cheap"><h2 class="lb-eyebrow">The cheapest points within reach</h2>'
        f'<div class="lb-points">{points}</div></section>'
    )


def _point(point: CheapPoint, number: str) -> str:
    coach = f"<p>{escape(point.coach)}</p>" if point.coach else ""
    return (
        f'<div class="lb-point"><b>+{words.points(point.points)} points</b>'
        f'<div class="lb-muted">{escape(number)} {escape(point.text)}</div>{coach}</div>'
    )
