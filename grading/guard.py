"""What is no honest answer: too little, junk, lists, echoes, orders to the grader.

Pure: no I/O, no clock, no randomness. A guard withholds sentences from the evidence or limits
what they can prove; the answer is then judged on what remains. Only an answer with nothing to
judge is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from grading.clause import Document, document
from grading.compiled import CompiledRubric
from grading.grade import Cause, Guard
from grading.grader import GradingRequest
from grading.normal import normalise

LEAST_WORDS = 25
MOST_WORDS = 1_500
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the guards found, and the answer as it may be read."""

    document: Document
    guards: tuple[Guard, ...] = ()
    refusal: str | None = None
    cause: Cause | None = None
    ceilings: Mapping[int, int] = field(default_factory=dict[int, int])
    given: frozenset[str] = frozenset()


def inspect(request: GradingRequest, rubric: CompiledRubric) -> Alarm:
    """Run every guard over an answer."""
    del rubric
    text = document(normalise(request.answer))
    if text.words < LEAST_WORDS:
        return Alarm(
            text,
            ("too-short",),
            f"the answer has {text.words} words; at least {LEAST_WORDS} are needed to judge it",
            "too-short",
        )
    return Alarm(text, given=given_numbers(request))


def given_numbers(request: GradingRequest) -> frozenset[str]:
    """Numbers that the prompt and the visible facts gave away, without separators."""
    given = " ".join((request.prompt, *request.visible_facts))
    return frozenset(
        found.group().replace(",", "").strip(".") for found in _NUMBER.finditer(given)
    )
