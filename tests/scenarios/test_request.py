"""What a grader is told, and what it is never told."""

from grading.grader import Drawing, Turn
from scenarios.loader import load_shipped
from scenarios.request import grading_request


def test_a_request_carries_every_key_of_the_scenario() -> None:
    pack = load_shipped("ticket-onsale")
    turn = Turn(index=0, kind="asked", text="how many?", ref="h-arrivals")
    request = grading_request(
        pack.scenario, pack.rubric, answer="text", drawing=Drawing(), turns=[turn]
    )
    assert request.scenario == "ticket-onsale"
    assert {item.name for item in request.parameters} == set(pack.scenario.workload)
    assert [item.id for item in request.estimations] == [
        item.id for item in pack.scenario.estimations
    ]
    assert {item.id for item in request.graph_facts} == set(pack.scenario.graph_facts)
    assert request.turns == (turn,)


def test_no_reference_and_no_example_answer_reaches_a_grader() -> None:
    pack = load_shipped("ticket-onsale")
    request = grading_request(pack.scenario, pack.rubric, answer="", drawing=Drawing())
    told = request.model_dump_json()
    for reference in pack.references:
        assert reference.rationale not in told
    for answer in pack.answers:
        assert answer.text[:200] not in told
