"""What the commands print as JSON, and the codes they exit with.

The models here are the stable interface: `docs/reference/cli/*.schema.json` is made from them.
"""

from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from architecture.fact import Fact
from architecture.model import Architecture
from grading.grade import Grade
from scenarios.coverage import Coverage
from scenarios.problem import Severity


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    DONE = 0
    FOUND = 1
    """The command worked and found something wrong: lint errors, an unreadable drawing."""
    USAGE = 2
    """The command could not work: a bad option, a missing or unreadable file."""
    NOT_GRADED = 3
    """`grade` worked, but the text was not graded as an answer (`total` is null)."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DrawingProblem(_Frozen):
    """An error or a notice of a drawing, with its place."""

    line: int
    column: int
    message: str
    remedy: str


class Analysis(_Frozen):
    """`analyse --json`."""

    architecture: Architecture | None
    errors: tuple[DrawingProblem, ...]
    notices: tuple[DrawingProblem, ...]
    facts: tuple[Fact, ...]


class PackProblem(_Frozen):
    """One broken rule."""

    rule: str
    severity: Severity
    file: str
    line: int
    key: str
    message: str
    remedy: str


class LintedPack(_Frozen):
    """One pack under the linter."""

    slug: str
    status: str | None
    problems: tuple[PackProblem, ...]


class LintReport(_Frozen):
    """`lint --json`."""

    packs: tuple[LintedPack, ...]
    errors: int
    warnings: int


class ScenarioSheet(_Frozen):
    """`show --json`: what a candidate may see, and the sizes of the rest."""

    slug: str
    title: str
    summary: str
    family: str
    level: str
    minutes: int
    status: str
    version: int
    prompt: str
    visible_facts: tuple[str, ...]
    topics: tuple[str, ...]
    criteria: int
    checks: int


class Finding(_Frozen):
    """One thing that `doctor` looked at."""

    name: str
    ok: bool
    detail: str


class Diagnosis(_Frozen):
    """`doctor --json`."""

    ok: bool
    findings: tuple[Finding, ...]


class Failure(_Frozen):
    """What any command prints with `--json` when it could not work (exit code 2)."""

    error: str


OUTPUTS: dict[str, type[BaseModel]] = {
    "grade": Grade,
    "analyse": Analysis,
    "lint": LintReport,
    "coverage": Coverage,
    "show": ScenarioSheet,
    "doctor": Diagnosis,
    "failure": Failure,
}
