"""A design as a picture (SVG), and as text that says the same.

Pure: no I/O, no clock, no randomness. The same design gives the same bytes, in whatever order
it was written. All text of the design is shown as text: cleaned, escaped, never markup.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from architecture.drawing_sketch import Mark, Sketch, sketch
from architecture.drawing_svg import Caption, svg
from architecture.drawing_text import describe
from architecture.layout import EngineName, lay_out
from architecture.layout_graphviz import is_available
from architecture.model import Architecture, Direction
from architecture.phrases import counted
from architecture.theme import THEMES, ThemeName

__all__ = ["Mark", "describe", "draw", "layout_engine", "warm_up"]

_NO_MARKS: Mapping[str, Mark] = MappingProxyType({})


def draw(
    architecture: Architecture,
    *,
    theme: ThemeName = "light",
    marks: Mapping[str, Mark] = _NO_MARKS,
    direction: Direction | None = None,
    engine: EngineName = "auto",
) -> str:
    """Draw a design as SVG text with a transparent background.

    Args:
        architecture: The design.
        theme: Which page it will stand on.
        marks: What to point out, by component id or "source->target".
        direction: "LR" or "TD" instead of the author's, where a page needs it narrow or low.
        engine: Who lays out; "auto" takes Graphviz where it is there and does well.

    Raises:
        UnknownComponent: A mark is for something that is not in the design.
    """
    what = sketch(architecture, marks, direction)
    places = lay_out(what.outline, engine=engine)
    key = repr((theme, what.outline.direction, what.plates, what.arrows, what.loops, what.titles))
    prefix = f"lb{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:10]}"
    title = f"Architecture with {counted(len(what.plates), 'component')}"
    return svg(what, places, THEMES[theme], Caption(prefix, title, _summary(what)))


def warm_up() -> bool:
    """Load what the first picture would otherwise wait for; tell whether Graphviz is there."""
    return is_available()


def layout_engine() -> str:
    """Say who lays pictures out here."""
    if is_available():
        return "Graphviz (WebAssembly); our own layers for large drawings"
    return "our own layers (Graphviz has no native WebAssembly runtime here)"


def _summary(what: Sketch) -> str:
    names = ", ".join(" ".join(plate.name) for plate in list(what.plates.values())[:12])
    more = f" and {len(what.plates) - 12} more" if len(what.plates) > 12 else ""  # noqa: PLR2004
    arrows = len(what.arrows) + len(what.loops)
    return (
        f"{counted(len(what.plates), 'component')} and {counted(arrows, 'connection')}: "
        f"{names or 'nothing'}{more}. The list beside the picture says the same in words."
    )
