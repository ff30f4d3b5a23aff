"""The table of agreement in the docs is what the grader gives today."""

import pytest

from bench.agreement import DOCUMENT, macro_f1, marked_total, renewed
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
