"""The scenario as it was at the start of an attempt: what is kept of a pack, and reading it."""

import json
from dataclasses import dataclass

from pydantic import ValidationError

from grading.rubric import Rubric
from interview.errors import UnreadableRow
from interview.ports import Snapshot
from scenarios.model import Pack, Scenario


@dataclass(frozen=True, slots=True)
class PlayedScenario:
    """What grading and review need: no reference, no marked answer."""

    scenario: Scenario
    rubric: Rubric


def take(pack: Pack) -> Snapshot:
    """Write a pack down for an attempt that starts now."""
    kept = {
        "scenario": pack.scenario.model_dump(mode="json", by_alias=True),
        "rubric": pack.rubric.model_dump(mode="json", by_alias=True),
    }
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Snapshot(digest=pack.digest, text=text)


def read(snapshot: Snapshot) -> PlayedScenario:
    """Read a snapshot back.

    Raises:
        UnreadableRow: It is not the JSON that `take` wrote.
    """
    try:
        kept = json.loads(snapshot.text)
        return PlayedScenario(
            scenario=Scenario.model_validate_json(json.dumps(kept["scenario"])),
            rubric=Rubric.model_validate_json(json.dumps(kept["rubric"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        problem = _first_line(error)
        raise UnreadableRow(
            "scenario_snapshot", snapshot.digest, problem, raw=snapshot.text
        ) from error


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return f"{type(error).__name__}: {error}".splitlines()[0]
