"""Errors of the room.

ArchitectureError (ValueError)
├── UnknownComponent (also LookupError)   an id that the design does not have
└── NoRoute                               nothing leads from one component to another
"""


class ArchitectureError(ValueError):
    """A design, or a question about it, that makes no sense."""


class UnknownComponent(ArchitectureError, LookupError):
    """An id that is not in the design."""

    def __init__(self, component_id: str, known: tuple[str, ...]) -> None:
        shown = ", ".join(known[:20]) or "nothing"
        super().__init__(f"no component '{component_id}' in this architecture; it has: {shown}")
        self.component_id = component_id


class NoRoute(ArchitectureError):
    """The goal cannot be reached from the entry."""

    def __init__(self, entry: str, goal: str) -> None:
        super().__init__(f"no route from '{entry}' to '{goal}'; draw the connections between them")
        self.entry = entry
        self.goal = goal
