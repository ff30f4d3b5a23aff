"""A filter by the topic tree: a section first, then a topic in it."""

import streamlit as st

from interview.views import TopicNode


def topic_filter(tree: tuple[TopicNode, ...], *, key: str) -> frozenset[str]:
    """Draw one list with sections and, indented, what is below; return the topic ids chosen.

    Returns:
        All leaf ids at or below the choice; empty when nothing is chosen.
    """
    rows = _rows(tree)
    chosen = st.selectbox(
        "Topic",
        list(rows),
        key=key,
        index=None,
        placeholder="Any topic",
        format_func=lambda name: _label(rows[name]),
        width=270,
    )
    return _leaves(rows[chosen][1]) if chosen else frozenset()


def _rows(tree: tuple[TopicNode, ...], depth: int = 0) -> dict[str, tuple[int, TopicNode]]:
    rows: dict[str, tuple[int, TopicNode]] = {}
    for node in tree:
        rows[node.id] = (depth, node)
        rows |= _rows(node.children, depth + 1)
    return rows


def _label(row: tuple[int, TopicNode]) -> str:
    depth, node = row
    indent = "\u2003" * depth
    return f"{indent}{node.label} ({node.count})"


def _leaves(node: TopicNode) -> frozenset[str]:
    if not node.children:
        return frozenset({node.id})
    return frozenset[str]().union(*(_leaves(child) for child in node.children))
