"""What a good answer is: weighted criteria, each with four yes-or-no checks.

Pure: no I/O, no clock, no randomness. The shape of `rubric.yaml`; see scenarios/AUTHORING.md.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Dimension = Literal[
    "requirements",
    "estimation",
    "api-data",
    "architecture",
    "deep-dive",
    "reliability-ops",
    "security",
    "tradeoffs-communication",
]
CheckKind = Literal["behaviour", "statement", "reason", "number", "graph"]
Relation = Literal["purpose", "mechanism", "consequence", "number", "alternative"]
Scope = Literal["clause", "pair"]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
TopicId = Annotated[str, StringConstraints(min_length=1, max_length=200)]

MAX_SCORE = 4


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(_Frozen):
    """One thing a clause must say: every concept group hit, tied by one of the relations."""

    concepts: tuple[tuple[Phrase, ...], ...] = Field(
        min_length=1,
        description="AND of groups, each an OR of phrases; '@id' stands for a lexicon concept",
    )
    relation: tuple[Relation, ...] = Field(
        default=(), description="at least one must stand in scope; empty: any relation will do"
    )
    scope: Scope = Field(
        default="clause", description="clause, or the clause together with a neighbour (pair)"
    )


class FactUse(_Frozen):
    """Graph facts that bear on a check."""

    ids: tuple[Id, ...] = Field(min_length=1)
    role: Literal["required", "supports"] = Field(
        default="required",
        description="required: no credit without it; supports: moves confidence only",
    )


class Evidence(_Frozen):
    """What the embedded grader looks for. People and models read the check's text instead."""

    claims: tuple[Claim, ...] = ()
    need: Literal["all", "any"] = Field(default="all", description="over claims")
    alternatives: tuple[Claim, ...] = Field(
        default=(),
        description="rival designs from `accepts`: any one of these meets the check by itself",
    )
    contradictions: tuple[tuple[Phrase, ...], ...] = Field(
        default=(), description="a clause that asserts all phrases of one entry withholds credit"
    )
    facts: FactUse | None = None
    estimations: tuple[Id, ...] = Field(default=(), description="any one of these, right")
    events: tuple[str, ...] = Field(
        default=(), description="'asked:<hidden fact>' or 'assumed:<hidden fact>'; any one"
    )


class RedFlagEvidence(_Frozen):
    """What raises a red flag. Warning against an error is not making it."""

    claims: tuple[Claim, ...] = ()
    need: Literal["all", "any"] = "any"
    unless: tuple[Claim, ...] = Field(
        default=(), description="any one of these anywhere in the answer acquits"
    )
    unless_earlier: tuple[Claim, ...] = Field(
        default=(), description="any one of these before the raising clause acquits"
    )
    estimations: tuple[Id, ...] = Field(
        default=(), description="raised when a result of one of these is over 10 times off"
    )


class Coach(_Frozen):
    """What to say next time."""

    text: Text
    topics: tuple[TopicId, ...] = ()


class Check(_Frozen):
    """A yes-or-no question about an answer; a stranger can settle it from a quote."""

    id: Id
    kind: CheckKind
    text: Text
    evidence: Evidence | None = None
    coach: Coach | None = None


class RedFlag(_Frozen):
    """An error that caps its criterion's score, whatever else is said. It never subtracts."""

    id: Id
    text: Text
    cap: int = Field(ge=0, le=MAX_SCORE)
    evidence: RedFlagEvidence | None = None


class Expect(_Frozen):
    """The score, 0 to 4, that each level is expected to reach."""

    mid: int = Field(ge=0, le=MAX_SCORE)
    senior: int = Field(ge=0, le=MAX_SCORE)
    staff: int = Field(ge=0, le=MAX_SCORE)


class Probe(_Frozen):
    """A follow-up question that does not leak the answer."""

    text: Text
    topics: tuple[TopicId, ...] = ()


class Probes(_Frozen):
    """One follow-up for each state of a criterion."""

    if_missing: Probe
    if_partial: Probe
    if_strong: Probe


class Anchors(_Frozen):
    """Example quotes that meet, or do not meet, the criterion's checks."""

    met: tuple[Text, ...] = ()
    not_met: tuple[Text, ...] = ()


class Criterion(_Frozen):
    """One thing an answer is judged on; its score is the number of its checks met, capped."""

    id: Id
    dimension: Dimension
    title: Text
    weight: Annotated[float, Field(ge=0, le=100)]
    expect: Expect
    topics: tuple[TopicId, ...] = Field(min_length=1)
    full_answer: Text | None = Field(default=None, description="one or two sentences")
    checks: tuple[Check, ...] = Field(min_length=1, max_length=8)
    red_flags: tuple[RedFlag, ...] = ()
    accepts: tuple[Text, ...] = ()
    probes: Probes
    hints: tuple[Text, ...] = Field(default=(), max_length=2)
    anchors: Anchors = Anchors()


class Rubric(_Frozen):
    """All criteria of one scenario; weights sum to 100."""

    version: int = Field(ge=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
