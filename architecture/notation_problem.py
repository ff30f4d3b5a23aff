"""What reading a drawing's text gives back: the drawing, or everything that is wrong with it.

Pure: no I/O, no clock, no randomness.
"""

from dataclasses import dataclass

from architecture.model import Architecture


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend, or to know: where it is, what it is and what would be right.

    Line and column count from 1; columns count characters, not bytes.
    """

    line: int
    column: int
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A free comment, and the statement that it stands before ("" for the end of the text).

    Anchors read like the statements: "flowchart", "api", "api->db#1", "subgraph edge",
    "end edge", "zone edge", "@api", "@api->db#1", "flow book".
    """

    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ParseResult:
    """A drawing as far as it could be read.

    `architecture` is `None` as soon as there is one error; notices never stand in the way.
    """

    architecture: Architecture | None
    errors: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()


class Unreadable(Exception):
    """One statement that cannot be read; caught where the next statement begins."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
