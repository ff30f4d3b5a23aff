"""The pages of the app and the ways between them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from interview.practice import Practice
from ui.pages import feedback, history, practise, room


@dataclass
class Pages:
    """All pages by name; implements `ui.routes.Routes`."""

    by_name: dict[str, st.Page] = field(default_factory=dict[str, st.Page])

    def to_library(self) -> None:
        """Go to the library."""
        st.switch_page(self.by_name["practise"])

    def to_room(self, attempt_id: str) -> None:
        """Go to an attempt that is open."""
        st.switch_page(self.by_name["room"], query_params={"attempt": attempt_id})

    def to_feedback(self, attempt_id: str) -> None:
        """Go to the grade of an attempt."""
        st.switch_page(self.by_name["feedback"], query_params={"attempt": attempt_id})

    def to_history(self) -> None:
        """Go to the list of attempts."""
        st.switch_page(self.by_name["history"])


def show(practice: Practice) -> None:
    """Draw the page that the address names; the library for the plain address."""
    pages = Pages()
    add = partial(_add, pages)
    add("practise", lambda: practise.render(practice, pages), title="Practise")
    add("history", lambda: history.render(practice, pages), title="History")
    add("room", lambda: room.render(practice, pages), title="Room", hidden=True)
    add("feedback", lambda: feedback.render(practice, pages), title="Feedback", hidden=True)
    st.navigation(list(pages.by_name.values()), position="top").run()


def _add(
    pages: Pages, name: str, draw: Callable[[], None], *, title: str, hidden: bool = False
) -> None:
    pages.by_name[name] = st.Page(
        draw,
        title=title,
        url_path=name,
        default=name == "practise",
        visibility="hidden" if hidden else "visible",
    )
