"""Text that is no prose, no notes and no table: lists of terms, word salad, hollow frames, junk.

Pure: no I/O, no clock, no randomness. These guards misfire on some honest texts, so they limit
what a sentence can prove and never zero an answer; only text that cannot be read is refused.
"""

import re
from collections import Counter
from itertools import pairwise

from grading.clause import Document, Sentence
from grading.phrase import PhraseIndex
from grading.stem import STOP, word_set

_LIST_RATIO = 0.12
_LIST_LEAST = 8
_LIST_COMMAS = 0.2
_LIST_FIGURES = 0.08
_LIST_ITEMS = 12
_LIST_ITEM_WORDS = 3.4
_LIST_LOOSE = 0.3
_SCHEMA_SHARE = 0.12
_HOLLOW_RUN = 10
_FRAME_WORDS = 2
_FRAME_LEAST = 6
_FRAME_SHARE = 0.5
_FRAME_LENGTH = 14
_SALAD_PAIRS = 3
_SALAD_LEAST = 3
_SALAD_SHARE = 0.12
_JUNK_FUNCTION = 0.12
_JUNK_KNOWN = 0.15
_JUNK_DISTINCT = 0.2

# Marks of a schema, a call or a labelled list: terse, but not a string of terms.
_SCHEMA = re.compile(r"[(_=|`]")
_DETERMINERS = word_set("a an the my our your his her their its every each")
_PREPOSITIONS = word_set("of to in on at for by with from into onto")
_LINKS = word_set("is are was were be been am has have had do does did will would can")
_JOINS = frozenset(["and", "or", "but", "so", "because", "if"])
_PRONOUNS = word_set("i we they he she us them me")
# Pairs of function words that English hardly ever has.
_IMPOSSIBLE: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_DETERMINERS, _DETERMINERS | _PREPOSITIONS | _LINKS | _JOINS | _PRONOUNS),
    (_PREPOSITIONS - {"to", "for"}, _LINKS | _JOINS | frozenset({"i", "we", "they", "he", "she"})),
    (_JOINS, frozenset({"of"}) | _JOINS - {"if", "so", "because"}),
    (_PRONOUNS - {"them", "us", "me"}, _DETERMINERS | _PREPOSITIONS | _JOINS - {"and", "or"}),
    (
        _LINKS - {"have", "has", "had", "do", "does", "is", "are"},
        _LINKS - {"be", "have", "been", "do"},
    ),
)


def lists(text: Document) -> frozenset[int]:
    """Sentences that only string terms together."""
    return frozenset(s.index for s in text.sentences if _is_list(s))


def function_ratio(text: Document) -> float:
    """The share of words that carry no content by themselves."""
    words = [token.word for sentence in text.sentences for token in sentence.tokens]
    return sum(word in STOP for word in words) / len(words) if words else 0.0


def hollow(text: Document) -> frozenset[int]:
    """Sentences without the small words that prose needs, outside lists, tables and code."""
    return frozenset(
        s.index for s in text.sentences if s.kind == "prose" and _longest_run(s) > _HOLLOW_RUN
    )


def framed(text: Document) -> frozenset[int]:
    """Short sentences poured into one mould, when they are most of the answer."""
    prose = [s for s in text.sentences if s.kind != "heading"]
    openings = Counter(_opening(s) for s in prose if len(s.tokens) <= _FRAME_LENGTH)
    found: set[int] = set()
    for opening, count in openings.items():
        if count >= _FRAME_LEAST and count >= _FRAME_SHARE * len(prose):
            found |= {s.index for s in prose if _opening(s) == opening}
    return frozenset(found)


def salad(text: Document) -> frozenset[int]:
    """Sentences whose words stand in no order that English has.

    How often two small words meet by chance goes with the square of their share; honest texts
    keep far below that, shuffled ones come near it.
    """
    pairs = {s.index: _impossible(s) for s in text.sentences if s.kind != "code"}
    chances = text.words * function_ratio(text) ** 2
    found = sum(pairs.values())
    if found >= _SALAD_LEAST and found > _SALAD_SHARE * chances:
        return frozenset(pairs)
    return frozenset(i for i, n in pairs.items() if n >= _SALAD_PAIRS)


def is_junk(text: Document, index: PhraseIndex) -> bool:
    """Whether there is nothing to read: no English small words and no term of the trade."""
    content = [t.stem for s in text.sentences for t in s.tokens if t.word not in STOP]
    if not content:
        return True
    known = sum(index.knows(stem) and stem.isalpha() for stem in content) / len(content)
    if function_ratio(text) < _JUNK_FUNCTION:
        return known < _JUNK_KNOWN
    return known < _JUNK_KNOWN and len(set(content)) < _JUNK_DISTINCT * len(content)


def _is_list(sentence: Sentence) -> bool:
    size = len(sentence.tokens)
    if size < _LIST_LEAST or sentence.kind in {"code", "row"}:
        return False
    if len(_SCHEMA.findall(sentence.text)) > _SCHEMA_SHARE * size:
        return False
    small = sum(token.word in STOP for token in sentence.tokens) / size
    figures = sum(token.word[0].isdigit() for token in sentence.tokens)
    if figures > _LIST_FIGURES * size:
        return False
    commas = sentence.text.count(",") + sentence.text.count("/")
    is_terse = small < _LIST_RATIO and commas >= _LIST_COMMAS * size
    items = len(sentence.clauses)
    is_long = items >= _LIST_ITEMS and size <= _LIST_ITEM_WORDS * items and small < _LIST_LOOSE
    return is_terse or is_long


def _longest_run(sentence: Sentence) -> int:
    longest = run = 0
    end = sentence.start
    for token in sentence.tokens:
        between = sentence.text[end - sentence.start : token.start - sentence.start]
        is_small = token.word in STOP or token.word[0].isdigit()
        run = 0 if is_small else 1 if between.strip("- \n") else run + 1
        longest = max(longest, run)
        end = token.end
    return longest


def _opening(sentence: Sentence) -> tuple[str, ...]:
    return tuple(token.word for token in sentence.tokens[:_FRAME_WORDS])


def _impossible(sentence: Sentence) -> int:
    words = [token.word for token in sentence.tokens]
    found = sum(
        any(a in left and b in right for left, right in _IMPOSSIBLE) for a, b in pairwise(words)
    )
    last = words[-1] if words else ""
    return found + (last in _DETERMINERS)
