"""What the notation refuses: each error has a place and says what would be right."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.notation import format_notation, parse

BOX = "a[A]\nb[B]\na --> b\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "words", "remedy"),
    [
        ("a -->", 1, 6, "a box is missing", "name the box"),
        ("--> b", 1, 1, "no box can start with '-'", "label"),
        ("a --- b", 1, 3, "does not say who calls whom", "caller --> callee"),
        ("a -.- b", 1, 3, "does not say who calls whom", "caller --> callee"),
        ("a <--> b", 1, 3, "two heads", "b --> a"),
        ("a <-- b", 1, 3, "backwards", "caller --> callee"),
        ("a -> b", 1, 3, "'->' is not an arrow", "a --> b"),
        ("a => b", 1, 3, "'=>' is not an arrow", "a --> b"),
        ("a → b", 1, 3, "'→' is not an arrow", "a --> b"),
        ("a \u2013 b", 1, 3, "'\u2013' is not an arrow", "a --> b"),
        ("a ~~~ b", 1, 3, "'~~~' is not an arrow", "a --> b"),
        ("a > b[DB]", 1, 3, "'>' is not an arrow", "a --> b"),
        ("a>b", 1, 2, "'>' is not an arrow", "a --> b"),
        ("a --o b", 1, 3, "circle or a cross", "a --> b"),
        ("a --x b", 1, 3, "circle or a cross", "a --> b"),
        ("a -->> b", 1, 3, "one '>'", "a --> b"),
        ("a -- b", 1, 3, "label of this arrow is never closed", "-->|label|"),
        ("a -- x; b --> c", 1, 3, "label of this arrow is never closed", "-->|label|"),
        ("a -->|x b", 1, 6, "'|' opened at column 6 is never closed", "'|'"),
        ("a -->|| b", 1, 6, "empty label", "leave it out"),
        ("a -- x -->|y| b", 1, 11, "second label", "keep one"),
        ('a["x', 1, 3, "quote opened at column 3 is never closed", '"'),
        ("a[x", 1, 2, "'[' opened at column 2 is never closed", "']'"),
        ("a[x --> b[y]", 1, 2, "'[' opened at column 2 is never closed", "']'"),
        ("a([x]", 1, 2, "'([' opened at column 2 is never closed", "'])'"),
        ("a[/api/users]", 1, 2, "'[/' opened at column 2", "double quotes"),
        ("a(x (y))", 1, 2, "'(' opened at column 2", "double quotes"),
        ('a["x" y]', 1, 7, "']' is missing", "double quotes"),
        ('a[x "y"]', 1, 5, "without quotes", "#quot;"),
        ("a[ ]", 1, 2, "empty label", "write a name"),
        (f"a[{'x' * 201}]", 1, 2, "201 characters is too long", "at most 200"),
        ("x" * 81, 1, 1, "81 characters is too long", "at most 80"),
        ("a b", 1, 3, "'b' does not belong here", "-->"),
        ("a@{ shape: x }", 1, 2, "'@{ ... }'", "%% @a kind="),
        ("“a” --> b", 1, 1, "no box can start with '“'", "label"),
        ("a\u200b --> b", 1, 2, "does not belong here", "-->"),
        ("\x00", 1, 1, "U+0000", "id"),
        ("class --> b", 1, 1, "'class' is a word of the notation", "class1"),
        ("end --> b", 1, 1, "'end' is a word of the notation", "end1"),
        ("subgraph class\nend", 1, 1, "'class' is a word of the notation", "class1"),
        ("end", 1, 1, "'end' without a subgraph", "delete it"),
        ("a\nsubgraph x\nb", 2, 1, "'x' opened here is never closed", "'end'"),
        ("subgraph\nend", 1, 1, "without a name", "subgraph edge"),
        ("subgraph x\nend\nsubgraph x\nend", 3, 1, "the first is on line 1", "id of its own"),
        ("subgraph x\na\nend\nb --> x", 4, 7, "'x' is the group of line 1", "inside the group"),
        ("a\nflowchart LR", 2, 1, "second header", "at the top"),
        ("flowchart XX", 1, 11, "no direction", "LR"),
        ("sequenceDiagram\na->>b: hi", 1, 1, "another kind of diagram", "flowchart LR"),
        ("a[X]\nb\na[Y]", 3, 1, "'Y' here and 'X' on line 1", "keep one"),
        ("---\ntitle: x", 1, 1, "front matter opened here is never closed", "---"),
        ("%%{init: {", 1, 1, "'%%{' opened here is never closed", "}%%"),
        ("```\na\n```\nb", 4, 1, "after the end of the drawing", "one drawing"),
        ("a\n\ud800", 2, 1, "U+D800", "delete it"),
        (f"{BOX}%% @c replicas=2", 4, 4, "no component 'c' is drawn", "c[Name]"),
        (f"{BOX}%% @b->a retries=2", 4, 4, "no arrow b->a is drawn", "turn the ids round"),
        (f"{BOX}a --> b\n%% @a->b retries=2", 5, 4, "2 arrows go a->b", "@a->b#1"),
        (f"{BOX}%% @a->b#2 retries=2", 4, 4, "there is no a->b#2", "a->b#1"),
        (f"{BOX}%% @a replica=2", 4, 7, "did you mean 'replicas'?", "known are: kind"),
        (f"{BOX}%% @a type=cache", 4, 7, "did you mean 'kind'?", "known are: kind"),
        (f"{BOX}%% @a->b timout=2s", 4, 10, "did you mean 'timeout'?", "known are: mode"),
        (f"{BOX}%% @a replicas", 4, 7, "'replicas' is not key=value", "key=value"),
        (f"{BOX}%% @a replicas=", 4, 16, "no value for 'replicas'", "replicas=value"),
        (f"{BOX}%% @a capacity=2000 rps", 4, 21, "'rps' is not key=value", "quotes"),
        (f"{BOX}%% @a", 4, 6, "nothing is said about 'a'", "key=value"),
        (f'{BOX}%% @a role="x"y', 4, 15, "quote in the middle", "whole value"),
        (f"{BOX}%% @a->", 4, 8, "no id after '->'", "@a->db"),
        (f"{BOX}%% @", 4, 5, "no id after '@'", "@web"),
        (f'{BOX}%% @a role="x', 4, 12, "never closed", '"'),
        (f"{BOX}%% @a replicas=two", 4, 16, "cannot read replicas=two", "whole number"),
        (f"{BOX}%% @a replicas=1.5", 4, 16, "cannot read replicas=1.5", "whole number"),
        (f"{BOX}%% @a replicas=0", 4, 16, "greater than or equal to 1", "range"),
        (f"{BOX}%% @a replicas=-1", 4, 16, "cannot read replicas=-1", "whole number"),
        (f"{BOX}%% @a capacity=10,000rps", 4, 16, "cannot read capacity=10,000rps", "2k/s"),
        (f"{BOX}%% @a capacity=1e999", 4, 16, "cannot read", "smaller"),
        (f"{BOX}%% @a delay=200", 4, 13, "cannot read delay=200", "200ms"),
        (f"{BOX}%% @a hit_ratio=80", 4, 17, "less than or equal to 1", "range"),
        (f"{BOX}%% @a blocking=maybe", 4, 16, "cannot read blocking=maybe", "true or false"),
        (f"{BOX}%% @a zone=eu 1", 4, 15, "'1' is not key=value", "quotes"),
        (f'{BOX}%% @a zone="eu 1"', 4, 12, "cannot read zone=eu 1", "eu-1,eu-2"),
        (f"{BOX}%% @a replicas=2\n%% @a replicas=3", 5, 7, "2 on line 4", "keep one"),
        (f'{BOX}%% @a name="Z"', 4, 7, "not what line 1 says: 'A'", "keep one"),
        (f"{BOX}%% @a->b mode=async", 4, 10, "contradicts the arrow '-->' of line 3", "-.->"),
        ("a -.-> b\n%% @a->b mode=sync", 2, 10, "contradicts the arrow '-.->'", "-->"),
        (f"{BOX}%% @a->b mode=asinc", 4, 15, "did you mean 'async'?", "sync, async"),
        (f"{BOX}%% flow book: a > c", 4, 19, "no component 'c' is drawn", "c[Name]"),
        (f"{BOX}%% flow book: a", 4, 16, "goes nowhere", "flow book:"),
        (f"{BOX}%% flow book a > b", 4, 13, "without 'name:'", "flow book:"),
        (f"{BOX}%% flow book: a > ", 4, 19, "step of the flow 'book' is missing", "flow book:"),
        (f"{BOX}%% flow book: a > b c", 4, 21, "joined by '>'", "flow book:"),
        ("subgraph edge\nend\n%% zone egde", 3, 9, "did you mean 'edge'?", "subgraph name"),
    ],
)
def test_a_mistake_is_told_with_place_and_remedy(
    text: str, line: int, column: int, words: str, remedy: str
) -> None:
    result = parse(text)
    assert result.architecture is None
    assert len(result.errors) == 1, result.errors
    error = result.errors[0]
    assert (error.line, error.column) == (line, column)
    assert words in error.message
    assert remedy in error.remedy
    assert error.message[0].islower() or not error.message[0].isalpha()


def test_all_mistakes_are_told_at_once_and_in_order() -> None:
    result = parse("a -> b\nc[x\nd --> e\n%% @d replica=1\nf --- g; h[\n%% zone nowhere")
    assert [error.line for error in result.errors] == [1, 2, 4, 5, 5, 6]


def test_what_a_broken_line_drew_is_not_reported_missing_as_well() -> None:
    result = parse("a --> b[x\n%% @a replicas=2\n%% @b replicas=2\n%% @a->b retries=1")
    assert len(result.errors) == 1


def test_hints_stop_when_they_would_only_cost_time() -> None:
    wrong = "\n".join(f"%% @a replica{number}=1" for number in range(60))
    errors = parse(f"a\n{wrong}").errors
    hinted = [error for error in errors if "did you mean 'replicas'?" in error.message]
    assert (len(errors), len(hinted)) == (60, 25)


@given(st.text())
def test_any_text_is_answered_with_a_drawing_or_with_errors(text: str) -> None:
    result = parse(text)
    assert (result.architecture is None) == bool(result.errors)


_TOKENS = st.sampled_from(
    (
        *("a", "b", "c", "[", "]", "(", ")", "{", "}", '"', "|", "&", ";", ">", "<", " ", "\n"),
        *("-->", "-.->", "--", "-.", ".-", "==", "==>", "---", "->", ":::", "@{", "%%{", "}%%"),
        *("%%", "%% @a ", "%% @a->b", "%% zone ", "%% flow f: ", "kind=", "replicas=2", "#2"),
        *("subgraph ", "end", "flowchart LR", "style ", "click ", "```", "\r", "\t", "\ufeff"),
        *("#quot;", "<br/>", "\\", "/"),
    )
)


@settings(max_examples=150)
@given(st.lists(_TOKENS, max_size=25).map("".join))
def test_whatever_can_be_read_can_be_written_and_read_again(text: str) -> None:
    result = parse(text)
    for problem in (*result.errors, *result.notices):
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.remedy
    if result.architecture is None:
        return
    again = parse(format_notation(result.architecture, result.comments))
    assert again.architecture == result.architecture
    once_more = parse(format_notation(result.architecture, again.comments))
    assert once_more.comments == again.comments


@pytest.mark.parametrize(
    "piece",
    [
        *("-", "=", "-.", ".", "a-", "a.", "a;", "a&", "[", "(", "a[", 'a["', "<br ", "&#", "]"),
        *("%% @a ", "k=v ", "subgraph a;", "a-->", "a -- x ", "a -. x ", "%% flow a: b>"),
        *(" ", "\t", "\x00", "style a b;"),
    ],
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    started = time.process_time()
    parse(text)
    parse(f"a {text}")
    assert time.process_time() - started < 3
