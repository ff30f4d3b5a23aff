"""The figures an answer states, held against the scenario's formulas.

Pure: no I/O, no clock, no randomness. A number copied from the prompt earns nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from architecture.fact import Fact
from estimation.quantity import Recomputed
from grading.grader import GradingRequest
from grading.guard import Alarm


@dataclass(frozen=True, slots=True)
class Figures:
    """What was recomputed, by estimation id."""

    by_id: Mapping[str, tuple[Recomputed, ...]]
    facts: tuple[Fact, ...]


def figures(request: GradingRequest, alarm: Alarm) -> Figures:
    """Recompute every estimation that the answer states a result for."""
    del request, alarm
    return Figures({}, ())
