"""The questions of an interview, as events and back: for the room, the review and the grader.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from grading.grader import Turn
from interview.asking import Reply
from interview.attempt import AttemptEvent, EventKind
from interview.ports import NewEvent
from interview.views import AskTurn

TURN_KINDS: tuple[EventKind, ...] = (
    "asked",
    "revealed",
    "assumed",
    "hinted",
    "probed",
    "curveball",
)


def events_of(question: str, answers: tuple[Reply, ...], at: datetime) -> list[NewEvent]:
    """Note a question and what came back; each fact asked for is an event of its own."""
    events: list[NewEvent] = []
    for part, answer in enumerate(answers):
        came_back = {
            "outcome": answer.outcome,
            "reply": answer.reply,
            "ref": answer.fact_id,
            "offered": answer.offered,
        }
        events.append(_event("asked", at, text=question, part=part, **came_back))
        if answer.outcome == "revealed":
            events.append(_event("revealed", at, ref=answer.fact_id, text=answer.reply))
        if answer.outcome == "assume":
            events.append(_event("assumed", at, text=question))
    return events


def _event(kind: EventKind, at: datetime, **payload: str | int | None) -> NewEvent:
    return NewEvent(kind=kind, payload={**payload}, at=at)


def ask_turns(events: Iterable[AttemptEvent]) -> tuple[AskTurn, ...]:
    """Give the questions back as they were answered then; parts of one question are joined."""
    found: list[AskTurn] = []
    for event in events:
        if event.kind != "asked":
            continue
        turn = AskTurn.model_validate(
            {
                "question": event.payload.get("text", ""),
                "outcome": event.payload.get("outcome", "unsure"),
                "reply": event.payload.get("reply", ""),
                "fact_id": event.payload.get("ref"),
                "at": event.at,
            }
        )
        if event.payload.get("part") and found:
            joined = f"{found[-1].reply}\n\n{turn.reply}"
            found[-1] = found[-1].model_copy(update={"reply": joined})
        else:
            found.append(turn)
    return tuple(found)


def told(events: Iterable[AttemptEvent]) -> frozenset[str]:
    """Name the hidden facts that were revealed."""
    return frozenset(str(event.payload.get("ref")) for event in events if event.kind == "revealed")


def offered(events: Sequence[AttemptEvent]) -> str | None:
    """Name the fact that the last question was answered with "do you mean", if it was."""
    asked = [event for event in events if event.kind == "asked"]
    fact_id = asked[-1].payload.get("offered") if asked else None
    return None if fact_id is None else str(fact_id)


def turns(events: Iterable[AttemptEvent]) -> tuple[Turn, ...]:
    """Give the grader its view of the events; a turn's index is its event's number."""
    return tuple(
        Turn.model_validate(
            {
                "index": event.seq,
                "kind": event.kind,
                "text": event.payload.get("text") or "",
                "ref": event.payload.get("ref"),
            }
        )
        for event in events
        if event.kind in TURN_KINDS
    )
