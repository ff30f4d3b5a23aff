"""What the drawing shows of the properties that checks require.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from architecture.fact import Fact
from architecture.predicates import evaluate
from grading.grader import GradingRequest


@dataclass(frozen=True, slots=True)
class GraphFacts:
    """The scenario's predicates, evaluated on one drawing."""

    state: str
    holds: Mapping[str, bool]
    facts: tuple[Fact, ...]


def graph_facts(request: GradingRequest) -> GraphFacts:
    """Evaluate every named predicate; nothing holds where nothing was drawn."""
    drawing = request.drawing
    if drawing.state != "valid" or drawing.architecture is None:
        return GraphFacts(drawing.state, {}, ())
    results = tuple(evaluate(drawing.architecture, named) for named in request.graph_facts)
    return GraphFacts(
        drawing.state,
        {result.fact.id: result.holds for result in results},
        tuple(result.fact for result in results),
    )
