"""What a learner reads beside a verdict: one plain sentence, no codes.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Callable, Mapping

from grading.compiled import CompiledCheck
from grading.grade import Reason
from grading.judge import Finding

_MOST_NAMED = 2
UNSURE = 0.5


def learner_text(check: CompiledCheck, finding: Finding, *, figure: str | None = None) -> str:
    """Say why a check stands as it does, and what would change it.

    Args:
        check: The check, for the words it asks for.
        finding: What was found.
        figure: A stated result with what it was held against, for number checks.
    """
    if finding.is_met:
        return _met(finding, figure)
    reason = finding.reasons[0] if finding.reasons else "not-found"
    tell = _NOT_MET.get(reason, _not_found)
    text = tell(check, finding)
    return (
        f"{text}; {figure}" if figure and reason in {"number-off", "input-off-workload"} else text
    )


def _met(finding: Finding, figure: str | None) -> str:
    if figure:
        text = f"{figure}"
    elif "met-by-alternative" in finding.reasons:
        text = "another design that does the same is argued for in your words"
    elif not finding.passages:
        text = "you raised it in the interview"
    elif finding.missing:
        return (
            "the quoted words fit this point best, though not in the usual terms: "
            "read it again and judge yourself"
        )
    elif "said-not-drawn" in finding.reasons:
        text = "your words say it; the drawing does not show it yet"
    else:
        text = "the quoted words say it, and tie it to what it does"
    return f"{text}; not sure, read it again" if finding.confidence < UNSURE else text


def _mentioned(check: CompiledCheck, finding: Finding) -> str:
    named, missing = _named(check, finding), _listed(finding.missing)
    if named and missing:
        return f"you speak of {named}, but not of {missing}"
    if missing:
        return f"close, but nothing is said of {missing}"
    return f"you name {named or 'it'}, but not how it works or why"


def _no_relation(check: CompiledCheck, finding: Finding) -> str:
    named = _named(check, finding) or "it"
    if check.check.kind == "reason":
        return f"you name {named}, but give no reason, consequence or number for it"
    return f"you name {named}, but not what it does here"


def _negated(check: CompiledCheck, finding: Finding) -> str:
    return f"the quoted words deny {_named(check, finding) or 'it'}"


def _hedged(check: CompiledCheck, finding: Finding) -> str:
    return f"{_named(check, finding) or 'it'} stays a maybe; decide, and say why"


def _contradiction(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "the quoted words take back, or stand against, what this point asks for"


def _undrawn(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "your words say it, but the drawing does not show it"


def _unsaid(check: CompiledCheck, finding: Finding) -> str:
    missing = _listed(finding.missing)
    about = f", above all {missing}" if missing else ""
    del check
    return f"the drawing shows it, but no sentence says what it is for{about}"


def _no_number(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "no result with a unit was found for this; write the sum and its outcome"


def _number_off(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "the stated result is not what its inputs give"


def _number_given(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "that number was in the question; show one that you worked out"


def _input_off(check: CompiledCheck, finding: Finding) -> str:
    del check, finding
    return "an input is over three times off what you were told"


def _not_found(check: CompiledCheck, finding: Finding) -> str:
    missing = _listed(finding.missing)
    del check
    return (
        f"nothing in the answer speaks of {missing}" if missing else "nothing in the answer does"
    )


def _named(check: CompiledCheck, finding: Finding) -> str:
    """The concepts that the quoted words do have."""
    labels = [label for claim in check.claims for label in claim.labels]
    return _listed(tuple(label for label in labels if label not in finding.missing))


def _listed(labels: tuple[str, ...]) -> str:
    shown = tuple(dict.fromkeys(labels))[:_MOST_NAMED]
    return " and ".join(f"“{label}”" for label in shown)


_NOT_MET: Mapping[Reason | str, Callable[[CompiledCheck, Finding], str]] = {
    "mentioned-only": _mentioned,
    "no-relation": _no_relation,
    "negated": _negated,
    "hedged": _hedged,
    "self-contradiction": _contradiction,
    "said-not-drawn": _undrawn,
    "drawn-not-said": _unsaid,
    "number-missing": _no_number,
    "number-off": _number_off,
    "number-from-prompt": _number_given,
    "input-off-workload": _input_off,
    "not-found": _not_found,
}
