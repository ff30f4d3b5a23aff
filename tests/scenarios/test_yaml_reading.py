"""Hostile YAML: every refusal names file, line, column and remedy."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import UnreadableYaml
from scenarios.yaml_reading import MAX_BYTES, MAX_DEPTH, read_text, read_yaml

BOMB = "\n".join(
    ["a0: &a0 [lol, lol]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
)


def _refusal(text: str) -> UnreadableYaml:
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(text, file="scenario.yaml")
    return caught.value


def test_every_key_and_item_knows_its_line_and_column() -> None:
    document = read_yaml("a:\n  - b: 1\n  - {c: 2, d: 3}\n", file="x.yaml")
    assert document.value == {"a": [{"b": 1}, {"c": 2, "d": 3}]}
    assert document.places[("a", 0, "b")] == (2, 5)
    assert document.places[("a", 1, "d")] == (3, 12)
    assert document.line(("a", 1, "nowhere")) == 3


def test_front_matter_counts_lines_of_its_file() -> None:
    document = read_yaml("a: 1\nb: 2\n", file="x.md", first_line=2)
    assert document.line(("b",)) == 3


def test_scalars_follow_yaml_1_2() -> None:
    text = 'a: [no, on, 1:30, 2026-01-01, 3.0e+6, 3e6, 007, .5, ~, true, "5", -2, 0x1F]'
    value = read_yaml(text, file="x").value
    assert value == {
        "a": ["no", "on", "1:30", "2026-01-01", 3e6, 3e6, 7, 0.5, None, True, "5", -2, "0x1F"]
    }


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    refusal = _refusal(BOMB)
    assert (refusal.line, refusal.column) == (1, 5)
    assert "anchors" in str(refusal)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice, first on line 1"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tags"),
        ("a: !custom x\n", 1, "tags"),
        ("a: 1\nb: *a\n", 2, "anchors"),
        ("a: [1, 2\nb: 3\n", 2, "not YAML"),
        ("a: b: c\n", 1, "not YAML"),
        ("a: 'open\n", 2, "not YAML"),
        ("\ta: 1\n", 1, "not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: x\x07y\n", 2, "a character that YAML does not allow"),
        ("? [a, b]\n: c\n", 1, "no plain text"),
        ("[" * (MAX_DEPTH + 5), 1, "deep"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_line(text: str, line: int, said: str) -> None:
    refusal = _refusal(text)
    assert refusal.line == line
    assert said in str(refusal)
    assert str(refusal).startswith(f"scenario.yaml:{line}:")


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read_yaml("<<: {a: 1}\n", file="x").value == {"<<": {"a": 1}}


def test_a_number_of_many_digits_stays_text() -> None:
    digits = "9" * 5_000
    assert read_yaml(f"a: {digits}\n", file="x").value == {"a": digits}


def test_an_empty_file_holds_nothing() -> None:
    assert read_yaml("", file="x").value is None


def test_a_file_over_1_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableYaml, match="over 1 MB"):
        read_text(path, file="big.yaml")


def test_a_wrong_encoding_is_refused_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    with pytest.raises(UnreadableYaml, match=r"latin.yaml:2:7: not UTF-8 text"):
        read_text(path, file="latin.yaml")


def test_a_missing_file_and_a_folder_are_told_apart_from_bad_text(tmp_path: Path) -> None:
    with pytest.raises(UnreadableYaml, match="missing"):
        read_text(tmp_path / "none.yaml", file="none.yaml")
    with pytest.raises(UnreadableYaml, match="cannot be read"):
        read_text(tmp_path, file="folder")


def test_byte_order_mark_and_newlines_are_evened_out(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r")
    assert read_text(path, file="windows.yaml") == "a: 1\nb: 2\n"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    place = (1, 1)
    try:
        read_yaml(text, file="x")
    except UnreadableYaml as refusal:
        place = (refusal.line, refusal.column)
    assert min(place) >= 1
