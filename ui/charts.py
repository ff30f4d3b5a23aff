"""Charts as HTML, each with its numbers in words. Knows no Streamlit."""

from html import escape
from typing import TYPE_CHECKING

from grading.grade import Bars, CriterionGrade, Grade
from interview.views import CriterionText
from ui import words

if TYPE_CHECKING:
    from grading.rubric import Dimension


def score_bar(grade: Grade) -> str:
    """Draw the total on a line from 0 to 100 with the bars of the levels and the range."""
    total = grade.total or 0
    low, high = grade.total_range
    ticks = "".join(
        f'<div class="lb-bar-tick" style="left:{place:.2f}%"></div>'
        f'<div class="lb-bar-label" style="left:{place:.2f}%">{name} {words.points(place)}</div>'
        for name, place in _bars(grade.bars)
    )
    spread = (
        f'<div class="lb-bar-range" style="left:{low:.2f}%;width:{max(high - low, 0):.2f}%"></div>'
        if high > low
        else ""
    )
    said = (
        f"{words.points(total)} of 100; could be {words.points(low)} to {words.points(high)}."
        f" Bars: "
        + ", ".join(f"{name} {words.points(place)}" for name, place in _bars(grade.bars))
    )
    return (
        f'<div class="lb-bar" role="img" aria-label="{escape(said)}">'
        f'<div class="lb-bar-fill" style="width:{total:.2f}%"></div>{spread}{ticks}</div>'
    )


def _bars(bars: Bars) -> tuple[tuple[str, float], ...]:
    return (("mid", bars.mid), ("senior", bars.senior), ("staff", bars.staff))


def dimension_chart(
    criteria: tuple[CriterionGrade, ...], texts: tuple[CriterionText, ...], *, level: str
) -> str:
    """Draw points reached against points there are, by dimension.

    The line across each bar is what `level` (a scenario's: mid, senior or staff) is expected to
    reach there.
    """
    expected = {text.id: getattr(text.expect, level) for text in texts}
    rows: dict[Dimension, list[float]] = {}
    for criterion in criteria:
        row = rows.setdefault(criterion.dimension, [0.0, 0.0, 0.0])
        row[0] += criterion.weight * (criterion.score or 0) / 4
        row[1] += criterion.weight * expected.get(criterion.id, 0) / 4
        row[2] += criterion.weight
    return "".join(
        _dimension(words.DIMENSIONS[name], got, wanted, there)
        for name, (got, wanted, there) in rows.items()
        if there > 0
    )


def _dimension(name: str, got: float, wanted: float, there: float) -> str:
    short = " lb-short" if got < wanted else ""
    said = (
        f"{name}: {words.points(got)} of {words.points(there)} points,"
        f" {words.points(wanted)} expected"
    )
    return (
        f'<div class="lb-dim" role="img" aria-label="{escape(said)}"><span>{escape(name)}</span>'
        f'<div class="lb-dim-track"><div class="lb-dim-fill{short}"'
        f' style="width:{100 * got / there:.1f}%"></div>'
        f'<div class="lb-dim-expect" style="left:{100 * wanted / there:.1f}%"></div></div>'
        f'<span class="lb-dim-num">{words.points(got)} / {words.points(there)}</span></div>'
    )
