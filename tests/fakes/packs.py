"""A small made-up pack: one lift, three hidden facts, two criteria."""

from grading.rubric import Check, Coach, Criterion, Expect, Probe, Probes, RedFlag, Rubric
from scenarios.model import (
    AnswerHead,
    Flow,
    HiddenFact,
    Pack,
    PackAnswer,
    Phase,
    Scenario,
    Status,
    Touch,
    TouchMatch,
    WorkloadParameter,
)
from scenarios.topics import Taxonomy, Topic, TopicCounts, TopicTree, tree

TOPIC = "roofs/gutters/rain"
OTHER_TOPIC = "roofs/gutters/snow"


def a_pack(slug: str = "ski-lift", *, status: Status = "active", version: int = 1) -> Pack:
    scenario = a_scenario(slug, status=status, version=version)
    return Pack(
        scenario=scenario,
        rubric=a_rubric(),
        references=(),
        answers=(an_answer(),),
        digest=f"{slug}-{version}",
    )


def a_scenario(slug: str = "ski-lift", *, status: Status = "active", version: int = 1) -> Scenario:
    return Scenario(
        slug=slug,
        title=f"The {slug}",
        family="classic",
        level="mid",
        minutes=30,
        status=status,
        version=version,
        topics_primary=(TOPIC,),
        topics_secondary=(OTHER_TOPIC,),
        summary="Bring skiers up.",
        prompt="Design the gate of a ski lift.",
        visible_facts=("One valley",),
        hidden_facts=hidden_facts(),
        workload={"skiers": WorkloadParameter(value=900, unit="user", source="hidden")},
        estimations=(),
        flows=(
            Flow(
                id="ride",
                kind="write",
                demand="skiers",
                touches=(Touch(match=TouchMatch(kind=("sql_db",)), calls="1"),),
            ),
        ),
        slos=(),
        phases=(Phase(id="design", minutes=30),),
        graph_facts={},
        curveballs=(),
    )


def hidden_facts() -> tuple[HiddenFact, ...]:
    return (
        HiddenFact(
            id="h-skiers",
            ask_about=("how many skiers", "peak load"),
            reveal="About 900 skiers arrive at half past eight.",
            matters_for=("c-gate",),
            if_not_asked="Assume within 3x.",
        ),
        HiddenFact(
            id="h-pass",
            ask_about=("pass validity", "expired passes"),
            reveal="A pass may be an hour out of date.",
            matters_for=("c-gate",),
            if_not_asked="Default: exact.",
        ),
    )


def a_rubric() -> Rubric:
    return Rubric(version=3, criteria=(a_criterion("c-gate", 60), a_criterion("c-store", 40)))


def a_criterion(criterion_id: str, weight: float) -> Criterion:
    probe = Probe(text="And then?")
    return Criterion(
        id=criterion_id,
        dimension="architecture",
        title=f"Criterion {criterion_id}",
        weight=weight,
        expect=Expect(mid=1, senior=2, staff=4),
        topics=(TOPIC,),
        checks=tuple(
            Check(
                id=f"k{number}",
                kind="statement",
                text=f"Says thing {number}",
                coach=Coach(text=f"Say thing {number}", topics=(TOPIC,)),
            )
            for number in range(1, 5)
        ),
        red_flags=(RedFlag(id="f1", text="Opens the gate for all", cap=1),),
        probes=Probes(if_missing=probe, if_partial=probe, if_strong=probe),
    )


def an_answer() -> PackAnswer:
    head = AnswerHead(
        id="adequate",
        author="the test",
        drawing="flowchart LR\n  a[Web] --> b[(Postgres)]\n",
        expected={},
        rationale="It is enough.",
    )
    return PackAnswer(head=head, text="## Design\n\nthing 1 and thing 2\n")


def a_topic_tree() -> TopicTree:
    names = ("roofs", "roofs/gutters", TOPIC, OTHER_TOPIC, "roofs/gutters/hail")
    topics = tuple(
        Topic(
            id=name,
            label=name.rsplit("/", 1)[-1].title(),
            kind="leaf" if name.count("/") == 2 else "group",
            line=line,
            leaf=name.count("/") == 2,
            scope="core",
        )
        for line, name in enumerate(names, start=1)
    )
    counts = TopicCounts(nodes=5, headings=2, leaves=3, leaves_by_scope={"core": 3})
    return tree(Taxonomy(source="test", root="Roofs", counts=counts, topics=topics))
