"""An attempt that was discarded, and the way to bring it back."""

import streamlit as st

from interview.practice import Practice
from interview.views import RoomView
from ui.components.page_head import page_head
from ui.routes import Routes


def discarded(view: RoomView, practice: Practice, routes: Routes) -> None:
    """Say that nothing is gone."""
    page_head("Discarded", view.brief.title, lead="You discarded this attempt. Nothing is gone.")
    with st.container(horizontal=True):
        if st.button("Bring it back", type="primary", key="room.restore"):
            practice.restore(view.attempt.id)
            st.rerun()
        if st.button("To the library", key="room.library"):
            routes.to_library()
