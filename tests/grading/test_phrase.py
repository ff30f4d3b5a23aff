"""Phrases found by stems, with gaps, in either order, across a slip of the pen."""

import pytest

from grading.clause import document
from grading.normal import normalise
from grading.phrase import PhraseIndex


def found(text: str, *phrases: str) -> set[str]:
    index = PhraseIndex(phrases)
    return {
        hit.phrase
        for sentence in document(normalise(text)).sentences
        for hit in index.hits(sentence)
    }


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The seats are held for seven minutes.", "hold seat"),
        ("A unique partial index on the seat.", "unique index"),
        ("An index that is unique.", "unique index"),
        ("We used `select_related` there.", "select related"),
        ("Stale-while-revalidate at the edge.", "stale while revalidate"),
        ("Serialised by one writer.", "serialized writer"),
        ("An idempotencey key on the order.", "idempotency key"),
        ("A recieved webhook.", "received webhook"),
        ("It commits when the row count is equal to the seats.", "row count equals"),
        ("Tasks are sent on commit.", "on commit"),
        ("The check happens on_commit.", "on_commit"),
    ],
)
def test_a_phrase_is_found_however_it_is_inflected(text: str, phrase: str) -> None:
    assert found(text, phrase) == {phrase}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("An index on the seat. The name is unique.", "unique index"),
        ("We commit often.", "on commit"),
        ("The counter is read.", "country"),
        ("A unique name and, far away at the end of a long line, some index.", "unique index"),
        ("The cache is warm.", "cash"),
    ],
)
def test_a_phrase_is_not_found_where_its_words_only_happen_to_be(text: str, phrase: str) -> None:
    assert found(text, phrase) == set()


def test_a_long_phrase_may_miss_one_word() -> None:
    assert found("We compare the row count of the update.", "compare updated row count") != set()


def test_a_phrase_of_small_words_is_read_word_by_word() -> None:
    assert found("It must not be there.", "must not") == {"must not"}
    assert found("It must be, not there.", "at once") == set()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert found("Anything at all.", "") == set()
