from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from interview.attempt import MAX_DRAWING_CHARACTERS, MAX_SECTION_CHARACTERS
from interview.clock import SystemClock
from interview.errors import (
    AttemptClosed,
    EmptyAnswer,
    GradingFailed,
    NotHandedIn,
    StaleAttempt,
    TooLarge,
    UnknownAttempt,
    UnknownScenario,
)
from interview.patch import replay
from interview.practice import Practice
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.grader import FakeGrader, unavailable
from tests.fakes.packs import TOPIC, a_pack
from tests.fakes.practice import a_practice, an_sql_store

DRAWING = "flowchart LR\n  web[Web] --> pg[(Postgres)]\n"
UNREADABLE = "flowchart LR\n  web[Web --> pg\n"


@pytest.fixture
def grader() -> FakeGrader:
    return FakeGrader()


@pytest.fixture
def practice(grader: FakeGrader) -> Practice:
    return a_practice(FakeAttemptStore(), grader=grader)


def test_the_main_job_from_the_library_to_a_grade(practice: Practice) -> None:
    (card,) = practice.library()
    attempt_id = practice.start(card.slug)
    practice.save(attempt_id, "design", "thing 1 and thing 2", rev=0)
    practice.save(attempt_id, "requirements", "thing 3", rev=0)
    practice.save_drawing(attempt_id, DRAWING, rev=0)
    feedback = practice.hand_in(attempt_id)
    assert feedback.answer == "## Requirements\n\nthing 3\n\n## Design\n\nthing 1 and thing 2\n"
    assert feedback.grade.total == 75
    assert feedback.architecture is not None
    assert [box.id for box in feedback.architecture.components] == ["web", "pg"]
    for criterion in feedback.grade.criteria:
        for check in criterion.checks:
            for quote in check.quotes:
                assert feedback.answer[quote.start : quote.end] == quote.text
    (summary,) = practice.history()
    assert (summary.total, summary.words, summary.title) == (75, 7, "The ski-lift")
    (card,) = practice.library()
    assert (card.best_total, card.attempts, card.open_attempt_id) == (75, 1, None)


def test_a_new_room_is_empty_and_gives_nothing_hidden_away(practice: Practice) -> None:
    room = practice.room(practice.start("ski-lift"))
    assert {draft.body for draft in room.drafts.values()} == {""}
    assert (room.drawing.text, room.drawing.rev, room.asked) == ("", 0, ())
    shown = room.model_dump_json()
    for hidden in ("900", "out of date", "thing 1", "Opens the gate"):
        assert hidden not in shown


def test_what_was_saved_is_there_after_a_refresh(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    saved = practice.save(attempt_id, "design", "one", rev=0)
    saved = practice.save(attempt_id, "design", "one two", rev=saved.rev)
    draft = practice.room(attempt_id).drafts["design"]
    assert (draft.body, draft.rev, draft.saved_at) == ("one two", saved.rev, saved.at)


def test_a_second_tab_is_told_of_the_newer_text_and_overwrites_nothing(
    practice: Practice,
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "from tab one", rev=0)
    with pytest.raises(StaleAttempt) as stale:
        practice.save(attempt_id, "design", "from tab two", rev=0)
    assert stale.value.current.rev == 1
    assert stale.value.yours == "from tab two"
    assert practice.room(attempt_id).drafts["design"].body == "from tab one"
    practice.save(attempt_id, "design", "both tabs", rev=stale.value.current.rev)
    assert practice.room(attempt_id).drafts["design"].body == "both tabs"


def test_the_same_save_sent_twice_is_one(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    first = practice.save(attempt_id, "design", "text", rev=0)
    assert practice.save(attempt_id, "design", "text", rev=0) == first
    assert len(practice.store.events(attempt_id)) == 1


def test_the_typed_events_replay_to_the_draft(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    texts = ["a cat sat", "a black cat sat", "a black cat", "", "ü\n\nnew", "new"]
    for rev, text in enumerate(texts):
        practice.save(attempt_id, "design", text, rev=rev)
    payloads = [event.payload for event in practice.store.events(attempt_id, kinds=("typed",))]
    for count, text in enumerate(texts, start=1):
        assert replay(payloads[:count]) == text


def test_an_unreadable_drawing_is_kept_as_typed_beside_the_last_good_one(
    practice: Practice,
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save_drawing(attempt_id, DRAWING, rev=0, positions={"web": (1, 2)})
    practice.save_drawing(attempt_id, UNREADABLE, rev=1)
    drawing = practice.room(attempt_id).drawing
    assert (drawing.text, drawing.good_text, drawing.rev) == (UNREADABLE, DRAWING, 2)


def test_an_unreadable_drawing_is_handed_in_as_invalid(
    practice: Practice, grader: FakeGrader
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save_drawing(attempt_id, UNREADABLE, rev=0)
    assert practice.hand_in(attempt_id).drawing_text == UNREADABLE
    assert grader.requests[0].drawing.state == "invalid"


def test_no_drawing_and_a_drawing_are_told_apart(practice: Practice, grader: FakeGrader) -> None:
    for text in ("", DRAWING):
        attempt_id = practice.start("ski-lift")
        practice.save(attempt_id, "design", "thing 1", rev=0)
        practice.save_drawing(attempt_id, text, rev=0)
        practice.hand_in(attempt_id)
    assert [request.drawing.state for request in grader.requests] == ["none", "valid"]
    assert grader.requests[1].drawing.facts


def test_too_large_texts_are_refused_and_what_was_saved_stays(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "kept", rev=0)
    with pytest.raises(TooLarge, match="20001 characters; shorten it to 20000"):
        practice.save(attempt_id, "design", "x" * (MAX_SECTION_CHARACTERS + 1), rev=1)
    with pytest.raises(TooLarge, match="drawing"):
        practice.save_drawing(attempt_id, "x" * (MAX_DRAWING_CHARACTERS + 1), rev=0)
    with pytest.raises(TooLarge, match="question"):
        practice.ask(attempt_id, "x" * 501)
    assert practice.room(attempt_id).drafts["design"].body == "kept"


def test_an_unknown_section_is_named_with_those_there_are(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    with pytest.raises(ValueError, match="no section 'poem'; there are: requirements"):
        practice.save(attempt_id, "poem", "x", rev=0)  # pyright: ignore[reportArgumentType]


def test_nul_and_half_surrogates_are_made_storable(tmp_path: Path) -> None:
    practice = a_practice(an_sql_store(tmp_path))
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "a\x00b\ud800c\r\nd", rev=0)
    assert practice.room(attempt_id).drafts["design"].body == "a\ufffdb\ufffdc\nd"


def test_nothing_can_be_handed_in_empty(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", " \n ", rev=0)
    with pytest.raises(EmptyAnswer, match="write something or draw"):
        practice.hand_in(attempt_id)
    assert practice.room(attempt_id).attempt.state == "drafting"
    practice.save(attempt_id, "design", "thing 1", rev=1)
    assert practice.hand_in(attempt_id).grade.total == 25


def test_after_handing_in_nothing_changes(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    first = practice.hand_in(attempt_id)
    with pytest.raises(AttemptClosed, match="graded"):
        practice.save(attempt_id, "design", "thing 1 thing 2", rev=1)
    with pytest.raises(AttemptClosed):
        practice.save_drawing(attempt_id, DRAWING, rev=0)
    with pytest.raises(AttemptClosed):
        practice.ask(attempt_id, "how many skiers?")
    assert practice.hand_in(attempt_id) == first == practice.feedback(attempt_id)


def test_many_clicks_at_once_are_one_submission_and_one_grading(tmp_path: Path) -> None:
    practice = a_practice(an_sql_store(tmp_path))
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    with ThreadPoolExecutor(8) as pool:
        views = list(pool.map(practice.hand_in, [attempt_id] * 8))
    assert views == [views[0]] * 8
    kinds = [event.kind for event in practice.store.events(attempt_id)]
    assert kinds == ["typed", "submitted", "graded"]
    submission = practice.store.submission(attempt_id)
    assert submission is not None
    assert len(practice.store.gradings(submission.id)) == 1


def test_a_grader_that_raises_costs_neither_answer_nor_points(
    practice: Practice, grader: FakeGrader
) -> None:
    grader.failures += [unavailable(), ZeroDivisionError("a bug")]
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    with pytest.raises(GradingFailed, match="the line is dead"):
        practice.hand_in(attempt_id)
    room = practice.room(attempt_id)
    assert room.attempt.state == "failed"
    assert room.attempt.failed_because == "GraderUnavailable: the line is dead"
    (summary,) = practice.history()
    assert summary.total is None
    with pytest.raises(GradingFailed, match="the line is dead"):
        practice.feedback(attempt_id)
    with pytest.raises(GradingFailed, match="ZeroDivisionError"):
        practice.hand_in(attempt_id)
    feedback = practice.hand_in(attempt_id)
    assert feedback.grade.total == 25
    assert feedback.attempt.failed_because is None
    kinds = [event.kind for event in practice.store.events(attempt_id)]
    assert kinds == ["typed", "submitted", "graded"]


class Killed(BaseException):
    """Stands for the end of the process: nothing may catch it."""


def killed_before_the_grade(practice: Practice, grader: FakeGrader) -> str:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    grader.failures.append(Killed())  # pyright: ignore[reportArgumentType]
    with pytest.raises(Killed):
        practice.hand_in(attempt_id)
    assert practice.store.attempt(attempt_id).state == "submitted"
    return attempt_id


def test_what_was_handed_in_before_a_crash_is_graded_at_the_next_start(
    practice: Practice, grader: FakeGrader
) -> None:
    attempt_id = killed_before_the_grade(practice, grader)
    assert practice.recover() == 1
    assert practice.recover() == 0
    assert practice.feedback(attempt_id).grade.total == 25


def test_a_room_or_feedback_grades_what_is_still_owed(
    practice: Practice, grader: FakeGrader
) -> None:
    first = killed_before_the_grade(practice, grader)
    assert practice.room(first).attempt.state == "graded"
    second = killed_before_the_grade(practice, grader)
    assert practice.feedback(second).grade.total == 25


def test_recovery_goes_on_after_one_that_cannot_be_graded(
    practice: Practice, grader: FakeGrader
) -> None:
    first = killed_before_the_grade(practice, grader)
    second = killed_before_the_grade(practice, grader)
    grader.failures.append(unavailable())
    assert practice.recover() == 1
    assert practice.room(first).attempt.state == "failed"
    assert practice.room(second).attempt.state == "graded"


def test_feedback_before_handing_in_says_what_to_do(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    with pytest.raises(NotHandedIn, match="hand it in"):
        practice.feedback(attempt_id)
    practice.discard(attempt_id)
    with pytest.raises(NotHandedIn, match="abandoned"):
        practice.feedback(attempt_id)
    with pytest.raises(AttemptClosed, match="abandoned"):
        practice.hand_in(attempt_id)


def test_unknown_ids_and_slugs_are_named(practice: Practice) -> None:
    with pytest.raises(UnknownScenario, match=r"no scenario .moon.; those .*: ski-lift"):
        practice.start("moon")
    for ask in (practice.room, practice.feedback, practice.hand_in, practice.discard):
        with pytest.raises(UnknownAttempt, match="no attempt 'x'"):
            ask("x")


def test_a_discarded_attempt_leaves_the_history_and_comes_back_whole(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    practice.discard(attempt_id)
    assert practice.history() == ()
    assert practice.library()[0].open_attempt_id is None
    practice.restore(attempt_id)
    assert practice.room(attempt_id).drafts["design"].body == "thing 1"
    assert practice.library()[0].open_attempt_id == attempt_id


def test_an_attempt_is_graded_by_the_scenario_it_was_started_with(grader: FakeGrader) -> None:
    store = FakeAttemptStore()
    before = a_practice(store, grader=grader, packs=[a_pack(version=1)])
    attempt_id = before.start("ski-lift")
    before.save(attempt_id, "design", "thing 1", rev=0)
    newer = a_pack(version=2)
    scenario = newer.scenario.model_copy(update={"prompt": "Something else.", "title": "New"})
    after = a_practice(
        store, grader=grader, packs=[newer.model_copy(update={"scenario": scenario})]
    )
    assert after.room(attempt_id).brief.prompt == "Design the gate of a ski lift."
    after.hand_in(attempt_id)
    assert grader.requests[0].prompt == "Design the gate of a ski lift."
    assert after.history()[0].title == "The ski-lift"


def test_only_active_packs_are_offered_and_a_retired_one_stays_reviewable(
    grader: FakeGrader,
) -> None:
    store = FakeAttemptStore()
    before = a_practice(store, grader=grader, packs=[a_pack("old"), a_pack("draft")])
    attempt_id = before.start("old")
    before.save(attempt_id, "design", "thing 1", rev=0)
    packs = [a_pack("old", status="retired"), a_pack("draft", status="draft"), a_pack("new")]
    after = a_practice(store, grader=grader, packs=packs)
    assert [card.slug for card in after.library()] == ["new"]
    with pytest.raises(UnknownScenario):
        after.start("old")
    assert after.hand_in(attempt_id).grade.total == 25


def test_the_topic_filter_shows_what_the_packs_reach(practice: Practice) -> None:
    (roofs,) = practice.topic_tree()
    (gutters,) = roofs.children
    assert (roofs.label, roofs.count) == ("Roofs", 1)
    assert [leaf.label for leaf in gutters.children] == ["Rain", "Snow"]
    assert practice.library()[0].topics[0].id == TOPIC


def test_the_example_is_graded_for_real_once_and_not_stored(grader: FakeGrader) -> None:
    practice = a_practice(
        FakeAttemptStore(), grader=grader, packs=[a_pack("ticket-onsale"), a_pack()]
    )
    example = practice.example()
    assert example.attempt.is_example
    assert example.grade.total == 50
    assert practice.feedback(example.attempt.id) is example
    assert len(grader.requests) == 1
    assert practice.history() == ()
    assert practice.library()[0].attempts == 0


def test_the_cheapest_points_come_from_different_criteria_and_weigh_most_first(
    practice: Practice,
) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    points = practice.hand_in(attempt_id).cheapest
    assert [(x.criterion_id, x.check_id, x.points) for x in points] == [
        ("c-gate", "k2", 15),
        ("c-store", "k2", 10),
        ("c-gate", "k3", 15),
    ]
    assert points[0].coach == "Say thing 2"


def test_a_full_answer_has_no_cheap_points_left(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1 thing 2 thing 3 thing 4", rev=0)
    assert practice.hand_in(attempt_id).cheapest == ()


def test_a_question_is_noted_with_what_came_back(practice: Practice, grader: FakeGrader) -> None:
    attempt_id = practice.start("ski-lift")
    turn = practice.ask(attempt_id, "  How many skiers are there?\n")
    assert (turn.outcome, turn.fact_id) == ("revealed", "h-skiers")
    again = practice.ask(attempt_id, "how many skiers?")
    assert (again.outcome, again.reply) == ("already_told", turn.reply)
    none = practice.ask(attempt_id, "What colour is the cabin?")
    assert (none.outcome, none.fact_id) == ("assume", None)
    assert practice.room(attempt_id).asked == (turn, again, none)
    practice.save(attempt_id, "design", "thing 1", rev=0)
    assert practice.hand_in(attempt_id).asked == (turn, again, none)
    turns = grader.requests[0].turns
    assert [(x.kind, x.ref) for x in turns] == [
        ("asked", "h-skiers"),
        ("revealed", "h-skiers"),
        ("asked", "h-skiers"),
        ("asked", None),
        ("assumed", None),
    ]


def test_one_question_for_two_facts_is_one_turn_and_two_events(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    turn = practice.ask(attempt_id, "How many skiers? And what about expired passes?")
    assert "900 skiers" in turn.reply
    assert "hour out of date" in turn.reply
    assert practice.room(attempt_id).asked == (turn,)
    revealed = practice.store.events(attempt_id, kinds=("revealed",))
    assert [event.payload["ref"] for event in revealed] == ["h-skiers", "h-pass"]


def test_yes_to_the_interviewers_own_question_tells_what_was_meant(practice: Practice) -> None:
    attempt_id = practice.start("ski-lift")
    assert practice.ask(attempt_id, "What is the load of a cabin?").outcome == "unsure"
    assert practice.ask(attempt_id, "Yes please").fact_id == "h-skiers"
    assert practice.ask(attempt_id, "Yes please").outcome == "assume"


def test_a_brief_shows_what_may_be_seen_before_the_start(practice: Practice) -> None:
    brief = practice.brief("ski-lift")
    assert (brief.title, brief.minutes) == ("The ski-lift", 30)
    assert brief.visible_facts == ("One valley",)
    assert "900" not in brief.model_dump_json()


def test_a_drawing_of_comments_only_is_no_drawing(practice: Practice, grader: FakeGrader) -> None:
    attempt_id = practice.start("ski-lift")
    practice.save(attempt_id, "design", "thing 1", rev=0)
    practice.save_drawing(attempt_id, "flowchart LR\n%% later\n", rev=0)
    practice.hand_in(attempt_id)
    assert grader.requests[0].drawing.state == "none"


def test_the_systems_clock_goes_forward_in_utc() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first <= second
    assert first.utcoffset() == timedelta(0)
