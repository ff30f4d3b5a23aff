"""Reports in words for a terminal; the same data goes out as JSON with `--json`."""

import unicodedata
from collections.abc import Iterable, Iterator

from cli.outcome import Analysis, Diagnosis, DrawingProblem, LintReport, ScenarioSheet
from grading.grade import CheckVerdict, Grade
from scenarios.coverage import Coverage

_SIGNS = {"met": "+", "not_met": "-", "unscored": "?"}


def plain(text: str) -> str:
    """Show control characters as U+FFFD: an answer or a label must not steer the terminal."""
    return "".join(
        "\ufffd" if unicodedata.category(letter) == "Cc" and letter not in "\n\t" else letter
        for letter in text
    )


def grade_lines(grade: Grade) -> Iterator[str]:
    """Tell a grade: the total, then each criterion with its checks and quotes."""
    bars = grade.bars
    if grade.total is None:
        yield f"{grade.scenario}: not graded as an answer: {grade.not_graded_because}"
    else:
        low, high = grade.total_range
        yield (
            f"{grade.scenario}: {grade.total:.1f} of 100 (could be {low:.1f} to {high:.1f}),"
            f" level {grade.level}"
        )
    yield f"bars: mid {bars.mid:g}, senior {bars.senior:g}, staff {bars.staff:g}"
    yield f"grader: {grade.grader.name} {grade.grader.version}"
    yield from (f"guard: {guard}" for guard in grade.guards)
    yield from (f"gate: {gate.reason}" for gate in grade.gates)
    for criterion in grade.criteria:
        score = "unscored" if criterion.score is None else f"{criterion.score}/4"
        yield ""
        yield f"{criterion.id} {score} x {criterion.weight:g}: {criterion.title}"
        for flag in criterion.flags:
            if flag.verdict == "present":
                yield f"  ! red flag {flag.id} caps it at {criterion.cap}: {flag.reason}"
        for check in criterion.checks:
            yield from _check_lines(check)


def _check_lines(check: CheckVerdict) -> Iterator[str]:
    unsure = " (unsure)" if check.is_unsure else ""
    codes = f" [{', '.join(check.reasons)}]" if check.reasons else ""
    yield f"  {_SIGNS[check.verdict]} {check.id}{unsure}{codes} {check.reason}".rstrip()
    for quote in check.quotes:
        yield f'      "{_short(quote.text)}" ({quote.source} {quote.start}-{quote.end})'


def _short(text: str, length: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 3] + "..."


def problem_lines(
    errors: Iterable[DrawingProblem], notices: Iterable[DrawingProblem]
) -> Iterator[str]:
    """Tell what is wrong with a drawing, and what was guessed of it."""
    for sort, problems in (("error", errors), ("notice", notices)):
        for problem in problems:
            yield (
                f"{sort} at line {problem.line}, column {problem.column}: {problem.message};"
                f" {problem.remedy}"
            )


def analysis_lines(analysis: Analysis) -> Iterator[str]:
    """Tell what a drawing says and what was computed of it."""
    yield from problem_lines(analysis.errors, analysis.notices)
    if analysis.architecture is not None:
        for component in analysis.architecture.components:
            yield f"{component.id}: {component.kind} ({component.name})"
        for connection in analysis.architecture.connections:
            yield f"{connection.source} -> {connection.target}: {connection.mode}"
    for fact in analysis.facts:
        yield f"[{fact.severity}] {fact.id}: {fact.statement}"


def lint_lines(report: LintReport) -> Iterator[str]:
    """Tell each broken rule on a line that an editor can jump to."""
    for pack in report.packs:
        for problem in pack.problems:
            key = f"{problem.key}: " if problem.key else ""
            yield (
                f"{pack.slug}/{problem.file}:{problem.line}: {key}{problem.message};"
                f" {problem.remedy} [{problem.rule} {problem.severity}]"
            )
    yield f"{len(report.packs)} packs, {report.errors} errors, {report.warnings} warnings"


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """Tell how much of the roadmap the active packs cover."""
    core, extended = coverage.core, coverage.extended
    yield f"{coverage.active_packs} active packs"
    yield (
        f"core: {core.named} of {core.leaves} leaves named by a rubric, {core.reached} reached,"
        f" {core.reached_twice} twice"
    )
    yield (
        f"extended: {extended.named} of {extended.leaves} leaves named by a rubric,"
        f" {extended.reached} reached"
    )


def sheet_lines(sheet: ScenarioSheet) -> Iterator[str]:
    """Tell what a candidate may see of a scenario."""
    yield f"{sheet.title} ({sheet.slug}, version {sheet.version}, {sheet.status})"
    yield f"{sheet.family}, {sheet.level}, {sheet.minutes} minutes; {sheet.summary}"
    yield ""
    yield sheet.prompt
    yield ""
    yield from (f"- {fact}" for fact in sheet.visible_facts)
    yield f"{sheet.criteria} criteria, {sheet.checks} checks"
    yield "topics: " + ", ".join(sheet.topics)


def diagnosis_lines(diagnosis: Diagnosis) -> Iterator[str]:
    """Tell what works here and what does not."""
    for finding in diagnosis.findings:
        yield f"{'ok  ' if finding.ok else 'FAIL'} {finding.name}: {finding.detail}"
