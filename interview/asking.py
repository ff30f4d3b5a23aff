"""Answering a candidate's question from the hidden facts: told when asked for, and only then.

Pure: no I/O, no clock, no randomness. A wrong reveal gives the interview away and a missed one
only costs another question, so what is unclear is asked back.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from grading.normal import normalise
from grading.stem import stem
from interview.asking_words import EMPTY, GENERIC, groups
from scenarios.model import HiddenFact

MAX_QUESTION_CHARACTERS = 500
ASSUME = "Assume what you need, and write the assumption down."
Outcome = Literal["revealed", "already_told", "assume", "unsure"]

# Tuned on two thirds of tests/interview/stranger_questions.py.
_SURE = 0.70
_MAYBE = 0.40
_MARGIN = 0.08
_MOST_AT_ONCE = 2
_ENOUGH_ALONE = 2

_SAME_GROUP = 0.85
_MISSPELT = 0.85
_FROM_REVEAL = 0.85
_FROM_PROMPT = 0.35
_GENERIC = 0.5
_FLOOR = 0.3
_WORDS_ALONE = 0.95
_SPELT_OUT = 0.75
_SHORTEST_MISSPELT = 5
_LENGTHS = (4, 3, 2)

_WORD = re.compile(r"[a-z][a-z0-9+]+")
_BACK_REFERENCE = re.compile(r"\b(?:it|its|they|them|their|that|those)\b")
_YES = re.compile(r"(?:yes|yeah|yep|exactly|correct|right|i do|that one)\b[\s\w,.!]{0,20}")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(
    r"[?;\n]+|[,.]?\s+and\s+(?=(?:how|what|which|is|are|do|does|can|where|when|who|in|should)\b)"
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back to one question, for one fact or for none; `offered` is what "yes" means."""

    outcome: Outcome
    reply: str
    fact_id: str | None = None
    offered: str | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """One word, or a set phrase, and the groups of words that it could stand for."""

    stem: str
    groups: frozenset[str]

    @property
    def is_generic(self) -> bool:
        return bool(self.groups) and self.groups <= GENERIC


@dataclass(frozen=True, slots=True)
class _Score:
    fact: HiddenFact
    value: float
    intent: str


def answer_question(
    question: str,
    facts: Sequence[HiddenFact],
    *,
    told: Collection[str] = (),
    offered: str | None = None,
    context: str = "",
) -> tuple[Reply, ...]:
    """Find what was asked for.

    Args:
        question: As typed.
        facts: All hidden facts of the scenario.
        told: Ids of those that were revealed before.
        offered: Id of the fact that was asked back about just now, so that "yes" will do.
        context: What everyone knows already; its words say little about what is asked.

    Returns:
        One answer, or one for each fact when a question plainly asks for two.
    """
    meant = next((fact for fact in facts if fact.id == offered), None)
    if meant is not None and _YES.fullmatch(normalise(question).text.strip()):
        return (_told(meant, told),)
    vocabulary = _Vocabulary(facts, context)
    parts = _parts(normalise(question).text)
    answers = [_answer_part(part, vocabulary, told) for part in parts]
    found = {item.fact_id: item for item in answers if item.fact_id is not None}
    if len(found) > _MOST_AT_ONCE:
        return (Reply("unsure", "One thing at a time, please: which of these first?"),)
    if found:
        return tuple(found.values())
    unsure = [item for item in answers if item.outcome == "unsure"]
    return (unsure[0] if unsure else Reply("assume", ASSUME),)


def _parts(question: str) -> list[str]:
    """Split a question for several things; a part that says "it" stays with the one before."""
    parts: list[str] = []
    for part in _PARTS.split(question):
        if parts and len(_units(part)) < _ENOUGH_ALONE and _BACK_REFERENCE.search(part):
            parts[-1] += f" {part}"
        elif _units(part):
            parts.append(part)
    return parts


def _answer_part(part: str, vocabulary: "_Vocabulary", told: Collection[str]) -> Reply:
    scores = sorted(vocabulary.scores(_units(part)), key=lambda score: -score.value)
    if not scores or scores[0].value < _MAYBE:
        return Reply("assume", ASSUME)
    best, others = scores[0], scores[1:]
    runner_up = others[0].value if others else 0.0
    if best.value < _SURE or best.value - runner_up < _MARGIN:
        likely = [best, *(score for score in others if score.value >= _MAYBE)][:2]
        only = likely[0].fact.id if len(likely) == 1 else None
        return Reply("unsure", _ask_back(likely), offered=only)
    return _told(best.fact, told)


def _told(fact: HiddenFact, told: Collection[str]) -> Reply:
    return Reply("already_told" if fact.id in told else "revealed", fact.reveal, fact.id)


def _ask_back(likely: Sequence[_Score]) -> str:
    """Name intents, which are topics of questions and hold no hidden value."""
    topics = [f'"{score.intent}"' for score in likely if not _DIGIT.search(score.intent)]
    if not topics:
        return "Could you say that in other words?"
    return f"Do you mean {' or '.join(topics)}? Ask about one thing by itself."


class _Vocabulary:
    """Which words speak for which fact, and how much each is worth among them."""

    def __init__(self, facts: Sequence[HiddenFact], context: str) -> None:
        self._facts = facts
        self._known = frozenset(unit.stem for unit in _units(context))
        self._intents = {
            fact.id: [(intent, _units(intent)) for intent in fact.ask_about] for fact in facts
        }
        self._asked = {
            fact.id: frozenset(unit for _, units in self._intents[fact.id] for unit in units)
            for fact in facts
        }
        self._revealed = {fact.id: frozenset(_units(fact.reveal)) for fact in facts}
        self._in_facts = Counter(
            name
            for fact in facts
            for name in {unit.stem for unit in self._asked[fact.id] | self._revealed[fact.id]}
        )

    def scores(self, asked: Sequence[_Unit]) -> Iterable[_Score]:
        for fact in self._facts:
            named = [unit for unit in asked if not unit.is_generic and self._is_named(unit, fact)]
            if not named:
                continue
            said = [self._speaks_for(unit, fact) for unit in asked]
            explained = self._explained(asked, said)
            covered, intent = max(
                (self._covered(units, asked), intent) for intent, units in self._intents[fact.id]
            )
            by_intent = covered * (_FLOOR + (1 - _FLOOR) * explained)
            if any(self._is_spelt_out(units, asked) for _, units in self._intents[fact.id]):
                by_intent = max(by_intent, _SPELT_OUT)
            by_words = _WORDS_ALONE * explained if len(named) > 1 else 0.0
            yield _Score(fact, max(by_intent, by_words), intent)

    def _covered(self, wanted: Sequence[_Unit], asked: Sequence[_Unit]) -> float:
        """The share of an intent, by weight, that the question says."""
        if not wanted:
            return 0.0
        said = sum(
            self._weight(unit) * max(_likeness(unit, other) for other in asked) for unit in wanted
        )
        return said / sum(map(self._weight, wanted))

    def _is_spelt_out(self, wanted: Sequence[_Unit], asked: Sequence[_Unit]) -> bool:
        """Whether an intent of several words stands in the question as it is."""
        said = frozenset(unit.stem for unit in asked)
        is_specific = sum(len(unit.stem.split()) for unit in wanted) > 1
        return is_specific and all(unit.stem in said for unit in wanted)

    def _explained(self, asked: Sequence[_Unit], said: Sequence[float]) -> float:
        """The share of the question, by weight, that a fact could be the answer to."""
        weights = [self._weight(unit) for unit in asked]
        return sum(w * likeness for w, likeness in zip(weights, said, strict=True)) / sum(weights)

    def _is_named(self, unit: _Unit, fact: HiddenFact) -> bool:
        return any(_likeness(unit, other) for other in self._asked[fact.id])

    def _speaks_for(self, unit: _Unit, fact: HiddenFact) -> float:
        by_intent = max((_likeness(unit, x) for x in self._asked[fact.id]), default=0.0)
        by_reveal = max((_likeness(unit, x) for x in self._revealed[fact.id]), default=0.0)
        return max(by_intent, _FROM_REVEAL * by_reveal)

    def _weight(self, unit: _Unit) -> float:
        rare = math.log(1 + len(self._facts) / max(1, self._in_facts[unit.stem]))
        known = _FROM_PROMPT if unit.stem in self._known else 1.0
        return rare * known * (_GENERIC if unit.is_generic else 1.0)


def _likeness(one: _Unit, other: _Unit) -> float:
    if one.stem == other.stem:
        return 1.0
    if one.groups & other.groups:
        return _SAME_GROUP
    return _MISSPELT if _is_misspelt(one.stem, other.stem) else 0.0


@lru_cache(maxsize=4_096)
def _is_misspelt(one: str, other: str) -> bool:
    """Whether one letter is missing, too many, wrong, or swapped with its neighbour."""
    short, long = sorted((one, other), key=len)
    if one[0] != other[0] or len(long) > len(short) + 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        is_doubled = long[at] == long[at - 1]
        is_likely = len(short) >= _SHORTEST_MISSPELT or is_doubled
        return is_likely and short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    is_slip = short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
    return len(short) >= _SHORTEST_MISSPELT and is_slip


@lru_cache(maxsize=1_024)
def _units(text: str) -> tuple[_Unit, ...]:
    """Read the words that say what is asked for; digits never do."""
    words = _WORD.findall(text.lower())
    stems = [stem(word) for word in words]
    units: dict[str, _Unit] = {}
    at = 0
    while at < len(words):
        length = next((n for n in _LENGTHS if " ".join(stems[at : at + n]) in _phrases()), 1)
        name = " ".join(stems[at : at + length])
        if length > 1 or words[at] not in EMPTY:
            units.setdefault(name, _Unit(name, _phrases().get(name, frozenset())))
        at += length
    return tuple(units.values())


@lru_cache(maxsize=1)
def _phrases() -> dict[str, frozenset[str]]:
    """The groups of each word and set phrase, by its stems."""
    found: dict[str, frozenset[str]] = {}
    for phrase, names in groups().items():
        key = " ".join(map(stem, phrase.split()))
        found[key] = found.get(key, frozenset()) | names
    return found
