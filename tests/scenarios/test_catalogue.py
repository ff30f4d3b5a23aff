"""The plan recomputed: nothing derived is typed."""

from scenarios.catalogue import CatalogueRow, catalogue, derived
from scenarios.loader import load_packs
from scenarios.topics import topics


def _row(slug: str) -> CatalogueRow:
    row = catalogue().row(slug)
    assert row is not None
    return row


def test_every_derived_figure_is_what_its_inputs_give() -> None:
    for row in catalogue().scenarios:
        assert derived(row.workload) == row.workload.derived, row.id


def test_there_are_59_rows_with_unique_ids() -> None:
    assert len({row.id for row in catalogue().scenarios}) == 59


def test_units_name_what_the_population_counts() -> None:
    assert _row("golden-path-platform").workload.unit == "teams"
    assert _row("rabbitmq-fulfilment").workload.unit == "order sources"


def test_every_planned_topic_is_a_leaf_in_scope() -> None:
    leaves = {leaf.id for leaf in topics().leaves()}
    for row in catalogue().scenarios:
        assert {*row.topics_primary, *row.topics_secondary} <= leaves, row.id


def test_every_pack_has_its_row() -> None:
    assert all(catalogue().row(pack.scenario.slug) for pack in load_packs())


def test_what_was_never_planned_has_no_row() -> None:
    assert catalogue().row("no-such-scenario") is None
