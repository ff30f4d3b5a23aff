"""What packs ask of drawings, and the witnesses they get."""

from typing import Any

import pytest
from designs import component, design
from hypothesis import given
from strategies_architecture import architectures

from architecture.model import Architecture, Connection
from architecture.predicates import PredicateResult, evaluate
from architecture.selector import GraphPredicate, NamedPredicate

POOLED = {
    "op": "on_every_path",
    "from": {"kind": ["service", "worker"]},
    "to": {"kind": ["sql_db"]},
    "via": {"kind": ["pooler"]},
    "over_modes": ["sync"],
}
ADMITTED = {
    "op": "exists_path_via",
    "from": {"kind": ["client"]},
    "to": {"kind": ["sql_db", "nosql_db"]},
    "via": {"kind": ["admission", "rate_limiter", "api_gateway"]},
}
CACHED = {"op": "exists_path", "from": {"kind": ["client"]}, "to": {"kind": ["cdn", "cache"]}}
SINGLE_TRUTH = {"op": "count", "where": {"source_of_truth": True}, "equals": 1}
APART = {"op": "no_edge", "from": {"kind": ["sql_db"]}, "to": {"kind": ["external"]}}
REPLICATED = {
    "op": "edge",
    "from": {"kind": ["sql_db"]},
    "to": {"kind": ["sql_db"]},
    "mode": "replication",
}
EVERY_OPERATION = (POOLED, ADMITTED, CACHED, SINGLE_TRUTH, APART, REPLICATED)


def ask(architecture: Architecture, predicate: dict[str, Any]) -> PredicateResult:
    named = NamedPredicate(id="g-x", predicate=GraphPredicate.model_validate(predicate))
    return evaluate(architecture, named)


def test_a_path_is_told_step_by_step() -> None:
    result = ask(design("client > lb > web > cache"), CACHED)
    assert result.holds
    assert result.fact.statement == "client reaches cache: client -> lb -> web -> cache"
    assert result.fact.subject_ids == ("client", "lb", "web", "cache")
    assert result.fact.id == "g-x"


def test_the_nearest_target_is_the_witness() -> None:
    result = ask(design("client > cdn > lb > web > cache"), CACHED)
    assert result.fact.subject_ids == ("client", "cdn")


def test_arrows_are_not_walked_backwards() -> None:
    assert not ask(design("cache > web > client"), CACHED).holds


def test_what_is_missing_is_named() -> None:
    result = ask(design("client > web"), CACHED)
    assert not result.holds
    assert result.fact.statement == "the drawing has no CDN or cache"


def test_a_path_must_go_by_the_way_asked_for() -> None:
    by_gate = ask(design("client > gate > web > pg"), ADMITTED)
    beside = ask(design("client > web > pg", "client > gate"), ADMITTED)
    assert by_gate.holds
    assert by_gate.fact.subject_ids == ("client", "gate", "web", "pg")
    assert not beside.holds
    assert beside.fact.statement == "no path from client to pg passes gate"


def test_a_way_that_starts_only_after_the_target_does_not_count() -> None:
    assert not ask(design("client > web > pg > gate > pg"), ADMITTED).holds


def test_a_client_that_fetches_a_token_first_goes_by_the_gate() -> None:
    assert ask(design("client > gate > client > web > pg"), ADMITTED).holds


def test_a_pooler_on_every_path_is_seen() -> None:
    result = ask(design("api > pool > pg", "worker > pool"), POOLED)
    assert result.holds
    assert result.fact.statement == (
        "every path from api and worker to pg passes pool over sync connections"
    )
    assert result.fact.subject_ids == ("api", "worker", "pool", "pg")


def test_one_way_round_the_pooler_breaks_the_rule() -> None:
    result = ask(design("api > pool > pg", "worker > pg"), POOLED)
    assert not result.holds
    assert result.fact.statement == (
        "worker reaches pg without passing a connection pooler: worker -> pg"
    )
    assert result.fact.subject_ids == ("worker", "pg")


def test_paths_of_other_modes_are_left_alone() -> None:
    assert ask(design("api > pool > pg", "worker ~> pg"), POOLED).holds


def test_every_path_of_none_is_no_proof() -> None:
    result = ask(
        design("api > pool", "worker > pg-2 > pool", "pg"),
        POOLED | {"from": {"kind": ["service"]}},
    )
    assert not result.holds
    assert result.fact.statement == "no path leads from api to pg or pg-2 over sync connections"


def test_a_replica_is_found_by_its_replication() -> None:
    assert ask(design("web > pg => pg-2"), REPLICATED).holds
    assert not ask(design("web > pg > pg-2"), REPLICATED).holds


def test_a_forbidden_connection_is_named() -> None:
    result = ask(design("web > pg ~> psp"), APART)
    assert not result.holds
    assert result.fact.subject_ids == ("pg->psp",)


def test_nothing_to_join_joins_nothing() -> None:
    result = ask(design("client > web"), APART)
    assert result.holds
    assert "the drawing has no SQL database and no third party" in result.fact.statement


def test_marked_sources_of_truth_are_counted() -> None:
    marked = design("web > pg", "web > mongo", pg={"source_of_truth": True})
    assert ask(marked, SINGLE_TRUTH).holds


def test_without_marks_a_replica_is_no_source_of_truth() -> None:
    result = ask(design("web > pg => pg-2", "web > cache"), SINGLE_TRUTH)
    assert result.holds
    assert result.fact.subject_ids == ("pg",)
    assert len(result.fact.assumptions) == 1


def test_without_marks_two_databases_are_two_sources_of_truth() -> None:
    result = ask(design("web > pg", "web > mongo"), SINGLE_TRUTH)
    assert not result.holds
    assert [number.value for number in result.fact.numbers] == [2]
    assert result.fact.limit is not None
    assert result.fact.limit.value == 1


def test_two_primaries_are_two_sources_of_truth() -> None:
    assert not ask(design("web > pg => pg-2 => pg"), SINGLE_TRUTH).holds


def test_files_are_the_truth_where_there_is_no_database() -> None:
    assert ask(design("web > files"), SINGLE_TRUTH).holds


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        ({"at_least": 2}, True),
        ({"at_least": 3}, False),
        ({"at_most": 2}, True),
        ({"at_most": 1}, False),
        ({"at_least": 1, "at_most": 3}, True),
        ({"equals": 0}, False),
    ],
)
def test_counts_keep_their_bounds(bounds: dict[str, int], holds: bool) -> None:  # noqa: FBT001
    two = design("client > web", "client > web-2")
    assert ask(two, {"op": "count", "where": {"kind": ["service"]}} | bounds).holds is holds


def test_a_role_is_compared_as_words() -> None:
    drawing = design("web > psp", psp={"role": "Payment Provider"})
    asked = {"op": "count", "where": {"role": ["payment-provider"]}, "equals": 1}
    assert ask(drawing, asked).holds


def test_an_unknown_kind_matches_nothing() -> None:
    drawing = design("web > thing", thing={"role": "payment-provider"})
    for where in ({"kind": ["unknown"]}, {"role": ["payment-provider"]}):
        assert not ask(drawing, {"op": "count", "where": where, "at_least": 1}).holds


def test_a_worker_drawn_as_pulling_is_fed_by_its_queue() -> None:
    asked = {
        "op": "on_every_path",
        "from": {"kind": ["service"]},
        "to": {"kind": ["worker"]},
        "via": {"kind": ["queue"]},
    }
    result = ask(design("web ~> queue", "worker > queue"), asked)
    assert result.holds
    assert result.fact.assumptions == ("worker -> queue is read as worker consuming from queue",)


def test_a_loop_is_no_path() -> None:
    asked = {"op": "exists_path", "from": {"kind": ["sql_db"]}, "to": {"kind": ["sql_db"]}}
    lonely = Architecture(
        components=(component("pg"),), connections=(Connection(source="pg", target="pg"),)
    )
    assert not ask(lonely, asked).holds


@given(architectures())
def test_every_question_has_an_answer_about_components_that_exist(
    architecture: Architecture,
) -> None:
    ids = {item.id for item in architecture.components}
    ids |= {f"{edge.source}->{edge.target}" for edge in architecture.connections}
    for predicate in EVERY_OPERATION:
        result = ask(architecture, predicate)
        assert set(result.fact.subject_ids) <= ids
        assert result.fact.severity == ("ok" if result.holds else "info")


@given(architectures())
def test_the_order_of_writing_changes_no_answer(architecture: Architecture) -> None:
    turned = architecture.model_copy(
        update={
            "components": architecture.components[::-1],
            "connections": architecture.connections[::-1],
        }
    )
    for predicate in EVERY_OPERATION:
        assert ask(architecture, predicate) == ask(turned, predicate)


@given(architectures())
def test_no_edge_denies_edge_where_both_ends_are_drawn(architecture: Architecture) -> None:
    ends = {"from": {"kind": ["sql_db", "service"]}, "to": {"kind": ["service", "sql_db"]}}
    joined = ask(architecture, {"op": "edge"} | ends).holds
    assert ask(architecture, {"op": "no_edge"} | ends).holds is not joined
