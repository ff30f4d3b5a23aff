"""What the one door hands to the edges: plain values, ready to be drawn or printed.

Pure: no I/O, no clock, no randomness. Nothing here gives away what is still hidden.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from architecture.fact import Fact
from architecture.model import Architecture
from grading.grade import Grade, GraderId
from grading.rubric import CheckKind, Dimension, Expect
from interview.attempt import Attempt, Draft, DrawingDraft, SectionId
from scenarios.model import Family, PackLevel, Phase


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TopicLabel(_Frozen):
    """A topic as people read it."""

    id: str
    label: str


class TopicNode(_Frozen):
    """A topic of the library's filter, with the scenarios that reach it or what is below it."""

    id: str
    label: str
    count: int
    children: tuple["TopicNode", ...] = ()


class ScenarioCard(_Frozen):
    """One card of the library."""

    slug: str
    title: str
    summary: str
    family: Family
    level: PackLevel
    minutes: int
    topics: tuple[TopicLabel, ...]
    best_total: float | None = None
    attempts: int = 0
    open_attempt_id: str | None = None


class ScenarioBrief(_Frozen):
    """What the candidate may see of a scenario before handing in."""

    slug: str
    title: str
    family: Family
    level: PackLevel
    minutes: int
    prompt: str
    visible_facts: tuple[str, ...]
    phases: tuple[Phase, ...]
    topics: tuple[TopicLabel, ...]


class AskTurn(_Frozen):
    """One question and what came back."""

    question: str
    outcome: Literal["revealed", "already_told", "assume", "unsure"]
    reply: str
    fact_id: str | None = None
    at: datetime | None = None


class RoomView(_Frozen):
    """Everything the room shows; loaded from the database on every visit."""

    attempt: Attempt
    brief: ScenarioBrief
    drafts: dict[SectionId, Draft]
    drawing: DrawingDraft
    asked: tuple[AskTurn, ...]


class Saved(_Frozen):
    """A save that is on disk."""

    rev: int
    at: datetime


class CheckText(_Frozen):
    """A check in words, shown after hand-in."""

    id: str
    kind: CheckKind
    text: str
    coach: str | None
    topics: tuple[TopicLabel, ...]


class FlagText(_Frozen):
    """A red flag in words, shown after hand-in."""

    id: str
    text: str
    cap: int


class CriterionText(_Frozen):
    """A criterion in words, shown after hand-in."""

    id: str
    dimension: Dimension
    title: str
    weight: float
    expect: Expect
    full_answer: str | None
    accepts: tuple[str, ...]
    checks: tuple[CheckText, ...]
    flags: tuple[FlagText, ...]


class CheapPoint(_Frozen):
    """A point within reach: a check not met, what it is worth, what to say next time."""

    criterion_id: str
    check_id: str
    points: float
    text: str
    coach: str | None


class FeedbackView(_Frozen):
    """A grade and all that is needed to argue with it."""

    attempt: Attempt
    brief: ScenarioBrief
    grade: Grade
    graded_at: datetime
    grader: GraderId
    answer: str
    drawing_text: str
    architecture: Architecture | None
    facts: tuple[Fact, ...]
    criteria: tuple[CriterionText, ...]
    cheapest: tuple[CheapPoint, ...]
    asked: tuple[AskTurn, ...]


class AttemptSummary(_Frozen):
    """One line of the history."""

    attempt: Attempt
    title: str
    total: float | None
    level: str | None
    grader: GraderId | None
    words: int


class UnreadableAttempt(_Frozen):
    """A stored attempt that cannot be read; the rest of the history can."""

    id: str
    problem: str
