"""The tones are legible: contrast by the formula of WCAG 2.2, 1.4.3."""

import tomllib
from pathlib import Path

import pytest

from ui.look import TONES, Theme

CONFIG = tomllib.loads(
    (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)
LEGIBLE = 4.5
TEXTS = ("accent-text", "met", "missed", "unsure", "text")


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tone", TEXTS)
def test_a_tone_that_writes_is_legible_on_every_ground(theme: Theme, tone: str) -> None:
    colours = CONFIG["theme"][theme]
    grounds = (
        colours["backgroundColor"],
        colours["secondaryBackgroundColor"],
        TONES[theme]["paper"],
    )
    assert min(contrast(TONES[theme][tone], ground) for ground in grounds) >= LEGIBLE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_button_and_in_a_sign_are_legible(theme: Theme) -> None:
    assert contrast(CONFIG["theme"][theme]["primaryColor"], "#FFFFFF") >= LEGIBLE
    assert contrast(TONES[theme]["on"], TONES[theme]["met"]) >= LEGIBLE
