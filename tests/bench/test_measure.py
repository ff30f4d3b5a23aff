"""The benches measure what they say, and a bound that is missed is told."""

from architecture.notation import format_notation, parse
from bench.measure import Figure, cpu_ms, interleaved_ms
from bench.subjects import BOXES, WORDS, drawing, request


def test_a_figure_above_its_bound_is_missed() -> None:
    over = Figure("rerun of room", 61, "ms", 60)
    assert not over.holds
    assert str(over).endswith("<= 60  MISSED")


def test_a_figure_at_its_bound_or_without_one_holds() -> None:
    assert Figure("rerun of room", 60, "ms", 60).holds
    assert Figure("rerun of history", 10_000, "ms").holds


def test_runs_that_warm_up_do_not_count() -> None:
    calls: list[int] = []
    cpu_ms(lambda: calls.append(1), runs=3, warm=2)
    assert len(calls) == 5


def test_two_things_are_timed_turn_by_turn() -> None:
    order: list[str] = []
    interleaved_ms(lambda: order.append("a"), lambda: order.append("b"), runs=2)
    assert order == ["a", "b"] * 3


def test_the_graded_answer_has_the_words_and_checks_that_the_bound_names() -> None:
    wanted = request()
    assert len(wanted.answer.split()) == WORDS == 900
    assert sum(len(criterion.checks) for criterion in wanted.rubric.criteria) == 48


def test_the_drawing_has_fifty_boxes_and_can_be_read_back() -> None:
    read = parse(format_notation(drawing())).architecture
    assert read is not None
    assert len(read.components) == BOXES == 50
