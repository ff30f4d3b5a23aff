"""The authors' number checks, against what `find` sees in their own answers."""

import re

import pytest

from estimation.quantity import Quantity, Recomputed
from estimation.recompute import find
from scenarios.loader import load_packs
from scenarios.model import Pack


class Named:
    def __init__(self, name: str, value: float, unit: str) -> None:
        self.name, self.value, self.unit = name, value, unit


PACKS = {pack.scenario.slug: pack for pack in load_packs()}
ANSWERS = [(slug, answer.head.id) for slug, pack in PACKS.items() for answer in pack.answers]


def agreeing(pack: Pack, text: str) -> dict[str, list[Recomputed]]:
    workload = pack.scenario.workload
    inputs = [Named(name, one.value, one.unit) for name, one in workload.items()]
    return {
        one.id: [
            found
            for found in find(
                text,
                id=one.id,
                formula=one.formula,
                unit=one.unit,
                parameters=inputs,
                factor=one.accept.factor,
            )
            if found.agrees
        ]
        for one in pack.scenario.estimations
    }


def number_checks(pack: Pack) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (criterion.id, check.id, check.evidence.estimations)
        for criterion in pack.rubric.criteria
        for check in criterion.checks
        if check.kind == "number" and check.evidence is not None
    ]


@pytest.mark.parametrize(("slug", "answer"), ANSWERS)
def test_number_checks_are_met_where_the_author_says_so(slug: str, answer: str) -> None:
    pack = PACKS[slug]
    head, seen = pack.answer(answer).head, agreeing(pack, pack.answer(answer).text)
    marked = {
        (criterion, check): criterion in head.expected
        and check in {met.check for met in head.expected[criterion].met}
        for criterion, check, _ in number_checks(pack)
    }
    assert marked == {
        (criterion, check): any(seen[one] for one in estimations)
        for criterion, check, estimations in number_checks(pack)
    }


@pytest.mark.parametrize(("slug", "answer"), ANSWERS)
def test_results_a_hundred_times_too_large_lose_every_number_check(slug: str, answer: str) -> None:
    pack, text = PACKS[slug], PACKS[slug].answer(answer).text
    results = {
        one.stated.start: one.stated for found in agreeing(pack, text).values() for one in found
    }
    for start in sorted(results, reverse=True):
        text = text[:start] + _hundredfold(results[start]) + text[results[start].end :]
    assert not any(agreeing(pack, text).values())


def _hundredfold(stated: Quantity) -> str:
    """The words of a quantity with its number multiplied."""
    number = re.match(r"[\d.,]*\d", stated.text)
    assert number is not None
    value = float(number[0].replace(",", "")) * 100
    return f"{value:,.6f}".rstrip("0").rstrip(".") + stated.text[number.end() :]
