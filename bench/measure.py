"""How things are timed: CPU seconds of this process, medians over several runs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what, how much, and the bound that the issue sets."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the value is within its bound."""
        return self.bound is None or self.value <= self.bound

    def __str__(self) -> str:
        """Write the line."""
        bound = "" if self.bound is None else f"<= {self.bound:g}"
        verdict = "" if self.bound is None else ("ok" if self.holds else "MISSED")
        return f"{self.name:<62}{self.value:>10.3g} {self.unit:<6}{bound:>8}  {verdict}"


def cpu_ms(work: Callable[[], object], *, runs: int = 7, warm: int = 1) -> float:
    """Time `work` on the CPU; the median of `runs`, after `warm` that do not count."""
    for _ in range(warm):
        work()
    taken: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1_000)
    return statistics.median(taken)


def interleaved_ms(
    one: Callable[[], object], two: Callable[[], object], *, runs: int = 9
) -> tuple[float, float]:
    """Time two things turn by turn, so that a noisy machine disturbs both alike."""
    one()
    two()
    first: list[float] = []
    second: list[float] = []
    for _ in range(runs):
        first.append(cpu_ms(one, runs=1, warm=0))
        second.append(cpu_ms(two, runs=1, warm=0))
    return statistics.median(first), statistics.median(second)
