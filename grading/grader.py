"""The one seam between the app and whatever grades: a protocol and its request."""

from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from architecture.fact import Fact
from architecture.model import Architecture
from architecture.selector import NamedPredicate
from grading.grade import Grade, GraderId
from grading.rubric import Rubric


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Parameter(_Frozen):
    """One named input of the scenario's arithmetic."""

    name: str
    value: float
    unit: str
    source: Literal["visible", "hidden", "assumed"]


class EstimationKey(_Frozen):
    """One figure the scenario expects, and how it is computed from the parameters."""

    id: str
    ask: str
    formula: str
    value: float
    unit: str
    factor: float = Field(gt=1, description="results within this ratio are right")


class Drawing(_Frozen):
    """What was handed in as a drawing."""

    state: Literal["none", "invalid", "valid"] = "none"
    architecture: Architecture | None = None
    facts: tuple[Fact, ...] = Field(default=(), description="from analysis, simulation later")


class Turn(_Frozen):
    """One thing that was said or that happened in the interview."""

    index: int
    kind: Literal["asked", "assumed", "revealed", "hinted", "probed", "curveball", "said"]
    text: str = ""
    ref: str | None = Field(default=None, description="hidden fact, criterion or curveball id")


class GradingRequest(_Frozen):
    """All that a grader may look at. No reference design, no session, no database."""

    scenario: str
    prompt: str
    visible_facts: tuple[str, ...] = ()
    rubric: Rubric
    parameters: tuple[Parameter, ...] = ()
    estimations: tuple[EstimationKey, ...] = ()
    graph_facts: tuple[NamedPredicate, ...] = ()
    answer: str = Field(description="one canonical Markdown text; offsets count its code points")
    drawing: Drawing = Drawing()
    turns: tuple[Turn, ...] = ()


class Grader(Protocol):
    """Anything that turns a request into a grade."""

    @property
    def id(self) -> GraderId:
        """Name and version, changed whenever the same request could score differently."""
        ...

    def grade(self, request: GradingRequest) -> Grade:
        """Judge every criterion of the rubric exactly once.

        Raises:
            GraderUnavailable: Nothing was judged; the same request may be sent again.
        """
        ...
