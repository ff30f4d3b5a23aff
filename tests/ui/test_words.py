from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.grade import Cause, CheckVerdict, GraderId, Guard, Level, Reason
from grading.rubric import CheckKind, Dimension
from scenarios.model import Family
from ui import words


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (Cause, words.CAUSES),
        (Reason, words.REASONS),
        (Guard, words.REASONS),
        (Level, words.LEVELS),
        (Dimension, words.DIMENSIONS),
        (CheckKind, words.KINDS),
        (Family, words.FAMILIES),
    ],
)
def test_every_code_has_words(codes: object, said: dict[str, str]) -> None:
    assert [code for code in get_args(codes) if not said.get(code)] == []


def test_points_drop_a_needless_decimal() -> None:
    assert [words.points(value) for value in (60.0, 59.5, 0.04)] == ["60", "59.5", "0"]


def test_a_share_is_read_as_a_percentage() -> None:
    assert [words.percent(share) for share in (0.9, 0.9995, 1.0)] == ["90 %", "100 %", "100 %"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**bold**", r"\*\*bold\*\*"),
        ("$x$ <b>", r"\$x\$ \<b\>"),
        ("[a](b)", r"\[a\]\(b\)"),
        ("two\nlines", "two lines"),
        ("ratio: 3", "ratio: 3"),
    ],
)
def test_markdown_in_a_text_is_shown_not_obeyed(text: str, said: str) -> None:
    assert words.plain(text) == said


@pytest.mark.parametrize("text", [":red[x]", ":smile:", ":material/home:"])
def test_directives_and_icon_names_are_broken_up(text: str) -> None:
    assert ":\u2060" in words.plain(text)


@given(st.text(max_size=40))
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    kept = words.plain(text).replace("\\", "").replace("\u2060", "")
    assert kept == " ".join(text.split()).replace("\\", "").replace("\u2060", "")


def test_a_verdict_says_when_it_is_unsure() -> None:
    unsure = CheckVerdict(id="k", verdict="met", confidence=0.4)
    assert words.verdict(unsure) == "Unsure, leaning met"
    assert words.verdict(CheckVerdict(id="k", verdict="not_met")) == "Not met"


def test_an_unscored_verdict_says_why() -> None:
    unread = CheckVerdict(id="k", verdict="unscored", cause="drawing-invalid")
    assert words.verdict(unread) == "Unscored: the drawing cannot be read"


def test_a_reason_given_twice_is_said_once() -> None:
    check = CheckVerdict(id="k", verdict="not_met", reasons=("not-found", "not-found"))
    assert words.reasons(check) == ("nothing found",)


def test_a_grader_is_named_with_all_that_could_change_its_grades() -> None:
    said = words.grader(GraderId(name="fake", version="2", lexicon_version="a1", model="m"))
    assert said == "fake grader, version 2, lexicon a1, m"


def test_a_sentence_begins_large_and_ends_with_a_stop() -> None:
    assert [words.sentence(text) for text in ("so it is", "Really?", "")] == [
        "So it is.",
        "Really?",
        "",
    ]


def test_one_thing_is_not_plural() -> None:
    assert (words.counted(1, "word"), words.counted(2_000, "word")) == ("1 word", "2,000 words")


def test_times_are_told_in_the_readers_zone() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert words.clock(at) == at.astimezone().strftime("%H:%M:%S")
    assert words.day(at) == at.astimezone().strftime("%d %b %Y, %H:%M")
    assert words.clock(None) == "never"


def test_no_level_is_no_word() -> None:
    assert (words.level("senior"), words.level(None)) == ("Senior", "")
