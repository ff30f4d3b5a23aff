"""The arithmetic on verdicts: criterion scores, total and its range, bars, gates and level.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grading.grade import Bars, CheckVerdict, CriterionGrade, FlagVerdict, Gate, Level
from grading.rubric import MAX_SCORE, Criterion, Rubric

HEAVY_WEIGHT = 12
HEAVY_IF_NONE_REACHES_IT = 2
GATE_BELOW = 2
NO_PATH = "no-end-to-end-path"
LEVELS: tuple[Level, ...] = ("below_mid", "mid", "senior", "staff")


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that follows from the criteria's scores."""

    total: float | None
    total_range: tuple[float, float]
    bars: Bars
    level: Level | None
    too_close: bool
    gates: tuple[Gate, ...]


def cap(criterion: Criterion, flags: Sequence[FlagVerdict]) -> int | None:
    """The lowest cap of the red flags present; an unscored flag never caps."""
    present = {flag.id for flag in flags if flag.verdict == "present"}
    return min((flag.cap for flag in criterion.red_flags if flag.id in present), default=None)


def criterion_score(checks: Sequence[CheckVerdict], limit: int | None = None) -> int | None:
    """Count the checks met, then cap; None when every check is unscored."""
    if all(check.verdict == "unscored" for check in checks):
        return None
    return _capped(sum(check.verdict == "met" for check in checks), limit)


def criterion_grade(
    criterion: Criterion, checks: tuple[CheckVerdict, ...], flags: tuple[FlagVerdict, ...] = ()
) -> CriterionGrade:
    """Put one criterion's verdicts and its score together."""
    limit = cap(criterion, flags)
    return CriterionGrade(
        id=criterion.id,
        dimension=criterion.dimension,
        title=criterion.title,
        score=criterion_score(checks, limit),
        weight=criterion.weight,
        cap=limit,
        flags=flags,
        checks=checks,
    )


def total(criteria: Sequence[CriterionGrade]) -> float | None:
    """Sum weight x score / 4, out of 100; None when no check could be judged."""
    if all(criterion.score is None for criterion in criteria):
        return None
    return _sum(criteria, lambda criterion: criterion.score or 0)


def total_range(criteria: Sequence[CriterionGrade]) -> tuple[float, float]:
    """The totals that unsure and unscored checks could turn this one into, out of 100."""
    return _sum(criteria, _lowest), _sum(criteria, _highest)


def bars(rubric: Rubric) -> Bars:
    """The total that each level is expected to reach."""

    def bar(expected: Callable[[Criterion], int]) -> float:
        return _rounded(sum(c.weight * expected(c) / MAX_SCORE for c in rubric.criteria))

    return Bars(
        mid=bar(lambda c: c.expect.mid),
        senior=bar(lambda c: c.expect.senior),
        staff=bar(lambda c: c.expect.staff),
    )


def heavy(rubric: Rubric) -> tuple[str, ...]:
    """Ids of the criteria whose failure limits the level, heaviest first."""
    ranked = sorted(rubric.criteria, key=lambda criterion: -criterion.weight)
    chosen = [criterion for criterion in ranked if criterion.weight >= HEAVY_WEIGHT]
    return tuple(c.id for c in (chosen or ranked[:HEAVY_IF_NONE_REACHES_IT]))


def reached(score: float, levels: Bars) -> Level:
    """The highest level whose bar the total reaches."""
    if score >= levels.staff:
        return "staff"
    if score >= levels.senior:
        return "senior"
    return "mid" if score >= levels.mid else "below_mid"


def outcome(
    rubric: Rubric, criteria: Sequence[CriterionGrade], *, has_path: bool | None = None
) -> Outcome:
    """Work out everything that follows from the criteria.

    Args:
        rubric: Holds the weights and the expected scores.
        criteria: One for each of the rubric's criteria, in any order.
        has_path: Whether the drawing leads from a client to the work; None: nothing was drawn.
    """
    levels, score, span = bars(rubric), total(criteria), total_range(criteria)
    if score is None:
        return Outcome(None, span, levels, None, too_close=False, gates=())
    best = reached(score, levels)
    gates = _gates(rubric, criteria, best, has_path=has_path)
    reachable: tuple[Level, ...] = (best, *(gate.caps_at for gate in gates))
    level = min(reachable, key=LEVELS.index)
    close = any(span[0] < bar <= span[1] for bar in (levels.mid, levels.senior, levels.staff))
    return Outcome(score, span, levels, level, too_close=close, gates=gates)


def _gates(
    rubric: Rubric, criteria: Sequence[CriterionGrade], best: Level, *, has_path: bool | None
) -> tuple[Gate, ...]:
    by_id = {criterion.id: criterion for criterion in criteria}
    below = LEVELS[max(0, LEVELS.index(best) - 1)]
    gates: list[Gate] = []
    for name in heavy(rubric):
        judged = by_id.get(name)
        if judged is not None and judged.score is not None and judged.score < GATE_BELOW:
            why = f"{judged.title}: {judged.score} of {MAX_SCORE} on a heavy criterion"
            gates.append(Gate(id=name, caps_at=below, reason=why))
    if has_path is False:
        why = "nothing in the drawing leads from a client to a component that does the work"
        gates.append(Gate(id=NO_PATH, caps_at="below_mid", reason=why))
    return tuple(gates)


def _lowest(criterion: CriterionGrade) -> int:
    sure = sum(check.verdict == "met" and not check.is_unsure for check in criterion.checks)
    return _capped(sure, criterion.cap)


def _highest(criterion: CriterionGrade) -> int:
    possible = sum(check.verdict != "not_met" or check.is_unsure for check in criterion.checks)
    return _capped(possible, criterion.cap)


def _capped(score: int, limit: int | None) -> int:
    return min(score, MAX_SCORE if limit is None else limit, MAX_SCORE)


def _sum(criteria: Sequence[CriterionGrade], score: Callable[[CriterionGrade], int]) -> float:
    return _rounded(sum(c.weight * score(c) / MAX_SCORE for c in criteria))


def _rounded(value: float) -> float:
    return round(value, 4)
