"""Where which phrase stands in an answer: all phrases of a rubric, looked for in one walk.

Pure: no I/O, no clock, no randomness. Phrases match by stems, with small gaps, in either order
when close, and across one typing mistake in a long word. A phrase with a negator in it ("never
sold twice") matches where the rest stands negated, by whatever words ("cannot be sold twice").
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from grading.clause import Sentence
from grading.polarity import FIXED
from grading.stem import STOP, Token, is_negated_word, tokens

_GAP = 2
_GAP_OF_LONG = 3
_LONG = 3
_MAY_MISS_ONE = 4
_LEAST_FOR_TYPO = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as stems. Literal ones match word by word, others by their content words."""

    text: str
    stems: tuple[str, ...]
    is_literal: bool
    is_negative: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a sentence, with the tokens that it covers."""

    phrase: str
    at: tuple[int, ...]
    typo: bool = False


@lru_cache(maxsize=16_384)
def phrase(text: str) -> Phrase:
    """Read a phrase as authors write it."""
    words = tokens(text.lower())
    fixed = any(expression in f" {text.lower()} " for expression in FIXED)
    negators = [] if fixed else [word for word in words if is_negated_word(word.word)]
    rest = [word for word in words if word not in negators]
    content = [word for word in rest if word.word not in STOP]
    if not content:
        return Phrase(text, tuple(word.stem for word in words), is_literal=True, is_negative=False)
    literal = not negators and len(content) == 1 and len(words) > 1 and not _is_article(words)
    chosen = words if literal else content
    return Phrase(
        text, tuple(word.stem for word in chosen), is_literal=literal, is_negative=bool(negators)
    )


def _is_article(words: tuple[Token, ...]) -> bool:
    """Whether the only function words are ones that change nothing."""
    return all(
        word.word in {"a", "an", "the", "is", "are", "its"} or word.is_content for word in words
    )


class PhraseIndex:
    """Phrases prepared for looking up; build once, use for many answers."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases: Mapping[str, Phrase] = {
            text: read for text in dict.fromkeys(phrases) if (read := phrase(text)).stems
        }
        counts = Counter(s for p in self.phrases.values() for s in set(p.stems))
        self._literal: dict[str, list[Phrase]] = defaultdict(list)
        self._loose: dict[str, list[Phrase]] = defaultdict(list)
        for item in self.phrases.values():
            if item.is_literal:
                self._literal[item.stems[0]].append(item)
            else:
                anchor = min(item.stems, key=lambda s: (counts[s], s))
                self._loose[anchor].append(item)
        self._vocabulary = frozenset(counts)
        self._misspelt = _deletions(
            token for text in self.phrases for token in tokens(text.lower())
        )

    def knows(self, stem: str) -> bool:
        """Whether some phrase has this stem."""
        return stem in self._vocabulary

    def hits(self, sentence: Sentence) -> tuple[Hit, ...]:
        """Find every phrase of the index in one sentence."""
        return _Search(self, sentence).hits()

    def literal(self, stem: str) -> tuple[Phrase, ...]:
        """Phrases to be read word by word that begin with this stem."""
        return tuple(self._literal.get(stem, ()))

    def loose(self, stem: str) -> tuple[Phrase, ...]:
        """Phrases whose rarest word is this stem."""
        return tuple(self._loose.get(stem, ()))

    def corrected(self, token: Token) -> str:
        """The token's stem, or that of the known word it misspells."""
        if token.stem in self._vocabulary or len(token.word) < _LEAST_FOR_TYPO:
            return token.stem
        if not token.word.isalpha():
            return token.stem
        for form in (token.word, *_without_one(token.word)):
            for known, stem in self._misspelt.get(form, ()):
                if known[0] == token.word[0] and _one_apart(known, token.word):
                    return stem
        return token.stem


class _Search:
    """One sentence laid out for looking phrases up in it."""

    def __init__(self, index: PhraseIndex, sentence: Sentence) -> None:
        self.index = index
        self.stems = [index.corrected(token) for token in sentence.tokens]
        self.typos = {i for i, t in enumerate(sentence.tokens) if t.stem != self.stems[i]}
        self.rank: list[int] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        rank = 0
        for i, token in enumerate(sentence.tokens):
            self.places[self.stems[i]].append(i)
            self.rank.append(rank)
            rank += token.is_content

    def hits(self) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for i, stem in enumerate(self.stems):
            for item in self.index.literal(stem):
                end = i + len(item.stems)
                if tuple(self.stems[i:end]) == item.stems:
                    found.append(self._hit(item, tuple(range(i, end))))
            for item in self.index.loose(stem):
                at = (i,) if len(item.stems) == 1 else self._around(item, i)
                if at:
                    found.append(self._hit(item, at))
        return tuple(found)

    def _hit(self, item: Phrase, at: tuple[int, ...]) -> Hit:
        return Hit(item.text, at, typo=not self.typos.isdisjoint(at))

    def _around(self, item: Phrase, anchor: int) -> tuple[int, ...]:
        """The tokens nearest to the anchor that make up the phrase, or nothing."""
        size = len(item.stems)
        spare = 1 if size >= _MAY_MISS_ONE else 0
        reach = size + _GAP_OF_LONG
        at = [anchor]
        stems = list(item.stems)
        stems.remove(self.stems[anchor])
        for stem in stems:
            near = [
                p
                for p in self.places.get(stem, ())
                if p not in at and abs(self.rank[p] - self.rank[anchor]) <= reach
            ]
            if near:
                at.append(min(near, key=lambda p: (abs(self.rank[p] - self.rank[anchor]), p)))
            elif spare:
                spare -= 1
            else:
                return ()
        return tuple(sorted(at)) if self._is_close(item, at) else ()

    def _is_close(self, item: Phrase, at: list[int]) -> bool:
        order = [self.stems[i] for i in sorted(at)]
        wanted = [stem for stem in item.stems if stem in order]
        width = self.rank[max(at)] - self.rank[min(at)] + 1
        gap = (_GAP_OF_LONG if len(item.stems) >= _LONG else _GAP) if order == wanted else 1
        return width <= len(at) + gap


def _deletions(words: Iterable[Token]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word in {w.word: w for w in words if len(w.word) >= _LEAST_FOR_TYPO - 1}.values():
        if word.word.isalpha():
            for form in (word.word, *_without_one(word.word)):
                found[form].append((word.word, word.stem))
    return found


def _without_one(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:i] + word[i + 1 :] for i in range(len(word))))


def _one_apart(left: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours separates them."""
    if abs(len(left) - len(right)) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
    if first is None:
        return True
    if len(left) != len(right):
        short, long = sorted((left, right), key=len)
        return short[first:] == long[first + 1 :]
    if left[first + 1 :] == right[first + 1 :]:
        return True
    swapped = left[first : first + 2][::-1]
    return right[first : first + 2] == swapped and left[first + 2 :] == right[first + 2 :]
