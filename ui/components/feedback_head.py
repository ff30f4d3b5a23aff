"""The top of a grade: the total against the bars, what limits it, and the dimensions."""

from html import escape

import streamlit as st

from grading.grade import Grade
from interview.practice import Practice
from interview.views import FeedbackView
from ui import charts, words
from ui.components.page_head import page_head
from ui.routes import Routes


def feedback_head(view: FeedbackView, practice: Practice, routes: Routes) -> None:
    """Draw title, provenance and the ways on."""
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    kind = "A finished example" if view.attempt.is_example else "Feedback"
    with left:
        page_head(
            kind,
            view.brief.title,
            meta=(
                words.day(view.graded_at),
                words.grader(view.grader),
                f"rubric version {view.grade.rubric_version}",
            ),
        )
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("History", key="feedback.history"):
            routes.to_history()
        again = "Try it yourself" if view.attempt.is_example else "Try again"
        if st.button(again, type="primary", key="feedback.again"):
            routes.to_room(practice.start(view.brief.slug))


def total_and_dimensions(view: FeedbackView) -> None:
    """Draw the total with its bars beside the chart of the dimensions."""
    level = view.brief.level
    left, right = st.columns([5, 6], gap="large")
    left.html(_total(view.grade))
    if view.grade.total is None:
        return
    right.html(
        '<h2 class="lb-eyebrow">By dimension</h2>'
        + charts.dimension_chart(view.grade.criteria, view.criteria, level=level)
        + f'<p class="lb-muted lb-key"><i></i> what {escape(level)} is expected to reach; paler'
        " where the answer stays below it</p>"
    )


def _total(grade: Grade) -> str:
    notes = "".join(f"<li>{note}</li>" for note in _notes(grade))
    listed = f'<ul class="lb-list lb-notes">{notes}</ul>' if notes else ""
    if grade.total is None:
        because = words.sentence(grade.not_graded_because or "no cause is known")
        return (
            '<div class="lb-ungraded" role="status"><b>Not graded as an answer</b>'
            f"<p>{escape(because)}</p></div>{listed}"
        )
    return (
        f'<div class="lb-score"><strong>{words.points(grade.total)}</strong>'
        f"<span>of 100</span><em>{escape(words.level(grade.level))}</em></div>"
        f'{charts.score_bar(grade)}<p class="lb-standing">{escape(standing(grade))}</p>{listed}'
    )


def _notes(grade: Grade) -> list[str]:
    low, high = grade.total_range
    notes = [escape(words.sentence(gate.reason)) for gate in grade.gates]
    notes += [f"Guard: {escape(words.REASONS[guard])}." for guard in grade.guards]
    if grade.total is not None and high > low:
        close = " A bar lies inside: too close to call." if grade.too_close else ""
        notes.append(
            f"Checks the grader is unsure of could make it {words.points(low)} to"
            f" {words.points(high)}.{close}"
        )
    return notes


def standing(grade: Grade) -> str:
    """Say which bar is met and how far the next one is."""
    bars = (("mid", grade.bars.mid), ("senior", grade.bars.senior), ("staff", grade.bars.staff))
    total = grade.total or 0
    above = [(name, bar) for name, bar in bars if bar > total]
    level = words.level(grade.level).lower()
    met = "Below the mid bar" if grade.level == "below_mid" else f"Meets the {level} bar"
    if not above:
        return f"{met}."
    name, bar = above[0]
    return f"{met}; {words.points(bar - total)} points below the {name} bar."
