"""Composition root: settings, store, packs and grader become one `Practice`, drawn by pages."""

import threading

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
from ui.components.notice import cannot_open
from ui.look import FAVICON, dress
from ui.navigation import show


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


def main() -> None:
    """Draw whatever the address names."""
    st.set_page_config("Loadbearing", page_icon=str(FAVICON), layout="wide")
    dress()
    try:
        practice = _practice()
    except (FolderInUse, UnknownRevision, StoreError) as error:
        cannot_open(str(error))
        return
    show(practice)


main()
