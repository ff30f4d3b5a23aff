"""Reading and writing drawings are each other's inverse, whatever is on the boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_architecture import architectures, texts

from architecture import notation_value as values
from architecture.model import Architecture, Component, Group
from architecture.notation import Comment, format_notation, parse
from architecture.notation_label import decode, encode


@given(architectures())
def test_reading_what_was_written_gives_the_same_drawing(architecture: Architecture) -> None:
    result = parse(format_notation(architecture))
    assert result.errors == ()
    assert result.architecture == architecture


@given(architectures())
def test_a_drawing_that_states_its_kinds_is_read_without_a_guess(
    architecture: Architecture,
) -> None:
    told = [notice.message for notice in parse(format_notation(architecture)).notices]
    assert not [message for message in told if "taken for" in message]


@given(architectures(max_components=3), st.lists(texts(max_size=40), max_size=3))
def test_comments_survive_a_second_writing(architecture: Architecture, remarks: list[str]) -> None:
    anchors = ["flowchart", "", *(component.id for component in architecture.components)]
    given_comments = tuple(
        Comment(text, anchors[index % len(anchors)]) for index, text in enumerate(remarks)
    )
    first = parse(format_notation(architecture, given_comments))
    assert first.architecture == architecture
    second = parse(format_notation(architecture, first.comments))
    assert second.architecture == architecture
    assert second.comments == first.comments


@given(texts(min_size=0), st.sampled_from(["", "{}"]))
def test_escapes_carry_any_text_in_one_line(text: str, also: str) -> None:
    written = encode(text, also=also)
    assert decode(written) == text
    assert not set(written) & {*also, '"', "\n", "\r", "\u2028"}


@given(st.floats(0, allow_infinity=False))
def test_numbers_come_back_to_the_last_digit(number: float) -> None:
    assert values.read_number(values.write_number(number)) == number
    assert values.read_rate(values.write_rate(number)) == number
    assert values.read_seconds(values.write_seconds(number)) == number


@given(st.floats(0, 1))
def test_shares_come_back_to_the_last_digit(share: float) -> None:
    assert values.read_share(values.write_share(share)) == share


@pytest.mark.parametrize("text", ["2000rps", "200ms", "99.95%", "0.00001", "1.5s", "80%"])
def test_figures_are_written_as_people_write_them(text: str) -> None:
    for read, write in (
        (values.read_rate, values.write_rate),
        (values.read_seconds, values.write_seconds),
        (values.read_share, values.write_share),
        (values.read_number, values.write_number),
    ):
        try:
            number = read(text)
        except ValueError:
            continue
        if text[-1].isalpha() or "%" in text or write is values.write_number:
            assert write(number) == text


def test_boxes_keep_their_order_even_against_their_groups() -> None:
    boxes = tuple(Component(id=name, name=name) for name in "abc")
    groups = (Group(id="g", name="g", members=("c", "a")), Group(id="h", name="h", parent="g"))
    drawing = Architecture(components=boxes, groups=groups)
    assert parse(format_notation(drawing)).architecture == drawing


def test_a_comment_never_becomes_a_statement() -> None:
    remarks = (Comment("@a kind=cache"), Comment("zone g", "a"), Comment("x\nb --> c", "gone"))
    result = parse(
        format_notation(Architecture(components=(Component(id="a", name="a"),)), remarks)
    )
    assert result.architecture is not None
    assert [component.id for component in result.architecture.components] == ["a"]
    assert [comment.text for comment in result.comments] == [
        "note: zone g",
        "note: @a kind=cache",
        "x b --> c",
    ]
