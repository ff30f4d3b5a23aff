"""Folded text and the way back to what was typed."""

from hypothesis import given
from hypothesis import strategies as st

from grading.normal import MAX_CHARACTERS, normalise


@given(st.text(max_size=300))
def test_every_folded_character_comes_from_a_typed_one_in_order(text: str) -> None:
    normal = normalise(text)
    assert len(normal.text) == len(normal.origin)
    assert list(normal.origin) == sorted(normal.origin)
    assert all(0 <= place < len(text) for place in normal.origin)


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once.replace("<", "")).text == once.replace("<", "")


@given(st.text("abcdefghijklmnopqrstuvwxyz 0123456789.,;:-\n", max_size=200))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert normalise(text).text == text


def test_a_span_leads_back_to_the_raw_words() -> None:
    raw = "The \uff33\uff25\uff21\uff34 is\u200b free"
    normal = normalise(raw)
    start = normal.text.index("seat")
    first, last = normal.span(start, start + 4)
    assert raw[first:last] == "\uff33\uff25\uff21\uff34"


def test_look_alike_letters_are_folded() -> None:
    assert normalise("\u0406gn\u043ere").text == "ignore"


def test_hidden_text_is_not_read() -> None:
    for raw in (
        "seen <!-- never --> seen",
        "seen <span hidden>never</span> seen",
        'seen <p style="display:none">never</p> seen',
        "seen <script>never</script> seen",
        "seen <!-- never",
    ):
        text = normalise(raw).text
        assert "never" not in text
        assert "seen" in text


def test_a_tag_leaves_its_words_and_a_comparison_is_no_tag() -> None:
    assert normalise("a <b>bold</b> word").text.split() == ["a", "bold", "word"]
    assert normalise("held_until < now() and a > b").text == "held_until < now() and a > b"


def test_a_long_text_is_cut_and_says_so() -> None:
    normal = normalise("a" * (MAX_CHARACTERS + 1))
    assert normal.was_cut
    assert len(normal.text) == MAX_CHARACTERS
