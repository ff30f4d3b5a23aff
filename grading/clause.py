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
_BULLET = re.compile(r"^\s*(?:[-*+•·–]|\(?\d{1,2}[.)]|[a-h]\))\s+")
_ROW = re.compile(r"^\s*\|")
_RULE = re.compile(r"^[\s|:=+_*-]*$")
_BOLD_HEADING = re.compile(r"^\s*\*\*[^*]{1,60}\*\*:?\s*$")
_ENDS = re.compile(r"(?<=[.!?])[\"')\]*_]*\s+|\n{2,}")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|resp|ca|cf|no|fig|max|min|avg|sec)|(?<!\d)(?<!\d )\b[a-z])\.$"
)
_CUTS = re.compile(
    r";\s+|:\s+|\s+[–—]\s*|\s+-{1,2}\s+|,\s+(?=but\b|whereas\b|while\b|though\b|although\b|however\b)"
    r"|\s+(?=but\s)|,\s+(?=so\b|because\b|which\b|otherwise\b|if\b|when\b|until\b|unless\b|and\s)"
    r"|\.\s+|[!?]\s+|\s+(?=so\s+that\b|because\b|whereas\b)|\s*(?:=>|->|→|⇒)\s*|\s+(?=\()|\)\s+"
    r"|,\s+|\n+|\s*\|\s*|\s==?\s|\s<<?\s"
)
_STRONG = re.compile(
    r"^(?:[;:.!?|=]|\s*[|=<]|\s+[–—-]|\s*(?:=>|->|→|⇒)|,?\s+(?:but|whereas|while|though|although|however))"
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
    words = tokens(normal.text)
    starts = [word.start for word in words]
    built: list[Sentence] = []
    over: tuple[int, ...] = ()
    heading: tuple[int, ...] = ()
    for number, block in enumerate(_blocks(normal.text)):
        lead = 0
        first = len(built)
        for start, end in _sentences(normal.text, block):
            mine = words[bisect_left(starts, start) : bisect_left(starts, end)]
            if not mine:
                continue
            above = heading if block.kind == "prose" else (*heading, *over)
            if len(built) > first and lead:
                above = (*above, first)
            sentence = _sentence(normal.text, (start, end), mine, block.kind, number, above)
            built.append(Sentence(len(built), *sentence))
            if len(built) - 1 == first:
                lead = built[first].lead
        if len(built) == first:
            continue
        if block.kind == "heading":
            heading, over = (first,), ()
        elif block.kind == "prose":
            last = built[-1]
            over = (
                (last.index,) if normal.text[last.start : last.end].rstrip().endswith(":") else ()
            )
    return Document(normal, tuple(built))


def _sentence(
    text: str,
    span: tuple[int, int],
    mine: tuple[Token, ...],
    kind: BlockKind,
    block: int,
    over: tuple[int, ...],
) -> tuple[
    int, int, str, tuple[Token, ...], tuple[Clause, ...], BlockKind, int, tuple[int, ...], int
]:
    start, end = span
    clauses = tuple(_clauses(text, start, end, mine))
    lead = 0
    if len(clauses) > 1 and clauses[0].last <= _LEAD_WORDS:
        between = text[clauses[0].end : clauses[1].start]
        lead = clauses[0].last if ":" in between or "–" in between or "—" in between else 0
    return start, end, text[start:end], mine, clauses, kind, block, over, lead


def _blocks(text: str) -> Iterator[_Block]:
    current: _Block | None = None
    fenced = False
    place = 0
    for line in text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        if _FENCE.match(line):
            fenced = not fenced
            kind = None
        elif not line.strip() or (_RULE.match(line) and not fenced):
            kind = None
        else:
            kind = _kind(line, fenced=fenced)
        if kind is None:
            if current is not None:
                yield current
            current = None
        elif current is not None and _continues(current.kind, kind, line):
            current.end = end
        else:
            if current is not None:
                yield current
            current = _Block(kind, start, end)
    if current is not None:
        yield current


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
    begin, first, joined = start, 0, False
    for stop, resume in [*cuts, (end, end)]:
        last = bisect_left(starts, stop)
        if last <= first:
            continue
        yield Clause(mine[first].start, max(stop, mine[last - 1].end), first, last, joined)
        joined = not _STRONG.match(text[stop : resume + 9])
        begin, first = resume, last
    del begin
