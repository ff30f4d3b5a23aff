"""Every finding, with the drawing that has it and the one that has not."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from designs import component, design, without
from hypothesis import given
from hypothesis import strategies as st
from strategies_architecture import architectures

from architecture.analysis import analyse, has_end_to_end_path, single_points_of_failure
from architecture.errors import NoRoute, UnknownComponent
from architecture.fact import Fact
from architecture.graph import to_graph
from architecture.model import Architecture, Connection, Group

BOXES = ("web-aa", "web-bb", "web-cc", "web-dd", "web-ee", "web-ff")


def found(architecture: Architecture) -> dict[str, Fact]:
    return {fact.id: fact for fact in analyse(architecture)}


def facts_named(architecture: Architecture, family: str) -> list[str]:
    return [name for name in found(architecture) if name.split(":")[0] == family]


@pytest.mark.parametrize(
    ("fact_id", "having", "lacking"),
    [
        ("empty", (), ("client > web",)),
        ("no-client", ("lb > web > pg",), ("client > lb > web > pg",)),
        ("no-end-to-end-path", ("client > lb", "web > pg"), ("client > lb > web",)),
        ("unreachable", ("client > web", "api > pg"), ("client > web > pg",)),
        ("dead-end", ("client > lb", "client > web"), ("client > lb > web",)),
        ("keeps-nothing", ("client > web",), ("client > web > pg",)),
        ("self-loop", ("client > web > pg", "web > web"), ("client > web > pg",)),
        ("unknown-kind", ("client > web > thing",), ("client > web > pg",)),
        ("cache-no-origin:cache", ("client > web > cache",), ("client > web > cache", "web > pg")),
        ("cache-no-origin:cache", ("client > web > cache",), ("client > web > cache > pg",)),
        (
            "cache-no-origin:cache",
            ("client > web > cache",),
            ("client > web > cache", "log ~> cache"),
        ),
        (
            "queue-no-consumer:queue",
            ("client > web ~> queue",),
            ("client > web ~> queue ~> worker",),
        ),
        (
            "queue-no-consumer:queue",
            ("client > web ~> queue",),
            ("web ~> queue", "worker > queue"),
        ),
        (
            "queue-no-producer:queue",
            ("client > web", "queue ~> worker"),
            ("web ~> queue ~> worker",),
        ),
        (
            "queue-no-producer:queue",
            ("client > web", "worker > queue"),
            ("web ~> queue ~> worker",),
        ),
        (
            "store-unwritten:files",
            ("client > cdn > files",),
            ("client > cdn > files", "web > files"),
        ),
        ("store-unwritten:pg-2", ("client > web > pg", "pg-2"), ("client > web > pg => pg-2",)),
        ("sync-cycle:api", ("client > web > api > web",), ("client > web > api",)),
        ("sync-cycle:api", ("client > web > api > web",), ("client > web > api ~> web",)),
        ("sync-no-timeout", ("client > web > pg",), ("client > web ~> queue",)),
        ("spof:pg", ("client > web > pg",), ("client > web ~> pg",)),
        ("spof-not-counted", ("client > cdn > files",), ("client > web > pg",)),
    ],
)
def test_each_finding_is_told_where_it_is_and_only_there(
    fact_id: str, having: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    assert fact_id in found(design(*having))
    assert fact_id not in found(design(*lacking))


def test_a_store_that_is_only_read_is_unwritten() -> None:
    base = design("client > web > pg")
    edges = tuple(
        edge.model_copy(update={"read_share": 1.0}) if edge.target == "pg" else edge
        for edge in base.connections
    )
    fact = found(base.model_copy(update={"connections": edges}))["store-unwritten:pg"]
    assert fact.statement == "nobody writes to pg: web->pg only read"
    assert fact.severity == "warning"


def test_a_webhook_and_a_scheduler_are_no_lost_parts() -> None:
    assert not facts_named(
        design("client > web > pg", "psp > web", "cron > api > pg"), "unreachable"
    )


def test_the_longest_chain_of_waiting_calls_is_shown() -> None:
    fact = found(design("client > lb > web > api > pg", "client > web"))["sync-depth"]
    assert fact.subject_ids == ("client", "lb", "web", "api", "pg")
    assert fact.numbers[0].value == 4


def test_async_steps_end_a_chain() -> None:
    fact = found(design("client > web ~> queue ~> worker > pg"))["sync-depth"]
    assert fact.numbers[0].value == 1


def test_a_chain_through_a_circle_ends() -> None:
    fact = found(design("client > web > api > web", "api > pg"))["sync-depth"]
    assert fact.assumptions == ("a circle of calls is counted as one component",)


def test_a_circle_names_its_way_and_its_other_members() -> None:
    fact = found(design("client > web > api > web", "web > web-2 > web-3 > web"))["sync-cycle:api"]
    assert fact.statement.startswith(
        "calls wait for one another in a circle: api -> web -> api (2 more components"
    )
    assert fact.subject_ids == ("api", "web", "web-2", "web-3")


def test_timeouts_are_counted_but_not_the_clients() -> None:
    fact = found(design("client > lb > web > pg"))["sync-no-timeout"]
    assert fact.subject_ids == ("lb->web", "web->pg")


def test_a_second_route_or_a_second_replica_clears_a_box() -> None:
    twice = design("web > api-a > db", "web > api-b > db", db={"replicas": 2})
    assert single_points_of_failure(twice, entry="web", goal="db") == ("web",)


def test_a_standby_clears_a_box() -> None:
    spared = design("web > api > db", db={"replicas": 1, "standby": 1})
    assert single_points_of_failure(spared, entry="web", goal="db") == ("web", "api")


def test_points_of_failure_are_listed_from_entry_to_goal() -> None:
    assert single_points_of_failure(
        design("client > lb > web > db"), entry="client", goal="db"
    ) == (
        "lb",
        "web",
        "db",
    )


def test_an_async_connection_is_not_needed_for_the_answer() -> None:
    with pytest.raises(NoRoute, match="no route from 'web' to 'pg'"):
        single_points_of_failure(design("web ~> queue ~> worker > pg"), entry="web", goal="pg")


def test_an_unknown_end_is_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownComponent, match="it has: web, pg"):
        single_points_of_failure(design("web > pg"), entry="web", goal="pgg")


def test_somebody_elses_and_managed_parts_are_named_but_not_counted() -> None:
    facts = found(design("client > cdn > files"))
    fact = facts["spof-not-counted"]
    assert fact.subject_ids == ("cdn", "files")
    assert "spread by its provider" in fact.assumptions[0]


def test_a_queue_counts_once_the_drawing_says_how_many_run() -> None:
    assert "spof:queue" not in found(design("client > web > queue ~> worker"))
    stated = design("client > web > queue", queue={"replicas": 1})
    assert found(stated)["spof:queue"].severity == "critical"


def test_an_unstated_number_is_a_milder_finding() -> None:
    fact = found(design("client > web > pg", web={"replicas": 1}))
    assert fact["spof:web"].severity == "critical"
    assert fact["spof:pg"].severity == "warning"
    assert fact["spof:pg"].assumptions[0] == "pg: replicas not stated, one is taken"


def test_replicas_in_one_zone_share_its_fate() -> None:
    one = design("client > web > pg", web={"replicas": 3, "zones": ["a"]}, pg={"replicas": 2})
    two = design("client > web > pg", web={"replicas": 3, "zones": ["a", "b"]}, pg={"replicas": 2})
    assert found(one)["zone-spof:a"].subject_ids == ("web",)
    assert not facts_named(two, "zone-spof")


def test_a_group_is_a_zone_only_when_it_is_marked() -> None:
    base = design("client > web > pg", web={"replicas": 2}, pg={"replicas": 2})
    group = Group(id="eu-1", name="Europe", members=("web", "pg"))
    drawn = base.model_copy(update={"groups": (group,)})
    zone = base.model_copy(update={"groups": (group.model_copy(update={"zone": True}),)})
    assert not facts_named(drawn, "zone-spof")
    assert facts_named(zone, "zone-spof") == ["zone-spof:eu-1"]


def test_a_zone_around_a_group_holds_what_the_group_holds() -> None:
    base = design("client > web > pg", web={"replicas": 2}, pg={"replicas": 2})
    groups = (
        Group(id="eu-1", name="Europe", zone=True),
        Group(id="tier", name="Tier", members=("web",), parent="eu-1"),
    )
    nested = base.model_copy(update={"groups": groups})
    assert found(nested)["zone-spof:eu-1"].subject_ids == ("web",)


@pytest.mark.parametrize(
    ("chains", "expected"),
    [
        (("client > lb > web",), True),
        (("client ~> queue ~> worker",), True),
        (("client > files",), True),
        (("client > lb", "web > pg"), False),
        (("lb > web > pg",), False),
        (("client > pg-2", "client > cdn"), True),
        ((), False),
    ],
)
def test_a_path_from_end_to_end_is_seen(chains: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001
    assert has_end_to_end_path(design(*chains)) is expected


def test_the_graph_carries_what_was_drawn() -> None:
    graph = to_graph(design("web > pg => pg-2"))
    assert graph.nodes["pg"]["component"].kind == "sql_db"
    assert [edge["connection"].mode for _, _, edge in graph.edges(data=True)] == [
        "replication",
        "sync",
    ]


@st.composite
def _connected_designs(draw: st.DrawFn) -> Architecture:
    """Services with a route from the first to the last, and any other arrows."""
    middle = draw(st.permutations(BOXES[1:-1]))[: draw(st.integers(0, 4))]
    route = (BOXES[0], *middle, BOXES[-1])
    pairs = draw(st.lists(st.tuples(st.sampled_from(BOXES), st.sampled_from(BOXES)), max_size=12))
    edges = (*pairwise(route), *pairs)
    return Architecture(
        components=tuple(component(name) for name in BOXES),
        connections=tuple(Connection(source=a, target=b) for a, b in edges),
    )


def _has_route(architecture: Architecture, entry: str, goal: str) -> bool:
    ids = {item.id for item in architecture.components}
    seen: set[str] = set()
    ahead = [entry] if {entry, goal} <= ids else []
    while ahead:
        here = ahead.pop()
        seen.add(here)
        ahead += [
            e.target for e in architecture.connections if e.source == here and e.target not in seen
        ]
    return goal in seen


@given(_connected_designs())
def test_agrees_with_removing_each_box_in_turn(architecture: Architecture) -> None:
    entry, goal = BOXES[0], BOXES[-1]
    cut = {box for box in BOXES if not _has_route(without(architecture, box), entry, goal)}
    assert set(single_points_of_failure(architecture, entry=entry, goal=goal)) == cut


@given(architectures(), st.randoms(use_true_random=False))
def test_the_order_of_writing_changes_no_fact(architecture: Architecture, random: Random) -> None:
    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(sorted(items, key=lambda _: random.random()))

    turned = architecture.model_copy(
        update={
            name: shuffled(getattr(architecture, name))
            for name in ("components", "connections", "groups")
        }
    )
    assert analyse(turned) == analyse(architecture)


@given(architectures(max_components=10))
def test_ids_are_unique_and_subjects_exist(architecture: Architecture) -> None:
    facts = analyse(architecture)
    known = {item.id for item in architecture.components}
    known |= {f"{edge.source}->{edge.target}" for edge in architecture.connections}
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert set(fact.subject_ids) <= known


@given(architectures(max_components=10))
def test_every_family_is_in_the_reference(architecture: Architecture) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/facts.md").read_text(encoding="utf-8")
    families = {fact.id.split(":")[0] for fact in analyse(architecture)}
    assert {family for family in families if f"`{family}" not in page} == set()


def test_the_largest_drawing_is_analysed_without_delay() -> None:
    count = 500
    mesh = [(f"web-{i}", f"web-{(i * k + 1) % count}") for i in range(count) for k in (1, 7)]
    architecture = Architecture(
        components=(
            *(component(f"web-{i}") for i in range(count - 2)),
            component("client"),
            component("pg"),
        ),
        connections=tuple(
            Connection(source=a, target=b)
            for a, b in [("client", "web-0"), ("web-250", "pg"), *mesh[:990]]
            if not {a, b} & {"web-498", "web-499"}
        ),
    )
    assert "availability:client->pg" in found(architecture)
