"""What a sentence denies, hedges or warns of.

Pure: no I/O, no clock, no randomness. Rules and not a model: in embeddings a negated sentence is
nearer to its opposite than a paraphrase is.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from grading.clause import Sentence
from grading.stem import is_negated_word, word_set

# Expressions with a negator in them that deny nothing.
FIXED = (
    "not only",
    "not just",
    "not merely",
    "no single point",
    "no more than",
    "not more than",
    "no less than",
    "no later than",
    "no longer than",
    "no matter",
    "no doubt",
    "no problem",
    "without downtime",
    "without down time",
    "zero-downtime",
    "whether or not",
    "if not",
    "why not",
)


class Mark(IntEnum):
    """How a word stands under a negator, mildest first."""

    PLAIN = 0
    ASIDE = 1
    DENIED = 2


_SUBORDINATE = word_set(
    "so because which that otherwise if when as since until unless although though whereas "
    "then hence thus therefore even who where while and"
)
_SUBORDINATORS = word_set("that which who because so if when where since until")
_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_HELPERS = word_set(
    "do does did can could would will should must may might has have had need cannot don't "
    "doesn't didn't can't couldn't wouldn't won't shouldn't mustn't hasn't haven't"
)
_EXCLUDES = frozenset({"without"})
_STANDS_FOR = word_set("it them that this one these those")
_ABSENT = frozenset({"nothing", "none", "nobody", "nowhere"})
_NEW_PHRASE = word_set("the a an we i they it he she this that these those you our each every")
_NOUN_PHRASE = 6
_ITEM = 2
_LINKING = word_set("of on in for at to by with from and or per")
_PREVENTS = word_set("avoid avoids avoiding prevent prevents preventing forbid forbids impossible")
_SUBJECTS = word_set("i we you they and will would should must can don't")
_RESCUES = frozenset({"until", "unless", "without", "before", "except"})
_WHOLE = re.compile(
    r"^\W*(?:it(?:'s| is) (?:not true|false|untrue|wrong|not the case|a lie) that"
    r"|it is not the case|(?:we|i|they) (?:do|will|would|should|did|can)(?:n't| not| never) "
    r"(?:do|want|need|have|use|believe|think|say)?\s*(?:this|that|it|any of this"
    r"|the following)?\s*:"
    r"|none of (?:this|the following)|contrary to|we reject the (?:idea|claim|view) that"
    r"|not (?:true|so)\s*:)"
)
_PAIRED = re.compile(r"\b(?:instead of|rather than|as opposed to|unlike|in place of|in lieu of)\b")
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps(?!\s+\d)|possibly|not sure|i guess|i suppose|could also|might also"
    r"|(?:we|i|you|one|they|it) (?:could|might|may)(?! (?:not|fail|fill|be (?:slow|late|full"
    r"|stale|down|lost)))"
    r"|could (?:use|add|try|be used|have)|might (?:use|add|want|need|help)|may (?:use|want|need)"
    r"|if (?:needed|necessary|required|we want)|or maybe|some kind of|something like|or something"
    r"|should (?:probably|consider)|would (?:maybe|consider)|consider (?:using|adding)"
    r"|nice to have"
    r"|one option (?:is|would be)|ideally|hopefully|either way)\b"
)
_WARNS = re.compile(
    r"\b(?:would (?:race|fail|break|deadlock|block|mean|be|let|leave|lose|make|cause|hold"
    r"|only|not)"
    r"|is (?:a )?(?:wrong|mistake|bad|dangerous|race|trap|bug|naive|fatal|not enough|unsafe|risky)"
    r"|a (?:race|trap|mistake|bug|bad idea)|wrong way|anti-?pattern|naive(?:ly)?|danger(?:ous)?"
    r"|mistake|tempting|should never|must never|must not|never|avoid|do not|don't|cannot|can't"
    r"|not (?:enough|safe|a solution)|instead of|rather than|reject(?:ed)?|the problem (?:with|is)"
    r"|last time|currently|today|at present|breaks|fails because|no need)\b"
)


@dataclass(frozen=True, slots=True)
class Polarity:
    """The standing of each token, and of the sentence as a whole."""

    marks: tuple[Mark, ...]
    hedged: tuple[bool, ...]
    warns: bool
    is_denied: bool = False

    def of(self, tokens: tuple[int, ...]) -> Mark:
        """The hardest mark on any of these tokens."""
        if len(tokens) == 1:
            return self.marks[tokens[0]]
        return max((self.marks[i] for i in tokens), default=Mark.PLAIN)

    def is_hedged(self, tokens: tuple[int, ...]) -> bool:
        """Whether these tokens stand under a hedge."""
        return any(self.hedged[i] for i in tokens)


def polarity(sentence: Sentence) -> Polarity:
    """Work out what the sentence denies and hedges."""
    counts: list[list[Mark]] = [[] for _ in sentence.tokens]
    denied = bool(_WHOLE.match(sentence.text))
    fixed = _fixed(sentence)
    for i, token in enumerate(sentence.tokens):
        if is_negated_word(token.word) and i not in fixed:
            _scope(sentence, i, counts)
    for found in _PAIRED.finditer(sentence.text):
        _cover(sentence, _token_at(sentence, found.end()), counts, Mark.DENIED)
    return Polarity(
        marks=tuple(_settled(marks) for marks in counts),
        hedged=_hedged(sentence),
        warns=denied or bool(_WARNS.search(sentence.text)),
        is_denied=denied,
    )


def _settled(marks: list[Mark]) -> Mark:
    """Two denials of one word cancel out."""
    denials = [mark for mark in marks if mark is Mark.DENIED]
    if denials and len(denials) % 2 == 0:
        return Mark.PLAIN
    return max(marks, default=Mark.PLAIN)


def _fixed(sentence: Sentence) -> set[int]:
    held: set[int] = set()
    for expression in FIXED:
        place = sentence.text.find(expression)
        while place >= 0:
            begin, end = sentence.start + place, sentence.start + place + len(expression)
            held |= {i for i, t in enumerate(sentence.tokens) if begin <= t.start < end}
            place = sentence.text.find(expression, place + 1)
    return held


def _scope(sentence: Sentence, negator: int, counts: list[list[Mark]]) -> None:
    clause = sentence.clauses[sentence.clause_of(negator)]
    words = [token.word for token in sentence.tokens]
    word = words[negator]
    after = words[negator + 1 : clause.last]
    mark = _strength(words, clause.first, negator)
    if word not in _EXCLUDES and not _RESCUES.isdisjoint(after):
        # "nobody books without a token", "not released until paid" assert what they name.
        return
    if word in _EXCLUDES and any(is_negated_word(w) for w in words[clause.first : negator]):
        return
    before = words[negator - 1] if negator > clause.first else ""
    if word == "impossible":
        _mark(counts, clause.first, negator, Mark.ASIDE)
        return
    if word in _ABSENT and before and before not in _SUBORDINATE:
        # As an object ("knows nothing", "to one or to none") it denies no more than itself.
        return
    if word in _EXCLUDES:
        if after and after[0] in _STANDS_FOR:
            # "without it the API refuses" denies what "it" stands for, not the refusal.
            return
        _mark(counts, negator + 1, _phrase_end(words, negator + 1, clause.last), mark)
        return
    _cover(sentence, negator + 1, counts, mark)
    is_predicate = before in _BE or word in _BE
    is_helped = before in _HELPERS or word in _HELPERS or word == "never"
    if is_predicate or is_helped:
        _mark(counts, clause.first, negator, mark if is_predicate else Mark.ASIDE)


def _phrase_end(words: list[str], first: int, last: int) -> int:
    """Where the noun phrase behind "without" ends: at the next one, or after a few words."""
    for i in range(first + 1, min(last, first + _NOUN_PHRASE)):
        if words[i] in _NEW_PHRASE and words[i - 1] not in _NEW_PHRASE | _LINKING:
            return i
    return min(last, first + _NOUN_PHRASE)


def _mark(counts: list[list[Mark]], first: int, last: int, mark: Mark) -> None:
    for i in range(first, last):
        counts[i].append(mark)


def _strength(words: list[str], first: int, negator: int) -> Mark:
    word = words[negator]
    if word in _EXCLUDES:
        return Mark.DENIED
    if word in _PREVENTS:
        before = words[negator - 1] if negator > first else ""
        return Mark.DENIED if before in _SUBJECTS and word in {"avoid", "prevent"} else Mark.ASIDE
    opened_by = words[first] if first < negator else ""
    is_first = first == 0 or words[first] == "and"
    is_below = not _SUBORDINATORS.isdisjoint(words[first + 1 : negator])
    if is_below or (opened_by in _SUBORDINATE and not is_first):
        return Mark.ASIDE
    return Mark.DENIED


def _cover(sentence: Sentence, first: int, counts: list[list[Mark]], mark: Mark) -> None:
    """Mark to the end of the clause, and on through a list that goes on behind commas."""
    if first >= len(sentence.tokens):
        return
    number = sentence.clause_of(first)
    last = sentence.clauses[number].last
    for following in sentence.clauses[number + 1 :]:
        opener = sentence.tokens[following.first].word
        is_item = following.last - following.first <= _ITEM or opener in {"or", "nor"}
        if not following.joined or not is_item or opener in _SUBORDINATE - {"and"}:
            break
        last = following.last
    _mark(counts, first, last, mark)


def _hedged(sentence: Sentence) -> tuple[bool, ...]:
    hedged = [False] * len(sentence.tokens)
    for found in _HEDGES.finditer(sentence.text):
        start = sentence.start + found.start()
        first = _token_at(sentence, found.start())
        if first >= len(sentence.tokens):
            continue
        clause = sentence.clauses[sentence.clause_of(first)]
        for i in range(clause.first, len(sentence.tokens)):
            if sentence.tokens[i].start >= start or i >= clause.first:
                hedged[i] = i < clause.last or hedged[i]
    return tuple(hedged)


def _token_at(sentence: Sentence, offset: int) -> int:
    place = sentence.start + offset
    return next((i for i, t in enumerate(sentence.tokens) if t.end > place), len(sentence.tokens))
