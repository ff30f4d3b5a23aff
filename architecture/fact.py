"""A computed statement about a design, with the numbers behind it.

Pure: no I/O, no clock, no randomness.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["ok", "info", "warning", "critical"]
Firmness = Literal["firm", "flips", "upper_bound"]


class NamedValue(BaseModel):
    """One number of a fact: what it is called, how much, of what."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: str = Field(description='SI unit or counted thing; "1" for a share or a plain number')


class Fact(BaseModel):
    """What analysis or simulation computed of a design; grades and questions cite it by id.

    A fact is never an opinion: it names its formula, what was assumed and which computation
    made it, so that a reader can redo it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(description="stable within one design: same design, same id", min_length=1)
    statement: str = Field(description="one sentence for people")
    subject_ids: tuple[str, ...] = Field(
        default=(), description="component ids, or 'source->target' for a connection"
    )
    numbers: tuple[NamedValue, ...] = ()
    limit: NamedValue | None = Field(default=None, description="the bound it is held against")
    severity: Severity = "info"
    formula: str | None = Field(default=None, description="with the numbers put in")
    assumptions: tuple[str, ...] = ()
    source: str = Field(description="which computation on which input")
    engine: str | None = Field(default=None, description="simulation engine of record, if any")
    firmness: Firmness = "firm"
