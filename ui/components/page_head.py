"""The head of a page: a small line above, the title, and a sentence or a line of facts below."""

from collections.abc import Sequence
from html import escape

import streamlit as st


def page_head(
    eyebrow: str, title: str, *, lead: str | None = None, meta: Sequence[str] = ()
) -> None:
    """Draw the head as one piece, so that its parts stand close together."""
    below = f'<p class="lb-lead">{escape(lead)}</p>' if lead else ""
    if meta:
        facts = "".join(f"<span>{escape(fact)}</span>" for fact in meta)
        below += f'<div class="lb-meta">{facts}</div>'
    st.html(
        f'<header class="lb-head"><div class="lb-eyebrow">{escape(eyebrow)}</div>'
        f"<h1>{escape(title)}</h1>{below}</header>"
    )
