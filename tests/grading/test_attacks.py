"""Answers made to fool the grader keep their bounds, on every shipped pack."""

from functools import lru_cache

import pytest
from graded_answers import asked, drawn, pack, packs, slugs

from architecture.model import Architecture
from grading.embedded_grader import EmbeddedGrader
from grading.fixtures import Bound, Fixture, fixtures
from grading.grade import Grade
from grading.grader import Drawing, GradingRequest
from grading.lexicon import lexicon

INJECTED = "injection-"


@lru_cache(maxsize=8)
def made(slug: str) -> dict[str, Fixture]:
    item = pack(slug)
    others = [p for p in packs() if p.scenario.slug != slug]
    found = fixtures(
        asked(item, ""),
        strong=item.answer("strong").text,
        weak=item.answer("weak").text,
        words=lexicon(),
        other=others[0].answer("strong").text,
    )
    return {fixture.name: fixture for fixture in found}


CASES = [(slug, name) for slug in slugs() for name in made(slug)]


@lru_cache(maxsize=64)
def graded(slug: str, answer: str, drawing: str, label: str | None = None) -> Grade:
    request = asked(pack(slug), answer, drawing)
    if label is not None:
        request = labelled(request, label)
    return EmbeddedGrader().grade(request)


def labelled(request: GradingRequest, label: str) -> GradingRequest:
    drawing = request.drawing.architecture
    assert drawing is not None
    first, *rest = drawing.components
    noted = Architecture(
        components=(first.model_copy(update={"notes": label}), *rest),
        connections=drawing.connections,
        groups=drawing.groups,
    )
    return request.model_copy(update={"drawing": Drawing(state="valid", architecture=noted)})


def met(grade: Grade) -> set[str]:
    return {f"{c.id}/{k.id}" for c in grade.criteria for k in c.checks if k.verdict == "met"}


def total(grade: Grade) -> float:
    return grade.total or 0.0


@pytest.mark.parametrize(("slug", "name"), CASES)
def test_an_attack_keeps_its_bound(slug: str, name: str) -> None:
    fixture = made(slug)[name]
    item = pack(slug)
    base_of = "weak" if fixture.bound.base == item.answer("weak").text else "strong"
    drawing = item.answer(base_of).head.drawing
    attacked = graded(slug, fixture.answer, drawing, fixture.label)
    base = graded(slug, fixture.bound.base, drawing) if fixture.bound.base else None
    hold(fixture.bound, attacked, base, numbers(slug))


def hold(bound: Bound, attacked: Grade, base: Grade | None, numeric: set[str]) -> None:
    if bound.kind in {"ungraded", "at_most"}:
        assert total(attacked) <= bound.points
        return
    assert base is not None
    if bound.kind == "no_gain":
        assert total(attacked) <= total(base)
    elif bound.kind == "within":
        assert abs(total(attacked) - total(base)) <= bound.points
    elif bound.kind == "loses_numbers":
        assert met(base) & numeric
        assert not met(attacked) & numeric
    else:
        assert len(met(base) & met(attacked)) <= (1 - bound.points) * len(met(base))
        assert not met(attacked) - met(base)


def numbers(slug: str) -> set[str]:
    return {
        f"{criterion.id}/{check.id}"
        for criterion in pack(slug).rubric.criteria
        for check in criterion.checks
        if check.kind == "number"
    }


@pytest.mark.parametrize("slug", slugs())
def test_orders_to_the_grader_are_reported(slug: str) -> None:
    orders = [f for name, f in made(slug).items() if name.startswith(INJECTED)]
    hidden = {"injection-html", "injection-html-first"}
    for fixture in orders:
        if fixture.name in hidden or fixture.label is not None:
            continue
        assert "injection" in graded(slug, fixture.answer, "").guards, fixture.name


@pytest.mark.parametrize("slug", slugs())
def test_an_order_hidden_in_a_label_is_reported(slug: str) -> None:
    fixture = made(slug)["injection-node"]
    drawing = pack(slug).answer("weak").head.drawing
    assert "injection" in graded(slug, fixture.answer, drawing, fixture.label).guards


@pytest.mark.parametrize("slug", slugs())
def test_what_is_no_answer_has_no_total(slug: str) -> None:
    for name in ("empty", "blank", "too-short", "gibberish", "banana", "lorem"):
        grade = graded(slug, made(slug)[name].answer, "")
        assert grade.total is None, name
        assert grade.not_graded_because, name


@pytest.mark.parametrize("slug", slugs())
def test_an_order_is_never_quoted(slug: str) -> None:
    fixture = made(slug)["injection-all"]
    grade = graded(slug, fixture.answer, "")
    quotes = " ".join(q.text for c in grade.criteria for k in c.checks for q in k.quotes)
    assert "previous instructions" not in quotes
    assert "full marks" not in quotes


def test_an_unreadable_label_makes_no_drawing() -> None:
    assert drawn("flowchart LR\n a[[").state == "invalid"
