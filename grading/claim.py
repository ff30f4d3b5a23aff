"""Whether an answer makes a claim: its concepts together, tied by a relation, and not denied.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from grading.phrase import Hit
from grading.polarity import Mark
from grading.reading import Line, Reading
from grading.relation import JUSTIFIES
from grading.rubric import Relation, Scope
from grading.terms import CompiledClaim, Group, Use


class Level(IntEnum):
    """How much a passage says about a claim."""

    NONE = 0
    MENTIONED = 1
    STATED = 2
    JUSTIFIED = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and what it is worth for one claim."""

    level: Level
    lines: tuple[int, ...]
    units: tuple[tuple[int, int], ...]
    relations: frozenset[Relation]
    is_denied: bool
    is_hedged: bool
    covered: tuple[int, ...]
    phrases: tuple[str, ...]
    denied_phrases: tuple[str, ...]
    strength: float

    @property
    def order(self) -> tuple[int, float, int]:
        """Sorts the best passage first, earlier ones before later ones."""
        return (-int(self.level), -self.strength, self.lines[0])


_REASON_ENOUGH = 3


def find(claim: CompiledClaim, answer: Reading) -> tuple[Evidence, ...]:
    """Every passage that touches the claim, best first."""
    touched = {
        line for group in claim.groups for words in group for line in answer.where.get(words, ())
    }
    found: dict[tuple[int, ...], Evidence] = {}
    best = _PerLine(claim, answer)
    for line in sorted(touched):
        for window in _windows(line, claim.scope, answer):
            if window not in found:
                evidence = _weigh(claim, window, answer, best)
                if evidence is not None:
                    found[window] = evidence
    return tuple(sorted(found.values(), key=lambda evidence: evidence.order))


def _windows(line: int, scope: Scope, answer: Reading) -> Iterator[tuple[int, ...]]:
    yield (line,)
    if answer.follows(line) and (scope == "pair" or answer.lines[line].goes_on):
        yield (line - 1, line)
    after = line + 1
    if answer.follows(after) and (scope == "pair" or answer.lines[after].goes_on):
        yield (line, after)


def _weigh(
    claim: CompiledClaim, window: tuple[int, ...], answer: Reading, best: "_PerLine"
) -> Evidence | None:
    lines = tuple(answer.lines[i] for i in window)
    ceiling = min(line.ceiling for line in lines)
    if not ceiling:
        return None
    found = _absolved(tuple(best.over(group, window) for group in range(len(claim.groups))))
    borrowed = _borrowed(claim, found, lines, answer)
    have = tuple(i for i, item in enumerate(found) if item is not None)
    if not have:
        return None
    is_full = len(have) + borrowed >= len(claim.groups)
    hits = tuple(item for item in found if item is not None)
    ties = frozenset[Relation]().union(*(line.relations for line in lines))
    denied = is_full and _is_denied(hits)
    hedged = sum(h.is_hedged for h in hits) * 2 > len(hits)
    level = Level.MENTIONED
    if is_full and not all(h.use.is_generic for h in hits):
        level = _level(claim, ties, window, answer)
    if hedged or denied:
        level = min(level, Level.MENTIONED)
    level = Level(min(level, ceiling))
    return Evidence(
        level=level if is_full else Level.MENTIONED,
        lines=window,
        units=_units(hits, window, answer),
        relations=ties,
        is_denied=denied,
        is_hedged=hedged,
        covered=have,
        phrases=tuple(item.hit.phrase for item in hits),
        denied_phrases=tuple(h.hit.phrase for h in hits if h.mark is Mark.DENIED),
        strength=_strength(claim, hits, have, ties, window),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    use: Use
    hit: Hit
    line: int
    mark: Mark
    is_hedged: bool


class _PerLine:
    """The least denied, least generic hit of each group in each line, looked up once."""

    def __init__(self, claim: CompiledClaim, answer: Reading) -> None:
        self.claim = claim
        self.answer = answer
        self.known: dict[tuple[int, int], _Found | None] = {}

    def over(self, group: int, window: tuple[int, ...]) -> _Found | None:
        """The best hit of a group in any line of a window."""
        hits = [hit for line in window if (hit := self._in(group, line)) is not None]
        return min(hits, key=_rank, default=None)

    def _in(self, group: int, line: int) -> _Found | None:
        key = (group, line)
        if key not in self.known:
            self.known[key] = _best(self.claim.groups[group], self.answer.lines[line], self.claim)
        return self.known[key]


def _best(group: Group, line: Line, claim: CompiledClaim) -> _Found | None:
    standing = (
        _standing(group[words], hit, line, claim)
        for words in line.hits.keys() & group.keys()
        for hit in line.hits[words]
    )
    return min((item for item in standing if item is not None), key=_rank, default=None)


def _rank(item: _Found) -> tuple[int, bool, bool, bool, int, str]:
    return (
        int(item.mark),
        item.is_hedged,
        item.use.is_generic,
        item.hit.typo,
        -len(item.hit.at),
        item.hit.phrase,
    )


def _standing(use: Use, hit: Hit, line: Line, claim: CompiledClaim) -> _Found | None:
    mark = line.polarity.of(hit.at)
    hedged = line.polarity.is_hedged(hit.at) and not line.asks
    if use.is_negative:
        if mark is Mark.PLAIN:
            return None
        mark = Mark.PLAIN
    if use.is_neutral:
        mark = Mark.PLAIN
    if claim.wants_choice and "alternative" in line.relations:
        # Turning something down is what such a claim asks for.
        mark, hedged = Mark.PLAIN, False
    return _Found(use, hit, line.sentence.index, mark, hedged)


def _absolved(found: tuple[_Found | None, ...]) -> tuple[_Found | None, ...]:
    """Take the mark off what a wanted negator denies: "pages are not cached" is about pages."""
    lines = {item.line for item in found if item is not None and item.use.is_negative}
    return tuple(
        replace(item, mark=Mark.PLAIN) if item is not None and item.line in lines else item
        for item in found
    )


def _is_denied(hits: tuple[_Found, ...]) -> bool:
    marks = [item.mark for item in hits]
    return Mark.DENIED in marks or all(mark is Mark.ASIDE for mark in marks)


def _borrowed(
    claim: CompiledClaim,
    found: tuple[_Found | None, ...],
    lines: tuple[Line, ...],
    answer: Reading,
) -> int:
    """How many groups (one at most) the header over the passage fills in."""
    missing = [i for i, item in enumerate(found) if item is None]
    if len(missing) != 1 or len(claim.groups) == 1:
        return 0
    group = claim.groups[missing[0]]
    for line in lines:
        for above in line.sentence.over:
            header = answer.lines[above]
            lead = header.sentence.lead
            for words in header.hits.keys() & group.keys():
                if not lead or any(max(hit.at) < lead for hit in header.hits[words]):
                    return 1
    return 0


def _level(
    claim: CompiledClaim, ties: frozenset[Relation], window: tuple[int, ...], answer: Reading
) -> Level:
    if not ties & claim.relations:
        return Level.MENTIONED
    if ties & JUSTIFIES or _neighbours(window, answer) & {"purpose", "consequence"}:
        return Level.JUSTIFIED
    if len(claim.groups) >= _REASON_ENOUGH:
        return Level.JUSTIFIED
    return Level.STATED


def _neighbours(window: tuple[int, ...], answer: Reading) -> frozenset[Relation]:
    """Relations of the next line, where it goes on with the passage."""
    after = window[-1] + 1
    if answer.follows(after):
        return answer.lines[after].relations
    return frozenset()


def _units(
    hits: tuple[_Found, ...], window: tuple[int, ...], answer: Reading
) -> tuple[tuple[int, int], ...]:
    """The clauses the hits stand in, those with most of them first."""
    counts: dict[tuple[int, int], int] = {}
    for item in hits:
        clause = answer.lines[item.line].sentence.clause_of(item.hit.at[0])
        counts[item.line, clause] = counts.get((item.line, clause), 0) + 1
    del window
    return tuple(sorted(counts, key=lambda unit: (-counts[unit], unit)))


def _strength(
    claim: CompiledClaim,
    hits: tuple[_Found, ...],
    have: tuple[int, ...],
    ties: frozenset[Relation],
    window: tuple[int, ...],
) -> float:
    """How well a passage fits, for choosing between passages of one level."""
    share = len(have) / len(claim.groups)
    words = sum(len(item.hit.at) for item in hits)
    tied = len(ties & claim.relations)
    return share * 10 + min(words, 8) * 0.25 + tied * 0.5 - (len(window) - 1) * 0.5
