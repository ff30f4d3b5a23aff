"""One criterion of a grade: its four checks, each with what it rests on."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from architecture.fact import Fact
from grading.grade import CheckVerdict, CriterionGrade, FlagVerdict, Quote
from interview.views import CheckText, CriterionText
from scenarios.model import PackLevel
from ui import words

_BOXES = 8
_SIGNS = {"met": "✓", "not_met": "✕", "unscored": "?"}


def criterion_card(  # noqa: PLR0913  (a card is drawn from all of these)
    grade: CriterionGrade,
    text: CriterionText,
    facts: Mapping[str, Fact],
    names: Mapping[str, str],
    *,
    number: int,
    shown: frozenset[str],
    opened: bool,
    level: PackLevel,
) -> None:
    """Draw a criterion as a fold; only the checks in `shown` are listed."""
    with st.expander(
        card_title(grade, text, number=number, level=level),
        expanded=opened,
        key=f"feedback.criterion.{grade.id}.{'open' if opened else 'shut'}",
    ):
        st.html(criterion_html(grade, text, facts, names, number=number, shown=shown))


def card_title(
    grade: CriterionGrade, text: CriterionText, *, number: int, level: PackLevel
) -> str:
    """Write the title of a fold as Markdown: what it is, its score and what it earned."""
    title = f"**{number}. {words.plain(text.title)}**"
    if grade.score is None:
        return f"{title} :gray-badge[unscored] {words.points(grade.weight)} points"
    expected = getattr(text.expect, level)
    tone = "green" if grade.score >= expected else "orange"
    earned = words.points(grade.weight * grade.score / 4)
    return (
        f"{title} :{tone}-badge[{grade.score} of 4] {earned} of"
        f" {words.points(grade.weight)} points"
    )


def criterion_html(  # noqa: PLR0913  (a card is drawn from all of these)
    grade: CriterionGrade,
    text: CriterionText,
    facts: Mapping[str, Fact],
    names: Mapping[str, str],
    *,
    number: int,
    shown: frozenset[str],
) -> str:
    """Write a criterion as escaped HTML."""
    words_of = {check.id: check for check in text.checks}
    flags = {flag.id: flag for flag in text.flags}
    body = "".join(
        _flag(verdict, flags[verdict.id].text, flags[verdict.id].cap)
        for verdict in grade.flags
        if verdict.verdict == "present" and verdict.id in flags
    )
    for index, check in enumerate(grade.checks, start=1):
        if check.id in shown and check.id in words_of:
            rests = "".join(_quote(quote, names) for quote in check.quotes) + "".join(
                fact_html(facts[name], names) for name in check.facts if name in facts
            )
            body += _check(check, words_of[check.id], rests, label=f"{number}.{index}")
    return (
        f'<div class="lb-muted">{escape(words.DIMENSIONS[grade.dimension])} · expected of mid'
        f" {text.expect.mid}, senior {text.expect.senior}, staff {text.expect.staff}</div>"
        f"{body}{_full_answer(text)}"
    )


def fact_html(fact: Fact, names: Mapping[str, str]) -> str:
    """Write a computed fact with the boxes it is about and how to redo it."""
    formula = f"<br><code>{escape(fact.formula)}</code>" if fact.formula else ""
    about = [_box(subject, names) for subject in fact.subject_ids[:_BOXES]]
    if len(fact.subject_ids) > _BOXES:
        about.append(f"and {len(fact.subject_ids) - _BOXES} more")
    boxes = f" · on the drawing: {escape(', '.join(about))}" if about else ""
    return (
        f'<div class="lb-fact"><b>Computed:</b> {escape(fact.statement)}{formula}'
        f'<div class="lb-muted">{escape(fact.source)}{boxes}</div></div>'
    )


def _box(subject: str, names: Mapping[str, str]) -> str:
    return " → ".join(names.get(part, part) for part in subject.split("->"))


def _full_answer(text: CriterionText) -> str:
    rows = [("A full answer", text.full_answer), ("Accepted as well", "; ".join(text.accepts))]
    said = "".join(
        f"<p><b>{name}:</b> {escape(words.sentence(row))}</p>" for name, row in rows if row
    )
    return f'<div class="lb-full">{said}</div>' if said else ""


def _check(check: CheckVerdict, text: CheckText, rests: str, *, label: str) -> str:
    details = [
        f"<b>{escape(words.verdict(check))}</b>",
        escape(words.KINDS[text.kind]),
        f"confidence {words.percent(check.confidence)}",
        *(escape(reason) for reason in words.reasons(check)),
    ]
    parts = [
        f'<div class="lb-check-text"><i>{label}</i> {escape(text.text)}</div>',
        f'<div class="lb-verdict">{" · ".join(details)}</div>',
        rests,
    ]
    if check.reason:
        parts.append(f'<p class="lb-why">{escape(words.sentence(check.reason))}</p>')
    if check.verdict != "met" and text.coach:
        parts.append(f'<p class="lb-coach"><b>Next time:</b> {escape(text.coach)}</p>')
    return (
        f'<div class="lb-check lb-{check.verdict}"><span class="lb-sign" aria-hidden="true">'
        f"{_SIGNS[check.verdict]}</span><div>{''.join(parts)}</div></div>"
    )


def _quote(quote: Quote, names: Mapping[str, str]) -> str:
    kind, _, place = quote.source.partition(":")
    origin = {
        "answer": "",
        "node": f"On the drawing, {names.get(place, place)}: ",
        "turn": f"Question {place}: ",
    }[kind]
    said = f'<span class="lb-muted">{escape(origin)}</span>' if origin else ""
    return f'<blockquote class="lb-quote">{said}{escape(quote.text)}</blockquote>'


def _flag(verdict: FlagVerdict, text: str, cap: int) -> str:
    quotes = "".join(_quote(quote, {}) for quote in verdict.quotes)
    return (
        f'<div class="lb-flag"><b>Red flag:</b> {escape(words.sentence(text))}'
        f" It caps this criterion at {cap} of 4.{quotes}</div>"
    )
