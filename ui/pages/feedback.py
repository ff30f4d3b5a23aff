"""The grade of one attempt, and all that is needed to argue with it."""

import streamlit as st

from interview import errors
from interview.practice import Practice
from interview.views import FeedbackView
from ui.components.ask_box import turn
from ui.components.cheapest_points import cheapest_points
from ui.components.criteria_list import criteria_list
from ui.components.feedback_head import feedback_head, total_and_dimensions
from ui.components.graded_drawing import graded_drawing
from ui.components.marked_answer import marked_answer
from ui.components.notice import empty, no_such_attempt, nothing_here, told_plainly
from ui.routes import Routes


def render(practice: Practice, routes: Routes) -> None:
    """Draw the grade of the attempt that the address names."""
    attempt_id = st.query_params.get("attempt", "")
    try:
        view = practice.feedback(attempt_id)
    except errors.UnknownAttempt:
        no_such_attempt(routes)
    except errors.UnknownScenario:
        nothing_here("The example is not here", "Its scenario could not be loaded.", routes)
    except (errors.NotHandedIn, errors.GradingFailed):
        routes.to_room(attempt_id)
    except errors.InterviewError as error:
        nothing_here("This grade cannot be shown", f"{error}.", routes)
    else:
        with told_plainly():
            _draw(view, practice, routes)


def _draw(view: FeedbackView, practice: Practice, routes: Routes) -> None:
    feedback_head(view, practice, routes)
    total_and_dimensions(view)
    cheapest_points(view)
    criteria, answer, drawing, asked = st.tabs(
        ["Criteria", "Your answer", "Drawing", "What you asked"],
        key=f"feedback.{view.attempt.id}.tabs",
    )
    with criteria:
        criteria_list(view)
    with answer:
        marked_answer(view)
    with drawing:
        graded_drawing(view)
    with asked:
        if view.asked:
            st.html("".join(turn(entry) for entry in view.asked))
        else:
            empty("You asked nothing.", _ASKING)


_ASKING = (
    "Interviewers hold facts back on purpose: asking for the number that decides the design is"
    " part of the grade."
)
