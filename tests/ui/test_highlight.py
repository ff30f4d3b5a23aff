import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from ui.components.highlight import Highlight, highlighted, place

ANSWER = "A seat is held for 7 minutes."
texts = st.text(alphabet=st.sampled_from("ab <>&\"'#\n\té"), max_size=40)
spans = st.lists(
    st.builds(
        Highlight,
        start=st.integers(-3, 45),
        end=st.integers(-3, 45),
        label=st.sampled_from(["1.1", "2.3", "4!"]),
        title=st.sampled_from(["plain", '<b title="x">']),
        earned=st.booleans(),
    ),
    max_size=6,
)


def stripped(markup: str) -> str:
    """What is left of a marked text when notes and tags are taken away."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<sup>.*?</sup>", "", markup)))


@given(text=texts, marks=spans)
def test_without_its_tags_a_marked_answer_is_the_answer(text: str, marks: list[Highlight]) -> None:
    assert stripped(highlighted(text, marks)) == text


@given(text=texts, marks=spans)
def test_no_character_of_the_answer_becomes_markup(text: str, marks: list[Highlight]) -> None:
    tags = set(re.findall(r"<(\w+)", highlighted(text, marks)))
    assert tags <= {"mark", "sup", "a", "span", "b"}


def test_a_quote_is_marked_with_the_number_of_its_check() -> None:
    markup = highlighted(ANSWER, [Highlight(10, 28, "3.2", "Gives a hold time")])
    assert '<mark title="Gives a hold time">held for 7 minutes<sup>' in markup
    assert '<a href="#check-3-2">3.2</a></sup></mark>' in markup


def test_where_quotes_overlap_the_common_piece_names_both_checks() -> None:
    marks = [Highlight(0, 14, "1.1", "first"), Highlight(10, 28, "2.2", "second")]
    assert 'title="first; second">held<' in highlighted(ANSWER, marks)


def test_words_that_only_raised_a_red_flag_look_different() -> None:
    markup = highlighted(ANSWER, [Highlight(0, 6, "3!", "Red flag", earned=False)])
    assert '<mark class="lb-bad" title="Red flag">A seat<' in markup


def test_offsets_count_code_points_not_bytes() -> None:
    assert ">é😀<" in highlighted("é😀 x", [Highlight(0, 2, "1.1", "t")])


def test_a_mark_that_returns_has_one_place_to_jump_to() -> None:
    marks = [Highlight(0, 1, "1.1", "t"), Highlight(2, 6, "1.1", "t")]
    assert highlighted(ANSWER, marks).count('id="mark-1-1"') == 1


def test_headings_of_sections_are_shown_as_headings() -> None:
    markup = highlighted("## Design\n\nx", [])
    assert '<span class="lb-hash">## </span><b class="lb-heading">Design</b>' in markup


def test_a_place_is_fit_for_an_id() -> None:
    assert (place("3.1"), place("3!")) == ("3-1", "3-flag")
