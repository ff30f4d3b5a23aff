"""Which topics the written packs cover. The app may claim this and nothing else.

Leaves are counted, not concepts: a criterion that tests a concept names all its twins. Only
active packs count. Pure: no I/O beyond the taxonomy, which is package data.
"""

from collections import Counter
from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from grading.rubric import Rubric
from scenarios.model import Pack, Scenario
from scenarios.topics import TopicScope, TopicTree, topics


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExtendedCoverage(_Frozen):
    """Leaves of one scope: how many there are, and how many the packs meet."""

    leaves: int
    named: int = Field(description="named by a rubric criterion of an active pack")
    reached: int = Field(description="named, or carried by a probe or a curveball")


class CoreCoverage(ExtendedCoverage):
    """The core is promised twice over, so it is counted twice over."""

    reached_twice: int = Field(description="reached by at least two active packs")


class PackCoverage(_Frozen):
    """What one active pack covers, leaves in scope only, in the roadmap's order."""

    slug: str
    named: tuple[str, ...]
    reached: tuple[str, ...] = Field(description="named ones included")


class Coverage(_Frozen):
    """Coverage by leaf, as `coverage --json` prints it."""

    active_packs: int
    core: CoreCoverage
    extended: ExtendedCoverage
    packs: tuple[PackCoverage, ...]


def coverage(packs: Iterable[Pack]) -> Coverage:
    """Count the leaves that the active packs among these cover."""
    tree = topics()
    rows = tuple(_pack_coverage(pack, tree) for pack in packs if pack.scenario.status == "active")
    core, extended = _ids(tree, "core"), _ids(tree, "extended")
    times = Counter(leaf for row in rows for leaf in row.reached)
    named = {leaf for row in rows for leaf in row.named}
    return Coverage(
        active_packs=len(rows),
        core=CoreCoverage(
            leaves=len(core),
            named=len(core & named),
            reached=len(core & times.keys()),
            reached_twice=sum(1 for leaf in core if times[leaf] > 1),
        ),
        extended=ExtendedCoverage(
            leaves=len(extended),
            named=len(extended & named),
            reached=len(extended & times.keys()),
        ),
        packs=rows,
    )


def named_topics(rubric: Rubric) -> frozenset[str]:
    """Collect what the criteria test."""
    return frozenset(topic for criterion in rubric.criteria for topic in criterion.topics)


def carried_topics(scenario: Scenario, rubric: Rubric) -> frozenset[str]:
    """Collect what only probes and curveballs bring up, or criteria too."""
    probes = [
        probe.topics
        for criterion in rubric.criteria
        for probe in (
            criterion.probes.if_missing,
            criterion.probes.if_partial,
            criterion.probes.if_strong,
        )
    ]
    curveballs = [curveball.topics for curveball in scenario.curveballs]
    return frozenset(topic for group in (*probes, *curveballs) for topic in group)


def _pack_coverage(pack: Pack, tree: TopicTree) -> PackCoverage:
    named = named_topics(pack.rubric)
    reached = named | carried_topics(pack.scenario, pack.rubric)
    leaves = [leaf.id for leaf in tree.leaves()]
    return PackCoverage(
        slug=pack.scenario.slug,
        named=tuple(leaf for leaf in leaves if leaf in named),
        reached=tuple(leaf for leaf in leaves if leaf in reached),
    )


def _ids(tree: TopicTree, scope: TopicScope) -> frozenset[str]:
    return frozenset(leaf.id for leaf in tree.leaves(scopes=(scope,)))
