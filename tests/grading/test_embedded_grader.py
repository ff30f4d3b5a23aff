"""What the default grader makes of small answers, and of hostile ones."""

import pytest
from graded_answers import PADDING, asked, claim, drawn, pack, slugs, small
from graded_answers import check as wanted
from hypothesis import given
from hypothesis import strategies as st

from grading.embedded_grader import EmbeddedGrader
from grading.grade import CheckVerdict, Grade
from grading.grader import GradingRequest, Turn
from grading.rubric import RedFlag, RedFlagEvidence

UNIQUE = claim(
    ("seat",), ("unique index", "@unique-constraint"), relation=("mechanism", "purpose")
)
NEVER = claim(("seat",), ("never sold twice", "not sell twice"))
REJECTS = claim(("sharding",), ("not needed", "reject", "do not use"), relation=("alternative",))
GRAPH = {
    "id": "g-cache",
    "predicate": {"op": "exists_path", "from": {"kind": ["client"]}, "to": {"kind": ["cdn"]}},
}
WITH_CDN = "flowchart LR\n  client[Client] --> cdn[CDN]\n  cdn --> web[Web service]\n"
WITHOUT = "flowchart LR\n  client[Client] --> web[Web service]\n"


def grade(request: GradingRequest) -> Grade:
    return EmbeddedGrader().grade(request)


def verdicts(request: GradingRequest) -> tuple[CheckVerdict, ...]:
    return grade(request).criteria[0].checks


def only(request: GradingRequest) -> CheckVerdict:
    return verdicts(request)[0]


@pytest.mark.parametrize(
    "answer",
    [
        "A unique index stops two rows for one seat.",
        "The seat table carries a unique index, which rejects the second insert.",
        "Seats: we insert a row and the uniqueness constraint decides.",
        "- seat rows guarded by a unique index, so the second buyer gets a 409",
        "| part | how |\n|---|---|\n| seat row | protected by a unique index |",
        "The `seat` table has `UNIQUE INDEX (event, seat)`; it rejects the second insert.",
        "THE SEATS ARE GUARDED BY A UNIQUE INDEX, SO THE SECOND INSERT FAILS.",
        "Each seat is protected by a uniqe indx or better a unique index that rejects doubles.",
    ],
)
def test_a_mechanism_tied_to_its_object_is_met(answer: str) -> None:
    found = only(small(answer, wanted(claims=(UNIQUE,))))
    assert found.verdict == "met"
    assert found.quotes


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("The tour is long and the stadium is large and people like both.", "not-found"),
        ("We care for the seat.", "mentioned-only"),
        ("Seat, unique index.", "no-relation"),
        ("We do not protect the seat with a unique index.", "negated"),
        ("Maybe we guard the seat with a unique index.", "hedged"),
        (
            "A unique index stops doubles. The people sit. Then they watch the seat.",
            "mentioned-only",
        ),
    ],
)
def test_what_is_not_met_says_why(answer: str, reason: str) -> None:
    found = only(small(answer, wanted(claims=(UNIQUE,))))
    assert found.verdict == "not_met"
    assert found.reasons[0] == reason
    assert found.reason


@pytest.mark.parametrize(
    "answer",
    [
        "A seat is never sold twice.",
        "No seat is sold twice.",
        "We must not sell a seat twice.",
        "A seat cannot be sold twice.",
        "The design avoids selling any seat twice.",
    ],
)
def test_a_promise_may_be_denied_in_any_words(answer: str) -> None:
    promise = f"{answer[:-1]}, because the claim is one conditional update."
    assert only(small(promise, wanted(claims=(NEVER,)))).verdict == "met"


def test_the_same_promise_without_its_negator_is_the_opposite() -> None:
    answer = "A seat is sold twice, because the claim is one conditional update."
    assert only(small(answer, wanted(claims=(NEVER,)))).verdict == "not_met"


def test_turning_something_down_is_what_a_trade_off_asks_for() -> None:
    answer = "We do not use sharding because 80 writes per second do not pay for it."
    assert only(small(answer, wanted("reason", claims=(REJECTS,)))).verdict == "met"


def test_a_reason_needs_more_than_a_mechanism() -> None:
    bare = "A unique index guards the seat."
    told = "A unique index guards the seat, so the second insert fails."
    assert only(small(bare, wanted("reason", claims=(UNIQUE,)))).reasons == ("no-relation",)
    assert only(small(told, wanted("reason", claims=(UNIQUE,)))).verdict == "met"


def test_the_last_statement_wins() -> None:
    yes = "A unique index guards the seat, so the second insert fails."
    no = "In the end the seat is not guarded by a unique index at all."
    item = wanted(claims=(UNIQUE,))
    assert only(small(f"{yes} {no}", item)).reasons == ("self-contradiction",)
    assert only(small(f"{no} {yes}", item)).verdict == "met"


def test_a_contradiction_withholds_credit() -> None:
    item = wanted(claims=(UNIQUE,), contradictions=(("application code only",),))
    yes = "A unique index guards the seat, so the second insert fails."
    no = "We check it by application code only, which runs in each worker."
    warned = "Doing it by application code only would race, so we never do that."
    assert only(small(f"{yes} {no}", item)).reasons == ("self-contradiction",)
    assert only(small(f"{yes} {warned}", item)).verdict == "met"


def test_one_clause_proves_two_checks_at_most() -> None:
    item = wanted(claims=(UNIQUE,))
    once = "A unique index guards the seat and rejects doubles."
    twice = f"{once} The other seat table is protected by a unique index as well."
    assert [v.verdict for v in verdicts(small(once, item, item, item))].count("met") == 2
    assert [v.verdict for v in verdicts(small(twice, item, item, item))].count("met") == 3


def test_the_same_sentence_again_counts_once() -> None:
    item = wanted(claims=(UNIQUE,))
    once = "A unique index guards the seat and rejects doubles."
    found = verdicts(small(f"{once} {once} {once}", item, item, item))
    assert [v.verdict for v in found].count("met") == 2


def test_all_claims_may_stand_in_one_clause() -> None:
    parts = tuple(claim((word,)) for word in ("readiness", "graceful shutdown", "timeout"))
    answer = "Pods have a readiness probe, graceful shutdown and a timeout of 30 s."
    assert only(small(answer, wanted(claims=parts))).verdict == "met"


def test_a_rival_design_meets_the_check() -> None:
    item = wanted(claims=(UNIQUE,), alternatives=(claim(("single writer",), ("event",)),))
    found = only(small("A single writer owns each event, so claims run one by one.", item))
    assert found.reasons == ("met-by-alternative",)


def test_a_drawing_needs_words_and_words_a_drawing() -> None:
    item = wanted(
        "graph",
        facts={"ids": ("g-cache",)},
        claims=(claim(("cdn",), ("page", "pages")),),
    )
    said = "The CDN serves the page, so the database never sees it."
    more = {"graph_facts": (GRAPH,)}
    assert only(small(said, item, drawing=drawn(WITH_CDN), **more)).verdict == "met"
    assert only(small(said, item, drawing=drawn(WITHOUT), **more)).reasons == ("said-not-drawn",)
    assert only(small(said, item, **more)).reasons == ("said-not-drawn",)
    assert only(small("", item, drawing=drawn(WITH_CDN), **more)).reasons == ("drawn-not-said",)


def test_an_unreadable_drawing_is_unscored_and_not_wrong() -> None:
    item = wanted("graph", facts={"ids": ("g-cache",)}, claims=(claim(("cdn",)),))
    request = small(
        "The CDN serves it.", item, drawing=drawn("flowchart LR\n a[["), graph_facts=(GRAPH,)
    )
    assert request.drawing.state == "invalid"
    found = only(request)
    assert (found.verdict, found.cause) == ("unscored", "drawing-invalid")
    assert grade(request).total is None


def test_what_was_asked_in_the_interview_counts() -> None:
    item = wanted("behaviour", events=("asked:h-arrivals",), claims=(claim(("how many people",)),))
    asked_it = Turn(index=0, kind="asked", text="how many come?", ref="h-arrivals")
    assert only(small("", item)).verdict == "not_met"
    assert only(small("", item, turns=(asked_it,))).verdict == "met"


def test_a_probe_on_the_criterion_is_remembered() -> None:
    item = wanted(claims=(UNIQUE,))
    probed = Turn(index=0, kind="probed", text="and if two?", ref="c")
    answer = "A unique index stops two rows for one seat."
    assert only(small(answer, item)).raised == "unprompted"
    assert only(small(answer, item, turns=(probed,))).raised == "after_probe"


LOCK = RedFlag(
    id="r1",
    text="Row lock held during payment",
    cap=0,
    evidence=RedFlagEvidence(
        claims=(claim(("lock", "select for update"), ("payment", "provider")),),
        unless=(claim(("single writer",)),),
        unless_earlier=(claim(("requirement",)),),
    ),
)


@pytest.mark.parametrize(
    ("answer", "present"),
    [
        ("We lock the row with SELECT FOR UPDATE and call the payment provider.", True),
        ("We never hold a lock while we call the payment provider.", False),
        ("Holding a lock during the payment would be a mistake.", False),
        ("Maybe we hold a lock while the payment provider answers.", False),
        (
            "We lock the row and call the provider. But a single writer owns it, so it works.",
            False,
        ),
        (
            "The requirement is set first, so we know. We lock the row and call the provider.",
            False,
        ),
        ("We lock the row and call the provider. The requirement is set last, so it is.", True),
    ],
)
def test_a_red_flag_is_making_the_error_not_naming_it(answer: str, *, present: bool) -> None:
    item = wanted(claims=(claim(("row",), ("lock", "provider")),))
    found = grade(small(answer, item, flags=(LOCK,))).criteria[0]
    assert (found.flags[0].verdict == "present") is present
    assert found.cap == (0 if present else None)


def test_a_flag_without_evidence_is_unscored() -> None:
    flag = RedFlag(id="r1", text="Something only people see", cap=0)
    found = grade(small("", wanted(claims=(UNIQUE,)), flags=(flag,))).criteria[0]
    assert found.flags[0].verdict == "unscored"
    assert found.cap is None


def test_a_check_without_evidence_is_judged_by_its_own_words() -> None:
    plain = wanted(claims=(UNIQUE,)).model_copy(
        update={
            "evidence": None,
            "text": "Expiry is a timestamp evaluated when the seat is claimed",
        }
    )
    yes = (
        "When someone claims the seat we compare the expiry timestamp, so a late job is harmless."
    )
    assert only(small(yes, plain)).verdict == "met"
    assert only(small("We use Redis and Kafka because they scale.", plain)).verdict == "not_met"


@given(st.text(max_size=400))
def test_any_text_gets_a_grade(text: str) -> None:
    request = small(text, wanted(claims=(UNIQUE,)))
    found = grade(request)
    for quote in found.criteria[0].checks[0].quotes:
        assert request.answer[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "\x00\x01\x02" * 500,
        "<div>" * 50_000,
        "<!--" * 100_000,
        "a" * 1_000_000,
        "(((((" * 40_000,
        "word " * 200_000,
        "not " * 5_000,
        "- \n" * 10_000,
        "| a |" * 5_000,
        "```\n" * 9_999,
        "1,000,000 " * 2_000,
        "\u202e\u200b\ufeff" * 9_000,
        "👩‍👩‍👧‍👦 " * 3_000,
        "\ud800 lone surrogate " * 50,
    ],
    ids=range(15),
)
def test_hostile_answers_are_read_in_time_and_earn_nothing(answer: str) -> None:
    found = grade(asked(pack(slugs()[0]), answer))
    assert not found.total


def test_only_the_first_part_of_a_long_answer_is_graded_and_that_is_said() -> None:
    filler = " ".join(f"Line {i} says nothing of use to anyone who reads it." for i in range(400))
    request = small(f"{filler} A unique index guards the seat.", wanted(claims=(UNIQUE,)))
    found = grade(request)
    assert "truncated" in found.guards
    assert found.criteria[0].checks[0].verdict == "not_met"


def test_a_short_answer_is_not_graded_and_says_so() -> None:
    request = small("", wanted(claims=(UNIQUE,))).model_copy(
        update={"answer": "A unique index guards the seat."}
    )
    found = grade(request)
    assert found.total is None
    assert found.guards == ("too-short",)
    assert found.not_graded_because
    assert found.criteria[0].checks[0].cause == "too-short"


def test_filler_alone_earns_nothing() -> None:
    assert grade(small(PADDING * 3, wanted(claims=(UNIQUE,)))).total == 0
