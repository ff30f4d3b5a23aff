"""One scenario of the library as a card."""

from html import escape

import streamlit as st

from interview.practice import Practice
from interview.views import ScenarioCard
from ui import words
from ui.routes import Routes

_TOPICS = 5


def scenario_card(card: ScenarioCard, practice: Practice, routes: Routes) -> None:
    """Draw what it is about, how you stand with it, and the way in."""
    with st.container(border=True, height="stretch", key=f"practise.card.{card.slug}"):
        st.html(_face(card))
        st.space("stretch")
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.html(_standing(card), width="content")
            with st.container(horizontal=True, width="content"):
                fresh = st.button(
                    "Start anew" if card.open_attempt_id else "Start",
                    type="secondary" if card.open_attempt_id else "primary",
                    key=f"practise.start.{card.slug}",
                )
                if card.open_attempt_id and st.button(
                    "Resume", type="primary", key=f"practise.resume.{card.slug}"
                ):
                    routes.to_room(card.open_attempt_id)
            if fresh:
                routes.to_room(practice.start(card.slug))


def _face(card: ScenarioCard) -> str:
    return (
        f'<div class="lb-card"><div class="lb-eyebrow">{escape(words.FAMILIES[card.family])} ·'
        f" {escape(card.level)} · {card.minutes} min</div><h2>{escape(card.title)}</h2>"
        f"<p>{escape(card.summary)}</p>{_chips(card)}</div>"
    )


def _chips(card: ScenarioCard) -> str:
    labels = list(dict.fromkeys(topic.label for topic in card.topics))
    chips = "".join(f'<span class="lb-chip">{escape(label)}</span>' for label in labels[:_TOPICS])
    more = len(labels) - _TOPICS
    title = escape(", ".join(labels[_TOPICS:]))
    rest = f'<span class="lb-more" title="{title}">and {more} more</span>' if more > 0 else ""
    return f'<div class="lb-chips" role="group" aria-label="Topics">{chips}{rest}</div>'


def _standing(card: ScenarioCard) -> str:
    if not card.attempts:
        return '<p class="lb-muted lb-stand">Not tried yet</p>'
    tries = words.counted(card.attempts, "attempt")
    if card.best_total is None:
        return f'<p class="lb-muted lb-stand">No grade yet · {tries}</p>'
    return (
        f'<p class="lb-muted lb-stand">Best <b>{words.points(card.best_total)}</b> of 100'
        f" · {tries}</p>"
    )
