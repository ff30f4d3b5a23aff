"""A page that has nothing to show says so, and says where to go."""

from html import escape

import streamlit as st

from ui.routes import Routes


def nothing_here(title: str, because: str, routes: Routes) -> None:
    """Say what is missing and offer the way back."""
    st.header(title, anchor=False)
    st.html(f'<p class="lb-lead">{escape(because)}</p>')
    with st.container(horizontal=True):
        if st.button("To the library", type="primary", key="notice.library"):
            routes.to_library()
        if st.button("To your history", key="notice.history"):
            routes.to_history()
