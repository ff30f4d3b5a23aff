"""The taxonomy as it ships, recounted."""

from collections import Counter

import pytest

from scenarios.errors import UnknownTopic
from scenarios.topics import Taxonomy, topics
from scenarios.validation import read_data

RATE = "microservices/api-gateway-pattern/rate-limiting"
BUILD_CACHE = "devops/ci-cd-advanced/pipeline-optimization/caching-strategies"


def _taxonomy() -> Taxonomy:
    from pathlib import Path

    import scenarios.topics

    folder = Path(scenarios.topics.__file__).parent / "data"
    return read_data(folder / "topics.yaml", Taxonomy)


def test_the_counts_are_those_the_file_states() -> None:
    taxonomy = _taxonomy()
    leaves = [topic for topic in taxonomy.topics if topic.leaf]
    assert taxonomy.counts.nodes == len(taxonomy.topics) == 569
    assert taxonomy.counts.headings == len(taxonomy.topics) - len(leaves) == 143
    assert taxonomy.counts.leaves_by_scope == Counter(topic.scope for topic in leaves)


def test_ids_are_unique_and_stand_under_their_headings() -> None:
    tree = topics()
    assert len(tree.by_id) == 569
    for topic_id in tree.by_id:
        parent = topic_id.rpartition("/")[0]
        assert not parent or not tree.topic(parent).leaf


def test_302_leaves_in_scope_are_282_concepts() -> None:
    tree = topics()
    assert len(tree.leaves(scopes=("core",))) == 110
    assert len(tree.leaves(scopes=("extended",))) == 192
    assert len(tree.leaves()) == 302
    assert len(tree.concepts()) == 282


def test_the_build_cache_is_not_the_application_cache() -> None:
    assert topics().twins(BUILD_CACHE) == (BUILD_CACHE,)


def test_twins_are_joined_across_sections() -> None:
    twins = topics().twins(RATE)
    assert set(twins) == {
        RATE,
        "scalability/gateway-mesh/api-gateway/rate-limiting",
        "security/security-architecture/api-security/rate-limiting-strategies",
    }
    assert len({topics().concept(twin) for twin in twins}) == 1


def test_twin_links_of_leaves_go_both_ways() -> None:
    tree = topics()
    for topic in tree.by_id.values():
        for twin in topic.same_concept_as:
            assert topic.id in tree.topic(twin).same_concept_as, (topic.id, twin)


def test_the_tree_can_be_walked_up_and_down() -> None:
    tree = topics()
    assert [topic.id for topic in tree.ancestors(RATE)] == [
        "microservices",
        "microservices/api-gateway-pattern",
    ]
    assert RATE in {topic.id for topic in tree.children("microservices/api-gateway-pattern")}
    assert {topic.kind for topic in tree.children()} == {"section"}
    below = tree.leaves("microservices/api-gateway-pattern")
    assert all(leaf.id.startswith("microservices/api-gateway-pattern/") for leaf in below)
    assert tree.leaves(RATE) == (tree.topic(RATE),)


def test_labels_lose_their_markdown() -> None:
    marked = next(topic for topic in topics().by_id.values() if "`" in topic.label)
    assert "`" not in topics().label(marked.id)


def test_an_unknown_topic_offers_the_nearest() -> None:
    with pytest.raises(UnknownTopic, match=f"did you mean '{RATE}'"):
        topics().topic(RATE + "s")
