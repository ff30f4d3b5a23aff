"""The scenarios as the library shows them: cards, briefs and the topic filter."""

from collections.abc import Iterable

from interview.ports import ScenarioCatalogue, Standing
from interview.views import ScenarioBrief, ScenarioCard, TopicLabel, TopicNode
from scenarios.model import Scenario
from scenarios.topics import Topic, TopicTree


def card(scenario: Scenario, standing: Standing | None, topics: TopicTree) -> ScenarioCard:
    """Show a scenario as a card, with what the candidate has made of it so far."""
    return ScenarioCard(
        slug=scenario.slug,
        title=scenario.title,
        summary=scenario.summary,
        family=scenario.family,
        level=scenario.level,
        minutes=scenario.minutes,
        topics=labels(scenario.topics_primary + scenario.topics_secondary, topics),
        best_total=standing.best_total if standing else None,
        attempts=standing.attempts if standing else 0,
        open_attempt_id=standing.open_attempt_id if standing else None,
    )


def brief(scenario: Scenario, topics: TopicTree) -> ScenarioBrief:
    """Show what the candidate may see before handing in."""
    return ScenarioBrief(
        slug=scenario.slug,
        title=scenario.title,
        family=scenario.family,
        level=scenario.level,
        minutes=scenario.minutes,
        prompt=scenario.prompt,
        visible_facts=scenario.visible_facts,
        phases=scenario.phases,
        topics=labels(scenario.topics_primary + scenario.topics_secondary, topics),
    )


def labels(topic_ids: Iterable[str], topics: TopicTree) -> tuple[TopicLabel, ...]:
    """Name topics; one that has left the taxonomy goes by its id's last part."""
    return tuple(
        TopicLabel(
            id=topic_id,
            label=topics.label(topic_id) if topic_id in topics.by_id else topic_id.split("/")[-1],
        )
        for topic_id in dict.fromkeys(topic_ids)
    )


def topic_tree(catalogue: ScenarioCatalogue) -> tuple[TopicNode, ...]:
    """Show the part of the taxonomy that the playable scenarios reach."""
    reached = [
        frozenset(pack.scenario.topics_primary + pack.scenario.topics_secondary)
        for pack in catalogue.packs()
    ]
    topics = catalogue.topics()
    return _nodes(topics.children(), reached, topics)


def _nodes(
    siblings: Iterable[Topic], reached: list[frozenset[str]], topics: TopicTree
) -> tuple[TopicNode, ...]:
    nodes: list[TopicNode] = []
    for topic in siblings:
        count = sum(any(_is_within(leaf, topic.id) for leaf in leaves) for leaves in reached)
        if count:
            below = _nodes(topics.children(topic.id), reached, topics)
            nodes.append(
                TopicNode(id=topic.id, label=topics.label(topic.id), count=count, children=below)
            )
    return tuple(nodes)


def _is_within(topic_id: str, heading: str) -> bool:
    return topic_id == heading or topic_id.startswith(f"{heading}/")
