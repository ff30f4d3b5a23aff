"""Why the embedded grader decides as it does, in lines that pack authors read while tuning.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator

from grading.claim import Evidence, Level
from grading.embedded_grader import trace
from grading.grader import GradingRequest
from grading.judge import Search
from grading.reading import Reading

_SHOWN = 3
_WIDTH = 150


def explain(request: GradingRequest) -> str:
    """Tell for each check what was found, by which relation, how much, and what was missing."""
    seen = trace(request)
    lines = [
        (
            f"total {seen.grade.total} range {seen.grade.total_range} level {seen.grade.level} "
            f"guards {', '.join(seen.grade.guards) or '-'}"
        )
    ]
    if seen.reading is not None:
        lines += [
            f"limited by a guard: {seen.reading.quote(line.sentence.index).text[:_WIDTH]!r}"
            for line in seen.reading.lines
            if line.ceiling < Level.JUSTIFIED
        ]
    for criterion in seen.grade.criteria:
        lines.append(f"\n{criterion.id} {criterion.score}/4 (weight {criterion.weight:g})")
        lines += [f"  flag {f.id}: {f.verdict} {f.reason}" for f in criterion.flags]
        for check in criterion.checks:
            lines.append(
                f"  {check.id}: {check.verdict.upper()} {', '.join(check.reasons)} "
                f"[{check.confidence:.2f}] {check.reason}"
            )
            lines += [f"      > {quote.text[:_WIDTH]!r}" for quote in check.quotes]
            searched = seen.searches.get(check.id)
            if searched is not None and seen.reading is not None:
                lines += _claims(searched, seen.reading)
    return "\n".join(lines)


def _claims(searched: Search, answer: Reading) -> Iterator[str]:
    for number, (claim, found) in enumerate(
        zip(searched.check.claims, searched.claims, strict=True), start=1
    ):
        wants = "|".join(sorted(claim.relations))
        yield f"      claim {number} ({' + '.join(claim.labels)}; {wants}; {claim.scope})"
        for evidence in found[:_SHOWN]:
            yield f"        {_passage(evidence, answer, searched, number - 1)}"
        if not found:
            yield "        nothing touches it"
    for evidence in searched.against[:1]:
        yield f"      against: {answer.quote(evidence.lines[0]).text[:_WIDTH]!r}"


def _passage(evidence: Evidence, answer: Reading, searched: Search, number: int) -> str:
    groups = searched.check.claims[number].groups
    words = [
        "/".join(
            sorted({w for i in evidence.lines for w in answer.lines[i].hits.keys() & group.keys()})
        )
        or "-"
        for group in groups
    ]
    marks = " DENIED" * evidence.is_denied + " HEDGED" * evidence.is_hedged
    text = " ".join(answer.quote(i).text for i in evidence.lines)[:_WIDTH]
    return (
        f"{evidence.level.name}{marks} hits [{' + '.join(words)}] "
        f"ties {{{', '.join(sorted(evidence.relations))}}} {text!r}"
    )
