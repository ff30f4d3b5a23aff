"""The library's filters: words, level, time and topic.

Owns the session keys `practise.search`, `.level`, `.time` and `.topic`.
"""

import streamlit as st

from interview.views import ScenarioCard, TopicNode
from ui.components.topic_filter import topic_filter

_TIMES = {"up to 35 min": 35, "up to 45 min": 45, "up to 60 min": 60}


def library_filter(
    cards: tuple[ScenarioCard, ...], tree: tuple[TopicNode, ...]
) -> list[ScenarioCard]:
    """Draw the filters; return the cards that pass all of them."""
    with st.container(horizontal=True, vertical_alignment="top", key="practise.filters"):
        sought = st.text_input(
            "Search",
            key="practise.search",
            type="search",
            live=True,
            placeholder="tickets, Django, cache ...",
            icon=":material/search:",
            width=240,
        )
        topics = topic_filter(tree, key="practise.topic")
        level = st.pills("Level", ["mid", "senior", "staff"], key="practise.level")
        time = st.pills("Time", list(_TIMES), key="practise.time")
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
