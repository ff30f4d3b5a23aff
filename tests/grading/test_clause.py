"""Blocks, sentences and clauses of an answer."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from grading.clause import Document, document
from grading.normal import normalise

ALPHABET = "abc XYZ019.,;:!?-*#|`\n\t()<>=é\u200bß\u0130ﬁ\u2013\u2019\u0430"


def read(text: str) -> Document:
    return document(normalise(text))


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


def clauses(text: str) -> list[str]:
    found = read(text).sentences[0]
    return [
        " ".join(token.word for token in found.tokens[clause.first : clause.last])
        for clause in found.clauses
    ]


@given(st.text(ALPHABET, max_size=300))
def test_every_sentence_and_token_lies_in_the_raw_text_in_order(text: str) -> None:
    found = read(text)
    end = 0
    for sentence in found.sentences:
        assert sentence.start >= end
        end = sentence.end
        first, last = found.normal.span(sentence.start, sentence.end)
        assert 0 <= first < last <= len(text)
        assert all(sentence.start <= t.start < t.end <= sentence.end for t in sentence.tokens)


@given(st.text(ALPHABET, max_size=300))
def test_clauses_share_out_all_tokens_of_their_sentence(text: str) -> None:
    for sentence in read(text).sentences:
        edges = [(clause.first, clause.last) for clause in sentence.clauses]
        assert edges[0][0] == 0
        assert edges[-1][1] == len(sentence.tokens)
        assert all(left[1] == right[0] for left, right in pairwise(edges))


@given(st.text(max_size=200))
def test_any_text_can_be_cut(text: str) -> None:
    assert read(text).words >= 0


def test_a_wrapped_paragraph_is_read_as_one() -> None:
    assert sentences("The seat is\nheld for seven\nminutes. Then it lapses.") == [
        "the seat is\nheld for seven\nminutes.",
        "then it lapses.",
    ]


def test_an_abbreviation_ends_no_sentence_but_a_unit_does() -> None:
    assert len(sentences("We cache, e.g. the map. It is small.")) == 2
    assert len(sentences("It waits 2 s. Then it stops.")) == 2


def test_semicolon_colon_and_but_part_clauses() -> None:
    assert clauses("Hold: one update; the loser sees 409, but the map stays.") == [
        "hold",
        "one update",
        "the loser sees 409",
        "but the map stays",
    ]


def test_bullets_stand_under_their_heading_and_their_intro() -> None:
    text = "## Data\n\nTables:\n\n- seat with state\n- orders\n"
    found = read(text).sentences
    assert [s.kind for s in found] == ["heading", "prose", "bullet", "bullet"]
    assert found[2].over == (0, 1)


def test_a_label_stands_over_the_rest_of_its_paragraph() -> None:
    found = read("Waiting room: people are drawn at random. Later ones are FIFO.").sentences
    assert found[0].lead == 2
    assert found[1].over == (0,)


def test_a_table_row_is_one_sentence_and_its_rule_none() -> None:
    text = "| part | size |\n|---|---|\n| pool | 50 |\n"
    assert [s.kind for s in read(text).sentences] == ["row", "row"]


def test_code_is_read_line_by_line() -> None:
    text = "```sql\nUPDATE seat SET state = 'held'\nWHERE state = 'free'\n```\n"
    assert [s.kind for s in read(text).sentences] == ["code", "code"]
