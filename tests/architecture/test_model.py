import pytest
from pydantic import ValidationError

from architecture.model import RESERVED_IDS, Architecture, Component, Connection, Group, Route


def boxes(*names: str) -> tuple[Component, ...]:
    return tuple(Component(id=name, name=name) for name in names)


@pytest.mark.parametrize("name", ["a", "pg-primary", "eu.web", "api/v1", "Größe_2", "日本"])
def test_an_id_is_a_word_or_words_joined(name: str) -> None:
    assert Component(id=name, name="x").id == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "a--b",
        "-a",
        "a-",
        "a:b",
        "a[",
        "a|b",
        "a→b",
        "a\u200bb",
        "a\nb",
        "“a”",
        "x" * 81,
    ],
)
def test_an_id_holds_nothing_that_the_notation_cannot_carry(name: str) -> None:
    with pytest.raises(ValidationError):
        Component(id=name, name="x")


@pytest.mark.parametrize("name", sorted(RESERVED_IDS))
def test_words_of_the_notation_are_no_ids(name: str) -> None:
    with pytest.raises(ValidationError, match=f"'{name}' is a word of the notation"):
        Architecture(components=boxes(name))


def test_groups_are_kept_outermost_first() -> None:
    inner, other, outer = (
        Group(id="inner", name="inner", parent="outer"),
        Group(id="other", name="other"),
        Group(id="outer", name="outer"),
    )
    assert Architecture(groups=(inner, other, outer)).groups == (other, outer, inner)


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ((Group(id="g", name="g"), Group(id="g", name="h")), "group id 'g' is used twice"),
        ((Group(id="a", name="a"),), "'a' names a component and a group"),
        ((Group(id="g", name="g", members=("z",)),), "group 'g': no component 'z'"),
        ((Group(id="g", name="g", parent="z"),), "group 'g': no group 'z' around it"),
        ((Group(id="g", name="g", parent="g"),), "group 'g' lies inside itself"),
        (
            (Group(id="g", name="g", parent="h"), Group(id="h", name="h", parent="g")),
            "group 'h' lies inside itself",
        ),
        (
            (Group(id="g", name="g", parent="h"), Group(id="h", name="h", parent="h")),
            "group 'h' lies inside itself",
        ),
        (
            (Group(id="g", name="g", members=("a",)), Group(id="h", name="h", members=("a",))),
            "component 'a' is in two groups",
        ),
    ],
)
def test_groups_that_contradict_each_other_are_refused(
    groups: tuple[Group, ...], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        Architecture(components=boxes("a"), groups=groups)


def test_all_dangling_ends_are_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Architecture(
            components=boxes("a", "a"),
            connections=(Connection(source="a", target="b"),),
            routes=(Route(flow="f", path=("a", "c")),),
        )
    told = str(caught.value)
    for words in ("'a' is used twice", "a->b: no component 'b'", "flow 'f': no component 'c'"):
        assert words in told
