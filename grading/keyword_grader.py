"""The floor that every other grader must beat: counts which of a check's own words are there.

Pure: no I/O, no clock, no randomness. It knows no relation, no polarity and no guard, so a list of
terms fools it; that is what it is for.
"""

from dataclasses import dataclass

from grading.affinity import content
from grading.grade import CheckVerdict, CriterionGrade, Grade, GraderId, Quote
from grading.grader import GradingRequest
from grading.rubric import Check
from grading.scoring import criterion_grade, outcome
from grading.stem import tokens

ENOUGH = 0.5
_MOST_QUOTES = 3
_ID = GraderId(name="keyword", version="1")


@dataclass(frozen=True, slots=True)
class KeywordGrader:
    """Says met where half of a check's content words stand somewhere in the answer."""

    id: GraderId = _ID

    def grade(self, request: GradingRequest) -> Grade:
        """Judge each check by the share of its words that the answer has."""
        found = _first_places(request.answer)
        criteria = tuple(
            criterion_grade(
                criterion,
                tuple(_judge(check, request.answer, found) for check in criterion.checks),
            )
            for criterion in request.rubric.criteria
        )
        return _grade(self.id, request, criteria)


def _grade(
    grader: GraderId, request: GradingRequest, criteria: tuple[CriterionGrade, ...]
) -> Grade:
    result = outcome(request.rubric, criteria)
    return Grade(
        grader=grader,
        scenario=request.scenario,
        rubric_version=request.rubric.version,
        total=result.total,
        total_range=result.total_range,
        bars=result.bars,
        level=result.level,
        too_close=result.too_close,
        gates=result.gates,
        criteria=criteria,
    )


def _first_places(answer: str) -> dict[str, tuple[int, int]]:
    """Where each stem stands first; offsets hold because only ASCII is lowered."""
    lowered = "".join(c.lower() if c.isascii() else c for c in answer)
    places: dict[str, tuple[int, int]] = {}
    for token in tokens(lowered):
        places.setdefault(token.stem, (token.start, token.end))
    return places


def _judge(check: Check, answer: str, found: dict[str, tuple[int, int]]) -> CheckVerdict:
    wanted = content(check.text)
    have = sorted(found[stem] for stem in wanted & found.keys())
    share = len(have) / len(wanted) if wanted else 0.0
    return CheckVerdict(
        id=check.id,
        verdict="met" if share >= ENOUGH else "not_met",
        confidence=round(min(1.0, abs(share - ENOUGH) / ENOUGH), 3),
        quotes=tuple(
            Quote(source="answer", text=answer[start:end], start=start, end=end)
            for start, end in have[:_MOST_QUOTES]
        ),
        reason=f"uses {len(have)} of {len(wanted)} of its words",
    )
