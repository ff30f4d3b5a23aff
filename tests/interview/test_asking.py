import re
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.asking import ASSUME, Reply, answer_question
from scenarios.loader import load_packs
from scenarios.model import HiddenFact, Scenario
from tests.fakes.packs import hidden_facts
from tests.interview.stranger_questions import FRESH_HUTS, FRESH_TICKETS, HUTS, TICKETS

Questions = tuple[tuple[str, tuple[str, ...]], ...]
BY_SLUG: dict[str, Questions] = {
    "ticket-onsale": TICKETS + FRESH_TICKETS,
    "django-monolith-10x": HUTS + FRESH_HUTS,
}
SKIERS, _ = hidden_facts()


@cache
def scenario(slug: str) -> Scenario:
    return next(x.scenario for x in load_packs() if x.scenario.slug == slug)


def ask(slug: str, question: str) -> tuple[Reply, ...]:
    played = scenario(slug)
    context = "\n".join((played.prompt, *played.visible_facts))
    return answer_question(question, played.hidden_facts, context=context)


def revealed(answers: Sequence[Reply]) -> set[str]:
    return {answer.fact_id for answer in answers if answer.fact_id is not None}


def lift(question: str, **more: object) -> tuple[Reply, ...]:
    return answer_question(question, hidden_facts(), **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("slug", BY_SLUG)
def test_no_stranger_is_told_what_was_not_asked_for(slug: str) -> None:
    wrong = {
        question: told - set(expected)
        for question, expected in BY_SLUG[slug]
        if (told := revealed(ask(slug, question))) - set(expected)
    }
    assert wrong == {}


@pytest.mark.parametrize("slug", BY_SLUG)
def test_most_strangers_are_understood_and_most_others_asked_back(slug: str) -> None:
    wanted = found = helped = 0
    for question, expected in BY_SLUG[slug]:
        answers = ask(slug, question)
        hits = len(revealed(answers) & set(expected))
        wanted += len(expected)
        found += hits
        helped += hits or (bool(expected) and answers[0].outcome == "unsure")
    assert wanted >= 55
    assert found / wanted >= 0.75
    assert helped / wanted >= 0.90


@pytest.mark.parametrize("slug", BY_SLUG)
def test_asking_back_gives_no_value_away(slug: str) -> None:
    shown = [
        answer.reply
        for question, _ in BY_SLUG[slug]
        for answer in ask(slug, question)
        if answer.outcome == "unsure"
    ]
    assert len(shown) >= 5
    assert [reply for reply in shown if re.search(r"\d", reply)] == []
    reveals = [fact.reveal for fact in scenario(slug).hidden_facts]
    assert [reply for reply in shown if any(reveal in reply for reveal in reveals)] == []


@pytest.mark.parametrize("slug", BY_SLUG)
def test_every_intent_of_a_pack_finds_its_own_fact_or_asks_back(slug: str) -> None:
    for fact in scenario(slug).hidden_facts:
        for intent in fact.ask_about:
            assert revealed(ask(slug, intent)) <= {fact.id}, intent


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_numbers_of_a_reveal_alone_reveal_nothing(slug: str) -> None:
    for fact in scenario(slug).hidden_facts:
        for number in re.findall(r"\d[\d.,]*(?: (?:%|(?:s|ms|EUR)\b))?", fact.reveal):
            assert revealed(ask(slug, f"Is it {number}?")) == set()


@pytest.mark.parametrize("slug", BY_SLUG)
def test_a_list_of_everything_is_not_a_question(slug: str) -> None:
    facts = scenario(slug).hidden_facts
    assert revealed(ask(slug, " ".join(fact.ask_about[0] for fact in facts))) == set()
    assert revealed(ask(slug, "? ".join(fact.ask_about[0] for fact in facts) + "?")) == set()


def test_an_intent_is_found_in_other_words_forms_and_spellings() -> None:
    for question in (
        "How many skiers come?",
        "how many people will use it at once, what is the peak load",
        "What's the PEAK LOAD?",
        "how many skeirs",
        "How many\u00a0skiers\u200b?",
    ):
        assert lift(question) == (Reply("revealed", SKIERS.reveal, "h-skiers"),), question


def test_what_was_told_is_told_again_as_such() -> None:
    (answer,) = lift("how many skiers?", told={"h-skiers"})
    assert answer == Reply("already_told", SKIERS.reveal, "h-skiers")


def test_two_things_plainly_asked_are_both_told() -> None:
    answers = lift("How many skiers come, and what about expired passes?")
    assert [answer.fact_id for answer in answers] == ["h-skiers", "h-pass"]


def test_a_question_about_nothing_hidden_is_for_the_candidate_to_assume() -> None:
    assert lift("What colour is the cabin?") == (Reply("assume", ASSUME),)


@pytest.mark.parametrize("question", ["", "?", "1234", "how many?", "how long", "tell me"])
def test_a_question_without_a_subject_tells_nothing(question: str) -> None:
    assert revealed(lift(question)) == set()


def test_yes_to_a_question_asked_back_tells_it() -> None:
    (asked_back,) = lift("What is the load of a cabin?")
    assert (asked_back.outcome, asked_back.offered) == ("unsure", "h-skiers")
    for yes in ("yes", "Yes, please!", "exactly"):
        (answer,) = lift(yes, offered="h-skiers")
        assert answer == Reply("revealed", SKIERS.reveal, "h-skiers")
    assert revealed(lift("yes")) == set()
    assert revealed(lift("no", offered="h-skiers")) == set()


def test_an_intent_with_a_number_is_not_quoted_back() -> None:
    fact = HiddenFact(
        id="h-x",
        ask_about=("90 second gate cycle",),
        reveal="It turns in 90 seconds.",
        matters_for=("c",),
        if_not_asked="-",
    )
    (answer,) = answer_question("is the gate painted for a cycle race", (fact,))
    assert (answer.outcome, answer.reply) == ("unsure", "Could you say that in other words?")


@given(st.text(max_size=200))
def test_any_text_gets_an_answer_and_no_noise_reveals(text: str) -> None:
    answers = lift(text)
    assert answers
    if not re.search(r"[a-z]{3}", text.casefold()):
        assert revealed(answers) == set()


def test_three_things_at_once_are_asked_for_one_by_one() -> None:
    third = HiddenFact(
        id="h-wind",
        ask_about=("wind limit",),
        reveal="It stops at 70 km/h.",
        matters_for=("c",),
        if_not_asked="-",
    )
    question = "How many skiers? What about expired passes? And is there a wind limit?"
    (answer,) = answer_question(question, (*hidden_facts(), third))
    assert (answer.outcome, answer.fact_id) == ("unsure", None)
    assert answer.reply.startswith("One thing at a time")
