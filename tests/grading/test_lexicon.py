"""The field's terms as loaded."""

import pytest

from grading.errors import LexiconInvalid
from grading.lexicon import lexicon, read

GOOD = """
- {id: ttl, label: Time to live, kind: mechanism, aliases: [time to live, ttl]}
- {id: jitter, label: Jitter, kind: mechanism, implies: [ttl]}
"""


def test_the_packaged_lexicon_holds_at_least_300_concepts() -> None:
    assert len(lexicon().concepts) >= 300


def test_every_packaged_concept_has_a_name_people_use() -> None:
    assert all(concept.phrases for concept in lexicon().concepts)


def test_an_edit_changes_the_version() -> None:
    edited = GOOD.replace("live, ttl]", "live, ttl, lifetime]")
    assert read({"a.yaml": GOOD}).version != read({"a.yaml": edited}).version


def test_a_comment_changes_nothing() -> None:
    assert read({"a.yaml": GOOD}).version == read({"a.yaml": "# note\n" + GOOD}).version


def test_naming_a_concept_names_what_it_implies() -> None:
    assert read({"a.yaml": GOOD}).implied_by["ttl"] == ("ttl", "jitter")


def test_an_unknown_concept_is_named() -> None:
    with pytest.raises(LookupError, match="no concept 'nothing'"):
        lexicon().concept("nothing")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + GOOD, "'ttl' is defined 2 times"),
        (GOOD.replace("[ttl]", "[tll]"), "implies names 'tll', which is no concept"),
        (GOOD.replace("ttl]", "TTL, ttl]"), "alias 'ttl' stands twice"),
        (GOOD.replace("mechanism,", "magic,", 1), "a.yaml: ttl: kind"),
        (GOOD.replace("label: J", "lable: J"), "a.yaml: jitter: "),
        ("- [", "a.yaml: not YAML"),
        ("word", "a.yaml: must be a list"),
        ("- word", "a.yaml: ?"),
        ("x" * 400_001, "longer than 400000"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(text: str, message: str) -> None:
    with pytest.raises(LexiconInvalid) as error:
        read({"a.yaml": text})
    assert message in str(error.value)


def test_all_problems_come_at_once() -> None:
    broken = GOOD.replace("mechanism,", "magic,")
    with pytest.raises(LexiconInvalid) as error:
        read({"a.yaml": broken, "b.yaml": "- ["})
    assert "a.yaml" in str(error.value)
    assert "b.yaml" in str(error.value)
