"""One check's verdict by its kind: text, figures, drawing and events put together.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from grading.compiled import CompiledCheck
from grading.grade import CheckVerdict, Quote, Raised, Reason
from grading.grader import GradingRequest, Turn
from grading.graph import GraphFacts
from grading.guard import Alarm
from grading.judge import Finding, met
from grading.numeric import Figure, Figures, told
from grading.reading import Reading
from grading.wording import learner_text

_SUPPORT = 0.1
_CONFIDENT = 0.85
_LEANING = 0.7


@dataclass(frozen=True, slots=True)
class Bench:
    """All that lies on the table when checks are judged."""

    request: GradingRequest
    answer: Reading
    findings: Mapping[str, Finding]
    graph: GraphFacts
    figures: Figures
    alarm: Alarm


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A verdict while it is being put together."""

    finding: Finding
    lines: tuple[int, ...]
    facts: tuple[str, ...] = ()
    figure: str | None = None


def verdict(check: CompiledCheck, bench: Bench) -> CheckVerdict:
    """Judge one check."""
    finding = bench.findings[check.id]
    ruling = _Ruling(finding, _lines(finding))
    evidence = check.check.evidence
    if evidence is not None and evidence.estimations:
        ruling = _by_figures(check, ruling, bench)
    if evidence is not None and evidence.events:
        ruling = _by_events(evidence.events, ruling, bench)
    if evidence is not None and evidence.facts is not None:
        if bench.graph.state == "invalid" and evidence.facts.role == "required":
            return CheckVerdict(
                id=check.check.id,
                verdict="unscored",
                cause="drawing-invalid",
                reason="the drawing could not be read, so this was not judged",
            )
        ruling = _by_drawing(check, ruling, bench)
    elif check.check.kind == "graph" and bench.graph.state == "none":
        ruling = replace(ruling, finding=_undrawn(ruling.finding))
    return _verdict(check, ruling, bench)


def _verdict(check: CompiledCheck, ruling: _Ruling, bench: Bench) -> CheckVerdict:
    finding = ruling.finding
    return CheckVerdict(
        id=check.check.id,
        verdict="met" if finding.is_met else "not_met",
        confidence=round(min(1.0, max(0.0, finding.confidence)), 3),
        reasons=finding.reasons,
        raised=_raised(check, bench.request.turns),
        quotes=quotes(ruling.lines, bench.answer),
        facts=ruling.facts,
        reason=learner_text(check, finding, figure=ruling.figure),
    )


def _by_figures(check: CompiledCheck, ruling: _Ruling, bench: Bench) -> _Ruling:
    """A figure must be right; where the check has claims too, its use must be told."""
    evidence = check.check.evidence
    found = bench.figures.of(evidence.estimations if evidence else ())
    right = next((f for f in found if f.is_right and not _is_denied(f, bench)), None)
    if right is None:
        return _wrong_figure(ruling, found[:1])
    facts = (f"estimate:{right.result.id}",)
    lines = (right.line, *ruling.lines)
    if check.claims and not ruling.finding.is_met:
        return replace(ruling, lines=lines, facts=facts, figure=told(right))
    off: tuple[Reason, ...] = ("input-off-workload",) if _own_input(right) else ()
    sure = _CONFIDENT if right.result.inputs else _LEANING
    finding = met(ruling.finding.passages, sure, reasons=("corroborated", *off))
    return _Ruling(finding, lines, facts, told(right))


def _is_denied(figure: Figure, bench: Bench) -> bool:
    return bench.answer.lines[figure.line].polarity.is_denied


def _own_input(figure: Figure) -> bool:
    return bool(figure.result.own_inputs_off)


def _wrong_figure(ruling: _Ruling, found: Iterable[Figure]) -> _Ruling:
    for figure in found:
        reason: Reason = "number-off"
        if figure.from_prompt:
            reason = "number-from-prompt"
        elif figure.contradicts:
            reason = "input-off-workload"
        finding = replace(ruling.finding, is_met=False, reasons=(reason,), confidence=_LEANING)
        return _Ruling(finding, (figure.line,), (f"estimate:{figure.result.id}",), told(figure))
    finding = replace(
        ruling.finding, is_met=False, reasons=("number-missing",), confidence=_CONFIDENT
    )
    return replace(ruling, finding=finding)


def _by_events(wanted: Iterable[str], ruling: _Ruling, bench: Bench) -> _Ruling:
    """What the candidate asked or assumed in the interview counts like words that say it."""
    done = {f"{turn.kind}:{turn.ref}" for turn in bench.request.turns if turn.ref}
    if ruling.finding.is_met or done.isdisjoint(wanted):
        return ruling
    raised = met((), _CONFIDENT, reasons=("corroborated",))
    return replace(ruling, finding=raised, lines=())


def _by_drawing(check: CompiledCheck, ruling: _Ruling, bench: Bench) -> _Ruling:
    """Hold the words against the drawing: a required fact decides, another moves confidence."""
    use = check.check.evidence.facts if check.check.evidence else None
    if use is None:
        return ruling
    holds = bench.graph.state == "valid" and all(bench.graph.holds.get(i, False) for i in use.ids)
    facts = tuple(name for name in use.ids if name in bench.graph.holds)
    finding = ruling.finding
    if use.role == "supports":
        finding = _supported(finding, holds=holds, drawn=bench.graph.state == "valid")
    elif not holds and "met-by-alternative" not in finding.reasons:
        finding = _undrawn(finding)
    elif holds and not finding.is_met:
        finding = replace(finding, reasons=("drawn-not-said",), confidence=_LEANING)
    elif holds:
        more = finding.confidence + _SUPPORT
        finding = replace(finding, reasons=(*finding.reasons, "corroborated"), confidence=more)
    return replace(ruling, finding=finding, facts=facts)


def _supported(finding: Finding, *, holds: bool, drawn: bool) -> Finding:
    if not finding.is_met or not drawn:
        return finding
    if holds:
        more = finding.confidence + _SUPPORT
        return replace(finding, reasons=(*finding.reasons, "corroborated"), confidence=more)
    less = finding.confidence - 2 * _SUPPORT
    return replace(finding, reasons=(*finding.reasons, "said-not-drawn"), confidence=less)


def _undrawn(finding: Finding) -> Finding:
    if not finding.is_met:
        return finding
    return replace(finding, is_met=False, reasons=("said-not-drawn",), confidence=_CONFIDENT)


def _raised(check: CompiledCheck, turns: tuple[Turn, ...]) -> Raised:
    """Whether the criterion was probed or hinted at before the answer was handed in."""
    criterion = check.id.partition("/")[0]
    touched = {turn.kind for turn in turns if turn.ref == criterion}
    if "hinted" in touched:
        return "after_hint"
    return "after_probe" if "probed" in touched else "unprompted"


def _lines(finding: Finding) -> tuple[int, ...]:
    return tuple(line for evidence in finding.passages for line in evidence.lines)


def quotes(lines: Iterable[int], answer: Reading) -> tuple[Quote, ...]:
    """The sentences behind a verdict, each once, in reading order."""
    return tuple(answer.quote(line) for line in sorted(set(lines)))
