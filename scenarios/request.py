"""What a grader is asked about one answer: the scenario's keys, never its references.

Pure: no I/O, no clock, no randomness.
"""

from collections.abc import Iterable

from architecture.selector import NamedPredicate
from grading.grader import Drawing, EstimationKey, GradingRequest, Parameter, Turn
from grading.rubric import Rubric
from scenarios.model import Scenario


def grading_request(
    scenario: Scenario,
    rubric: Rubric,
    *,
    answer: str,
    drawing: Drawing,
    turns: Iterable[Turn] = (),
) -> GradingRequest:
    """Put together all that a grader may look at."""
    return GradingRequest(
        scenario=scenario.slug,
        prompt=scenario.prompt,
        visible_facts=scenario.visible_facts,
        rubric=rubric,
        parameters=tuple(
            Parameter(name=name, value=item.value, unit=item.unit, source=item.source)
            for name, item in scenario.workload.items()
        ),
        estimations=tuple(
            EstimationKey(
                id=item.id,
                ask=item.ask,
                formula=item.formula,
                value=item.value,
                unit=item.unit,
                factor=item.accept.factor,
            )
            for item in scenario.estimations
        ),
        graph_facts=tuple(
            NamedPredicate(id=name, predicate=predicate)
            for name, predicate in scenario.graph_facts.items()
        ),
        answer=answer,
        drawing=drawing,
        turns=tuple(turns),
    )
