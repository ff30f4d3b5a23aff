"""Rules that let the embedded grader mark the pack: L27."""

from functools import lru_cache

from architecture.analysis import analyse
from architecture.notation import parse
from grading.embedded_grader import EmbeddedGrader
from grading.grade import Grade
from grading.grader import Drawing, GradingRequest
from grading.rubric import Rubric
from scenarios.lint.marks import marked_score, marked_total
from scenarios.lint.subject import Problems, Subject
from scenarios.model import PackAnswer, Scenario
from scenarios.request import grading_request

CRITERION_WITHIN = 1
TOTAL_WITHIN = 8


def l27_grader_agrees(subject: Subject) -> Problems:
    """The embedded grader is within 1 a criterion and 8 in total of the author's marks."""
    for file, answer in subject.reading.answers.items():
        grade = graded(answer_request(subject.scenario, subject.rubric, answer))
        if grade.total is None:
            yield subject.in_file(file, ("id",)).problem(
                "L27", f"not graded: {grade.not_graded_because}", "write a fuller answer"
            )
            continue
        marked = marked_total(subject.rubric, answer)
        if abs(grade.total - marked) > TOTAL_WITHIN:
            yield subject.in_file(file, ("expected",)).problem(
                "L27",
                f"graded {grade.total:.1f}, marked {marked:.1f}",
                f"mend the evidence until they are within {TOTAL_WITHIN}",
            )
        criteria = {criterion.id: criterion for criterion in subject.rubric.criteria}
        for result in grade.criteria:
            expected = answer.head.expected.get(result.id)
            score = marked_score(criteria[result.id], expected)
            if result.score is not None and abs(result.score - score) > CRITERION_WITHIN:
                yield subject.in_file(file, ("expected", result.id)).problem(
                    "L27",
                    f"graded {result.score}, marked {score}",
                    "mend the evidence of its checks; `python -m cli grade` shows what was found",
                )


def answer_request(
    scenario: Scenario, rubric: Rubric, answer: PackAnswer, *, text: str | None = None
) -> GradingRequest:
    """Ask about one of the pack's own answers, or about another text with its drawing."""
    return grading_request(
        scenario,
        rubric,
        answer=answer.text if text is None else text,
        drawing=drawing_of(answer.head.drawing),
    )


def drawing_of(notation: str) -> Drawing:
    """Read a drawing's text as it would be handed in, facts included."""
    architecture = parse(notation).architecture if notation.strip() else None
    if architecture is None:
        return Drawing(state="invalid" if notation.strip() else "none")
    return Drawing(state="valid", architecture=architecture, facts=analyse(architecture))


@lru_cache(maxsize=1)
def grader() -> EmbeddedGrader:
    """Make the grader once: its lexicon is large."""
    return EmbeddedGrader()


def graded(request: GradingRequest) -> Grade:
    """Let the embedded grader judge."""
    return grader().grade(request)
