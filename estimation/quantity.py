"""A number with its unit and the place where it was said.

Pure: no I/O, no clock, no randomness.
"""

from pydantic import BaseModel, ConfigDict, Field


class Quantity(BaseModel):
    """A value and unit read from free text, with the span that says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float = Field(description="as stated, magnitude words applied: 12.5k is 12500")
    unit: str = Field(description='as understood, e.g. "request/s"; "1" if none is stated')
    base_value: float = Field(description="in SI base and counted units")
    base_unit: str
    text: str
    start: int
    end: int


class Arithmetic(BaseModel):
    """A sum that the text spells out, held against the calculator."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    expression: str = Field(description="for people, with the operands as they were written")
    operands: tuple[Quantity, ...]
    stated: Quantity
    computed: float = Field(description="in the unit of `stated`")
    ratio: float = Field(description="stated / computed")
    start: int
    end: int


class Stated(BaseModel):
    """An input that the candidate gave, used instead of the scenario's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: float
    unit: str
    start: int
    end: int


class Recomputed(BaseModel):
    """A stated result held against its formula."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    formula: str
    substituted: str = Field(description="the formula with the numbers put in")
    inputs: tuple[Stated, ...] = Field(default=(), description="taken from the text")
    own_inputs_off: tuple[str, ...] = Field(
        default=(), description="names of inputs more than 3 times off the scenario's value"
    )
    stated: Quantity
    recomputed: float = Field(description="in `unit`")
    unit: str
    ratio: float = Field(description="stated / recomputed")
    agrees: bool
    factor: float
