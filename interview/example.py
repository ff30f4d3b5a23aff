"""A finished attempt for those who have none yet: a pack's own answer, graded for real."""

from datetime import datetime

from grading.grader import Grader
from interview.attempt import Attempt, StoredGrade, Submission
from interview.feedback import Review
from interview.handover import judge
from interview.reading import drawing_of
from interview.snapshot import PlayedScenario
from scenarios.model import Pack

EXAMPLE_ID = "example"
EXAMPLE_SLUG = "ticket-onsale"
EXAMPLE_ANSWER = "adequate"


def example_of(pack: Pack, grader: Grader, at: datetime) -> Review:
    """Hand in the pack's adequate answer and grade it; nothing of it is stored."""
    marked = pack.answer(EXAMPLE_ANSWER)
    played = PlayedScenario(scenario=pack.scenario, rubric=pack.rubric)
    attempt = Attempt(
        id=EXAMPLE_ID,
        scenario_slug=pack.scenario.slug,
        scenario_digest=pack.digest,
        state="graded",
        is_example=True,
        started_at=at,
        updated_at=at,
    )
    submission = Submission(
        id=EXAMPLE_ID,
        attempt_id=EXAMPLE_ID,
        answer=marked.text,
        drawing_text=marked.head.drawing,
        at=at,
        input_hash="",
    )
    grade = judge(grader, played, answer=marked.text, drawing=drawing_of(marked.head.drawing))
    stored = StoredGrade(
        id=EXAMPLE_ID,
        submission_id=EXAMPLE_ID,
        grader_fingerprint=grade.grader.fingerprint,
        rubric_version=pack.rubric.version,
        grade=grade,
        at=at,
    )
    return Review(attempt, submission, stored, played)
