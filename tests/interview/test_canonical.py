from hypothesis import given
from hypothesis import strategies as st

from interview.attempt import SECTIONS, SectionId
from interview.canonical import clean, from_text, tidy, to_text, words

IDS: list[SectionId] = [section for section, _ in SECTIONS]
LINES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "## API",
            "## api  ##",
            "\\## API",
            "\\\\## Deep dives",
            "##  Trade-offs:",
            "## tradeoffs",
            "## Something else",
            "### API",
            "   ",
            "```",
        ]
    ),
)
BODIES = st.lists(LINES, max_size=6).map("\n".join)
ANSWERS = st.dictionaries(st.sampled_from(IDS), BODIES)


@given(ANSWERS)
def test_a_text_read_back_gives_the_sections_it_was_made_of(
    sections: dict[SectionId, str],
) -> None:
    assert from_text(to_text(sections)) == tidy(sections)


@given(ANSWERS)
def test_the_canonical_text_of_a_read_text_is_itself(sections: dict[SectionId, str]) -> None:
    text = to_text(sections)
    assert to_text(from_text(text)) == text


@given(st.text())
def test_any_text_can_be_read_and_a_second_reading_changes_nothing(text: str) -> None:
    once = to_text(from_text(text))
    assert to_text(from_text(once)) == once


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_a_cleaned_text_can_be_stored(text: str) -> None:
    stored = clean(text)
    assert "\x00" not in stored
    assert "\r" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert clean(stored) == stored


def test_sections_stand_in_their_fixed_order_and_empty_ones_are_left_out() -> None:
    text = to_text({"design": "boxes", "requirements": "\n\nwhat\n", "api": "  \n"})
    assert text == "## Requirements\n\nwhat\n\n## Design\n\nboxes\n"


def test_plain_text_is_a_design() -> None:
    assert from_text("I would put a cache in front.\n") == {
        "design": "I would put a cache in front."
    }


def test_headings_are_known_by_other_names_and_in_any_order() -> None:
    text = (
        "Hello\n\n## Deep Dive\nlocks\n\n## Back-of-the-envelope:\n10 rps\n\n## Deep dives\nmore"
    )
    assert from_text(text) == {
        "estimates": "10 rps",
        "design": "Hello",
        "deep_dives": "locks\n\nmore",
    }


def test_an_unknown_heading_is_part_of_its_section() -> None:
    assert from_text("## API\nGET /\n\n## Errors\n404")["api"] == "GET /\n\n## Errors\n404"


def test_words_are_runs_between_white_space() -> None:
    assert words(" two\n\twords ") == 2
