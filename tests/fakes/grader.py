from dataclasses import dataclass, field

from grading.errors import GraderUnavailable
from grading.grade import Bars, CheckVerdict, CriterionGrade, Grade, GraderId, Quote
from grading.grader import GradingRequest
from grading.rubric import Check, Criterion


@dataclass
class FakeGrader:
    """Meets the check `k<n>` when the answer says "thing <n>"; fails while `failures` last."""

    id: GraderId = field(default_factory=lambda: GraderId(name="fake", version="1"))
    failures: list[Exception] = field(default_factory=list[Exception])
    requests: list[GradingRequest] = field(default_factory=list[GradingRequest])

    def grade(self, request: GradingRequest) -> Grade:
        self.requests.append(request)
        if self.failures:
            raise self.failures.pop(0)
        criteria = tuple(_judged(item, request.answer) for item in request.rubric.criteria)
        total = sum(item.weight * (item.score or 0) / 4 for item in criteria)
        return Grade(
            grader=self.id,
            scenario=request.scenario,
            rubric_version=request.rubric.version,
            total=total,
            total_range=(total, total),
            bars=Bars(mid=25, senior=50, staff=75),
            level="mid" if total >= 25 else "below_mid",
            criteria=criteria,
            facts=request.drawing.facts,
        )


def unavailable() -> GraderUnavailable:
    return GraderUnavailable("the line is dead")


def _judged(criterion: Criterion, answer: str) -> CriterionGrade:
    checks = tuple(_verdict(check, answer) for check in criterion.checks)
    return CriterionGrade(
        id=criterion.id,
        dimension=criterion.dimension,
        title=criterion.title,
        score=sum(check.verdict == "met" for check in checks),
        weight=criterion.weight,
        checks=checks,
    )


def _verdict(check: Check, answer: str) -> CheckVerdict:
    said = f"thing {check.id[1:]}"
    start = answer.find(said)
    if start < 0:
        return CheckVerdict(id=check.id, verdict="not_met", reasons=("not-found",))
    quote = Quote(source="answer", text=said, start=start, end=start + len(said))
    return CheckVerdict(id=check.id, verdict="met", quotes=(quote,))
