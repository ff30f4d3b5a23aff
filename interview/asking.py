"""Answering a candidate's question from the hidden facts: told when asked for, and only then.

Pure: no I/O, no clock, no randomness.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from scenarios.model import HiddenFact

MAX_QUESTION_CHARACTERS = 500
ASSUME = "Assume what you need, and write the assumption down."
Outcome = Literal["revealed", "already_told", "assume", "unsure"]


@dataclass(frozen=True, slots=True)
class Answered:
    """What comes back to one question, for one fact or for none."""

    outcome: Outcome
    reply: str
    fact_id: str | None = None


def answer_question(
    question: str, facts: Sequence[HiddenFact], *, told: Collection[str] = ()
) -> tuple[Answered, ...]:
    """Find what was asked for; never empty."""
    asked = set(re.findall(r"[a-z]+", question.casefold()))
    for fact in facts:
        if any(set(re.findall(r"[a-z]+", x.casefold())) <= asked for x in fact.ask_about):
            outcome = "already_told" if fact.id in told else "revealed"
            return (Answered(outcome, fact.reveal, fact.id),)
    return (Answered("assume", ASSUME),)
