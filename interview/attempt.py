"""What an attempt is: its states, drafts, events and snapshots.

Pure: no I/O, no clock, no randomness.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from grading.grade import Grade

State = Literal["drafting", "paused", "submitted", "grading", "graded", "failed", "abandoned"]
AttemptMode = Literal["practice", "strict"]
EventKind = Literal[
    "typed",
    "drawn",
    "asked",
    "revealed",
    "assumed",
    "hinted",
    "probed",
    "curveball",
    "phase",
    "submitted",
    "graded",
]
SectionId = Literal[
    "requirements", "estimates", "api", "data_model", "design", "deep_dives", "trade_offs"
]

SECTIONS: tuple[tuple[SectionId, str], ...] = (
    ("requirements", "Requirements"),
    ("estimates", "Estimates"),
    ("api", "API"),
    ("data_model", "Data model"),
    ("design", "Design"),
    ("deep_dives", "Deep dives"),
    ("trade_offs", "Trade-offs"),
)
"""Answer sections in their fixed order, with the Markdown heading of each."""

MAX_SECTION_CHARACTERS = 20_000
MAX_DRAWING_CHARACTERS = 100_000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Draft(_Frozen):
    """The current text of one section and the revision that a save must name."""

    body: str = ""
    rev: int = 0
    saved_at: datetime | None = None


class DrawingDraft(_Frozen):
    """The current drawing: text as typed, the last good graph's text, and places on a canvas."""

    text: str = ""
    good_text: str = Field(default="", description="last text that could be read")
    positions: dict[str, tuple[float, float]] = {}
    rev: int = 0
    saved_at: datetime | None = None


class AttemptEvent(_Frozen):
    """One thing that happened; never changed, never removed."""

    seq: Annotated[int, Field(ge=1)]
    at: datetime
    phase: str | None
    kind: EventKind
    payload: dict[str, str | int | float | bool | None]
    schema_version: int = 1


class Attempt(_Frozen):
    """One go at one scenario."""

    id: str
    owner: str = "local"
    scenario_slug: str
    scenario_digest: str
    state: State
    mode: AttemptMode = "practice"
    phase: str | None = None
    deadlines: dict[str, datetime] = {}
    parent_attempt: str | None = None
    failed_because: str | None = Field(default=None, description="only while it is failed")
    is_example: bool = False
    started_at: datetime
    updated_at: datetime


class Submission(_Frozen):
    """What was handed in; immutable, one for each attempt."""

    id: str
    attempt_id: str
    answer: str
    drawing_text: str
    at: datetime
    input_hash: str


class StoredGrade(_Frozen):
    """One grading of one submission."""

    id: str
    submission_id: str
    grader_fingerprint: str
    rubric_version: int
    attempt_no: int = 1
    grade: Grade
    at: datetime
