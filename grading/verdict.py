"""One check's verdict by its kind: text, figures, drawing and events put together.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from grading.compiled import CompiledCheck
from grading.grade import CheckVerdict, Quote, Reason
from grading.grader import GradingRequest
from grading.graph import GraphFacts
from grading.guard import Alarm
from grading.judge import Finding
from grading.numeric import Figures
from grading.reading import Reading
from grading.wording import learner_text


@dataclass(frozen=True, slots=True)
class Bench:
    """All that lies on the table when checks are judged."""

    request: GradingRequest
    answer: Reading
    findings: Mapping[str, Finding]
    graph: GraphFacts
    figures: Figures
    alarm: Alarm


def verdict(check: CompiledCheck, bench: Bench) -> CheckVerdict:
    """Judge one check."""
    finding = bench.findings[check.id]
    if check.check.kind == "graph":
        return _graph(check, finding, bench)
    return _text(check, finding, bench)


def _text(check: CompiledCheck, finding: Finding, bench: Bench) -> CheckVerdict:
    return CheckVerdict(
        id=check.check.id,
        verdict="met" if finding.is_met else "not_met",
        confidence=round(finding.confidence, 3),
        reasons=finding.reasons,
        quotes=quotes(finding, bench.answer),
        reason=learner_text(check, finding),
    )


def _graph(check: CompiledCheck, finding: Finding, bench: Bench) -> CheckVerdict:
    wanted = (
        check.check.evidence.facts.ids
        if check.check.evidence and check.check.evidence.facts
        else ()
    )
    held = all(bench.graph.holds.get(name, False) for name in wanted)
    if bench.graph.state == "invalid":
        return CheckVerdict(
            id=check.check.id,
            verdict="unscored",
            cause="drawing-invalid",
            reason="the drawing could not be read",
        )
    reasons: tuple[Reason, ...] = finding.reasons
    if finding.is_met and not held and "met-by-alternative" not in reasons:
        reasons = ("said-not-drawn",)
    elif held and not finding.is_met:
        reasons = ("drawn-not-said",)
    is_met = finding.is_met and (held or "met-by-alternative" in reasons)
    return CheckVerdict(
        id=check.check.id,
        verdict="met" if is_met else "not_met",
        confidence=round(finding.confidence, 3),
        reasons=reasons,
        quotes=quotes(finding, bench.answer),
        facts=tuple(name for name in wanted if name in bench.graph.holds),
        reason=learner_text(check, finding),
    )


def quotes(finding: Finding, answer: Reading) -> tuple[Quote, ...]:
    """The sentences behind a finding, each once, in reading order."""
    lines = sorted({line for evidence in finding.passages for line in evidence.lines})
    return tuple(answer.quote(line) for line in lines)
