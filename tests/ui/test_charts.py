from grading.grade import Bars, CriterionGrade, Grade, GraderId
from grading.rubric import Dimension, Expect
from interview.views import CriterionText
from ui import charts


def a_grade(*, total: float | None = 59.5, low: float = 53, high: float = 62) -> Grade:
    return Grade(
        grader=GraderId(name="fake", version="1"),
        scenario="lift",
        rubric_version=1,
        total=total,
        total_range=(low, high),
        bars=Bars(mid=40, senior=73, staff=92),
        level="mid",
        criteria=(),
    )


def a_criterion(
    name: str, dimension: Dimension, score: int | None, weight: float = 20
) -> CriterionGrade:
    return CriterionGrade(
        id=name, dimension=dimension, title=name, score=score, weight=weight, checks=()
    )


def a_text(name: str, dimension: Dimension) -> CriterionText:
    return CriterionText(
        id=name,
        dimension=dimension,
        title=name,
        weight=20,
        expect=Expect(mid=1, senior=3, staff=4),
        full_answer=None,
        accepts=(),
        checks=(),
        flags=(),
    )


def test_the_score_bar_says_its_numbers_in_words() -> None:
    assert (
        'aria-label="59.5 of 100; could be 53 to 62. Bars: mid 40, senior 73, staff 92"'
        in charts.score_bar(a_grade())
    )


def test_a_grade_without_doubt_has_no_range_on_its_bar() -> None:
    assert "lb-bar-range" in charts.score_bar(a_grade())
    assert "lb-bar-range" not in charts.score_bar(a_grade(low=59.5, high=59.5))


def test_criteria_of_one_dimension_are_added_up() -> None:
    chart = charts.dimension_chart(
        (a_criterion("a", "security", 4), a_criterion("b", "security", 1)),
        (a_text("a", "security"), a_text("b", "security")),
        level="senior",
    )
    assert 'aria-label="Security: 25 of 40 points, 30 expected"' in chart
    assert "25 / 40" in chart


def test_a_dimension_below_what_is_expected_looks_short() -> None:
    texts = (a_text("a", "estimation"),)
    short = charts.dimension_chart((a_criterion("a", "estimation", 2),), texts, level="senior")
    enough = charts.dimension_chart((a_criterion("a", "estimation", 3),), texts, level="senior")
    assert "lb-short" in short
    assert "lb-short" not in enough


def test_a_criterion_without_verdict_counts_nothing() -> None:
    chart = charts.dimension_chart(
        (a_criterion("a", "estimation", None),), (a_text("a", "estimation"),), level="mid"
    )
    assert "0 of 20 points" in chart


def test_a_dimension_without_points_is_left_out() -> None:
    unweighted = a_criterion("a", "security", 1, weight=0)
    assert charts.dimension_chart((unweighted,), (a_text("a", "security"),), level="mid") == ""
