"""From folders to packs, and every problem of form with its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_factory import GOOD, broken, copy_of_good_pack

from scenarios.errors import PackInvalid, UnknownPack
from scenarios.loader import (
    digest,
    load_pack,
    load_packs,
    load_shipped,
    read_shelf,
    snapshot_json,
    split_front_matter,
)
from scenarios.model import Scenario


def _problems(folder: Path) -> list[str]:
    with pytest.raises(PackInvalid) as caught:
        load_pack(folder)
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_packs_load_in_the_order_of_their_slugs() -> None:
    slugs = [pack.scenario.slug for pack in load_packs()]
    assert slugs == sorted(slugs)
    assert {GOOD, "ticket-onsale"} <= set(slugs)


def test_a_pack_has_its_references_and_answers() -> None:
    pack = load_shipped(GOOD)
    assert len(pack.references) >= 2
    assert {answer.head.id for answer in pack.answers} == {
        "weak",
        "adequate",
        "strong",
        "strong_alt",
    }
    assert not pack.answer("strong").text.startswith("---")


def test_an_unknown_slug_lists_those_that_exist() -> None:
    with pytest.raises(UnknownPack, match=GOOD):
        load_shipped("no-such-pack")


def test_an_unknown_key_offers_the_one_that_was_meant(tmp_path: Path) -> None:
    pack = broken(tmp_path, "scenario.yaml", r"title:", "titel:")
    problems = _problems(pack.folder)
    assert (
        f"scenario.yaml:{pack.line}: titel: unknown key; did you mean 'title'? [schema E]"
        in problems
    )
    assert any("title: required key is missing; add it" in problem for problem in problems)


def test_a_key_deep_inside_is_named_with_its_path_and_its_neighbours(tmp_path: Path) -> None:
    pack = broken(tmp_path, "rubric.yaml", r"need: any", "needs: any")
    (problem,) = _problems(pack.folder)
    assert problem == (
        f"rubric.yaml:{pack.line}: criteria.0.checks.0.evidence.needs: unknown key; "
        "did you mean 'need'? [schema E]"
    )


def test_a_key_inside_a_free_mapping_is_named_too(tmp_path: Path) -> None:
    pack = broken(tmp_path, "scenario.yaml", r"source: hidden, note:", "sauce: hidden, note:")
    problems = _problems(pack.folder)
    assert any("unknown key; did you mean 'source'?" in problem for problem in problems)


def test_a_graph_predicate_says_from_not_source(tmp_path: Path) -> None:
    pack = broken(tmp_path, "scenario.yaml", r"    from: \{", "    form: {")
    problems = _problems(pack.folder)
    assert any(
        "graph_facts.g-pooler.form: unknown key; did you mean 'from'?" in p for p in problems
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r"minutes: 45", "minutes: soon", '"soon" will not do; expected a valid integer'),
        (r"version: 1", "version: 0", "0 will not do; expected greater than or equal to 1"),
        (r"family: django", "family: djanog", "did you mean 'django'?"),
        (r'unit: "1"', "unit: 1", "1 will not do; expected text: put it in quotes"),
        (r"minutes: 45", "minutes: true", "true will not do"),
        (r"value: 600000", "value: .inf", '".inf" will not do'),
        (r"value: 600000", 'value: "600000"', '"600000" will not do; expected a valid number'),
        (r"accept: \{factor: 2\}", "accept: {factor: 9}", "expected less than or equal to 5"),
    ],
)
def test_a_wrong_value_says_what_is_there_and_what_was_expected(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    pack = broken(tmp_path, "scenario.yaml", old, new)
    (problem,) = _problems(pack.folder)
    assert said in problem
    assert problem.startswith(f"scenario.yaml:{pack.line}: ")


def test_all_files_report_at_once(tmp_path: Path) -> None:
    folder = copy_of_good_pack(tmp_path)
    (folder / "rubric.yaml").write_text("criteria: [")
    (folder / "answers" / "weak.md").write_text("no front matter\n")
    (folder / "references" / "one-large-primary.yaml").write_text("id: &x one\n")
    problems = _problems(folder)
    assert [problem.split(":")[0] for problem in problems] == [
        "answers/weak.md",
        "references/one-large-primary.yaml",
        "rubric.yaml",
    ]


def test_an_id_must_be_the_name_of_its_file(tmp_path: Path) -> None:
    folder = copy_of_good_pack(tmp_path).rename(tmp_path / "renamed")
    (problem,) = _problems(folder)
    assert "make it 'renamed'" in problem


def test_one_broken_pack_keeps_no_other_from_loading(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copy_of_good_pack(tmp_path)
    (tmp_path / "empty-pack").mkdir()
    (tmp_path / "_template").mkdir()
    shelf = read_shelf(tmp_path)
    assert [pack.scenario.slug for pack in shelf.packs] == [GOOD]
    assert {problem.file for problem in shelf.problems} == {"scenario.yaml", "rubric.yaml"}
    assert len(load_packs(tmp_path)) == 1
    assert "pack left out" in caplog.text


def test_a_draft_loads_without_references_and_answers(tmp_path: Path) -> None:
    folder = broken(tmp_path, "scenario.yaml", r"status: active", "status: draft").folder
    for path in [*folder.glob("answers/*"), *folder.glob("references/*")]:
        path.unlink()
    assert load_pack(folder).answers == ()


def test_the_digest_is_of_the_content_not_of_its_spelling(tmp_path: Path) -> None:
    pack = load_shipped(GOOD)
    folder = broken(tmp_path, "scenario.yaml", r"level: senior", 'level:   "senior" # same').folder
    assert load_pack(folder).digest == pack.digest
    changed = broken(tmp_path / "other", "rubric.yaml", r"weight: 7", "weight: 8").folder
    assert load_pack(changed).digest != pack.digest
    assert re.fullmatch(r"[0-9a-f]{64}", pack.digest)


def test_a_snapshot_gives_back_what_it_was_made_of() -> None:
    pack = load_shipped(GOOD)
    import json

    content = json.loads(snapshot_json(pack.scenario, pack.rubric))
    assert Scenario.model_validate(content["scenario"]) == pack.scenario
    assert digest(pack.scenario, pack.rubric) == pack.digest


@pytest.mark.parametrize(
    ("text", "head", "body"),
    [
        ("---\na: 1\n---\nhello\n", "a: 1\n", "hello\n"),
        ("\ufeff---\r\na: 1\r\n---\r\nhello\r\n", "a: 1\n", "hello\n"),
        ("---\n---\nhello", "", "hello"),
        ("--- \na: 1\n---  \n\n  hello", "a: 1\n", "\n  hello"),
        ("---\na: 1\n---", "a: 1\n", ""),
        ("---\nnever closed\n", None, "---\nnever closed\n"),
        ("hello\n---\nworld\n", None, "hello\n---\nworld\n"),
        ("", None, ""),
        ("a\rb\r\nc", None, "a\nb\nc"),
    ],
)
def test_front_matter_is_parted_from_the_body(text: str, head: str | None, body: str) -> None:
    assert split_front_matter(text) == (head, body)


@given(st.text())
def test_the_body_is_all_that_follows_the_fence(body: str) -> None:
    plain = body.replace("\r\n", "\n").replace("\r", "\n")
    assert split_front_matter(f"---\na: 1\n---\n{body}") == ("a: 1\n", plain)
