"""Promotes passages that say a check's point in other words.

Pure: no I/O, no clock, no randomness. A promoted verdict is unsure by construction: it widens the
range of the total and is marked for a second look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grading.affinity import Affinity
from grading.claim import Evidence, Level
from grading.judge import Finding, Ledger, Search, met
from grading.polarity import Mark
from grading.reading import Line, Reading
from grading.relation import JUSTIFIES

# Set on answers by strangers, each judged with the rubric as it was before its author saw them:
# at these values eight in ten promotions are right.
LEAST_FIT = 0.14
GOOD_FIT = 0.2
# Below this share of checks met outright, near misses are as often wrong as right.
_SHOWS_LITTLE = 0.3
_LEAST_COVERED = 0.5
_LEAST_WORDS = 6
_UNSURE = 0.45
_LEANING = 0.55
_OPEN = frozenset({"mentioned-only", "no-relation"})
_TEXT_KINDS = frozenset({"statement", "reason", "behaviour"})


@dataclass(slots=True)
class Promoter:
    """Fits passages to checks; every passage is measured once."""

    affinity: Affinity
    answer: Reading
    prompt: frozenset[str]
    least: float = GOOD_FIT
    measured: dict[tuple[int, ...], Mapping[str, float]] = field(
        default_factory=dict[tuple[int, ...], Mapping[str, float]]
    )

    def begin(self, findings: Mapping[str, Finding]) -> None:
        """Ask for a better fit where the answer shows little by itself."""
        met = sum(finding.is_met for finding in findings.values())
        shows = met >= _SHOWS_LITTLE * len(findings)
        self.least = LEAST_FIT if shows else GOOD_FIT

    def promote(self, item: Search, finding: Finding, ledger: Ledger) -> Finding:
        """The finding, or a met one where a passage fits this check and none better."""
        if finding.is_met or not _OPEN.issuperset(finding.reasons) or not _is_open(item):
            return finding
        ranked = sorted(self._candidates(item), key=lambda pair: (-pair[0], pair[1].lines))
        ledger.open()
        for fit, evidence in ranked:
            if ledger.take(evidence):
                sure = _LEANING if fit >= GOOD_FIT else _UNSURE
                return met((evidence,), sure, missing=finding.missing)
        return finding

    def _candidates(self, item: Search) -> Iterator[tuple[float, Evidence]]:
        for passages in _by_window(item).values():
            if self._could_be(item, passages):
                fits = self._fits(passages[0].lines)
                fit = fits.get(item.check.id, 0.0)
                if fit >= self.least and fit >= max(fits.values()):
                    yield fit, max(passages, key=lambda e: len(e.covered))

    def _could_be(self, item: Search, passages: list[Evidence]) -> bool:
        lines = [self.answer.lines[i] for i in passages[0].lines]
        if min(line.ceiling for line in lines) < Level.JUSTIFIED:
            return False
        if any(e.is_denied or e.is_hedged for e in passages) or _is_opposite(item, lines):
            return False
        groups = sum(len(claim.groups) for claim in item.check.claims)
        covered = sum(len(e.covered) for e in passages)
        ties = passages[0].relations
        wanted = frozenset[str]().union(*(claim.relations for claim in item.check.claims))
        is_reason = item.check.check.kind == "reason"
        return (
            covered >= _LEAST_COVERED * groups
            and bool(ties & wanted)
            and (not is_reason or bool(ties & JUSTIFIES))
            and sum(len(line.sentence.tokens) for line in lines) >= _LEAST_WORDS
        )

    def _fits(self, window: tuple[int, ...]) -> Mapping[str, float]:
        if window not in self.measured:
            words = [t for i in window for t in self.answer.lines[i].sentence.tokens]
            self.measured[window] = self.affinity.fits(words, self.prompt)
        return self.measured[window]


def _is_opposite(item: Search, lines: list[Line]) -> bool:
    """Whether a line asserts what the check wants denied: "sold twice" for "never sold twice"."""
    return any(
        use.is_negative and line.polarity.of(hit.at) is Mark.PLAIN
        for claim in item.check.claims
        for group in claim.groups
        for line in lines
        for phrase in line.hits.keys() & group.keys()
        for use in (group[phrase],)
        for hit in line.hits[phrase]
    )


def _is_open(item: Search) -> bool:
    return item.check.check.kind in _TEXT_KINDS and not item.check.is_derived


def _by_window(item: Search) -> Mapping[tuple[int, ...], list[Evidence]]:
    """The passages of all claims that stand in the same lines."""
    found: dict[tuple[int, ...], list[Evidence]] = {}
    for passages in item.claims:
        for evidence in passages:
            found.setdefault(evidence.lines, []).append(evidence)
    return found
