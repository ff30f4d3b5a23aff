"""The verdict on one check, from the passages that speak for and against it.

Pure: no I/O, no clock, no randomness.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from grading.claim import Evidence, Level, find
from grading.compiled import CompiledCheck
from grading.grade import Reason
from grading.reading import Reading
from grading.rubric import CheckKind
from grading.terms import CompiledClaim

SUPPORTS_AT_MOST = 2
_LEAST_TO_DENY = 6
# Confidence by kind of finding; hand-set, in the order of how often a second look changes them.
_ABSENT = 0.9
_DENIED = 0.7
_RIVAL = 0.7
_TAKEN_BACK = 0.6
_NEEDS: Mapping[CheckKind, Level] = {
    "statement": Level.STATED,
    "behaviour": Level.STATED,
    "reason": Level.JUSTIFIED,
    "number": Level.STATED,
    "graph": Level.STATED,
}


@dataclass(frozen=True, slots=True)
class Search:
    """What an answer has for one check: passages for each of its claims, best first."""

    check: CompiledCheck
    claims: tuple[tuple[Evidence, ...], ...]
    alternatives: tuple[tuple[Evidence, ...], ...]
    against: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether the text meets a check, and the passages that decide it."""

    is_met: bool
    passages: tuple[Evidence, ...]
    reasons: tuple[Reason, ...]
    confidence: float
    missing: tuple[str, ...] = ()


def met(
    passages: tuple[Evidence, ...],
    confidence: float,
    *,
    reasons: tuple[Reason, ...] = (),
    missing: tuple[str, ...] = (),
) -> Finding:
    """A check met by these passages."""
    return Finding(
        is_met=True, passages=passages, reasons=reasons, confidence=confidence, missing=missing
    )


def not_met(
    passages: tuple[Evidence, ...],
    confidence: float,
    reason: Reason,
    missing: tuple[str, ...] = (),
) -> Finding:
    """A check not met, with the passages that come nearest."""
    return Finding(
        is_met=False, passages=passages, reasons=(reason,), confidence=confidence, missing=missing
    )


@dataclass(slots=True)
class Ledger:
    """How often each clause has been used as proof; one clause proves two checks at most."""

    used: Counter[tuple[int, int]]
    mine: set[tuple[int, int]]

    def open(self) -> None:
        """Begin with the next check, which books a clause once however many claims it proves."""
        self.mine = set()

    def take(self, evidence: Evidence) -> bool:
        """Book a passage on the first of its clauses that has room."""
        for unit in evidence.units:
            if unit in self.mine or self.used[unit] < SUPPORTS_AT_MOST:
                self.used[unit] += unit not in self.mine
                self.mine.add(unit)
                return True
        return False


def search(check: CompiledCheck, answer: Reading) -> Search:
    """Collect all that an answer says about a check."""
    against = [e for claim in check.contradictions for e in find(claim, answer)]
    return Search(
        check,
        tuple(find(claim, answer) for claim in check.claims),
        tuple(find(claim, answer) for claim in check.alternatives),
        tuple(e for e in against if _asserts(e, answer)),
    )


class Promotion(Protocol):
    """Whatever may turn a near miss into a met check."""

    def begin(self, findings: Mapping[str, Finding]) -> None:
        """Look at all findings once before any is promoted."""
        ...

    def promote(self, item: Search, finding: Finding, ledger: Ledger) -> Finding:
        """The finding as it is, or a better one."""
        ...


def settle(
    searches: Sequence[Search], answer: Reading, promotion: Promotion | None = None
) -> dict[str, Finding]:
    """Judge the text of all checks together, so that no clause is counted too often.

    Checks with the fewest passages choose first; ties go by id, so that the order of criteria in
    the rubric changes nothing.
    """
    ledger = Ledger(Counter(), set())
    queue = sorted(searches, key=lambda item: (_choices(item), item.check.id))
    found = {item.check.id: _judge(item, answer, ledger) for item in queue}
    if promotion is not None:
        promotion.begin(found)
        for item in queue:
            found[item.check.id] = promotion.promote(item, found[item.check.id], ledger)
    return found


def _choices(item: Search) -> int:
    need = _NEEDS[item.check.check.kind]
    return sum(e.level >= need for found in (*item.claims, *item.alternatives) for e in found)


def _judge(item: Search, answer: Reading, ledger: Ledger) -> Finding:
    need = _NEEDS[item.check.check.kind]
    ledger.open()
    if item.against:
        return not_met(item.against[:1], _DENIED, "self-contradiction")
    for found in item.alternatives:
        chosen = _choose(found, need, ledger)
        if chosen is not None:
            return met((chosen,), _RIVAL, reasons=("met-by-alternative",))
    proof = _proof(item, need, ledger)
    if proof:
        late = _denied_later(item, proof, answer)
        if late is not None:
            return not_met((late, *proof[:1]), _TAKEN_BACK, "self-contradiction")
        return met(proof, _sureness(proof))
    return _near_miss(item, need)


def _proof(item: Search, need: Level, ledger: Ledger) -> tuple[Evidence, ...]:
    if not item.claims:
        return ()
    if not item.check.needs_all:
        for found in item.claims:
            chosen = _choose(found, need, ledger)
            if chosen is not None:
                return (chosen,)
        return ()
    # Several claims that all stand make a reason between them; a lone one must give its own.
    least = Level.STATED if len(item.claims) > 1 else need
    if any(not found or found[0].level < least for found in item.claims):
        return ()
    if max(found[0].level for found in item.claims) < need and len(item.claims) == 1:
        return ()
    chosen = [_choose(found, least, ledger) for found in item.claims]
    return tuple(e for e in chosen if e is not None) if None not in chosen else ()


def _choose(found: Sequence[Evidence], need: Level, ledger: Ledger) -> Evidence | None:
    for evidence in found:
        if evidence.level >= need and ledger.take(evidence):
            return evidence
    return None


def _denied_later(item: Search, proof: Sequence[Evidence], answer: Reading) -> Evidence | None:
    """The last unhedged statement wins: a full denial behind the proof takes it back.

    A header or a fragment takes nothing back, and neither does a denial in other words or one
    that needs two lines.
    """
    said = {phrase for evidence in proof for phrase in evidence.phrases}
    last = max(line for evidence in proof for line in evidence.lines)
    for found in item.claims:
        for evidence in found:
            if not evidence.is_denied or evidence.is_hedged or evidence.lines[0] <= last:
                continue
            sentence = answer.lines[evidence.lines[0]].sentence
            is_whole = len(evidence.lines) == 1 and len(sentence.tokens) >= _LEAST_TO_DENY
            if is_whole and not said.isdisjoint(evidence.denied_phrases):
                return evidence
    return None


def _near_miss(item: Search, need: Level) -> Finding:
    missing = tuple(
        label
        for claim, found in zip(item.check.claims, item.claims, strict=True)
        for label in _uncovered(claim, found, need)
    )
    touched = tuple(e for found in item.claims for e in found[:1])
    denied = next((e for found in item.claims for e in found if e.is_denied), None)
    hedged = next((e for found in item.claims for e in found if e.is_hedged), None)
    if not touched:
        return not_met((), _ABSENT, "not-found", missing)
    if denied is not None:
        return not_met((denied,), _DENIED, "negated", missing)
    if hedged is not None and not missing:
        return not_met((hedged,), _TAKEN_BACK, "hedged", missing)
    complete = all(found and len(found[0].covered) for found in item.claims)
    reason: Reason = "no-relation" if complete and not missing else "mentioned-only"
    return not_met(touched[:2], _doubt(item, missing), reason, missing)


def _uncovered(claim: CompiledClaim, found: Sequence[Evidence], need: Level) -> tuple[str, ...]:
    if found and found[0].level >= need:
        return ()
    covered = found[0].covered if found else ()
    return tuple(label for i, label in enumerate(claim.labels) if i not in covered)


def _doubt(item: Search, missing: Sequence[str]) -> float:
    """Nearly there is nearly unsure; far off is sure."""
    groups = sum(len(claim.groups) for claim in item.check.claims)
    return 0.9 - 0.4 * (1 - len(missing) / groups) if groups else 0.5


def _sureness(proof: Sequence[Evidence]) -> float:
    weakest = min(evidence.level for evidence in proof)
    spread = max(len(evidence.lines) for evidence in proof)
    return min(0.95, 0.55 + 0.1 * int(weakest) + (0.05 if spread == 1 else 0.0))


def _asserts(evidence: Evidence, answer: Reading) -> bool:
    is_whole = evidence.level >= Level.STATED and len(evidence.lines) == 1
    return is_whole and not any(answer.lines[i].polarity.warns for i in evidence.lines)
