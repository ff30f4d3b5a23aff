"""The drawing as it was handed in, with what was computed of it and what the words left open."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from architecture.fact import Fact
from grading.grade import Reason
from interview.views import FeedbackView
from ui.components.criteria_list import names_of
from ui.components.criterion_card import fact_html
from ui.components.notice import empty
from ui.components.picture import picture

_ROOM_PX = 760
_MISMATCHES: tuple[tuple[Reason, str], ...] = (
    ("said-not-drawn", "Said, not drawn"),
    ("drawn-not-said", "Drawn, not said what for"),
)


def graded_drawing(view: FeedbackView) -> None:
    """Draw the picture beside its findings."""
    left, right = st.columns([7, 4], gap="large")
    with left:
        if view.architecture is not None and view.architecture.components:
            picture(view.architecture, facts=view.facts, key="feedback.picture", room_px=_ROOM_PX)
        elif view.drawing_text.strip():
            empty("The drawing could not be read.", "Checks that rest on it stay unscored.")
        else:
            empty("No drawing was handed in.", "Checks that look for a box count it as missing.")
        if view.drawing_text.strip():
            with st.expander("The drawing as you wrote it", key="feedback.notation"):
                st.code(view.drawing_text, language=None, wrap_lines=True)
    right.html(_findings(view) or '<p class="lb-muted">Nothing was computed of it.</p>')


def _findings(view: FeedbackView) -> str:
    serious = [fact for fact in view.facts if fact.severity in {"warning", "critical"}]
    rest = [fact for fact in view.facts if fact not in serious]
    blocks = [_block(title, mismatches(view, code)) for code, title in _MISMATCHES]
    names = names_of(view)
    blocks.append(_facts("Worth a second look", serious, names))
    blocks.append(_facts("Also computed", rest, names))
    return "".join(blocks)


def mismatches(view: FeedbackView, code: Reason) -> tuple[str, ...]:
    """List the checks whose words and drawing do not agree in this way, with their numbers."""
    texts = {(item.id, check.id): check.text for item in view.criteria for check in item.checks}
    return tuple(
        f"{number}.{index} {texts.get((item.id, check.id), check.id)}"
        for number, item in enumerate(view.grade.criteria, start=1)
        for index, check in enumerate(item.checks, start=1)
        if code in check.reasons
    )


def _block(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<h2 class="lb-eyebrow">{title}</h2><ul class="lb-list">{items}</ul>' if items else ""


def _facts(title: str, facts: list[Fact], names: dict[str, str]) -> str:
    items = "".join(fact_html(fact, names) for fact in facts)
    return f'<h2 class="lb-eyebrow">{title}</h2>{items}' if items else ""
