"""Words as the matcher sees them: tokens with offsets, stems, and which words carry content.

Pure: no I/O, no clock, no randomness.
"""

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs]


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is set out as running words."""
    return frozenset(text.split())


WORD = re.compile(r"\d[\d,.]*\d|[^\W_]+(?:['\u2019][^\W_]+)*")

STOP = word_set(
    "a an the of to in on at for by with from into onto is are was were be been being am it "
    "its this that these those and or we i you they he she our my your their his her us them "
    "me as do does did have has had will would shall should can may there here which who whom "
    "whose what also very just then so such both each per"
)
NEGATORS = word_set(
    "not no never cannot without none nobody nothing neither nor nowhere avoid avoids "
    "avoiding prevent prevents preventing forbid forbids forbidden impossible"
)
_IRREGULAR = {
    "held": "hold",
    "sold": "sell",
    "sent": "send",
    "kept": "keep",
    "written": "write",
    "wrote": "write",
    "built": "build",
    "chosen": "choose",
    "chose": "choose",
    "bought": "buy",
    "paid": "pay",
    "taken": "take",
    "took": "take",
    "given": "give",
    "gave": "give",
    "ran": "run",
    "went": "go",
    "gone": "go",
    "made": "make",
    "got": "get",
    "lost": "lose",
    "fell": "fall",
    "fallen": "fall",
    "broken": "break",
    "broke": "break",
    "began": "begin",
    "came": "come",
    "seen": "see",
    "saw": "see",
    "told": "tell",
    "thrown": "throw",
    "threw": "throw",
    "drawn": "draw",
    "drew": "draw",
    "indices": "index",
    "indexes": "index",
    "queries": "query",
    "retries": "retry",
    "replicas": "replica",
    "caught": "catch",
    "led": "lead",
    "left": "leave",
    "spent": "spend",
    "stolen": "steal",
    "frozen": "freeze",
    "grew": "grow",
    "grown": "grow",
    "split": "split",
    "data": "data",
    "txn": "transact",
    "tx": "transact",
    "db": "databas",
    "dbs": "databas",
    "msgs": "messag",
    "msg": "messag",
    "req": "request",
    "reqs": "request",
    "conns": "connect",
    "conn": "connect",
    "config": "configur",
    "repl": "replic",
    "auth": "authent",
    "mins": "minut",
    "min": "minut",
    "secs": "second",
    "sec": "second",
    "hrs": "hour",
}
_LEAST_FOR_SPELLING = 6
_lock = threading.Lock()


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


_stemmer = cast("_Stemmer", snowballstemmer.stemmer("english"))  # pyright: ignore[reportUnknownMemberType]


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its place in the text it was read from."""

    word: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether the word says something by itself."""
        return self.word not in STOP


def tokens(text: str) -> tuple[Token, ...]:
    """Read the words of lower-case text; `snake_case` and `kebab-case` fall apart."""
    return tuple(
        Token(found.group(), stem(found.group()), found.start(), found.end())
        for found in WORD.finditer(text)
    )


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Fold a lower-case word to what its inflections and spellings share."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.replace("\u2019", "'")
    word = word.removesuffix("'s")
    known = _IRREGULAR.get(word)
    if known is not None and not known.isalpha():
        return known
    word = _american(known or word)
    # A stemmer object keeps the word it works on: two threads would mix theirs.
    with _lock:
        return _stemmer.stemWord(word)


def is_negated_word(word: str) -> bool:
    """Whether the word turns what follows into its opposite."""
    return word in NEGATORS or word.endswith(("n't", "n\u2019t"))


def _american(word: str) -> str:
    if len(word) < _LEAST_FOR_SPELLING:
        return word
    word = re.sub(r"is(e|es|ed|er|ers|ing|ation|ations)$", r"iz\1", word)
    return re.sub(r"our(s|ed|ing|ful|able)?$", r"or\1", word)
