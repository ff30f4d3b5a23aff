"""The answer as it was handed in, with the words that checks rest on marked and listed."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from grading.grade import Quote
from interview.views import FeedbackView
from ui.components.highlight import Highlight, highlighted, place
from ui.components.notice import empty


@dataclass(frozen=True, slots=True)
class Margin:
    """A line beside the answer: what the marks of one number earned or cost."""

    label: str
    text: str
    spans: tuple[tuple[int, int], ...]
    earned: bool


def marked_answer(view: FeedbackView) -> None:
    """Draw the text with its marks; numbers lead to the check beside it, and back."""
    if not view.answer.strip():
        empty(
            "You handed in a drawing without words.", "Next time say what each box of it is for."
        )
        return
    margins = margins_of(view)
    marks = [
        Highlight(start, end, margin.label, f"{margin.label} {margin.text}", earned=margin.earned)
        for margin in margins
        for start, end in margin.spans
    ]
    listed = "".join(_line(margin) for margin in margins)
    aside = (
        f'<aside class="lb-margin" aria-label="Checks that rest on marked words"><p'
        ' class="lb-muted">Marked words earned the check of their number; dashed ones raised a red'
        f" flag.</p><ol>{listed}</ol></aside>"
        if margins
        else '<aside class="lb-margin"><p class="lb-muted">No words earned a check.</p></aside>'
    )
    st.html(
        '<div class="lb-beside"><div class="lb-answer">'
        f"{highlighted(view.answer, marks)}</div>{aside}</div>"
    )


def margins_of(view: FeedbackView) -> tuple[Margin, ...]:
    """List what is marked, in the order of the criteria: checks met, and red flags present."""
    checks = {(item.id, check.id): check.text for item in view.criteria for check in item.checks}
    flags = {(item.id, flag.id): flag.text for item in view.criteria for flag in item.flags}
    margins: list[Margin] = []
    for number, item in enumerate(view.grade.criteria, start=1):
        for index, check in enumerate(item.checks, start=1):
            if check.verdict == "met" and (spans := _spans(check.quotes)):
                text = checks.get((item.id, check.id), check.id)
                margins.append(Margin(f"{number}.{index}", text, spans, earned=True))
        for flag in item.flags:
            if flag.verdict == "present" and (spans := _spans(flag.quotes)):
                text = f"Red flag: {flags.get((item.id, flag.id), flag.id)}"
                margins.append(Margin(f"{number}!", text, spans, earned=False))
    return tuple(margins)


def _spans(quotes: tuple[Quote, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((quote.start, quote.end) for quote in quotes if quote.source == "answer")


def _line(margin: Margin) -> str:
    bad = "" if margin.earned else ' class="lb-bad"'
    name = escape(place(margin.label))
    return (
        f'<li id="check-{name}"{bad}><a href="#mark-{name}">{escape(margin.label)}</a>'
        f"<span>{escape(margin.text)}</span></li>"
    )
