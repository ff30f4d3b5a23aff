"""How far the default grader agrees with people, on the packs' answers and on other voices."""

from collections.abc import Iterable, Iterator

import pytest
from graded_answers import Marked, own_answers, slugs, strangers

from grading.embedded_grader import EmbeddedGrader
from grading.grade import Grade
from grading.grader import Grader
from grading.keyword_grader import KeywordGrader

Pair = tuple[bool, bool]


def pairs(marked: Iterable[Marked], grader: Grader) -> Iterator[Pair]:
    """What a person and the grader say of each check."""
    for item in marked:
        for criterion in grader.grade(item.request).criteria:
            for check in criterion.checks:
                yield f"{criterion.id}/{check.id}" in item.met, check.verdict == "met"


def macro_f1(found: Iterable[Pair]) -> float:
    """The mean of the F1 of both classes."""
    listed = list(found)

    def f1(positive: bool) -> float:  # noqa: FBT001 - the class, met or not
        both = sum(a is positive and b is positive for a, b in listed)
        either = sum(a is positive for a, _ in listed) + sum(b is positive for _, b in listed)
        return 2 * both / either if either else 1.0

    return (f1(positive=True) + f1(positive=False)) / 2


def expected_scores(item: Marked) -> dict[str, int]:
    scores: dict[str, int] = {}
    for criterion in item.request.rubric.criteria:
        met = sum(f"{criterion.id}/{check.id}" in item.met for check in criterion.checks)
        caps = [f.cap for f in criterion.red_flags if f"{criterion.id}/{f.id}" in item.flags]
        scores[criterion.id] = min([met, *caps])
    return scores


def graded(item: Marked) -> Grade:
    return EmbeddedGrader().grade(item.request)


@pytest.mark.parametrize("slug", slugs())
def test_own_answers_stand_in_their_order_and_bands(slug: str) -> None:
    totals = {item.name.rpartition("/")[2]: graded(item).total or 0 for item in own_answers(slug)}
    assert 25 - totals["weak"] > 0
    assert 45 <= totals["adequate"] <= 72
    assert totals["strong"] >= 87
    assert totals["adequate"] - totals["weak"] >= 25
    assert totals["strong"] - totals["adequate"] >= 20
    assert abs(totals["strong_alt"] - totals["strong"]) <= 8


@pytest.mark.parametrize("slug", slugs())
def test_own_answers_reach_the_agreement_promised(slug: str) -> None:
    found = list(pairs(own_answers(slug), EmbeddedGrader()))
    assert macro_f1(found) >= 0.8


@pytest.mark.parametrize("slug", slugs())
def test_the_adequate_answer_is_within_one_on_each_criterion(slug: str) -> None:
    item = next(a for a in own_answers(slug) if a.name.endswith("/adequate"))
    expected = expected_scores(item)
    right = list(pairs([item], EmbeddedGrader()))
    assert sum(a == b for a, b in right) / len(right) >= 0.75
    for criterion in graded(item).criteria:
        assert abs((criterion.score or 0) - expected[criterion.id]) <= 1, criterion.id


@pytest.mark.parametrize("slug", slugs())
def test_other_voices_reach_it_too(slug: str) -> None:
    assert macro_f1(pairs(strangers(slug), EmbeddedGrader())) >= 0.8


def test_the_floor_is_far_below() -> None:
    for slug in slugs():
        floor = macro_f1(pairs(strangers(slug), KeywordGrader()))
        assert macro_f1(pairs(strangers(slug), EmbeddedGrader())) > floor + 0.1


@pytest.mark.parametrize("slug", slugs())
def test_no_guard_withholds_an_honest_answer(slug: str) -> None:
    for item in (*own_answers(slug), *strangers(slug)):
        assert set(graded(item).guards) <= {"truncated"}, item.name
