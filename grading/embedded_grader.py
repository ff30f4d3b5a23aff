"""The default grader: rules, a lexicon and arithmetic; offline, deterministic, traceable.

Pure but for reading the packaged lexicon.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from architecture.analysis import has_end_to_end_path
from architecture.fact import Fact
from grading.affinity import content
from grading.compiled import CompiledRubric, compiled
from grading.flag import judge_flags
from grading.grade import CheckVerdict, CriterionGrade, FlagVerdict, Grade, GraderId
from grading.grader import GradingRequest
from grading.graph import GraphFacts, graph_facts
from grading.guard import Alarm, inspect
from grading.judge import Search, search, settle
from grading.lexicon import Lexicon, lexicon
from grading.near_miss import Promoter
from grading.numeric import Figures, figures
from grading.reading import Reading, reading
from grading.scoring import criterion_grade, outcome
from grading.verdict import Bench, verdict

NAME = "embedded"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Trace:
    """A grade with the passages that were weighed for it."""

    grade: Grade
    searches: Mapping[str, Search]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class EmbeddedGrader:
    """Looks for claims, numbers and arrows; the same request always gets the same bytes."""

    words: Lexicon = field(default_factory=lexicon)

    @property
    def id(self) -> GraderId:
        """Changes with the code's version and with any edit of the lexicon."""
        return GraderId(name=NAME, version=VERSION, lexicon_version=self.words.version)

    def grade(self, request: GradingRequest) -> Grade:
        """Judge every criterion of the rubric exactly once."""
        return trace(request, self.words).grade


def trace(request: GradingRequest, words: Lexicon | None = None) -> Trace:
    """Grade a request and keep what was weighed on the way."""
    terms = words if words is not None else lexicon()
    rubric = compiled(request.rubric, terms)
    alarm = inspect(request, rubric)
    if alarm.refusal is not None:
        return Trace(_refused(request, terms, alarm), {}, None)
    answer = reading(alarm.document, rubric.index, given=alarm.given, ceilings=alarm.ceilings)
    searches = {check.id: search(check, answer) for check in rubric.checks}
    given = content(" ".join((request.prompt, *request.visible_facts)))
    promoter = Promoter(rubric.affinity, answer, given)
    bench = Bench(
        request=request,
        answer=answer,
        findings=settle(tuple(searches.values()), answer, promoter),
        graph=graph_facts(request),
        figures=figures(request, alarm),
        alarm=alarm,
    )
    return Trace(_graded(rubric, bench, terms), searches, answer)


def _graded(rubric: CompiledRubric, bench: Bench, words: Lexicon) -> Grade:
    criteria = tuple(
        criterion_grade(
            item.criterion,
            tuple(verdict(check, bench) for check in item.checks),
            judge_flags(item, bench.answer, bench.figures),
        )
        for item in rubric.criteria
    )
    return _assembled(bench.request, words, criteria, bench.alarm, _facts(bench))


def _facts(bench: Bench) -> tuple[Fact, ...]:
    named: Mapping[str, Fact] = {
        fact.id: fact
        for fact in (
            *bench.graph.facts,
            *bench.request.drawing.facts,
            *bench.figures.facts,
        )
    }
    return tuple(named.values())


def _refused(request: GradingRequest, words: Lexicon, alarm: Alarm) -> Grade:
    """Nothing that could be graded: every check is unscored, and the grade says why."""
    criteria = tuple(
        criterion_grade(
            criterion,
            tuple(
                CheckVerdict(
                    id=check.id, verdict="unscored", cause=alarm.cause, reason=alarm.refusal or ""
                )
                for check in criterion.checks
            ),
            tuple(FlagVerdict(id=flag.id, verdict="unscored") for flag in criterion.red_flags),
        )
        for criterion in request.rubric.criteria
    )
    return _assembled(request, words, criteria, alarm, ())


def _assembled(
    request: GradingRequest,
    words: Lexicon,
    criteria: tuple[CriterionGrade, ...],
    alarm: Alarm,
    facts: tuple[Fact, ...],
) -> Grade:
    drawn = request.drawing.architecture if request.drawing.state == "valid" else None
    has_path = has_end_to_end_path(drawn) if drawn is not None else None
    result = outcome(request.rubric, criteria, has_path=has_path)
    return Grade(
        grader=GraderId(name=NAME, version=VERSION, lexicon_version=words.version),
        scenario=request.scenario,
        rubric_version=request.rubric.version,
        total=result.total,
        total_range=result.total_range,
        bars=result.bars,
        level=result.level,
        too_close=result.too_close,
        gates=result.gates,
        guards=alarm.guards,
        not_graded_because=alarm.refusal,
        criteria=criteria,
        facts=facts,
    )


__all__ = ["EmbeddedGrader", "Figures", "GraphFacts", "Trace", "trace"]
