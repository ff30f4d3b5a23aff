"""A page that has nothing to show says so, and says where to go."""

from collections.abc import Generator
from contextlib import contextmanager
from html import escape

import streamlit as st

from interview.errors import InterviewError
from ui import words
from ui.components.page_head import page_head
from ui.routes import Routes


def nothing_here(title: str, because: str, routes: Routes) -> None:
    """Say what is missing and offer the way back."""
    page_head("Not here", title, lead=because)
    with st.container(horizontal=True):
        if st.button("To the library", type="primary", key="notice.library"):
            routes.to_library()
        if st.button("To your history", key="notice.history"):
            routes.to_history()


def no_such_attempt(routes: Routes) -> None:
    """Say that the address names no attempt."""
    because = "The address may be mistyped, or the attempt belongs to another data folder."
    nothing_here("There is no such attempt here", because, routes)


def cannot_open(because: str) -> None:
    """Say why the app cannot start; there is nowhere to go from here."""
    page_head("Loadbearing", "Your attempts cannot be opened")
    st.error(f"{words.sentence(words.plain(because))}")


@contextmanager
def told_plainly() -> Generator[None]:
    """Show what the practice refused as a message with a way to repeat it, not as a crash."""
    try:
        yield
    except InterviewError as error:
        st.error(f"That did not work: {words.plain(str(error))}. Nothing was lost.")
        st.button("Try again", key="notice.again")


def empty(title: str, text: str) -> None:
    """Show an empty state: what is missing, and what would fill it."""
    st.html(f'<div class="lb-empty"><b>{escape(title)}</b><br>{escape(text)}</div>')
