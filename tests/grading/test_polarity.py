"""What a sentence denies, hedges or warns of."""

import pytest

from grading.clause import document
from grading.normal import normalise
from grading.phrase import PhraseIndex
from grading.polarity import Mark, polarity


def standing(text: str, phrase: str) -> Mark:
    sentence = document(normalise(text)).sentences[0]
    hits = PhraseIndex([phrase]).hits(sentence)
    assert hits, f"{phrase!r} does not stand in {text!r}"
    return polarity(sentence).of(hits[0].at)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We do not use a message queue between the services.", "message queue"),
        ("We don't need a unique index on the seat.", "unique index"),
        ("The seat is never locked by the database row.", "database row"),
        ("Bookings are written without a unique index.", "unique index"),
        ("We avoid a unique index on that table.", "unique index"),
        ("I take a plain table instead of a message queue.", "message queue"),
        ("We keep a counter rather than one row per seat.", "one row per seat"),
        ("There is no unique index on the seats.", "unique index"),
        ("Sharding is not needed here.", "sharding"),
        ("Unlike a message queue, a table can be asked.", "message queue"),
        ("The cache is no longer a write-through cache.", "write-through cache"),
    ],
)
def test_a_negator_denies_what_follows_in_its_clause(text: str, phrase: str) -> None:
    assert standing(text, phrase) is Mark.DENIED


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We not only use a unique index but check the row count.", "unique index"),
        ("There is no single point of failure behind the load balancer.", "load balancer"),
        ("We add a unique index without downtime.", "unique index"),
        ("We do not lock, but use a unique index.", "unique index"),
        ("No lock is held; a unique index decides.", "unique index"),
        ("Nobody books without a signed token.", "signed token"),
        ("The seat is not released until the payment times out.", "payment"),
        ("If it knows nothing the attempt stays open.", "attempt stays open"),
        ("The row belongs to one order or to none in the seat table.", "seat table"),
        ("We poll the edge, so the origin never sees it.", "edge"),
    ],
)
def test_what_a_negator_does_not_reach_stands(text: str, phrase: str) -> None:
    assert standing(text, phrase) is Mark.PLAIN


def test_a_benefit_that_names_what_does_not_happen_is_no_denial_of_the_claim() -> None:
    text = "The status is a small object at the edge, so 100k rps never reaches Django."
    assert standing(text, "django") is Mark.ASIDE


def test_two_denials_cancel_out() -> None:
    assert standing("It is not without a unique index.", "unique index") is Mark.PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "Maybe we use a unique index.",
        "We could also use a unique index.",
        "I might add a unique index here.",
        "Perhaps a unique index helps.",
    ],
)
def test_a_hedge_is_no_decision(text: str) -> None:
    sentence = document(normalise(text)).sentences[0]
    hit = PhraseIndex(["unique index"]).hits(sentence)[0]
    assert polarity(sentence).is_hedged(hit.at)


def test_a_rough_number_is_no_hedge() -> None:
    sentence = document(normalise("A unique index costs perhaps 10 % of the writes.")).sentences[0]
    hit = PhraseIndex(["unique index"]).hits(sentence)[0]
    assert not polarity(sentence).is_hedged(hit.at)


def test_a_whole_sentence_can_be_denied_from_its_front() -> None:
    sentence = document(normalise("It is not true that a unique index decides.")).sentences[0]
    assert polarity(sentence).is_denied
