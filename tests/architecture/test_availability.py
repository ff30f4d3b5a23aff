"""Availability: known values, laws, and what it must never do."""

from itertools import pairwise, product
from math import isclose, prod

import pytest
from designs import component, design
from hypothesis import given
from hypothesis import strategies as st
from strategies_architecture import architectures

from architecture.analysis import analyse
from architecture.availability import SECONDS_A_YEAR, ZONE_UP
from architecture.fact import Fact
from architecture.graph import SYNC, wiring
from architecture.model import Architecture, Connection
from architecture.reliability import (
    MAX_ENUMERATED,
    k_of_n,
    route_up,
    routes_between,
)

INNER = tuple(f"web-{letter}" for letter in "abcdef")


def facts(architecture: Architecture) -> dict[str, Fact]:
    return {
        fact.id.removeprefix("availability:"): fact
        for fact in analyse(architecture)
        if fact.id.startswith("availability")
    }


def value(architecture: Architecture, pair: str) -> float:
    return facts(architecture)[pair].numbers[0].value


def up(**shares: float) -> dict[str, dict[str, object]]:
    return {name: {"availability": share, "replicas": 1} for name, share in shares.items()}


def test_a_chain_multiplies() -> None:
    chain = design("client > web > pg", **up(web=0.9, pg=0.8))
    fact = facts(chain)["client->pg"]
    assert isclose(fact.numbers[0].value, 0.72)
    assert fact.formula == "0.9 * 0.8 = 0.72"
    assert fact.firmness == "upper_bound"
    assert isclose(fact.numbers[1].value, 0.28 * SECONDS_A_YEAR)


def test_two_replicas_fail_together_only() -> None:
    twice = design("client > pg", pg={"availability": 0.9, "replicas": 2})
    fact = facts(twice)["client->pg"]
    assert isclose(fact.numbers[0].value, 0.99)
    assert fact.formula == "(1 - (1 - 0.9)^2) = 0.99"


def test_a_standby_counts_like_a_replica() -> None:
    spared = design("client > pg", pg={"availability": 0.9, "replicas": 1, "standby": 1})
    assert isclose(value(spared, "client->pg"), 0.99)


def test_a_component_shared_by_two_routes_counts_once() -> None:
    shared = design(
        "client > lb > web-a > pg", "lb > web-b > pg", **up(lb=0.9, web_a=0.8, web_b=0.8, pg=0.7)
    )
    assert isclose(value(shared, "client->pg"), 0.9 * (1 - 0.2 * 0.2) * 0.7)


def test_a_bridge_between_two_routes_is_enumerated() -> None:
    """Routes a-c, b-d and a-d over a shared middle: neither series nor parallel."""
    bridge = design(
        "client > web-a > web-c > pg",
        "client > web-b > web-d > pg",
        "web-a > web-d",
        **up(web_a=0.9, web_b=0.8, web_c=0.7, web_d=0.6, pg=1.0),
    )
    a, b, c, d = 0.9, 0.8, 0.7, 0.6
    wanted = a * (1 - (1 - c) * (1 - d)) + (1 - a) * b * d
    assert isclose(value(bridge, "client->pg"), wanted)
    assert "enumerated" in (facts(bridge)["client->pg"].formula or "")


def test_a_zone_takes_everything_in_it_along() -> None:
    inside = {"availability": 0.9, "replicas": 1, "zones": ["a"]}
    together = design("client > web > pg", web=inside, pg=inside)
    assert isclose(value(together, "client->pg"), ZONE_UP * 0.9 * 0.9)


def test_two_zones_outlive_one() -> None:
    spread = {"availability": 1.0, "replicas": 2, "zones": ["a", "b"]}
    both = design("client > web > pg", web=spread, pg=spread)
    fact = facts(both)["client->pg"]
    assert isclose(fact.numbers[0].value, 1 - (1 - ZONE_UP) ** 2)
    assert "4 states of a, b" in (fact.formula or "")


def test_a_default_is_named_with_its_range() -> None:
    fact = facts(design("client > web > pg"))["client->pg"]
    assert (
        "availability not stated, 0.9995 is taken for a replica of a SQL database "
        "(catalogue: 0.999 to 0.9995, sourced): pg"
    ) in fact.assumptions
    assert "replicas not stated, one is taken: pg and web" in fact.assumptions


def test_many_pairs_are_cut_and_said_to_be() -> None:
    many = design(*(f"client > pg-{number}" for number in range(12)))
    found = facts(many)
    assert len(found) == 9
    assert "first 8 of 12 pairs" in found["availability-left-out"].statement


def test_a_dense_mesh_is_bounded_and_says_so() -> None:
    layers = [[f"web-{layer}x{n}" for n in range(4)] for layer in range(6)]
    chains = [
        f"{a} > {b}"
        for upper, lower in pairwise(layers)
        for i, a in enumerate(upper)
        for j, b in enumerate(lower)
        if (i + j) % 3
    ]
    first = [f"client > {name}" for name in layers[0]]
    last = [f"{name} > pg" for name in layers[-1]]
    fact = facts(design(*first, *chains, *last))["client->pg"]
    assert f"more than {MAX_ENUMERATED} components" in fact.assumptions[-1]
    assert "bounded" in (fact.formula or "")
    assert fact.numbers[0].value <= 0.9995


@pytest.mark.parametrize(("share", "text"), [(0.9999999999999, "0.99999999999"), (1.0, "1")])
def test_a_share_is_never_rounded_up_to_always(share: float, text: str) -> None:
    fact = facts(design("client > pg", **up(pg=share)))["client->pg"]
    assert f"at most {text} of the time" in fact.statement


def test_k_of_n_is_the_binomial_tail() -> None:
    assert isclose(k_of_n(2, 3, 0.9), 3 * 0.9**2 * 0.1 + 0.9**3)
    assert k_of_n(0, 3, 0.5) == 1.0


@given(st.integers(1, 6), st.integers(1, 6), st.floats(0, 1))
def test_more_parts_or_fewer_needed_never_hurt(k: int, n: int, share: float) -> None:
    assert k_of_n(k, n + 1, share) >= k_of_n(k, n, share) - 1e-12
    assert k_of_n(k + 1, n, share) <= k_of_n(k, n, share) + 1e-12


@given(architectures(max_components=9))
def test_availability_lies_between_0_and_1(architecture: Architecture) -> None:
    for fact in facts(architecture).values():
        if fact.firmness == "upper_bound":
            assert 0.0 <= fact.numbers[0].value <= 1.0


@given(architectures(max_components=9), st.integers(0, 8))
def test_another_replica_never_lowers_availability(architecture: Architecture, which: int) -> None:
    if not architecture.components:
        return
    place = which % len(architecture.components)
    more = tuple(
        item.model_copy(update={"replicas": min(100_000, (item.replicas or 1) + 1)})
        if number == place
        else item
        for number, item in enumerate(architecture.components)
    )
    before = facts(architecture)
    after = facts(architecture.model_copy(update={"components": more}))
    assert before.keys() == after.keys()
    for pair, fact in before.items():
        assert after[pair].numbers[0].value >= fact.numbers[0].value - 1e-12


@st.composite
def _networks(draw: st.DrawFn) -> Architecture:
    pairs = st.tuples(st.sampled_from(("client", *INNER)), st.sampled_from((*INNER, "pg")))
    edges = draw(st.lists(pairs, max_size=16))
    return Architecture(
        components=tuple(component(name) for name in ("client", *INNER, "pg")),
        connections=tuple(Connection(source=a, target=b) for a, b in edges),
    )


@given(_networks(), st.lists(st.floats(0, 1), min_size=len(INNER), max_size=len(INNER)))
def test_agrees_with_counting_every_state(architecture: Architecture, shares: list[float]) -> None:
    """The definition itself is the oracle: sum over all states in which a route is up."""
    plan = wiring(architecture)
    after, before = plan.successors(SYNC), plan.predecessors(SYNC)
    chance = dict(zip(INNER, shares, strict=True)) | {"client": 1.0, "pg": 1.0}
    wanted = 0.0
    connected = False
    for state in product((True, False), repeat=len(INNER)):
        alive = {name for name, on in zip(INNER, state, strict=True) if on} | {"client", "pg"}
        if _joined(after, alive):
            connected = True
            wanted += prod(
                chance[name] if on else 1 - chance[name]
                for name, on in zip(INNER, state, strict=True)
            )
    if not connected:
        return
    structure = routes_between(after, before, entry="client", goal="pg")
    exact = route_up(structure, chance.__getitem__, exact=True)
    assert isclose(exact, wanted, abs_tol=1e-9)
    assert route_up(structure, chance.__getitem__, exact=False) >= wanted - 1e-9


def _joined(after: dict[str, tuple[str, ...]], alive: set[str]) -> bool:
    seen = {"client"}
    ahead = ["client"]
    while ahead:
        for name in after[ahead.pop()]:
            if name in alive and name not in seen:
                seen.add(name)
                ahead.append(name)
    return "pg" in seen
