"""The table of agreement in the docs is what the grader gives today."""

import pytest

from bench.agreement import DOCUMENT, macro_f1, marked_answers, marked_total, renewed
from bench.false_alarms import alarms, upper_bound, variants
from scenarios.loader import load_shipped


def test_perfect_agreement_has_a_macro_f1_of_one() -> None:
    assert macro_f1([(True, True), (False, False)]) == 1.0


def test_one_verdict_for_all_has_half_of_one_class() -> None:
    assert macro_f1([(True, True), (False, True)]) == pytest.approx(1 / 3)


def test_the_authors_marks_make_the_total_they_expect() -> None:
    pack = load_shipped("ticket-onsale")
    rubric = pack.rubric
    assert marked_total(rubric, pack.answer("adequate").head.expected) == pytest.approx(53.0)


@pytest.mark.slow
def test_the_table_in_the_docs_is_fresh() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert renewed(document) == document, "run: python -m bench.agreement --write"


def test_a_bound_on_false_alarms_lies_above_the_share_seen_and_shrinks_with_more_texts() -> None:
    assert upper_bound(0, 200) == pytest.approx(0.0188, abs=1e-3)
    assert upper_bound(2, 100) > 0.02
    assert upper_bound(4, 200) < upper_bound(2, 100)


def test_the_forms_of_a_text_say_the_same_words() -> None:
    text = "## Design\n\nOne claim. Another one.\n\nThe end."
    forms = dict(variants(text))
    assert forms["as written"] == text
    assert forms["bullets"].splitlines()[1:3] == ["- One claim.", "- Another one."]
    assert f"{forms['first half']}\n\n{forms['second half']}" == text


@pytest.mark.slow
def test_guards_hardly_ever_misfire_on_honest_texts() -> None:
    found = list(alarms(marked_answers()))
    wrong = [item for item in found if item[2]]
    assert len(found) >= 200
    assert len(wrong) <= 0.02 * len(found), wrong
