"""The library: pick a scenario, or go on with one."""

from html import escape

import streamlit as st

from interview.example import EXAMPLE_ID
from interview.practice import Practice
from interview.views import ScenarioCard, TopicNode
from ui import words
from ui.components.page_head import page_head
from ui.components.topic_filter import topic_filter
from ui.routes import Routes

CARDS_A_PAGE = 12
_TIMES = {"up to 35 min": 35, "up to 45 min": 45, "up to 60 min": 60}


def render(practice: Practice, routes: Routes) -> None:
    """Draw the library with its filters."""
    page_head(
        "Practise",
        "Put your design under load",
        lead="Pick a problem, ask what you would ask an interviewer, answer in words, numbers and"
        " a drawing, and hand in. Every point of the grade shows what it rests on.",
    )
    cards = practice.library()
    if not any(card.attempts for card in cards):
        _draw_welcome(routes)
    shown = _filtered(cards, practice.topic_tree())
    if not shown:
        st.html(
            '<div class="lb-empty"><b>No scenario fits these filters.</b><br>'
            "Take one of them back, or search for a plainer word: cache, payment, queue.</div>"
        )
    page = _page_of(len(shown))
    with st.grid(columns="auto", min_column_width=380, gap="medium"):
        for card in shown[page * CARDS_A_PAGE : (page + 1) * CARDS_A_PAGE]:
            _draw_card(card, practice, routes)


def _draw_welcome(routes: Routes) -> None:
    with st.container(border=True, key="practise.welcome"):
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(
            "**New here? Read a finished attempt first.** An honest mid-level answer with its"
            " grade: what was met, what was missed, and the sentences it rests on."
        )
        if right.button("See the example", key="practise.example", width="stretch"):
            routes.to_feedback(EXAMPLE_ID)


def _filtered(cards: tuple[ScenarioCard, ...], tree: tuple[TopicNode, ...]) -> list[ScenarioCard]:
    with st.container(horizontal=True, vertical_alignment="bottom", key="practise.filters"):
        sought = st.text_input(
            "Search",
            key="practise.search",
            type="search",
            live=True,
            placeholder="tickets, Django, cache ...",
            icon=":material/search:",
            width=230,
        )
        level = st.pills("Level", ["mid", "senior", "staff"], key="practise.level")
        time = st.pills("Time", list(_TIMES), key="practise.time")
        topics = topic_filter(tree, key="practise.topic")
    needle = (sought or "").casefold().strip()
    return [
        card
        for card in cards
        if (not needle or needle in _haystack(card))
        and (level is None or card.level == level)
        and (time is None or card.minutes <= _TIMES[time])
        and (not topics or topics & {topic.id for topic in card.topics})
    ]


def _haystack(card: ScenarioCard) -> str:
    labels = " ".join(topic.label for topic in card.topics)
    return f"{card.title} {card.summary} {card.family} {card.level} {labels}".casefold()


def _page_of(count: int) -> int:
    if count <= CARDS_A_PAGE:
        return 0
    return st.pagination(-(-count // CARDS_A_PAGE), key="practise.page") - 1


def _draw_card(card: ScenarioCard, practice: Practice, routes: Routes) -> None:
    with st.container(border=True, height="stretch", key=f"practise.card.{card.slug}"):
        st.html(_face(card))
        with st.container(horizontal=True, vertical_alignment="center"):
            if card.open_attempt_id:
                if st.button("Resume", type="primary", key=f"practise.resume.{card.slug}"):
                    routes.to_room(card.open_attempt_id)
                fresh = st.button("Start anew", key=f"practise.start.{card.slug}")
            else:
                fresh = st.button("Start", type="primary", key=f"practise.start.{card.slug}")
            if fresh:
                routes.to_room(practice.start(card.slug))


def _face(card: ScenarioCard) -> str:
    return (
        f'<div class="lb-card"><div class="lb-eyebrow">{escape(words.FAMILIES[card.family])} ·'
        f" {escape(card.level)} · {card.minutes} min</div><h2>{escape(card.title)}</h2>"
        f"<p>{escape(card.summary)}</p>{_chips(card)}{_standing(card)}</div>"
    )


def _chips(card: ScenarioCard) -> str:
    labels = list(dict.fromkeys(topic.label for topic in card.topics))
    chips = "".join(f'<span class="lb-chip">{escape(label)}</span>' for label in labels[:5])
    more = len(labels) - 5
    rest = f'<span class="lb-chip">+{more} more</span>' if more > 0 else ""
    return f'<div class="lb-chips" role="group" aria-label="Topics">{chips}{rest}</div>'


def _standing(card: ScenarioCard) -> str:
    if not card.attempts:
        return '<p class="lb-muted">Not tried yet</p>'
    tries = "1 attempt" if card.attempts == 1 else f"{card.attempts} attempts"
    best = "no grade yet" if card.best_total is None else f"best {words.points(card.best_total)}"
    return f'<p class="lb-muted"><b>{best}</b> · {tries}</p>'
