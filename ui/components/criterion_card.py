"""One criterion of a grade: its four checks, each with what it rests on."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from architecture.fact import Fact
from grading.grade import CheckVerdict, CriterionGrade, FlagVerdict, Quote
from interview.views import CheckText, CriterionText
from ui import words

_SIGNS = {"met": "✓", "not_met": "✗", "unscored": "?"}


def criterion_card(  # noqa: PLR0913  (a card is drawn from all of these)
    grade: CriterionGrade,
    text: CriterionText,
    facts: Mapping[str, Fact],
    *,
    number: int,
    shown: frozenset[str],
    opened: bool,
) -> None:
    """Draw a criterion as a fold; only the checks in `shown` are listed."""
    score = "unscored" if grade.score is None else f"{grade.score} of 4"
    worth = f"{words.points(grade.weight)} points"
    title = text.title.replace("[", "\\[").replace("$", "\\$")
    with st.expander(
        f"**{number}. {title}** — {score} · {worth}",
        expanded=opened,
        key=f"feedback.criterion.{grade.id}",
    ):
        st.html(criterion_html(grade, text, facts, number=number, shown=shown))


def criterion_html(
    grade: CriterionGrade,
    text: CriterionText,
    facts: Mapping[str, Fact],
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
            body += _check(check, words_of[check.id], facts, label=f"{number}.{index}")
    full = (
        f'<p class="lb-muted"><b>A full answer:</b> {escape(text.full_answer)}</p>'
        if text.full_answer
        else ""
    )
    rivals = (
        f'<p class="lb-muted"><b>Accepted as well:</b> {escape("; ".join(text.accepts))}</p>'
        if text.accepts
        else ""
    )
    return (
        f'<div class="lb-muted">{escape(words.DIMENSIONS[grade.dimension])} · expected:'
        f" mid {text.expect.mid}, senior {text.expect.senior}, staff {text.expect.staff}</div>"
        f"{body}{full}{rivals}"
    )


def _check(check: CheckVerdict, text: CheckText, facts: Mapping[str, Fact], *, label: str) -> str:
    why = "; ".join(words.reasons(check))
    sure = f"confidence {words.percent(check.confidence)}"
    parts = [
        f'<div class="lb-check-text">{label} {escape(text.text)}</div>',
        (
            f'<div class="lb-verdict"><b>{escape(words.verdict(check))}</b> ·'
            f" {escape(words.KINDS[text.kind])} · {sure}{' · ' + escape(why) if why else ''}</div>"
        ),
        *(_quote(quote) for quote in check.quotes),
        *(_fact(facts[name]) for name in check.facts if name in facts),
    ]
    if check.reason:
        parts.append(f'<p class="lb-why">{escape(check.reason)}</p>')
    if check.verdict != "met" and text.coach:
        parts.append(f'<p class="lb-coach"><b>Next time:</b> {escape(text.coach)}</p>')
    return (
        f'<div class="lb-check lb-{check.verdict}"><span class="lb-sign" aria-hidden="true">'
        f"{_SIGNS[check.verdict]}</span><div>{''.join(parts)}</div></div>"
    )


def _quote(quote: Quote) -> str:
    said = "" if quote.source == "answer" else f"<span class='lb-muted'>{escape(quote.source)}: "
    closing = "</span>" if said else ""
    return f'<blockquote class="lb-quote">{said}{closing}{escape(quote.text)}</blockquote>'


def _fact(fact: Fact) -> str:
    formula = f"<br><code>{escape(fact.formula)}</code>" if fact.formula else ""
    return (
        f'<div class="lb-fact"><b>Computed:</b> {escape(fact.statement)}{formula}'
        f' <span class="lb-muted">({escape(fact.source)})</span></div>'
    )


def _flag(verdict: FlagVerdict, text: str, cap: int) -> str:
    quotes = "".join(_quote(quote) for quote in verdict.quotes)
    return (
        f'<div class="lb-flag"><b>Red flag:</b> {escape(text)}'
        f" — caps this criterion at {cap} of 4{quotes}</div>"
    )
