"""Rules that hold a pack against catalogue and taxonomy: L08, L09."""

from collections.abc import Iterator

from grading.rubric import Criterion
from scenarios.catalogue import catalogue
from scenarios.errors import UnknownTopic
from scenarios.lint.subject import Place, Problems, Subject
from scenarios.topics import topics
from scenarios.yaml_reading import KeyPath

_SAME = 1e-6


def l08_catalogue(subject: Subject) -> Problems:
    """Population, level, minutes and family are the catalogue's; so are its primary topics."""
    scenario = subject.scenario
    row = catalogue().row(scenario.slug)
    if row is None:
        yield subject.in_scenario(("slug",)).problem(
            "L08", f"the catalogue has no row '{scenario.slug}'", "add it to data/catalogue.yaml"
        )
        return
    for key, mine, planned in (
        ("level", scenario.level, row.level),
        ("minutes", scenario.minutes, row.minutes),
        ("family", scenario.family, row.family),
    ):
        if mine != planned:
            yield subject.in_scenario((key,)).problem(
                "L08", f"{mine} differs from the catalogue's", f"make it {planned}"
            )
    population = row.workload.population
    values = (parameter.value for parameter in scenario.workload.values())
    if not any(abs(value - population) <= _SAME * population for value in values):
        yield subject.in_scenario(("workload",)).problem(
            "L08",
            "no parameter has the catalogue's population",
            f"one must be {population:g} ({row.workload.unit})",
        )
    for topic in row.topics_primary:
        if topic not in scenario.topics_primary:
            yield subject.in_scenario(("topics_primary",)).problem(
                "L08", f"the catalogue's primary topic {topic} is missing", "add it"
            )


def l09_topics(subject: Subject) -> Problems:
    """Topics are leaves in scope; every primary one is named by a criterion, twins included."""
    tree = topics()
    for place, topic in _all_topics(subject):
        try:
            found = tree.topic(topic)
        except UnknownTopic as error:
            yield place.problem("L09", str(error), "name a topic of the taxonomy")
            continue
        if not found.leaf or found.scope == "out":
            what = "out of scope" if found.leaf else "a heading"
            yield place.problem("L09", f"topic {topic} is {what}", "name a leaf in scope")
    named = {topic for criterion in subject.rubric.criteria for topic in criterion.topics}
    for index, topic in enumerate(subject.scenario.topics_primary):
        if topic not in named:
            yield subject.in_scenario(("topics_primary", index)).problem(
                "L09", f"no criterion names primary topic {topic}", "let one test it"
            )
    yield from _missing_twins(subject)


def _missing_twins(subject: Subject) -> Problems:
    tree = topics()
    primary = frozenset(subject.scenario.topics_primary)
    for path, criterion in subject.criteria():
        for index, topic in enumerate(criterion.topics):
            place = subject.in_rubric((*path, "topics", index))
            if topic not in primary:
                yield place.problem(
                    "L09", f"{topic} is not among topics_primary", "add it there", severity="W"
                )
            twins = tree.twins(topic) if topic in tree.by_id else ()
            for twin in twins:
                if twin not in criterion.topics and tree.topic(twin).scope != "out":
                    yield place.problem(
                        "L09", f"its twin {twin} is not named", "tag all twins", severity="W"
                    )


def _all_topics(subject: Subject) -> Iterator[tuple[Place, str]]:
    """Walk every topic that the pack names, with its place."""
    scenario = subject.scenario
    lists: list[tuple[KeyPath, tuple[str, ...]]] = [
        (("topics_primary",), scenario.topics_primary),
        (("topics_secondary",), scenario.topics_secondary),
    ]
    lists += [
        (("curveballs", index, "topics"), curveball.topics)
        for index, curveball in enumerate(scenario.curveballs)
    ]
    for path, names in lists:
        for index, name in enumerate(names):
            yield subject.in_scenario((*path, index)), name
    for path, criterion in subject.criteria():
        for below, names in _criterion_topics(criterion):
            for index, name in enumerate(names):
                yield subject.in_rubric((*path, *below, index)), name


def _criterion_topics(criterion: Criterion) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    yield ("topics",), criterion.topics
    yield ("probes", "if_missing", "topics"), criterion.probes.if_missing.topics
    yield ("probes", "if_partial", "topics"), criterion.probes.if_partial.topics
    yield ("probes", "if_strong", "topics"), criterion.probes.if_strong.topics
    for index, check in enumerate(criterion.checks):
        if check.coach is not None:
            yield ("checks", index, "coach", "topics"), check.coach.topics
