"""Errors of the room.

ScenarioError (ValueError)
├── UnreadableYaml                   text that is no plain YAML; names file, line and column
├── PackInvalid                      a pack that cannot be loaded; carries every problem
├── DataInvalid                      a broken data file of the room itself: topics, catalogue
├── UnknownTopic (also LookupError)  an id that the taxonomy does not have
└── UnknownPack (also LookupError)   a slug that no pack has
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.problem import LintProblem


class ScenarioError(ValueError):
    """Content that makes no sense, or a question about it that does not."""


class UnreadableYaml(ScenarioError):
    """Text that cannot be read as plain YAML; lines and columns count from 1."""

    def __init__(self, file: str, line: int, column: int, message: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {message}; {remedy}")
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy


class PackInvalid(ScenarioError):
    """A pack that cannot be loaded, with everything that is wrong with its form."""

    def __init__(self, folder: str, problems: tuple[LintProblem, ...]) -> None:
        listing = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"pack {folder} cannot be loaded:\n{listing}")
        self.folder = folder
        self.problems = problems


class DataInvalid(ScenarioError):
    """The topics or the catalogue that ship with the room are broken: a bug, not bad input."""


class UnknownTopic(ScenarioError, LookupError):
    """An id that is not in the taxonomy."""

    def __init__(self, topic_id: str, close: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean '{close[0]}'?" if close else "; see scenarios/data/topics.yaml"
        super().__init__(f"no topic '{topic_id}'{hint}")
        self.topic_id = topic_id


class UnknownPack(ScenarioError, LookupError):
    """A slug that no pack has."""

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no pack '{slug}'; there are: {', '.join(known) or 'none'}")
        self.slug = slug
