"""Coverage counts what active packs test, leaf by leaf."""

from scenarios.coverage import coverage, named_topics
from scenarios.loader import load_shipped
from scenarios.model import Pack, Status
from scenarios.topics import topics

GOOD = "django-monolith-10x"


def _with_status(pack: Pack, status: Status) -> Pack:
    scenario = pack.scenario.model_copy(update={"status": status})
    return pack.model_copy(update={"scenario": scenario})


def test_nothing_is_claimed_without_packs() -> None:
    found = coverage(())
    assert (found.active_packs, found.core.leaves, found.extended.leaves) == (0, 110, 192)
    assert (found.core.named, found.core.reached, found.core.reached_twice) == (0, 0, 0)


def test_only_active_packs_count() -> None:
    pack = load_shipped(GOOD)
    assert coverage([_with_status(pack, "draft"), _with_status(pack, "retired")]).active_packs == 0
    assert coverage([_with_status(pack, "active")]).active_packs == 1


def test_named_is_what_criteria_test_and_reached_adds_probes_and_curveballs() -> None:
    pack = _with_status(load_shipped(GOOD), "active")
    found = coverage([pack])
    (row,) = found.packs
    assert set(row.named) == named_topics(pack.rubric)
    assert set(row.named) < set(row.reached)
    carried = {topic for curveball in pack.scenario.curveballs for topic in curveball.topics}
    assert carried <= set(row.reached)
    scopes = {leaf.id: leaf.scope for leaf in topics().leaves()}
    assert found.core.named == sum(scopes[leaf] == "core" for leaf in row.named)
    assert found.extended.reached == sum(scopes[leaf] == "extended" for leaf in row.reached)


def test_reached_twice_needs_two_packs() -> None:
    pack = _with_status(load_shipped(GOOD), "active")
    once, twice = coverage([pack]), coverage([pack, pack])
    assert once.core.reached_twice == 0
    assert twice.core.reached_twice == once.core.reached == twice.core.reached
