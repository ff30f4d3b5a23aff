"""What is no honest answer: too little, junk, lists, echoes, orders to the grader.

Pure: no I/O, no clock, no randomness. A guard withholds sentences from the evidence or limits
what they can prove; the answer is then judged on what remains. Only an answer with nothing to
judge is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from grading import echo, injection, origin, style
from grading.clause import Document, document
from grading.compiled import CompiledRubric
from grading.grade import Cause, Guard
from grading.grader import GradingRequest
from grading.normal import normalise

LEAST_WORDS = 25
MOST_WORDS = 1_500
WITHHELD = 0
NAMES_ONLY = 1
_LIST_ANSWER = 0.2
_LIST_SHARE = 0.3
_HOLLOW_SHARE = 0.3
_SALAD_SHARE = 0.3
_ECHO_SHARE = 0.5
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the guards found, and the answer as it may be read."""

    document: Document
    guards: tuple[Guard, ...] = ()
    refusal: str | None = None
    cause: Cause | None = None
    ceilings: Mapping[int, int] = field(default_factory=dict[int, int])
    why: Mapping[int, Guard] = field(default_factory=dict[int, Guard])
    given: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Tally:
    """Ceilings while they are being collected; the lowest one on a sentence stands."""

    guards: list[Guard] = field(default_factory=list[Guard])
    ceilings: dict[int, int] = field(default_factory=dict[int, int])
    why: dict[int, Guard] = field(default_factory=dict[int, Guard])

    def limit(self, sentences: Iterable[int], ceiling: int, guard: Guard) -> None:
        for index in sentences:
            if ceiling < self.ceilings.get(index, NAMES_ONLY + 1):
                self.ceilings[index] = ceiling
                self.why[index] = guard

    def report(self, guard: Guard) -> None:
        if guard not in self.guards:
            self.guards.append(guard)


def inspect(request: GradingRequest, rubric: CompiledRubric) -> Alarm:
    """Run every guard over an answer."""
    text, was_cut = readable(request.answer)
    tally = _Tally()
    if was_cut:
        tally.report("truncated")
    _orders(request, text, tally)
    remaining = text.words - _words(text, tally.ceilings)
    if remaining < LEAST_WORDS:
        tally.report("too-short")
        return _refused(
            text,
            tally,
            f"the answer has {remaining} words to judge; it takes {LEAST_WORDS} to show a design",
            "too-short",
        )
    if style.is_junk(text, rubric.index):
        tally.report("gibberish")
        return _refused(
            text, tally, "the answer does not read as English text about a design", "garbled"
        )
    _copies(request, rubric, text, tally)
    _styles(text, tally)
    _origin(request, text, tally)
    tally.limit(_repeated(text), WITHHELD, "hollow-frame")
    return Alarm(
        text,
        tuple(tally.guards),
        ceilings=tally.ceilings,
        why=tally.why,
        given=given_numbers(request),
    )


def readable(answer: str) -> tuple[Document, bool]:
    """The part of an answer that is graded, and whether any was left out."""
    normal = normalise(answer)
    text = document(normal)
    if text.words <= MOST_WORDS:
        return text, normal.was_cut
    kept = 0
    for count, sentence in enumerate(text.sentences):
        kept += len(sentence.tokens)
        if kept > MOST_WORDS:
            return replace(text, sentences=text.sentences[:count]), True
    return text, normal.was_cut


def given_numbers(request: GradingRequest) -> frozenset[str]:
    """Numbers that the prompt and the visible facts gave away, without separators."""
    given = " ".join((request.prompt, *request.visible_facts))
    return frozenset(
        found.group().replace(",", "").strip(".") for found in _NUMBER.finditer(given)
    )


def _refused(text: Document, tally: _Tally, why: str, cause: Cause) -> Alarm:
    return Alarm(text, tuple(tally.guards), refusal=why, cause=cause)


def _orders(request: GradingRequest, text: Document, tally: _Tally) -> None:
    orders = injection.addressed(text)
    tally.limit(orders, WITHHELD, "injection")
    drawn = request.drawing.architecture
    if orders or (drawn is not None and injection.in_drawing(drawn)):
        tally.report("injection")


def _copies(
    request: GradingRequest, rubric: CompiledRubric, text: Document, tally: _Tally
) -> None:
    given = echo.source((request.prompt, *request.visible_facts))
    echoed = echo.copied(text, given)
    tally.limit(echoed, WITHHELD, "prompt-echo")
    if echo.share(text, echoed) > _ECHO_SHARE:
        tally.report("prompt-echo")
    parroted = echo.copied(text, rubric.texts) | echo.restated(text, rubric.texts)
    tally.limit(parroted, WITHHELD, "rubric-parrot")
    if echo.share(text, parroted) > echo.HABIT:
        tally.report("rubric-parrot")


def _styles(text: Document, tally: _Tally) -> None:
    listed, hollow = style.lists(text), style.hollow(text)
    framed, mixed = style.framed(text), style.salad(text)
    if style.function_ratio(text) < _LIST_ANSWER and echo.share(text, listed) > _LIST_SHARE:
        tally.report("keyword-list")
    if framed or echo.share(text, hollow) > _HOLLOW_SHARE:
        tally.report("hollow-frame")
    if echo.share(text, mixed) > _SALAD_SHARE:
        tally.report("shuffled")
    tally.limit(listed, NAMES_ONLY, "keyword-list")
    tally.limit(hollow | framed, NAMES_ONLY, "hollow-frame")
    tally.limit(mixed, NAMES_ONLY, "shuffled")


def _origin(request: GradingRequest, text: Document, tally: _Tally) -> None:
    foreign = origin.foreign(text, origin.nouns(request.prompt, request.visible_facts))
    if foreign and origin.works_with(request.answer, request.parameters):
        return
    tally.limit(foreign, WITHHELD, "other-scenario")
    if foreign:
        tally.report("other-scenario")


def _repeated(text: Document) -> Iterable[int]:
    """Sentences that were said before in the same words."""
    seen: set[tuple[str, ...]] = set()
    for sentence in text.sentences:
        stems = tuple(token.stem for token in sentence.tokens)
        if stems in seen:
            yield sentence.index
        seen.add(stems)


def _words(text: Document, sentences: Iterable[int]) -> int:
    return sum(len(text.sentences[i].tokens) for i in sentences)
