"""Words that were given to the candidate, or to the grader, and come back as an answer.

Pure: no I/O, no clock, no randomness. Copied sentences earn nothing anywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grading.clause import Document, Sentence
from grading.rubric import Rubric
from grading.stem import STOP, tokens, word_set

GRAM = 8
_COPIED = 0.6
_RESTATED = 0.75
_FEWEST_RESTATED = 4
_FEWEST_WHOLE = 6
_FEWEST_BY_CHANCE = 8
HABIT = 0.3
# What a restatement wraps around the words of a check.
_WRAPPING = word_set(
    "i we my our ensur make sure use have has design system answer solut also includ provid "
    "would will shall must should do thing approach architectur say state name describ "
    "explain"
)


@dataclass(frozen=True, slots=True)
class Source:
    """Text that must not come back: its n-grams, its whole lines and its word sets."""

    grams: frozenset[tuple[str, ...]]
    wholes: frozenset[tuple[str, ...]]
    sets: tuple[frozenset[str], ...]


def source(texts: Iterable[str]) -> Source:
    """Prepare texts for comparing; their order does not matter."""
    grams: set[tuple[str, ...]] = set()
    wholes: set[tuple[str, ...]] = set()
    sets: list[frozenset[str]] = []
    for text in texts:
        stems = tuple(token.stem for token in tokens(text.lower()))
        grams.update(zip(*(stems[i:] for i in range(GRAM)), strict=False))
        wholes.add(stems)
        sets.append(frozenset(t.stem for t in tokens(text.lower()) if t.word not in STOP))
    return Source(frozenset(grams), frozenset(wholes), tuple(sets))


def rubric_texts(rubric: Rubric) -> tuple[str, ...]:
    """All that a rubric says about good answers, short of its example quotes."""
    found: list[str] = []
    for criterion in rubric.criteria:
        found += [criterion.title, *criterion.accepts, *criterion.hints]
        if criterion.full_answer:
            found.append(criterion.full_answer)
        found += [flag.text for flag in criterion.red_flags]
        for check in criterion.checks:
            found.append(check.text)
            if check.coach is not None:
                found.append(check.coach.text)
    return tuple(found)


def copied(text: Document, given: Source) -> frozenset[int]:
    """Sentences that are word for word, for the most part, what was given."""
    return frozenset(s.index for s in text.sentences if _is_copy(s, given))


def restated(text: Document, given: Source) -> frozenset[int]:
    """Sentences that say no more than one of the given texts, in whatever order.

    Short plain sentences do so by chance; they count only where restating is the habit.
    """
    found = frozenset(s.index for s in text.sentences if _adds_nothing(s, given.sets))
    if share(text, found) > HABIT:
        return found
    return frozenset(i for i in found if len(_own(text.sentences[i])) >= _FEWEST_BY_CHANCE)


def share(text: Document, sentences: frozenset[int]) -> float:
    """The share of the answer's words that stands in these sentences."""
    words = sum(len(text.sentences[i].tokens) for i in sentences)
    return words / text.words if text.words else 0.0


def _is_copy(sentence: Sentence, given: Source) -> bool:
    stems = tuple(token.stem for token in sentence.tokens)
    if len(stems) >= _FEWEST_WHOLE and stems in given.wholes:
        return True
    covered: set[int] = set()
    for i in range(len(stems) - GRAM + 1):
        if stems[i : i + GRAM] in given.grams:
            covered.update(range(i, i + GRAM))
    return len(covered) > _COPIED * len(stems)


def _adds_nothing(sentence: Sentence, sets: Sequence[frozenset[str]]) -> bool:
    own = _own(sentence)
    if len(own) < _FEWEST_RESTATED:
        return False
    return any(len(own & text) >= _RESTATED * len(own) for text in sets)


def _own(sentence: Sentence) -> frozenset[str]:
    return frozenset(
        t.stem for t in sentence.tokens if t.word not in STOP and t.stem not in _WRAPPING
    )
