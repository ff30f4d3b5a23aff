"""The arithmetic on verdicts."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import scoring
from grading.grade import Bars, CheckVerdict, CriterionGrade, FlagVerdict
from grading.rubric import Check, Criterion, Expect, Probe, Probes, RedFlag, Rubric

Row = tuple[str, float, tuple[int, int, int]]

# Weights, expected scores and marks of the two exemplars (grading.md, section 2).
TICKET: tuple[Row, ...] = (
    ("c-reqs", 8, (2, 3, 4)),
    ("c-estimate", 10, (2, 3, 3)),
    ("c-api", 6, (3, 3, 3)),
    ("c-data", 8, (2, 3, 4)),
    ("c-admission", 14, (1, 3, 4)),
    ("c-inventory", 14, (2, 3, 4)),
    ("c-readpath", 8, (2, 3, 3)),
    ("c-payment", 12, (1, 3, 4)),
    ("c-resilience", 8, (1, 3, 4)),
    ("c-abuse", 4, (1, 2, 3)),
    ("c-ops", 4, (1, 2, 3)),
    ("c-tradeoff", 4, (1, 3, 4)),
)
TICKET_MARKS: Mapping[str, tuple[int, ...]] = {
    "weak": (1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0),
    "adequate": (3, 3, 3, 4, 2, 2, 3, 1, 1, 1, 0, 1),
    "strong": (4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 4, 4),
}
DJANGO: tuple[Row, ...] = (
    ("c-reqs", 7, (2, 3, 4)),
    ("c-measure", 9, (2, 3, 4)),
    ("c-estimate", 10, (2, 3, 4)),
    ("c-orm", 10, (3, 3, 3)),
    ("c-web", 8, (2, 3, 3)),
    ("c-pool", 11, (1, 3, 4)),
    ("c-cache", 11, (2, 3, 4)),
    ("c-replicas", 9, (1, 3, 4)),
    ("c-async", 8, (2, 3, 3)),
    ("c-reliability", 7, (1, 3, 4)),
    ("c-plan", 5, (2, 3, 4)),
    ("c-tradeoff", 5, (1, 3, 4)),
)
DJANGO_MARKS: Mapping[str, tuple[int, ...]] = {
    "weak": (0,) * 12,
    "adequate": (4, 3, 4, 3, 2, 2, 2, 2, 1, 1, 2, 1),
    "strong": (4,) * 11 + (3,),
}


def criterion(row: Row, flags: tuple[RedFlag, ...] = ()) -> Criterion:
    name, weight, (mid, senior, staff) = row
    probe = Probe(text="and then?")
    return Criterion(
        id=name,
        dimension="architecture",
        title=name,
        weight=weight,
        expect=Expect(mid=mid, senior=senior, staff=staff),
        topics=("topic",),
        checks=tuple(Check(id=f"k{i}", kind="statement", text="says it") for i in range(1, 5)),
        red_flags=flags,
        probes=Probes(if_missing=probe, if_partial=probe, if_strong=probe),
    )


def rubric(rows: tuple[Row, ...]) -> Rubric:
    return Rubric(version=1, criteria=tuple(criterion(row) for row in rows))


def checks(met: int, *, unscored: int = 0, unsure: int = 0) -> tuple[CheckVerdict, ...]:
    made = [CheckVerdict(id=f"k{i}", verdict="met") for i in range(met)]
    made += [
        CheckVerdict(id=f"u{i}", verdict="unscored", cause="cannot-assess")
        for i in range(unscored)
    ]
    made += [CheckVerdict(id=f"m{i}", verdict="not_met", confidence=0.4) for i in range(unsure)]
    made += [CheckVerdict(id=f"n{i}", verdict="not_met") for i in range(4 - len(made))]
    return tuple(made)


def graded(rows: tuple[Row, ...], marks: tuple[int, ...]) -> tuple[CriterionGrade, ...]:
    return tuple(
        scoring.criterion_grade(criterion(row), checks(mark))
        for row, mark in zip(rows, marks, strict=True)
    )


@pytest.mark.parametrize(
    ("rows", "marks", "totals"),
    [(TICKET, TICKET_MARKS, (6.0, 53.0, 99.0)), (DJANGO, DJANGO_MARKS, (0.0, 58.25, 98.75))],
)
def test_the_exemplars_marks_give_their_totals(
    rows: tuple[Row, ...], marks: Mapping[str, tuple[int, ...]], totals: tuple[float, ...]
) -> None:
    assert tuple(scoring.total(graded(rows, mark)) for mark in marks.values()) == totals


@pytest.mark.parametrize(("rows", "bars"), [(TICKET, (40, 73, 92)), (DJANGO, (44.5, 75, 93.5))])
def test_the_exemplars_bars(rows: tuple[Row, ...], bars: tuple[float, ...]) -> None:
    found = scoring.bars(rubric(rows))
    assert (found.mid, found.senior, found.staff) == bars


def test_the_adequate_ticket_answer_gates_on_payment() -> None:
    result = scoring.outcome(rubric(TICKET), graded(TICKET, TICKET_MARKS["adequate"]))
    assert [(gate.id, gate.caps_at) for gate in result.gates] == [("c-payment", "below_mid")]
    assert result.level == "below_mid"


def test_a_gate_takes_one_level_from_the_highest_bar_reached() -> None:
    marks = tuple(1 if row[0] == "c-payment" else 4 for row in TICKET)
    result = scoring.outcome(rubric(TICKET), graded(TICKET, marks))
    assert result.total == 91
    assert result.level == "mid"


def test_without_a_weight_of_twelve_the_two_heaviest_gate() -> None:
    assert scoring.heavy(rubric(DJANGO)) == ("c-pool", "c-cache")
    assert scoring.heavy(rubric(TICKET)) == ("c-admission", "c-inventory", "c-payment")


def test_a_drawing_without_a_way_through_caps_below_mid() -> None:
    strong = graded(TICKET, TICKET_MARKS["strong"])
    assert scoring.outcome(rubric(TICKET), strong, has_path=False).level == "below_mid"
    assert scoring.outcome(rubric(TICKET), strong, has_path=None).level == "staff"


def test_the_lowest_cap_of_the_flags_present_holds() -> None:
    flags = (RedFlag(id="r1", text="one", cap=2), RedFlag(id="r2", text="two", cap=1))
    item = criterion(("c", 100, (1, 2, 3)), flags)
    raised = (FlagVerdict(id="r1", verdict="present"), FlagVerdict(id="r2", verdict="present"))
    assert scoring.criterion_grade(item, checks(4), raised).score == 1
    assert scoring.criterion_grade(item, checks(4), raised[:1]).score == 2
    assert scoring.criterion_grade(item, checks(1), raised[:1]).score == 1


def test_an_unscored_flag_never_caps() -> None:
    item = criterion(("c", 100, (1, 2, 3)), (RedFlag(id="r1", text="one", cap=0),))
    unscored = (FlagVerdict(id="r1", verdict="unscored"),)
    assert scoring.criterion_grade(item, checks(3), unscored).score == 3


def test_an_unscored_check_widens_the_range_and_counts_for_nothing() -> None:
    item = scoring.criterion_grade(criterion(("c", 100, (1, 2, 3))), checks(2, unscored=1))
    assert scoring.total([item]) == 50
    assert scoring.total_range([item]) == (50, 75)


def test_an_unsure_no_could_still_be_a_yes() -> None:
    item = scoring.criterion_grade(criterion(("c", 100, (1, 2, 3))), checks(1, unsure=2))
    assert scoring.total_range([item]) == (25, 75)


def test_all_unscored_is_no_score_at_all() -> None:
    rows: tuple[Row, ...] = (("c", 100, (1, 2, 3)),)
    item = scoring.criterion_grade(criterion(rows[0]), checks(0, unscored=4))
    result = scoring.outcome(rubric(rows), [item])
    assert item.score is None
    assert (result.total, result.level, result.total_range) == (None, None, (0, 100))


def test_a_bar_inside_the_range_is_too_close_to_call() -> None:
    rows: tuple[Row, ...] = (("c", 100, (2, 3, 4)),)
    close = scoring.criterion_grade(criterion(rows[0]), checks(1, unsure=1))
    clear = scoring.criterion_grade(criterion(rows[0]), checks(2))
    assert scoring.outcome(rubric(rows), [close]).too_close
    assert not scoring.outcome(rubric(rows), [clear]).too_close


@given(st.lists(st.integers(0, 4), min_size=12, max_size=12))
def test_the_total_lies_in_its_range_and_between_zero_and_a_hundred(marks: list[int]) -> None:
    grades = graded(TICKET, tuple(marks))
    low, high = scoring.total_range(grades)
    found = scoring.total(grades)
    assert found is not None
    assert 0 <= low <= found <= high <= 100


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0.0, "below_mid"),
        (39.9, "below_mid"),
        (40.0, "mid"),
        (72.9, "mid"),
        (73.0, "senior"),
        (91.9, "senior"),
        (92.0, "staff"),
        (100.0, "staff"),
    ],
)
def test_a_level_is_reached_at_its_bar_and_not_before(score: float, level: str) -> None:
    assert scoring.reached(score, Bars(mid=40, senior=73, staff=92)) == level


def test_the_cap_that_held_is_kept_with_the_score() -> None:
    flag = RedFlag(id="r1", text="claims exactly once", cap=1)
    row = criterion(TICKET[0], flags=(flag,))
    present = (FlagVerdict(id="r1", verdict="present"),)
    capped = scoring.criterion_grade(row, checks(4), present)
    assert (capped.score, capped.cap) == (1, 1)
    assert scoring.total_range((capped,)) == (row.weight / 4, row.weight / 4)


def test_nothing_judged_still_shows_the_bars() -> None:
    rows = TICKET
    nothing = tuple(scoring.criterion_grade(criterion(row), checks(0, unscored=4)) for row in rows)
    result = scoring.outcome(rubric(rows), nothing)
    assert (result.total, result.level) == (None, None)
    assert result.bars == scoring.bars(rubric(rows))
