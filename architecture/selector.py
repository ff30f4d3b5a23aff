"""How packs point at components of a drawing they have never seen, and what they ask of it.

Pure: no I/O, no clock, no randomness.
"""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from architecture.model import Identifier, Kind, Mode

Operation = Literal["exists_path", "exists_path_via", "on_every_path", "edge", "no_edge", "count"]


class Selector(BaseModel):
    """Components by property, never by id: every stated key must hold, lists mean 'one of'."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: tuple[Kind, ...] = ()
    role: tuple[str, ...] = ()
    source_of_truth: bool | None = None


class GraphPredicate(BaseModel):
    """A property of a drawing that a check can require, e.g. a pooler on every path to SQL.

    `equals`/`at_least`/`at_most` are for `count`; `via` for the path operations;
    `over_modes` limits which connections count as a path; `mode` is for `edge` and `no_edge`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    op: Operation
    source: Selector | None = Field(default=None, alias="from")
    target: Selector | None = Field(default=None, alias="to")
    via: Selector | None = None
    where: Selector | None = None
    over_modes: tuple[Mode, ...] = ()
    mode: Mode | None = None
    equals: int | None = Field(default=None, ge=0)
    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)
    note: str | None = None

    @model_validator(mode="after")
    def _has_what_its_operation_needs(self) -> Self:
        if self.op == "count":
            if self.where is None:
                raise ValueError("count needs 'where': which components to count")
            if self.equals is None and self.at_least is None and self.at_most is None:
                raise ValueError("count needs 'equals', 'at_least' or 'at_most'")
            return self
        if self.source is None or self.target is None:
            raise ValueError(f"{self.op} needs 'from' and 'to'")
        if self.op in {"exists_path_via", "on_every_path"} and self.via is None:
            raise ValueError(f"{self.op} needs 'via': the components it must pass")
        return self


class NamedPredicate(BaseModel):
    """A predicate with the id that checks name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Identifier
    predicate: GraphPredicate
