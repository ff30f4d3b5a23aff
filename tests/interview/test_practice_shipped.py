"""The shipped packs and the embedded grader behind the one door."""

from pathlib import Path

import pytest

from grading.embedded_grader import EmbeddedGrader
from interview.canonical import from_text
from interview.catalogue import PackCatalogue
from interview.practice import Practice
from interview.snapshot import read, take
from scenarios.loader import load_packs
from scenarios.topics import topics
from tests.fakes.clock import FakeClock
from tests.fakes.practice import an_sql_store


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    catalogue = PackCatalogue(load_packs(), topics())
    return Practice(an_sql_store(tmp_path), catalogue, EmbeddedGrader(), FakeClock())


def test_a_snapshot_reads_back_as_the_pack(practice: Practice) -> None:
    for pack in practice.catalogue.packs():
        played = read(take(pack))
        assert (played.scenario, played.rubric) == (pack.scenario, pack.rubric)


def test_the_packs_answers_go_through_the_room_and_rank_rightly(practice: Practice) -> None:
    for card in practice.library():
        pack = practice.catalogue.pack(card.slug)
        totals: dict[str, float] = {}
        for marked in pack.answers:
            attempt_id = practice.start(card.slug)
            for section, body in from_text(marked.text).items():
                practice.save(attempt_id, section, body, rev=0)
            practice.save_drawing(attempt_id, marked.head.drawing, rev=0)
            feedback = practice.hand_in(attempt_id)
            assert feedback.grade.total is not None
            totals[marked.head.id] = feedback.grade.total
            for criterion in feedback.grade.criteria:
                for check in criterion.checks:
                    for quote in check.quotes:
                        if quote.source == "answer":
                            assert feedback.answer[quote.start : quote.end] == quote.text
        assert totals["weak"] < totals["adequate"] < totals["strong"]


def test_the_example_has_a_grade_and_points_within_reach(practice: Practice) -> None:
    example = practice.example()
    assert example.attempt.is_example
    assert example.grade.total is not None
    assert len(example.cheapest) == 3
    assert practice.history() == ()


def test_the_topic_filter_reaches_every_card(practice: Practice) -> None:
    ids = {topic.id.split("/")[0] for card in practice.library() for topic in card.topics}
    assert {node.id for node in practice.topic_tree()} == ids
