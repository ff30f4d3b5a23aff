"""Which check a passage fits best, by the words that set the checks of a rubric apart.

Pure: no I/O, no clock, no randomness. Strangers say the right thing in words no author thought
of. A passage that has part of a claim, ties it together, and fits no other check of the rubric as
well is a near miss worth promoting; it never earns anything by likeness alone. Weights come from
the rubric's own texts, never from answers.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grading.lexicon import Lexicon
from grading.rubric import Check, Claim, Criterion, Rubric
from grading.stem import STOP, Token, tokens

# How much a source of words says about its own check rather than its neighbours.
_OF_TEXT = 1.0
_OF_CONCEPT = 0.8
_OF_COACH = 0.7
_OF_ANCHOR = 0.5
_OF_CRITERION = 0.4
# What everyone was told sets nobody apart.
_OF_PROMPT = 0.3
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Affinity:
    """Every check's words as a unit vector, turned round: from a stem to its checks."""

    postings: Mapping[str, tuple[tuple[str, float], ...]]
    rarity: Mapping[str, float]
    unknown: float

    def fits(self, words: Iterable[Token], prompt: frozenset[str]) -> Mapping[str, float]:
        """Cosine of a passage with every check it shares a word with, 0 to 1."""
        weights = {
            stem: self.rarity.get(stem, self.unknown) * (_OF_PROMPT if stem in prompt else 1)
            for stem in _stems(words)
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found: dict[str, float] = defaultdict(float)
        for stem, weight in weights.items():
            for check, share in self.postings.get(stem, ()):
                found[check] += weight * share / length
        return found


def affinity(rubric: Rubric, lexicon: Lexicon) -> Affinity:
    """Weigh every check's words by how few other checks have them."""
    profiles = {
        f"{criterion.id}/{check.id}": _profile(criterion, check, lexicon)
        for criterion in rubric.criteria
        for check in criterion.checks
    }
    spread = Counter(stem for profile in profiles.values() for stem in profile)
    rarity = {stem: math.log(1 + len(profiles) / n) for stem, n in spread.items()}
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, profile in profiles.items():
        vector = {stem: weight * rarity[stem] for stem, weight in profile.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        for stem, weight in vector.items():
            postings[stem].append((name, weight / length))
    return Affinity(
        {stem: tuple(found) for stem, found in postings.items()},
        rarity,
        math.log(1 + len(profiles)),
    )


def content(text: str) -> frozenset[str]:
    """The stems of a text that could set something apart."""
    return frozenset(_stems(tokens(text.lower())))


def _stems(words: Iterable[Token]) -> set[str]:
    return {
        word.stem
        for word in words
        if word.word not in STOP and not word.word[0].isdigit() and len(word.word) >= _SHORTEST
    }


def _profile(criterion: Criterion, check: Check, lexicon: Lexicon) -> Mapping[str, float]:
    profile: dict[str, float] = {}
    for text, weight in _sources(criterion, check, lexicon):
        for stem in content(text):
            profile[stem] = max(weight, profile.get(stem, 0.0))
    return profile


def _sources(criterion: Criterion, check: Check, lexicon: Lexicon) -> Iterable[tuple[str, float]]:
    yield check.text, _OF_TEXT
    yield criterion.title, _OF_CRITERION
    yield criterion.full_answer or "", _OF_CRITERION
    yield from ((text, _OF_ANCHOR) for text in criterion.anchors.met)
    if check.coach is not None:
        yield check.coach.text, _OF_COACH
    if check.evidence is not None:
        for claim in (*check.evidence.claims, *check.evidence.alternatives):
            yield from _words(claim, lexicon)


def _words(claim: Claim, lexicon: Lexicon) -> Iterable[tuple[str, float]]:
    for entry in (entry for group in claim.concepts for entry in group):
        concept = lexicon.by_id.get(entry.removeprefix("@")) if entry.startswith("@") else None
        if concept is None:
            yield entry.removeprefix("@"), _OF_TEXT
        else:
            yield from ((phrase, _OF_CONCEPT) for phrase in concept.phrases)
