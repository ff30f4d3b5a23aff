"""What every grader keeps to, whoever judges."""

from collections.abc import Callable

import pytest
from graded_answers import PADDING, Marked, own_answers, slugs
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.embedded_grader import EmbeddedGrader
from grading.grade import Grade
from grading.grader import Grader
from grading.keyword_grader import KeywordGrader
from grading.scoring import criterion_score

GRADERS: tuple[Callable[[], Grader], ...] = (EmbeddedGrader, KeywordGrader)
ANSWERS: tuple[Marked, ...] = tuple(item for slug in slugs() for item in own_answers(slug))

every_grader = pytest.mark.parametrize("make", GRADERS)
every_answer = pytest.mark.parametrize("item", ANSWERS, ids=lambda item: item.name)


def verdicts(grade: Grade) -> dict[str, str]:
    return {f"{c.id}/{k.id}": k.model_dump_json() for c in grade.criteria for k in c.checks}


@every_grader
@every_answer
def test_every_check_and_flag_is_judged_exactly_once(
    make: Callable[[], Grader], item: Marked
) -> None:
    grade = make().grade(item.request)
    rubric = item.request.rubric
    assert [c.id for c in grade.criteria] == [c.id for c in rubric.criteria]
    for judged, asked in zip(grade.criteria, rubric.criteria, strict=True):
        assert [k.id for k in judged.checks] == [k.id for k in asked.checks]
        assert {f.id for f in judged.flags} <= {f.id for f in asked.red_flags}


@every_grader
@every_answer
def test_every_quote_is_verbatim(make: Callable[[], Grader], item: Marked) -> None:
    grade = make().grade(item.request)
    for criterion in grade.criteria:
        for judged in (*criterion.checks, *criterion.flags):
            for quote in judged.quotes:
                assert quote.source == "answer"
                assert item.request.answer[quote.start : quote.end] == quote.text


@every_grader
@every_answer
def test_what_is_met_shows_its_evidence(make: Callable[[], Grader], item: Marked) -> None:
    for criterion in make().grade(item.request).criteria:
        for check in criterion.checks:
            assert check.verdict != "met" or check.quotes or check.facts, check.id


@every_grader
@every_answer
def test_scores_and_total_are_arithmetic_on_the_verdicts(
    make: Callable[[], Grader], item: Marked
) -> None:
    grade = make().grade(item.request)
    for criterion in grade.criteria:
        assert criterion.score == criterion_score(criterion.checks, criterion.cap)
    points = sum(c.weight * (c.score or 0) / 4 for c in grade.criteria)
    assert grade.total == pytest.approx(points)
    low, high = grade.total_range
    assert low <= (grade.total or 0) <= high


@every_grader
def test_the_same_request_gives_the_same_bytes(make: Callable[[], Grader]) -> None:
    request = ANSWERS[0].request
    assert make().grade(request).model_dump_json() == make().grade(request).model_dump_json()


@every_grader
@pytest.mark.parametrize("slug", slugs())
def test_the_order_of_criteria_changes_no_verdict(make: Callable[[], Grader], slug: str) -> None:
    item = next(a for a in ANSWERS if a.name == f"{slug}/adequate")
    rubric = item.request.rubric
    turned = rubric.model_copy(update={"criteria": tuple(reversed(rubric.criteria))})
    there = make().grade(item.request)
    back = make().grade(item.request.model_copy(update={"rubric": turned}))
    assert verdicts(there) == verdicts(back)
    assert there.total == back.total


@every_grader
@settings(max_examples=10)
@given(st.integers(1, 6))
def test_length_alone_earns_nothing(make: Callable[[], Grader], times: int) -> None:
    item = next(a for a in ANSWERS if a.name.endswith("/adequate"))
    grader = make()
    before = grader.grade(item.request).total
    longer = "\n\n".join([item.request.answer, *[PADDING] * times])
    after = grader.grade(item.request.model_copy(update={"answer": longer})).total
    assert after == pytest.approx(before, abs=3)


@every_grader
def test_a_grader_names_itself_with_a_version(make: Callable[[], Grader]) -> None:
    grader = make()
    assert grader.id.name
    assert grader.id.version
    assert grader.grade(ANSWERS[0].request).grader == grader.id


@given(st.integers(0, 11), st.integers(0, 3))
@settings(max_examples=15)
def test_a_matching_sentence_never_lowers_the_floor(criterion: int, check: int) -> None:
    item = next(a for a in ANSWERS if a.name.endswith("/weak"))
    added = item.request.rubric.criteria[criterion].checks[check].text
    grader = KeywordGrader()
    before = grader.grade(item.request).total or 0
    more = item.request.model_copy(update={"answer": f"{item.request.answer}\n\n{added}."})
    assert (grader.grade(more).total or 0) >= before
