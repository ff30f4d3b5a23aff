"""Red flags: errors that cap a criterion. Warning against an error is not making it.

Pure: no I/O, no clock, no randomness.
"""

from grading.claim import Evidence, Level, find
from grading.compiled import CompiledCriterion, CompiledFlag
from grading.grade import FlagVerdict
from grading.numeric import Figure, Figures
from grading.reading import Reading
from grading.terms import CompiledClaim


def judge_flags(
    item: CompiledCriterion, answer: Reading, stated: Figures
) -> tuple[FlagVerdict, ...]:
    """Judge every red flag of one criterion."""
    return tuple(_judge(flag, answer, stated) for flag in item.flags)


def _judge(item: CompiledFlag, answer: Reading, stated: Figures) -> FlagVerdict:
    evidence = item.flag.evidence
    if evidence is None:
        return FlagVerdict(id=item.flag.id, verdict="unscored", reason="needs a human reader")
    wrong = _misled(evidence.estimations, answer, stated)
    if wrong is not None:
        return FlagVerdict(
            id=item.flag.id,
            verdict="present",
            quotes=(answer.quote(wrong.line),),
            facts=(f"estimate:{wrong.result.id}",),
            reason=item.flag.text,
        )
    raised = _raised(item, answer)
    if not raised or _says(item.unless, answer) is not None:
        return FlagVerdict(id=item.flag.id, verdict="absent")
    earlier = _says(item.unless_earlier, answer)
    if earlier is not None and earlier < min(e.lines[0] for e in raised):
        return FlagVerdict(id=item.flag.id, verdict="absent")
    lines = sorted({line for e in raised for line in e.lines})
    return FlagVerdict(
        id=item.flag.id,
        verdict="present",
        quotes=tuple(answer.quote(line) for line in lines),
        reason=item.flag.text,
    )


def _raised(item: CompiledFlag, answer: Reading) -> tuple[Evidence, ...]:
    """The passages that make the error, or nothing."""
    made = [_first(claim, answer) for claim in item.claims]
    found = tuple(e for e in made if e is not None)
    needs_all = item.flag.evidence is not None and item.flag.evidence.need == "all"
    if needs_all and len(found) < len(made):
        return ()
    return found if needs_all else found[:1]


def _first(claim: CompiledClaim, answer: Reading) -> Evidence | None:
    for evidence in find(claim, answer):
        warns = any(answer.lines[line].polarity.warns for line in evidence.lines)
        if evidence.level >= Level.STATED and not warns:
            return evidence
    return None


def _says(claims: tuple[CompiledClaim, ...], answer: Reading) -> int | None:
    """The first line that makes one of these claims."""
    lines = [
        evidence.lines[0]
        for claim in claims
        for evidence in find(claim, answer)
        if evidence.level >= Level.STATED
    ]
    return min(lines, default=None)


def _misled(ids: tuple[str, ...], answer: Reading, stated: Figures) -> Figure | None:
    """A figure over ten times off that something is then concluded from.

    A number that is right for another estimation, or an estimation that is right elsewhere in the
    answer, is no error.
    """
    right = {f.result.stated.start for found in stated.by_id.values() for f in found if f.is_right}
    for figure in stated.of(ids):
        if figure.result.stated.start in right or stated.by_id[figure.result.id][0].is_right:
            continue
        after = answer.lines[figure.line + 1 : figure.line + 2]
        here = (answer.lines[figure.line], *after)
        drawn = any(line.concludes for line in here)
        if figure.is_far_off and drawn:
            return figure
    return None
