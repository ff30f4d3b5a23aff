"""A drawing's text as the graders take it."""

from architecture.analysis import analyse
from architecture.notation import parse
from grading.grader import Drawing


def drawing_of(text: str) -> Drawing:
    """Read a drawing and compute its facts; text that cannot be read is `invalid`, not `none`."""
    if not text.strip():
        return Drawing()
    architecture = parse(text).architecture
    if architecture is None:
        return Drawing(state="invalid")
    if not architecture.components:
        return Drawing()
    return Drawing(state="valid", architecture=architecture, facts=analyse(architecture))
