"""The topic taxonomy: a tree of headings and leaves, and which leaves are one concept.

Reads package data, once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from grading.rubric import TopicId
from scenarios.errors import UnknownTopic
from scenarios.validation import read_data

TopicScope = Literal["core", "extended", "out"]
IN_SCOPE: tuple[TopicScope, ...] = ("core", "extended")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(_Frozen):
    """A heading or a leaf of the roadmap; its id never changes."""

    id: TopicId = Field(description="section/group/topic/leaf")
    label: str = Field(description="as written in the roadmap")
    kind: Literal["section", "group", "topic", "leaf"]
    line: int = Field(ge=1, description="line of the roadmap")
    leaf: bool
    scope: TopicScope = Field(description="a heading has the highest scope of its children")
    leaves: dict[TopicScope, int] = Field(default={}, description="of a heading: leaves below it")
    same_concept_as: tuple[TopicId, ...] = Field(
        default=(), description="twins; only links between two leaves count"
    )


class TopicCounts(_Frozen):
    """Totals that the file states of itself; a test recounts them."""

    nodes: int
    headings: int
    leaves: int
    leaves_by_scope: dict[TopicScope, int]


class Taxonomy(_Frozen):
    """`data/topics.yaml`."""

    source: str
    root: str
    counts: TopicCounts
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class TopicTree:
    """The taxonomy, ready to be asked; in the roadmap's order throughout."""

    by_id: dict[str, Topic]
    _children: dict[str, tuple[str, ...]]
    _concepts: dict[str, str]

    def topic(self, topic_id: str) -> Topic:
        """Look a topic up.

        Raises:
            UnknownTopic: No topic has this id; the message offers the nearest one.
        """
        if topic_id in self.by_id:
            return self.by_id[topic_id]
        raise UnknownTopic(topic_id, tuple(get_close_matches(topic_id, self.by_id, n=1)))

    def label(self, topic_id: str) -> str:
        """Tell what the roadmap calls it, Markdown marks removed."""
        return self.topic(topic_id).label.replace("`", "")

    def children(self, topic_id: str | None = None) -> tuple[Topic, ...]:
        """List what stands directly below; the sections for None."""
        if topic_id is not None:
            self.topic(topic_id)
        return tuple(self.by_id[child] for child in self._children.get(topic_id or "", ()))

    def ancestors(self, topic_id: str) -> tuple[Topic, ...]:
        """List the headings above, section first."""
        self.topic(topic_id)
        parts = topic_id.split("/")
        return tuple(self.by_id["/".join(parts[:end])] for end in range(1, len(parts)))

    def leaves(
        self, topic_id: str | None = None, *, scopes: Iterable[TopicScope] = IN_SCOPE
    ) -> tuple[Topic, ...]:
        """List the leaves at or below a topic, of the whole tree for None."""
        wanted = frozenset(scopes)
        if topic_id is not None:
            self.topic(topic_id)
        return tuple(
            topic
            for topic in self.by_id.values()
            if topic.leaf and topic.scope in wanted and _is_within(topic.id, topic_id)
        )

    def concept(self, topic_id: str) -> str:
        """Name the concept of a leaf: the first of its twins. Mastery is kept per concept."""
        self.topic(topic_id)
        return self._concepts.get(topic_id, topic_id)

    def twins(self, topic_id: str) -> tuple[str, ...]:
        """List all leaves of the same concept, itself included."""
        concept = self.concept(topic_id)
        others = tuple(leaf for leaf, name in self._concepts.items() if name == concept)
        return others or (topic_id,)

    def concepts(self, *, scopes: Iterable[TopicScope] = IN_SCOPE) -> tuple[str, ...]:
        """List the concepts that the leaves of these scopes make."""
        return tuple(dict.fromkeys(self.concept(leaf.id) for leaf in self.leaves(scopes=scopes)))


@cache
def topics() -> TopicTree:
    """Load the taxonomy that ships with the app."""
    path = Path(__file__).parent / "data" / "topics.yaml"
    return tree(read_data(path, Taxonomy))


def tree(taxonomy: Taxonomy) -> TopicTree:
    """Arrange a flat taxonomy as a tree and join its twins."""
    by_id = {topic.id: topic for topic in taxonomy.topics}
    children: dict[str, list[str]] = {}
    for topic_id in by_id:
        children.setdefault(topic_id.rpartition("/")[0], []).append(topic_id)
    return TopicTree(
        by_id=by_id,
        _children={parent: tuple(below) for parent, below in children.items()},
        _concepts=_joined(by_id),
    )


def _joined(by_id: dict[str, Topic]) -> dict[str, str]:
    """Union-find over links between leaves; links with a heading are label coincidences."""
    order = {topic_id: index for index, topic_id in enumerate(by_id)}
    parent = {topic_id: topic_id for topic_id, topic in by_id.items() if topic.leaf}

    def root(leaf: str) -> str:
        while parent[leaf] != leaf:
            leaf = parent[leaf]
        return leaf

    for leaf in tuple(parent):
        for twin in by_id[leaf].same_concept_as:
            if twin in parent:
                first, second = sorted((root(leaf), root(twin)), key=order.__getitem__)
                parent[second] = first
    return {leaf: root(leaf) for leaf in parent}


def _is_within(topic_id: str, above: str | None) -> bool:
    return above is None or topic_id == above or topic_id.startswith(f"{above}/")
