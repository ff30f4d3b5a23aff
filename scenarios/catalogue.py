"""The plan of all scenarios: what each row promises, and its derived workload.

A plan, not an offer: a row without a pack is never listed. Reads package data, once.
"""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from grading.rubric import TopicId
from scenarios.errors import DataInvalid
from scenarios.model import Family, PackLevel, Slug
from scenarios.validation import read_data

SECONDS_A_DAY = 86_400
_STEPS = (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3))


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Derived(_Frozen):
    """What follows from a planned workload, to three digits; computed, never typed."""

    avg_rps: float
    peak_rps: float
    peak_write_rps: float
    storage_bytes: float = Field(description="one copy, uncompressed, over the retention")
    storage: str


class PlannedWorkload(_Frozen):
    """The inputs of a row's arithmetic."""

    unit: str = Field(description="what the population counts")
    population: float = Field(gt=0)
    actions_per_unit_per_day: float = Field(ge=0)
    peak_factor: float = Field(gt=0)
    reads_per_write: float = Field(ge=0)
    bytes_per_write: float = Field(ge=0)
    retention_days: float = Field(ge=0)
    derived: Derived
    slo: str


class CatalogueRow(_Frozen):
    """One planned scenario."""

    id: Slug
    title: str
    family: Family
    level: PackLevel
    minutes: int = Field(gt=0)
    workload: PlannedWorkload
    trap: str = Field(description="the plausible wrong design and the number that refutes it")
    follow_ups: tuple[str, ...]
    curveballs: tuple[str, ...]
    topics_primary: tuple[TopicId, ...]
    topics_secondary: tuple[TopicId, ...] = ()


class Catalogue(_Frozen):
    """`data/catalogue.yaml`."""

    version: int = Field(ge=1)
    scenario_count: int
    scenarios: tuple[CatalogueRow, ...]

    def row(self, slug: str) -> CatalogueRow | None:
        """Look a row up; None for a scenario that was never planned."""
        return next((row for row in self.scenarios if row.id == slug), None)


@cache
def catalogue() -> Catalogue:
    """Load the plan that ships with the app.

    Raises:
        DataInvalid: The file is broken.
    """
    plan = read_data(Path(__file__).parent / "data" / "catalogue.yaml", Catalogue)
    if len({row.id for row in plan.scenarios}) != plan.scenario_count:
        raise DataInvalid(f"catalogue.yaml: scenario_count is not {plan.scenario_count} rows")
    return plan


def derived(workload: PlannedWorkload) -> Derived:
    """Compute what a planned workload means.

    Writes are 1 of (1 + reads_per_write) actions; storage is writes a day x bytes x retention.
    """
    actions_a_day = workload.population * workload.actions_per_unit_per_day
    writes_a_day = actions_a_day / (1 + workload.reads_per_write)
    stored = writes_a_day * workload.bytes_per_write * workload.retention_days
    return Derived(
        avg_rps=_three_digits(actions_a_day / SECONDS_A_DAY),
        peak_rps=_three_digits(actions_a_day / SECONDS_A_DAY * workload.peak_factor),
        peak_write_rps=_three_digits(writes_a_day / SECONDS_A_DAY * workload.peak_factor),
        storage_bytes=_three_digits(stored),
        storage=f"{_size(stored)} (1 copy)",
    )


def _three_digits(number: float) -> float:
    return float(f"{number:.3g}")


def _size(count: float) -> str:
    for name, step in _STEPS:
        if count >= step:
            return f"{count / step:.3g} {name}"
    return f"{count:.3g} B"
