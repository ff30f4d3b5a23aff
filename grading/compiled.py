"""A rubric made ready for judging: claims spelt out, every phrase in one index.

Pure: no I/O, no clock, no randomness. Compiled once a rubric and lexicon, then shared.
"""

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from grading.affinity import Affinity, affinity
from grading.echo import Source, rubric_texts, source
from grading.lexicon import Lexicon
from grading.phrase import PhraseIndex
from grading.rubric import Check, Claim, Criterion, RedFlag, Rubric
from grading.stem import STOP, word_set
from grading.terms import CompiledClaim, compile_claim, phrases_of

_MOST_REMEMBERED = 32
_WORD = re.compile(r"[a-z][a-z_-]{3,}")
# Words of check texts that tell how to judge, not what to look for.
_JUDGING = word_set(
    "says say states state names name explains explain describes describe gives give least "
    "with reason that this than then from into which what when where does their them they "
    "than only thing things both either more most such like about between without while "
    "because clear clearly tied choice chosen uses used using"
)


_lock = threading.Lock()
_remembered: dict[str, "CompiledRubric"] = {}


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A check with its claims spelt out; `is_derived` when its text had to serve as evidence."""

    id: str
    check: Check
    claims: tuple[CompiledClaim, ...]
    alternatives: tuple[CompiledClaim, ...]
    contradictions: tuple[CompiledClaim, ...]
    needs_all: bool
    is_derived: bool


@dataclass(frozen=True, slots=True)
class CompiledFlag:
    """A red flag with its claims spelt out."""

    flag: RedFlag
    claims: tuple[CompiledClaim, ...]
    unless: tuple[CompiledClaim, ...]
    unless_earlier: tuple[CompiledClaim, ...]


@dataclass(frozen=True, slots=True)
class CompiledCriterion:
    """A criterion with its checks and flags."""

    criterion: Criterion
    checks: tuple[CompiledCheck, ...]
    flags: tuple[CompiledFlag, ...]


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """All criteria, and the index of every phrase they and the lexicon know."""

    criteria: tuple[CompiledCriterion, ...]
    index: PhraseIndex
    texts: Source
    affinity: Affinity

    @property
    def checks(self) -> tuple[CompiledCheck, ...]:
        """All checks in rubric order."""
        return tuple(check for criterion in self.criteria for check in criterion.checks)


def compiled(rubric: Rubric, lexicon: Lexicon) -> CompiledRubric:
    """Prepare a rubric; the result is remembered by the rubric's content."""
    key = hashlib.sha256(f"{lexicon.version}\n{rubric.model_dump_json()}".encode()).hexdigest()
    with _lock:
        if key not in _remembered:
            while len(_remembered) >= _MOST_REMEMBERED:
                del _remembered[next(iter(_remembered))]
            _remembered[key] = _compile(rubric, lexicon)
        return _remembered[key]


def _compile(rubric: Rubric, lexicon: Lexicon) -> CompiledRubric:
    index = PhraseIndex((*_phrases(rubric, lexicon), *_terms(lexicon)))
    criteria = tuple(_criterion(criterion, lexicon) for criterion in rubric.criteria)
    return CompiledRubric(criteria, index, source(rubric_texts(rubric)), affinity(rubric, lexicon))


def _terms(lexicon: Lexicon) -> Iterator[str]:
    for concept in lexicon.concepts:
        for phrase in concept.phrases:
            yield phrase.lower()


def _phrases(rubric: Rubric, lexicon: Lexicon) -> Iterator[str]:
    for criterion in rubric.criteria:
        for check in criterion.checks:
            yield from phrases_of(_claims(check), lexicon)
            if check.evidence is not None:
                yield from phrases_of(check.evidence.alternatives, lexicon)
                yield from phrases_of(_contradictions(check), lexicon)
        for flag in criterion.red_flags:
            if flag.evidence is not None:
                evidence = flag.evidence
                yield from phrases_of(
                    (*evidence.claims, *evidence.unless, *evidence.unless_earlier), lexicon
                )


def _criterion(criterion: Criterion, lexicon: Lexicon) -> CompiledCriterion:
    return CompiledCriterion(
        criterion,
        tuple(_check(criterion.id, check, lexicon) for check in criterion.checks),
        tuple(_flag(flag, lexicon) for flag in criterion.red_flags),
    )


def _check(criterion_id: str, check: Check, lexicon: Lexicon) -> CompiledCheck:
    def spelt(claims: tuple[Claim, ...]) -> tuple[CompiledClaim, ...]:
        return tuple(compile_claim(claim, lexicon) for claim in claims)

    evidence = check.evidence
    return CompiledCheck(
        id=f"{criterion_id}/{check.id}",
        check=check,
        claims=spelt(_claims(check)),
        alternatives=spelt(evidence.alternatives if evidence else ()),
        contradictions=spelt(_contradictions(check)),
        needs_all=evidence is None or evidence.need == "all",
        is_derived=_is_derived(check),
    )


def _flag(flag: RedFlag, lexicon: Lexicon) -> CompiledFlag:
    def spelt(claims: tuple[Claim, ...]) -> tuple[CompiledClaim, ...]:
        return tuple(compile_claim(claim, lexicon) for claim in claims)

    evidence = flag.evidence
    if evidence is None:
        return CompiledFlag(flag, (), (), ())
    return CompiledFlag(
        flag, spelt(evidence.claims), spelt(evidence.unless), spelt(evidence.unless_earlier)
    )


def _contradictions(check: Check) -> tuple[Claim, ...]:
    if check.evidence is None:
        return ()
    return tuple(
        Claim(concepts=tuple((phrase,) for phrase in entry))
        for entry in check.evidence.contradictions
        if entry
    )


def _is_derived(check: Check) -> bool:
    evidence = check.evidence
    if evidence is None:
        return True
    has_other = evidence.claims or evidence.estimations or evidence.events
    return not has_other


def _claims(check: Check) -> tuple[Claim, ...]:
    """The authored claims, or for a draft one that asks for the words of the check itself."""
    if not _is_derived(check):
        return check.evidence.claims if check.evidence else ()
    words = tuple(
        dict.fromkeys(
            word
            for word in _WORD.findall(check.text.lower())
            if word not in STOP and word not in _JUDGING
        )
    )
    halves = (words[::2], words[1::2])
    groups = tuple(half for half in halves if half)
    return (Claim(concepts=groups, scope="pair"),) if groups else ()
