"""One thing that is wrong with a pack: which rule, where, and what would be right.

Pure: no I/O, no clock, no randomness.
"""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["E", "W"]


@dataclass(frozen=True, slots=True, order=True)
class LintProblem:
    """A broken rule at a place an editor can jump to.

    `rule` is "yaml" or "schema" for what stops a file from loading, else L01 to L28; `file` is
    relative to the pack's folder; `line` counts from 1; `key` is the dotted key path.
    """

    file: str
    line: int
    rule: str
    severity: Severity
    key: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Tell the problem as one line, place first."""
        place = f"{self.file}:{self.line}: " + (f"{self.key}: " if self.key else "")
        return f"{place}{self.message}; {self.remedy} [{self.rule} {self.severity}]"
