"""What comes out of grading: verdicts with their evidence, and the arithmetic on them.

Pure: no I/O, no clock, no randomness.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from architecture.fact import Fact
from grading.rubric import Dimension

Outcome = Literal["met", "not_met", "unscored"]
Cause = Literal[
    "cannot-assess",
    "quote-not-in-answer",
    "output-invalid",
    "endpoint-error",
    "deadline",
    "refused",
    "too-long",
    "too-short",
    "garbled",
    "cancelled",
    "drawing-invalid",
    "not-computed",
]
Reason = Literal[
    "mentioned-only",
    "no-relation",
    "negated",
    "hedged",
    "self-contradiction",
    "said-not-drawn",
    "drawn-not-said",
    "number-missing",
    "number-off",
    "number-from-prompt",
    "unit-mismatch",
    "input-off-workload",
    "used-elsewhere",
    "met-by-alternative",
    "corroborated",
    "not-found",
    "not-asked",
]
Guard = Literal[
    "too-short",
    "gibberish",
    "keyword-list",
    "hollow-frame",
    "shuffled",
    "prompt-echo",
    "rubric-parrot",
    "other-scenario",
    "negated",
    "injection",
    "truncated",
]
Raised = Literal["unprompted", "after_probe", "after_hint", "after_reveal"]
Level = Literal["below_mid", "mid", "senior", "staff"]

Confidence = Annotated[float, Field(ge=0, le=1)]
UNSURE_BELOW = 0.5


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GraderId(_Frozen):
    """Which grader spoke; stored beside every grade so that old grades stay explicable."""

    name: str
    version: str
    lexicon_version: str | None = None
    model: str | None = None
    prompt_version: str | None = None

    @property
    def fingerprint(self) -> str:
        """All that could change a grade, as one line; equal fingerprints grade alike."""
        parts = (self.name, self.version, self.model, self.prompt_version, self.lexicon_version)
        return "|".join(part or "-" for part in parts)


class Quote(_Frozen):
    """A verbatim span. Offsets are code points of the text that `source` names."""

    source: str = Field(
        pattern=r"^(answer|node:\S+|turn:\d+)$", description="answer, node:<id> or turn:<n>"
    )
    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _spans_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("end - start must be the length of text")
        return self


class CheckVerdict(_Frozen):
    """The judgement on one check, with what it rests on."""

    id: str
    verdict: Outcome
    cause: Cause | None = None
    confidence: Confidence = 1.0
    reasons: tuple[Reason | Guard, ...] = ()
    raised: Raised = "unprompted"
    quotes: tuple[Quote, ...] = ()
    facts: tuple[str, ...] = Field(default=(), description="fact ids")
    reason: str = ""

    @model_validator(mode="after")
    def _says_why_unscored(self) -> Self:
        if (self.verdict == "unscored") != (self.cause is not None):
            raise ValueError("a cause is given exactly when the verdict is unscored")
        return self

    @property
    def is_unsure(self) -> bool:
        """Whether the verdict is too close to call by itself."""
        return self.verdict != "unscored" and self.confidence < UNSURE_BELOW


class FlagVerdict(_Frozen):
    """The judgement on one red flag."""

    id: str
    verdict: Literal["present", "absent", "unscored"]
    quotes: tuple[Quote, ...] = ()
    facts: tuple[str, ...] = ()
    reason: str = ""


class CriterionGrade(_Frozen):
    """Four verdicts and the score they make."""

    id: str
    dimension: Dimension
    title: str
    score: int | None = Field(ge=0, le=4, description="checks met, then capped; None: no verdict")
    weight: float
    cap: int | None = Field(default=None, description="lowest cap of the red flags present")
    flags: tuple[FlagVerdict, ...] = ()
    checks: tuple[CheckVerdict, ...]


class Bars(_Frozen):
    """The totals that each level is expected to reach, out of 100."""

    mid: float
    senior: float
    staff: float


class Gate(_Frozen):
    """Why the level is limited although the total would reach further."""

    id: str = Field(description="criterion id, or 'no-end-to-end-path'")
    caps_at: Level
    reason: str


class Grade(_Frozen):
    """All verdicts on one answer from one grader under one rubric version."""

    grader: GraderId
    scenario: str
    rubric_version: int
    total: float | None = Field(description="out of 100; None: not graded as an answer")
    total_range: tuple[float, float] = Field(
        description="what unsure and unscored checks could make of it"
    )
    bars: Bars
    level: Level | None
    too_close: bool = Field(default=False, description="a level bar lies inside the range")
    gates: tuple[Gate, ...] = ()
    guards: tuple[Guard, ...] = ()
    not_graded_because: str | None = None
    criteria: tuple[CriterionGrade, ...]
    facts: tuple[Fact, ...] = ()
