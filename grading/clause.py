"""An answer cut into blocks, sentences and clauses, each knowing where it stands.

Pure: no I/O, no clock, no randomness. A bullet or table row is read together with the header
over it, since that is how people write designs down.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grading.normal import Normal
from grading.stem import Token, tokens

BlockKind = Literal["prose", "bullet", "row", "code", "heading"]

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
_BULLET = re.compile(r"^\s*(?:[-*+•·\u2013]|\(?\d{1,2}[.)]|[a-h]\))\s+")
_ROW = re.compile(r"^\s*\|")
_RULE = re.compile(r"^[\s|:=+_*-]*$")
_BOLD_HEADING = re.compile(r"^\s*\*\*[^*]{1,60}\*\*:?\s*$")
_ENDS = re.compile(r"(?<=[.!?])[\"')\]*_]*\s+|\n{2,}")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|resp|ca|cf|no|fig|max|min|avg|sec)"
    r"|(?<!\d)(?<!\d )\b[a-z])\.$"
)
_CUTS = re.compile(
    r";\s+|:\s+|\s+[\u2013\u2014]\s*|\s+-{1,2}\s+|,\s+(?=but\b|whereas\b|while\b|though\b"
    r"|although\b|however\b)"
    r"|\s+(?=but\s)|,\s+(?=so\b|because\b|which\b|otherwise\b|if\b|when\b|until\b|unless\b|and\s)"
    r"|\.\s+|[!?]\s+|\s+(?=so\s+that\b|because\b|whereas\b)|\s*(?:=>|->|→|⇒)\s*|\s+(?=\()|\)\s+"
    r"|,\s+|\n+|\s*\|\s*|\s==?\s|\s<<?\s"
)
_STRONG = re.compile(
    r"^(?:[;:.!?|=]|\s*[|=<]|\s+[\u2013\u2014-]|\s*(?:=>|->|→|⇒)|,?\s+(?:but|whereas|while"
    r"|though|although|however))"
)
_LEAD_WORDS = 6
_MAX_SENTENCE = 1_200


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest piece that says something; `first:last` index the sentence's tokens."""

    start: int
    end: int
    first: int
    last: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, bullet item or table row, in folded text, with what stands over it."""

    index: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    kind: BlockKind
    block: int
    over: tuple[int, ...]
    lead: int

    def clause_of(self, token: int) -> int:
        """Which clause the token of this index stands in."""
        for number, clause in enumerate(self.clauses):
            if token < clause.last:
                return number
        return len(self.clauses) - 1


@dataclass(frozen=True, slots=True)
class Document:
    """All sentences of an answer in reading order."""

    normal: Normal
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """How many words were read."""
        return sum(len(sentence.tokens) for sentence in self.sentences)


@dataclass(slots=True)
class _Block:
    kind: BlockKind
    start: int
    end: int


def document(normal: Normal) -> Document:
    """Cut folded text into sentences with their clauses."""
    cutter = _Cutter(normal.text)
    for number, block in enumerate(_blocks(normal.text)):
        cutter.read(number, block)
    return Document(normal, tuple(cutter.sentences))


class _Cutter:
    """Reads blocks in order and remembers which header stands over the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokens(text)
        self.starts = [word.start for word in self.words]
        self.sentences: list[Sentence] = []
        self.heading: tuple[int, ...] = ()
        self.intro: tuple[int, ...] = ()

    def read(self, number: int, block: _Block) -> None:
        """Cut one block."""
        first = len(self.sentences)
        over = self.heading if block.kind == "prose" else (*self.heading, *self.intro)
        for start, end in _sentences(self.text, block):
            low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
            if low < high:
                begun = len(self.sentences) > first
                leads = begun and self.sentences[first].lead
                self._add(number, block, (start, end), (*over, first) if leads else over)
        if len(self.sentences) > first:
            self._remember(block.kind, first)

    def _add(
        self, number: int, block: _Block, span: tuple[int, int], over: tuple[int, ...]
    ) -> None:
        start, end = span
        mine = self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        clauses = tuple(_clauses(self.text, start, end, mine))
        self.sentences.append(
            Sentence(
                index=len(self.sentences),
                start=start,
                end=end,
                text=self.text[start:end],
                tokens=mine,
                clauses=clauses,
                kind=block.kind,
                block=number,
                over=over,
                lead=_lead(self.text, clauses),
            )
        )

    def _remember(self, kind: BlockKind, first: int) -> None:
        last = self.sentences[-1]
        if kind == "heading":
            self.heading, self.intro = (first,), ()
        elif kind == "prose":
            self.intro = (last.index,) if last.text.rstrip().endswith(":") else ()


def _lead(text: str, clauses: tuple[Clause, ...]) -> int:
    """How many tokens of the sentence are a label in front of a colon or a dash."""
    if len(clauses) < 2 or clauses[0].last > _LEAD_WORDS:  # noqa: PLR2004 - one has nothing behind it
        return 0
    between = text[clauses[0].end : clauses[1].start]
    return clauses[0].last if any(mark in between for mark in ":\u2013\u2014") else 0


def _blocks(text: str) -> Iterator[_Block]:
    current: _Block | None = None
    for start, end, kind in _lines(text):
        line = text[start:end]
        if current is not None and kind is not None and _continues(current.kind, kind, line):
            current.end = end
            continue
        if current is not None:
            yield current
        current = _Block(kind, start, end) if kind is not None else None
    if current is not None:
        yield current


def _lines(text: str) -> Iterator[tuple[int, int, BlockKind | None]]:
    """Every line with its kind; None for blank lines, rules and fences, which end a block."""
    fenced = False
    place = 0
    for line in text.split("\n"):
        start, place = place, place + len(line) + 1
        if _FENCE.match(line):
            fenced = not fenced
            yield start, start + len(line), None
        elif not line.strip() or (_RULE.match(line) and not fenced):
            yield start, start + len(line), None
        else:
            yield start, start + len(line), _kind(line, fenced=fenced)


def _kind(line: str, *, fenced: bool) -> BlockKind:
    if fenced:
        return "code"
    if _HEADING.match(line) or _BOLD_HEADING.match(line):
        return "heading"
    if _ROW.match(line):
        return "row"
    return "bullet" if _BULLET.match(line) else "prose"


def _continues(current: BlockKind, kind: BlockKind, line: str) -> bool:
    if kind == "code":
        return current == "code"
    if kind != "prose":
        return False
    # A paragraph goes on, and so does a bullet whose text was wrapped under an indent.
    return current == "prose" or (current == "bullet" and line[:1] in " \t")


def _sentences(text: str, block: _Block) -> Iterator[tuple[int, int]]:
    if block.kind in {"row", "heading"}:
        yield _trimmed(text, block.start, block.end)
        return
    start = block.start
    ends = re.compile(r"\n") if block.kind == "code" else _ENDS
    for found in ends.finditer(text, block.start, block.end):
        before = text[max(start, found.start() - 12) : found.start()]
        if block.kind != "code" and _ABBREVIATED.search(before.rstrip("\"')]*_")):
            continue
        yield from _pieces(text, start, found.start())
        start = found.end()
    yield from _pieces(text, start, block.end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or slices of one that is too long to be one."""
    while end - start > _MAX_SENTENCE:
        cut = text.rfind(" ", start, start + _MAX_SENTENCE)
        cut = cut if cut > start else start + _MAX_SENTENCE
        yield _trimmed(text, start, cut)
        start = cut
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    bullet = _BULLET.match(text[start:end])
    if bullet is not None and bullet.end() < end - start:
        start += bullet.end()
    while start < end and text[start] in " \t\n|#*_>":
        start += 1
    while end > start and text[end - 1] in " \t\n|*_":
        end -= 1
    return start, end


def _clauses(text: str, start: int, end: int, mine: tuple[Token, ...]) -> Iterator[Clause]:
    starts = [token.start for token in mine]
    cuts = [(found.start(), found.end()) for found in _CUTS.finditer(text, start, end)]
    first, joined = 0, False
    for stop, resume in [*cuts, (end, end)]:
        last = bisect_left(starts, stop)
        if last <= first:
            continue
        yield Clause(mine[first].start, max(stop, mine[last - 1].end), first, last, joined)
        joined = not _STRONG.match(text[stop : resume + 9])
        first = last
