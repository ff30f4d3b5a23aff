"""What a scenario pack is: the types behind its YAML files.

Pure: no I/O, no clock, no randomness. Field descriptions reach the JSON Schemas and AUTHORING.md.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from architecture.model import Component, Connection, FaultKind, Kind, Share
from architecture.selector import GraphPredicate, Selector
from grading.rubric import Id, Rubric, Text, TopicId

Family = Literal["classic", "django", "platform"]
PackLevel = Literal["mid", "senior", "staff"]
Status = Literal["draft", "active", "retired"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HiddenFact(_Frozen):
    """What the interviewer tells only when asked."""

    id: Id
    ask_about: tuple[Text, ...] = Field(
        min_length=1, description="intents: ways to ask for it; paraphrases count"
    )
    reveal: Text
    matters_for: tuple[Id, ...] = Field(min_length=1, description="criterion ids")
    if_not_asked: Text


class WorkloadParameter(_Frozen):
    """One named input; everything else is a formula over these names."""

    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: Unit
    source: Literal["visible", "hidden", "assumed"]
    note: str | None = None


class Accept(_Frozen):
    """How far a stated result may be off."""

    factor: Annotated[float, Field(gt=1, le=5, description="accepted ratio, either way")]


class Estimation(_Frozen):
    """A figure worth computing, and the decision it changes."""

    id: Id
    ask: Text
    formula: Formula
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: Unit
    accept: Accept
    derivation: Text
    drives: Text | None = Field(default=None, description="the decision this number changes")


class Expectation(_Frozen):
    """What an API or a data model must offer, with rivals that do as well."""

    id: Id
    must: Text
    example: Text | None = None
    accepts: tuple[Text, ...] = ()


class TouchMatch(_Frozen):
    """Which component of an unknown drawing a flow needs: by kind, then role, then label."""

    kind: tuple[Kind, ...] = Field(min_length=1)
    role: tuple[str, ...] = ()
    store: bool | None = Field(default=None, description="it must be the store of record")


class CachedBy(_Frozen):
    """What may answer instead, and for which share of the calls."""

    kind: tuple[Kind, ...] = Field(min_length=1)
    hit: Name = Field(description="workload parameter with the hit ratio")


class Touch(_Frozen):
    """One component that a flow needs, and how often for each unit of the flow."""

    match: TouchMatch
    calls: Formula
    cached_by: CachedBy | None = None


class Shaping(_Frozen):
    """What turns demand into a smaller rate, if the drawing has it."""

    by: Selector
    rate: Formula


class Flow(_Frozen):
    """A class of requests, told so that it meets any candidate's drawing."""

    id: Id
    kind: Literal["read", "write", "poll", "task"]
    demand: Formula = Field(description="units per second that want in")
    shaped: Shaping | None = None
    payload_bytes: Annotated[float, Field(ge=0)] = 0
    touches: tuple[Touch, ...] = Field(min_length=1)


class Slo(_Frozen):
    """A target that the simulation holds a drawing against."""

    id: Id
    flow: Id
    metric: Literal["latency_p50", "latency_p95", "latency_p99", "availability", "error_share"]
    limit: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    unit: Literal["s", "1"]
    source: Literal["visible", "hidden"]


class Phase(_Frozen):
    """A part of the interview with its own clock."""

    id: Literal["requirements", "estimates", "api-data", "design", "deep-dives", "wrap-up"]
    minutes: Annotated[float, Field(gt=0)]


class DeltaGraph(_Frozen):
    """A change to whatever the selector finds in the candidate's drawing."""

    match: Selector
    set: dict[str, float | int | bool | str] = Field(description="component field: new value")


class DeltaFault(_Frozen):
    """A fault put on whatever the selector finds in the candidate's drawing."""

    kind: FaultKind
    match: Selector
    factor: Annotated[float, Field(gt=0)] | None = None
    at_s: Annotated[float, Field(ge=0)]
    for_s: Annotated[float, Field(gt=0)]


class Delta(_Frozen):
    """What a curveball changes: parameters, components, or health."""

    workload: dict[Name, float | str] = Field(
        default={}, description='a new value, or "*1.5" to multiply'
    )
    graph: tuple[DeltaGraph, ...] = ()
    faults: tuple[DeltaFault, ...] = ()


class Curveball(_Frozen):
    """A change thrown in while the clock runs."""

    id: Id
    at_minute: Annotated[float, Field(gt=0)]
    text: Text
    tests: tuple[Id, ...] = Field(min_length=1, description="criterion ids")
    good: Text
    delta: Delta | None
    delta_reason: Text | None = Field(default=None, description="why there is nothing to compute")
    topics: tuple[TopicId, ...] = ()


class Scenario(_Frozen):
    """`scenario.yaml`: all of a pack but its rubric, references and answers."""

    slug: Slug
    title: Text
    family: Family
    level: PackLevel
    minutes: int = Field(gt=0, le=240)
    status: Status
    version: int = Field(ge=1)
    topics_primary: tuple[TopicId, ...] = Field(min_length=1)
    topics_secondary: tuple[TopicId, ...] = ()
    summary: Text = Field(description="one line for the library; no answer, no hidden number")
    prompt: Text
    visible_facts: tuple[Text, ...]
    hidden_facts: tuple[HiddenFact, ...]
    workload: dict[Name, WorkloadParameter]
    estimations: tuple[Estimation, ...]
    api_expectations: tuple[Expectation, ...] = ()
    data_model_expectations: tuple[Expectation, ...] = ()
    flows: tuple[Flow, ...]
    slos: tuple[Slo, ...]
    phases: tuple[Phase, ...]
    graph_facts: dict[Id, GraphPredicate]
    curveballs: tuple[Curveball, ...]
    sources: tuple[Text, ...] = Field(default=(), description="what figures rest on")


class ReferenceFlow(_Frozen):
    """How one flow loads this reference: calls to each component per unit of the flow."""

    hops: dict[str, Annotated[float, Field(ge=0)]] = Field(min_length=1)
    mean_path: tuple[str, ...] = Field(default=(), description="component ids in call order")
    budget_s: Annotated[float, Field(gt=0)] | None = Field(
        default=None, description="bound on the sum of means along mean_path"
    )


class Limits(_Frozen):
    """What the reference promises of itself."""

    max_utilisation: Share


class Reference(_Frozen):
    """`references/<id>.yaml`: one valid architecture, for simulation and coaching only."""

    id: Id
    title: Text
    rationale: Text = Field(description="why it is right, and what it costs")
    components: tuple[Component, ...] = Field(min_length=2)
    connections: tuple[Connection, ...] = Field(min_length=1)
    idempotency: dict[str, Text] = Field(
        default={}, description="'source->target': how a retry there is made harmless"
    )
    flows: dict[Id, ReferenceFlow]
    limits: Limits
    waives: dict[Id, Text] = Field(
        default={}, description="graph fact: the `accepts` entry that covers its absence"
    )


class ExpectedCheck(_Frozen):
    """A check that an answer meets, and the words (or arrows) that meet it."""

    check: Id
    span: Text = Field(description="verbatim substring of the answer")
    edges: tuple[str, ...] = Field(default=(), description="'source->target', for graph checks")


class ExpectedFlag(_Frozen):
    """A red flag that an answer raises, and the words that raise it."""

    id: Id
    span: Text


class Expected(_Frozen):
    """The author's marks on one criterion of one answer."""

    met: tuple[ExpectedCheck, ...] = ()
    flags: tuple[ExpectedFlag, ...] = ()


class AnswerHead(_Frozen):
    """Front matter of `answers/<id>.md`."""

    id: Literal["weak", "adequate", "strong", "strong_alt"]
    author: Text
    matches: Id | None = Field(default=None, description="the reference it resembles")
    drawing: Annotated[str, StringConstraints(max_length=100_000)]
    expected: dict[Id, Expected]
    rationale: Text


class PackAnswer(_Frozen):
    """A marked example answer."""

    head: AnswerHead
    text: str


class Pack(_Frozen):
    """A whole pack as loaded: what passes the linter cannot fail at grading time for its form."""

    scenario: Scenario
    rubric: Rubric
    references: tuple[Reference, ...]
    answers: tuple[PackAnswer, ...]
    digest: str = Field(description="SHA-256 of the canonical JSON of scenario and rubric")

    def answer(self, answer_id: str) -> PackAnswer:
        """Look an example answer up by its id.

        Raises:
            LookupError: The pack has no such answer.
        """
        for answer in self.answers:
            if answer.head.id == answer_id:
                return answer
        raise LookupError(f"{self.scenario.slug} has no answer '{answer_id}'")
