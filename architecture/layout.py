"""Where the boxes and arrows of a drawing go.

Two ways in, one promise: Graphviz (a WebAssembly build, run in this process) when it is there
and the drawing is of a size it does well, else a layered layout of our own. Neither ever sees
what people wrote: only numbers, sizes and connections. Pure: no I/O (package data aside), no
clock, no randomness.
"""

from typing import Literal

from architecture.layout_graphviz import graphviz_layout
from architecture.layout_layered import layered_layout
from architecture.layout_types import Layout, Outline

EngineName = Literal["auto", "graphviz", "layered"]

# Beyond these Graphviz takes seconds on dense drawings, or leaves arrows out around groups.
MAX_NODES = 100
MAX_LINKS = 160


def lay_out(outline: Outline, *, engine: EngineName = "auto") -> Layout:
    """Place every node, group and link of an outline.

    Returns:
        Positions in pixels, the same for the same outline, all within the layout's width and
        height. Boxes don't overlap. The engine named is the one that did it: Graphviz yields
        where it is not there or fails.
    """
    wanted = engine == "graphviz" or (engine == "auto" and _suits_graphviz(outline))
    found = graphviz_layout(outline) if wanted else None
    return found or layered_layout(outline)


def _suits_graphviz(outline: Outline) -> bool:
    nodes, links = len(outline.nodes), len(outline.links)
    return nodes <= MAX_NODES and links <= min(MAX_LINKS, 2 * nodes + 20)
