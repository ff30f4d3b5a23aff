from dataclasses import dataclass, field

import streamlit as st


@dataclass
class FakeRoutes:
    """Writes down where a page led to and, as the real ways do, ends its run."""

    taken: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def to_library(self) -> None:
        self._take("library")

    def to_room(self, attempt_id: str) -> None:
        self._take("room", attempt_id)

    def to_feedback(self, attempt_id: str) -> None:
        self._take("feedback", attempt_id)

    def to_history(self) -> None:
        self._take("history")

    def _take(self, page: str, attempt_id: str = "") -> None:
        self.taken.append((page, attempt_id))
        st.stop()
