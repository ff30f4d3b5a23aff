"""The look of the app: our stylesheet and the tones of the theme in force."""

from pathlib import Path
from typing import Literal

import streamlit as st

Theme = Literal["light", "dark"]

FAVICON = Path(__file__).with_name("favicon.svg")
TONES = {
    "light": {
        "accent": "#A63D17",
        "accent-text": "#8F3210",
        "met": "#2F7A4D",
        "missed": "#B3261E",
        "unsure": "#9A5B00",
        "on": "#FFFFFF",
        "paper": "#FFFEFB",
        "text": "#1D232E",
    },
    "dark": {
        "accent": "#C25328",
        "accent-text": "#F0A884",
        "met": "#63B986",
        "missed": "#F08078",
        "unsure": "#E0A54A",
        "on": "#13161B",
        "paper": "#181C22",
        "text": "#E9E6DF",
    },
}


def theme() -> Theme:
    """Tell which theme the browser shows; light until it has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


def dress() -> None:
    """Put our mark, our stylesheet and the tones of the theme on the page."""
    st.logo(str(FAVICON), size="medium")
    tones = "".join(f"--lb-{name}:{tone};" for name, tone in TONES[theme()].items())
    st.html(f"<style>:root{{{tones}}}</style>")
    st.html(Path(__file__).with_name("style.css"))
