"""The grade of one attempt, and all that is needed to argue with it."""

from html import escape

import streamlit as st

from grading.grade import CheckVerdict, Grade
from interview.errors import GradingFailed, InterviewError, NotHandedIn, UnknownAttempt
from interview.practice import Practice
from interview.views import FeedbackView
from ui import charts, words
from ui.components.ask_box import turn
from ui.components.criterion_card import criterion_card
from ui.components.highlight import Highlight, highlighted
from ui.components.notice import nothing_here
from ui.components.page_head import page_head
from ui.components.picture import picture
from ui.routes import Routes

_FILTERS = ("All", "Not met", "Unsure", "Met")


def render(practice: Practice, routes: Routes) -> None:
    """Draw the grade of the attempt that the address names."""
    attempt_id = st.query_params.get("attempt", "")
    try:
        view = practice.feedback(attempt_id)
    except UnknownAttempt:
        because = "The address may be mistyped, or the attempt belongs to another data folder."
        nothing_here("There is no such attempt here", because, routes)
        return
    except (NotHandedIn, GradingFailed):
        routes.to_room(attempt_id)
        return
    except InterviewError as error:
        nothing_here("This grade cannot be shown", f"{error}.", routes)
        return
    _draw_head(view, practice, routes)
    if view.grade.total is None:
        st.warning(f"Not graded as an answer: {view.grade.not_graded_because}.")
    _draw_total(view)
    _draw_cheapest(view)
    criteria, answer, drawing, asked = st.tabs(
        ["Criteria", "Your answer", "Drawing", "What you asked"],
        key=f"feedback.{attempt_id}.tabs",
    )
    with criteria:
        _draw_criteria(view)
    with answer:
        _draw_answer(view)
    with drawing:
        _draw_drawing(view)
    with asked:
        _draw_asked(view)


def _draw_head(view: FeedbackView, practice: Practice, routes: Routes) -> None:
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
        again = "Try it yourself" if view.attempt.is_example else "Try again"
        if st.button(again, type="primary", key="feedback.again"):
            routes.to_room(practice.start(view.brief.slug))
        if st.button("History", key="feedback.history"):
            routes.to_history()


def _draw_total(view: FeedbackView) -> None:
    grade = view.grade
    left, right = st.columns([5, 6], gap="large")
    with left:
        if grade.total is not None:
            st.html(
                f'<div class="lb-score"><strong>{words.points(grade.total)}</strong>'
                f"<span>of 100</span></div>{charts.score_bar(grade)}"
                f'<p class="lb-lead">{escape(_standing(grade))}</p>'
            )
        notes = [escape(gate.reason) for gate in grade.gates]
        notes += [f"Guard: {escape(words.REASONS[guard])}." for guard in grade.guards]
        if grade.too_close:
            notes.append("A level bar lies inside the range of this grade: too close to call.")
        if notes:
            items = "".join(f"<li>{note}</li>" for note in notes)
            st.html(f'<ul class="lb-list">{items}</ul>')
    with right:
        level = view.brief.level
        st.html(
            f'<div class="lb-eyebrow">By dimension · the line is what {level} is expected to'
            f" reach</div>{charts.dimension_chart(grade.criteria, view.criteria, level=level)}"
        )


def _standing(grade: Grade) -> str:
    """Say which bar is met and how far the next one is."""
    bars = (("mid", grade.bars.mid), ("senior", grade.bars.senior), ("staff", grade.bars.staff))
    total = grade.total or 0
    above = [(name, bar) for name, bar in bars if bar > total]
    level = words.level(grade.level).lower()
    met = "Below the mid bar" if grade.level == "below_mid" else f"Meets the {level} bar"
    if not above:
        return f"{met}."
    name, bar = above[0]
    return f"{met}; {words.points(bar - total)} below the {name} bar."


def _draw_cheapest(view: FeedbackView) -> None:
    if not view.cheapest:
        return
    st.html('<div class="lb-eyebrow">The cheapest points within reach</div>')
    for column, point in zip(st.columns(3, gap="medium"), view.cheapest[:3], strict=False):
        coach = f"<p>{escape(point.coach)}</p>" if point.coach else ""
        column.html(
            f'<div class="lb-point"><b>+{words.points(point.points)} points</b>'
            f'<div class="lb-muted">{escape(point.text)}</div>{coach}</div>'
        )


def _draw_criteria(view: FeedbackView) -> None:
    chosen = st.segmented_control(
        "Show", _FILTERS, default="All", required=True, key="feedback.filter"
    )
    facts = {fact.id: fact for fact in (*view.facts, *view.grade.facts)}
    texts = {text.id: text for text in view.criteria}
    nothing = True
    for number, criterion in enumerate(view.grade.criteria, start=1):
        shown = frozenset(check.id for check in criterion.checks if _fits(check, chosen or "All"))
        if shown and criterion.id in texts:
            nothing = False
            criterion_card(
                criterion,
                texts[criterion.id],
                facts,
                number=number,
                shown=shown,
                opened=chosen != "All" or number == 1,
            )
    if nothing:
        st.html('<div class="lb-empty">No check fits this filter.</div>')


def _fits(check: CheckVerdict, chosen: str) -> bool:
    if chosen == "Unsure":
        return check.is_unsure or check.verdict == "unscored"
    return chosen == "All" or check.verdict == {"Met": "met", "Not met": "not_met"}[chosen]


def _draw_answer(view: FeedbackView) -> None:
    if not view.answer.strip():
        st.html('<div class="lb-empty">You handed in a drawing without words.</div>')
        return
    st.html(
        '<p class="lb-muted">Marked: the words that checks rest on, with the number of the check.'
        " Dashed: words that raised a red flag. Point at a mark to read the check.</p>"
        f'<div class="lb-answer">{highlighted(view.answer, _highlights(view))}</div>'
    )


def _highlights(view: FeedbackView) -> list[Highlight]:
    texts = {
        (criterion.id, check.id): check.text
        for criterion in view.criteria
        for check in criterion.checks
    }
    marks: list[Highlight] = []
    for number, criterion in enumerate(view.grade.criteria, start=1):
        for index, check in enumerate(criterion.checks, start=1):
            if check.verdict == "met":
                title = f"{number}.{index} {texts.get((criterion.id, check.id), check.id)}"
                marks += [
                    Highlight(quote.start, quote.end, f"{number}.{index}", title)
                    for quote in check.quotes
                    if quote.source == "answer"
                ]
        for flag in criterion.flags:
            if flag.verdict == "present":
                marks += [
                    Highlight(q.start, q.end, f"{number}!", f"Red flag in {number}", earned=False)
                    for q in flag.quotes
                    if q.source == "answer"
                ]
    return marks


def _draw_drawing(view: FeedbackView) -> None:
    if view.architecture is None:
        said = "could not be read" if view.drawing_text.strip() else "was not handed in"
        st.html(f'<div class="lb-empty">A drawing {said}.</div>')
    else:
        picture(view.architecture, facts=view.facts, key="feedback.picture")
    serious = [fact for fact in view.facts if fact.severity in {"warning", "critical"}]
    rest = [fact for fact in view.facts if fact not in serious]
    for title, facts in (("Worth a second look", serious), ("Also computed", rest)):
        if facts:
            items = "".join(f"<li>{escape(fact.statement)}</li>" for fact in facts)
            st.html(f'<div class="lb-eyebrow">{title}</div><ul class="lb-list">{items}</ul>')
    if view.drawing_text.strip():
        with st.expander("The drawing as you wrote it", key="feedback.notation"):
            st.code(view.drawing_text, language=None, wrap_lines=True)


def _draw_asked(view: FeedbackView) -> None:
    if not view.asked:
        st.html(
            '<div class="lb-empty">You asked nothing. Interviewers hold facts back on purpose:'
            " asking for the number that decides the design is part of the grade.</div>"
        )
    else:
        st.html("".join(turn(entry) for entry in view.asked))
