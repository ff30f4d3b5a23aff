"""A grade with all that is needed to argue with it, and the points that are cheapest to win."""

from collections.abc import Iterable
from dataclasses import dataclass

from architecture.notation import parse
from grading.grade import CriterionGrade, Grade
from grading.rubric import MAX_SCORE, Criterion, Rubric
from interview.attempt import Attempt, StoredGrade, Submission
from interview.library import brief, labels
from interview.snapshot import PlayedScenario
from interview.views import (
    AskTurn,
    CheapPoint,
    CheckText,
    CriterionText,
    FeedbackView,
    FlagText,
)
from scenarios.topics import TopicTree

CHEAPEST = 3


@dataclass(frozen=True, slots=True)
class Review:
    """A graded attempt, gathered from where its parts are kept."""

    attempt: Attempt
    submission: Submission
    grading: StoredGrade
    played: PlayedScenario
    asked: tuple[AskTurn, ...] = ()


def feedback_view(finished: Review, topics: TopicTree) -> FeedbackView:
    """Put a grade beside what it was given for."""
    grade, rubric = finished.grading.grade, finished.played.rubric
    drawing_text = finished.submission.drawing_text
    return FeedbackView(
        attempt=finished.attempt,
        brief=brief(finished.played.scenario, topics),
        grade=grade,
        graded_at=finished.grading.at,
        grader=grade.grader,
        answer=finished.submission.answer,
        drawing_text=drawing_text,
        architecture=parse(drawing_text).architecture,
        facts=grade.facts,
        criteria=tuple(_in_words(criterion, topics) for criterion in rubric.criteria),
        cheapest=cheapest(grade, rubric),
        asked=finished.asked,
    )


def cheapest(grade: Grade, rubric: Rubric) -> tuple[CheapPoint, ...]:
    """Name the points nearest within reach, from different criteria where there are enough.

    One more check of a criterion is worth a quarter of its weight, and nothing while a red flag
    caps its score. Among equals an earlier check, being the easier one, comes first.
    """
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    points = [
        point
        for graded in grade.criteria
        if graded.id in criteria
        for point in _points(graded, criteria[graded.id])
    ]
    firsts = _ranked(rank for rank in points if rank[0] == 0)
    others = _ranked(rank for rank in points if rank[0] > 0)
    return tuple(point for _, point in (*firsts, *others)[:CHEAPEST])


def _points(graded: CriterionGrade, criterion: Criterion) -> list[tuple[int, CheapPoint]]:
    reachable = MAX_SCORE if graded.cap is None else graded.cap
    if graded.score is None or graded.score >= reachable or criterion.weight == 0:
        return []
    missed = {check.id for check in graded.checks if check.verdict == "not_met"}
    open_checks = [check for check in criterion.checks if check.id in missed]
    return [
        (
            rank,
            CheapPoint(
                criterion_id=criterion.id,
                check_id=check.id,
                points=criterion.weight / MAX_SCORE,
                text=check.text,
                coach=check.coach.text if check.coach else None,
            ),
        )
        for rank, check in enumerate(open_checks[: reachable - graded.score])
    ]


def _ranked(points: Iterable[tuple[int, CheapPoint]]) -> list[tuple[int, CheapPoint]]:
    return sorted(points, key=lambda ranked: (-ranked[1].points, ranked[0]))


def _in_words(criterion: Criterion, topics: TopicTree) -> CriterionText:
    return CriterionText(
        id=criterion.id,
        dimension=criterion.dimension,
        title=criterion.title,
        weight=criterion.weight,
        expect=criterion.expect,
        full_answer=criterion.full_answer,
        accepts=criterion.accepts,
        checks=tuple(
            CheckText(
                id=check.id,
                kind=check.kind,
                text=check.text,
                coach=check.coach.text if check.coach else None,
                topics=labels(check.coach.topics if check.coach else criterion.topics, topics),
            )
            for check in criterion.checks
        ),
        flags=tuple(
            FlagText(id=flag.id, text=flag.text, cap=flag.cap) for flag in criterion.red_flags
        ),
    )
