"""The packs' arithmetic, against figures worked out by hand in the design notes."""

import pytest

from scenarios.loader import load_packs, load_shipped
from scenarios.model import Flow, Pack, Reference
from scenarios.workload import (
    capacity_rps,
    demand,
    estimate,
    load,
    mean_path_s,
    rate,
    utilisation,
    values,
)


def _flow(pack: Pack, flow_id: str) -> Flow:
    return next(flow for flow in pack.scenario.flows if flow.id == flow_id)


def _reference(pack: Pack, reference_id: str) -> Reference:
    return next(item for item in pack.references if item.id == reference_id)


@pytest.fixture(scope="module")
def django() -> Pack:
    return load_shipped("django-monolith-10x")


def test_every_estimation_of_every_pack_is_its_formula() -> None:
    for pack in load_packs():
        for item in pack.scenario.estimations:
            assert estimate(item, pack.scenario) == pytest.approx(item.value, rel=0.01), item.id


def test_the_friday_peak_is_1667_requests_a_second(django: Pack) -> None:
    reads, writes = _flow(django, "read"), _flow(django, "write")
    peak = demand(reads, django.scenario) + demand(writes, django.scenario)
    assert peak == pytest.approx(600_000 * 48 / 86_400 * 5)
    assert values(django.scenario)["dau"] == 600_000


def test_utilisation_is_offered_calls_over_replicas_times_capacity(django: Pack) -> None:
    reference = _reference(django, "pooler-and-replicas")
    web = next(item for item in reference.components if item.id == "web")
    busy = utilisation(reference, django.scenario)["web"]
    assert web.replicas
    assert busy == pytest.approx(1_666.67 / (web.replicas * (capacity_rps(web) or 0)), rel=1e-3)
    assert busy * web.replicas * (capacity_rps(web) or 0) == pytest.approx(
        load(reference, django.scenario)["web"]
    )


def test_losing_one_of_two_doubles_the_load_and_a_standby_takes_over(django: Pack) -> None:
    reference = _reference(django, "pooler-and-replicas")
    whole = utilisation(reference, django.scenario)
    assert utilisation(reference, django.scenario, lost="pg_ro")["pg_ro"] == pytest.approx(
        2 * whole["pg_ro"]
    )
    assert utilisation(reference, django.scenario, lost="pg")["pg"] == whole["pg"]


def test_a_single_replica_without_standby_is_lost_altogether(django: Pack) -> None:
    reference = _reference(django, "pooler-and-replicas")
    alone = tuple(
        item.model_copy(update={"standby": None}) if item.id == "pg" else item
        for item in reference.components
    )
    broken = reference.model_copy(update={"components": alone})
    assert utilisation(broken, django.scenario, lost="pg")["pg"] == float("inf")


def test_a_shaped_flow_lets_through_what_the_shaper_admits() -> None:
    shaped = [
        (pack, flow)
        for pack in load_packs()
        for flow in pack.scenario.flows
        if flow.shaped is not None
    ]
    assert shaped
    for pack, flow in shaped:
        for reference in pack.references:
            admitted = rate(flow, pack.scenario, reference=reference)
            assert admitted <= demand(flow, pack.scenario)


def test_a_mean_path_adds_service_time_and_delay(django: Pack) -> None:
    reference = _reference(django, "pooler-and-replicas")
    cdn = next(item for item in reference.components if item.id == "cdn")
    assert mean_path_s(reference, ("cdn", "cdn")) == pytest.approx(
        2 * ((cdn.service_time_s or 0) + (cdn.delay_s or 0))
    )
