"""A text read once: its quantities, its sums, and what stands near what.

Pure: no I/O, no clock, no randomness.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from estimation.arithmetic import sums
from estimation.quantity import Arithmetic, Quantity
from estimation.reading import quantities
from estimation.words import COUNTED_WORDS

_BORDER = re.compile(r"[.!?;](?=\s)|\n[ \t]*\n|\n[ \t]*[-*•|]")
_WORD = re.compile(r"[A-Za-z]+")
_LONGEST_CHAIN = 8
_MOST_NEIGHBOURS = 30


@dataclass(frozen=True)
class Passage:
    """Quantities and sums of a text, by place."""

    quantities: tuple[Quantity, ...]
    sums: Mapping[int, Arithmetic]
    """By the start of the stated result."""
    sentences: tuple[int, ...]
    """The sentence of each quantity."""
    nouns: Mapping[int, frozenset[str]]
    """The counted units that the words of a sentence name, for sentences with a quantity."""

    def operands(self, index: int) -> tuple[Quantity, ...]:
        """What a stated result was calculated from, back through the sums it continues.

        Intermediate results are left out, as the operands they were made of are there.
        """
        found: list[Quantity] = []
        step = self.sums.get(self.quantities[index].start)
        for _ in range(_LONGEST_CHAIN):
            if not step:
                break
            before = self.sums.get(step.operands[0].start)
            found[:0] = step.operands[1:] if before else step.operands
            step = before
        return tuple(found)

    def error(self, index: int) -> float:
        """By which factor the sums that lead to a result are wrong at worst; 1 without sums."""
        worst, step = 1.0, self.sums.get(self.quantities[index].start)
        for _ in range(_LONGEST_CHAIN):
            if not step:
                break
            worst = max(worst, step.ratio, 1 / step.ratio)
            step = self.sums.get(step.operands[0].start)
        return worst

    def is_result(self, quantity: Quantity) -> bool:
        """Whether a sum says that this is what comes out."""
        return quantity.start in self.sums

    def neighbours(self, index: int) -> tuple[Quantity, ...]:
        """The other quantities of a sentence, the thirty nearest on each side."""
        low, high = max(0, index - _MOST_NEIGHBOURS), index + _MOST_NEIGHBOURS + 1
        return tuple(
            self.quantities[other]
            for other in range(low, min(high, len(self.sentences)))
            if other != index and self.sentences[other] == self.sentences[index]
        )


@lru_cache(maxsize=16)
def passage(text: str) -> Passage:
    """Read a text; the last few are remembered, since each estimation looks at the same one."""
    found = quantities(text)
    edges = (0, *(match.end() for match in _BORDER.finditer(text)), len(text))
    places = [bisect_right(edges, item.start, hi=len(edges) - 1) - 1 for item in found]
    return Passage(
        quantities=found,
        sums={sum_.stated.start: sum_ for sum_ in sums(text, found)},
        sentences=tuple(places),
        nouns={place: _nouns(text[edges[place] : edges[place + 1]]) for place in set(places)},
    )


def _nouns(sentence: str) -> frozenset[str]:
    words = (match[0].lower() for match in _WORD.finditer(sentence))
    return frozenset(COUNTED_WORDS[word] for word in words if word in COUNTED_WORDS)
