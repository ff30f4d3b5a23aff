"""An answer read once: sentences with their phrases, relations and polarity, ready for judging.

Pure: no I/O, no clock, no randomness.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grading.clause import Document, Sentence
from grading.grade import Quote
from grading.phrase import Hit, PhraseIndex
from grading.polarity import Polarity, polarity
from grading.relation import relations
from grading.rubric import Relation

_GOES_ON = re.compile(
    r"^\W*(?:it|its|this|that|these|those|they|them|he|she|such|so|then|otherwise|because"
    r"|which|hence|therefore"
    r"|thus|also|if (?:it|so|not|that|this|they)|the (?:latter|former|same|rest|other|losers?"
    r"|loser|second)|losers?"
    r"|in that case|for that|only then|after that|until then|here|both|neither|either|as a result"
    r"|when (?:it|that|this|they)|once (?:it|that|this|they)|on (?:failure|conflict|success)"
    r"|reason|why|instead"
    r"|anyone|everyone|else|e\.g|for example|for instance|i\.e|meaning|and|or|but)\b"
)

_CONCLUDES = re.compile(
    r"\b(?:so|therefore|thus|hence|means?|needs?|must|enough|then|because|which|requires?"
    r"|size[sd]?|plan"
    r"|add|buy|provision|cannot|no need|too much|shard|scale)\b"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with all that was found in it."""

    sentence: Sentence
    hits: Mapping[str, tuple[Hit, ...]]
    polarity: Polarity
    relations: frozenset[Relation]
    asks: bool
    goes_on: bool
    ceiling: int = field(default=3)

    @property
    def concludes(self) -> bool:
        """Whether the sentence draws a conclusion or sets a purpose."""
        return bool(_CONCLUDES.search(self.sentence.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of an answer in reading order, and where each phrase stands."""

    document: Document
    lines: tuple[Line, ...]
    where: Mapping[str, tuple[int, ...]]

    def quote(self, index: int) -> Quote:
        """The raw words behind one line."""
        sentence = self.lines[index].sentence
        start, end = self.document.normal.span(sentence.start, sentence.end)
        return Quote(
            source="answer", text=self.document.normal.raw[start:end], start=start, end=end
        )

    def follows(self, index: int) -> bool:
        """Whether a line is a neighbour of the one before it: same paragraph or same list."""
        if not 0 < index < len(self.lines):
            return False
        this, before = self.lines[index].sentence, self.lines[index - 1].sentence
        if "heading" in {this.kind, before.kind}:
            return False
        return this.block == before.block or this.kind != "prose"


def reading(
    document: Document,
    index: PhraseIndex,
    *,
    given: Iterable[str] = (),
    ceilings: Mapping[int, int] | None = None,
) -> Reading:
    """Look up everything a rubric may ask of the answer.

    Args:
        document: The answer, cut into sentences.
        index: The rubric's phrases.
        given: Numbers the prompt gave away.
        ceilings: Highest evidence level by sentence, where a guard limits it; 0 withholds it.
    """
    limits = ceilings or {}
    known = frozenset(given)
    lines: list[Line] = []
    where: dict[str, list[int]] = defaultdict(list)
    for sentence in document.sentences:
        ceiling = limits.get(sentence.index, 3)
        line = _line(sentence, index, known, ceiling)
        lines.append(line)
        for phrase in line.hits:
            where[phrase].append(sentence.index)
    return Reading(document, tuple(lines), {name: tuple(at) for name, at in where.items()})


def _line(sentence: Sentence, index: PhraseIndex, given: frozenset[str], ceiling: int) -> Line:
    hits: dict[str, list[Hit]] = defaultdict(list)
    standing = polarity(sentence)
    if standing.is_denied:
        ceiling = min(ceiling, 1)
    if ceiling:
        for hit in index.hits(sentence):
            hits[hit.phrase].append(hit)
    return Line(
        sentence=sentence,
        hits={name: tuple(found) for name, found in hits.items()},
        polarity=standing,
        relations=relations(sentence, given) if hits else frozenset(),
        asks="?" in sentence.text,
        goes_on=bool(_GOES_ON.match(sentence.text)),
        ceiling=ceiling,
    )
