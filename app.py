"""Composition root: settings, store, packs and grader become one `Practice`, drawn by pages."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from architecture.drawing import warm_up
from grading.embedded_grader import EmbeddedGrader
from interview.catalogue import PackCatalogue
from interview.clock import SystemClock
from interview.errors import StoreError
from interview.practice import Practice
from scenarios.loader import load_packs
from scenarios.topics import topics
from settings import Settings
from storage.errors import FolderInUse, UnknownRevision
from storage.opening import open_store
from ui.look import dress
from ui.pages import feedback, history, practise, room

FAVICON = Path(__file__).parent / "ui" / "favicon.svg"


@st.cache_resource(show_spinner="Opening your attempts and the scenarios ...")
def _practice() -> Practice:
    """Wire the rooms, once per process; finish what the last process left behind."""
    settings = Settings()
    practice = Practice(
        store=open_store(settings.data_dir, settings.database_url),
        catalogue=PackCatalogue(load_packs(), topics()),
        grader=EmbeddedGrader(),
        clock=SystemClock(),
    )
    practice.recover()
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    return practice


@dataclass
class _Pages:
    """The pages, and the ways between them."""

    by_name: dict[str, st.Page] = field(default_factory=dict[str, st.Page])

    def to_library(self) -> None:
        st.switch_page(self.by_name["practise"])

    def to_room(self, attempt_id: str) -> None:
        st.switch_page(self.by_name["room"], query_params={"attempt": attempt_id})

    def to_feedback(self, attempt_id: str) -> None:
        st.switch_page(self.by_name["feedback"], query_params={"attempt": attempt_id})

    def to_history(self) -> None:
        st.switch_page(self.by_name["history"])

    def add(
        self, name: str, draw: Callable[[], None], *, title: str, hidden: bool = False
    ) -> None:
        self.by_name[name] = st.Page(
            draw,
            title=title,
            url_path=name,
            default=name == "practise",
            visibility="hidden" if hidden else "visible",
        )


def main() -> None:
    """Draw whatever the address names."""
    st.set_page_config("Loadbearing", page_icon=str(FAVICON), layout="wide")
    dress()
    try:
        practice = _practice()
    except (FolderInUse, UnknownRevision, StoreError) as error:
        st.header("Loadbearing cannot open your attempts", anchor=False)
        st.error(f"{error}.")
        return
    ways = _Pages()
    ways.add("practise", lambda: practise.render(practice, ways), title="Practise")
    ways.add("history", lambda: history.render(practice, ways), title="History")
    ways.add("room", lambda: room.render(practice, ways), title="Room", hidden=True)
    ways.add("feedback", lambda: feedback.render(practice, ways), title="Feedback", hidden=True)
    st.navigation(list(ways.by_name.values()), position="top").run()


main()
