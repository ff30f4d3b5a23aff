import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.errors import (
    BadFormula,
    BareConversion,
    EstimationError,
    FormulaError,
    NotFinite,
    ReservedName,
    UnitMismatch,
    UnknownName,
    UnlikeUnits,
)
from estimation.formula import (
    check_units,
    evaluate,
    evaluate_in_base,
    evaluate_quantity,
    names,
    substituted,
)
from estimation.units import convert

INPUTS = {
    "dau": (3e6, "users/day"),
    "views": (6.0, "requests/user"),
    "peak": (3.0, "1"),
    "service_s": (0.12, "s"),
    "celery": (192.0, "connections"),
    "tickets": (4e7, "seats/year"),
    "size": (1200.0, "B/seat"),
    "share": (40.0, "%"),
}
UNITS = {name: unit for name, (_, unit) in INPUTS.items()}
AMOUNT = st.floats(min_value=1e-6, max_value=1e9)


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        ("dau*views*peak", "requests/s", 625),
        ("dau*views/(86400*s/day)*peak", "requests/s", 625),
        ("dau*views", "requests/day", 1.8e7),
        ("dau*views*peak*service_s*worker/request", "workers", 75),
        ("dau*views*peak*service_s*connection/request+celery", "connections", 267),
        ("tickets*size", "GB/year", 48),
        ("tickets*size*year", "GB", 48),
        ("(1-share)*peak", "1", 1.8),
        ("-(1-share)*peak", "%", -180),
        ("60*s+1*min", "s", 120),
    ],
)
def test_units_convert_by_themselves(formula: str, unit: str, value: float) -> None:
    check_units(formula, UNITS, unit)
    assert evaluate_quantity(formula, INPUTS, unit) == pytest.approx(value)


@given(AMOUNT, AMOUNT, st.sampled_from(["users/s", "users/min", "users/h", "users/year"]))
def test_a_formula_calculated_in_other_units_agrees(dau: float, views: float, unit: str) -> None:
    said = {"dau": (dau, "users/day"), "views": (views, "requests/user")}
    other = {**said, "dau": (convert(dau, "users/day", unit), unit)}
    expected = evaluate_quantity("dau*views", said, "requests/s")
    assert evaluate_quantity("dau*views", other, "requests/s") == pytest.approx(expected)
    per_hour = evaluate_quantity("dau*views", other, "requests/h")
    assert per_hour == pytest.approx(3600 * expected)


@given(AMOUNT, AMOUNT, AMOUNT)
def test_bare_numbers_are_calculated_as_python_would(a: float, b: float, c: float) -> None:
    values = {"a": a, "b": b, "c": c}
    assert evaluate("a*(b+c)/c-a", values) == pytest.approx(a * (b + c) / c - a)
    assert evaluate("a - -b / 86400*s/day", values) == pytest.approx(a + b / 86400)


def test_the_result_in_base_units_comes_with_its_unit() -> None:
    assert evaluate_in_base("dau*views*peak", INPUTS) == (pytest.approx(625), "request/s")


def test_names_are_parameters_in_order_without_units() -> None:
    assert names("dau*views/(86400*s/day)*peak*dau*worker/request") == ("dau", "views", "peak")


@pytest.mark.parametrize(
    ("formula", "error", "says"),
    [
        ("dau+views", UnlikeUnits, "'dau' is in user/s, 'views' is in request/user"),
        ("celery-service_s", UnlikeUnits, "'celery' is in connection, 'service_s' is in s"),
        ("dau*views", UnitMismatch, "comes out in request/s, declared is workers"),
        ("dau*views/86400", BareConversion, "86,400 stands without units"),
        ("tickets*size/1.0e9", BareConversion, "1,000,000,000 stands without units"),
        ("dau*viewz", UnknownName, "'viewz' is neither a parameter nor a unit"),
        ("dau**2", BadFormula, r"'dau \*\* 2' is not allowed"),
        ("dau//2", BadFormula, "not allowed"),
        ("f(dau)", BadFormula, "not allowed"),
        ("dau*", BadFormula, "not arithmetic"),
        ("dau views", BadFormula, "not arithmetic"),
        ("dau if peak", BadFormula, "not arithmetic"),
        ("1if 2 else 3", BadFormula, "not arithmetic"),
        ("'a'", BadFormula, "not arithmetic"),
        ("", BadFormula, "not arithmetic"),
        ("dau*" * 120 + "1", BadFormula, "at most 400"),
        ("*".join(["peak"] * 60), BadFormula, "deeper than 30"),
        ("9" * 390, BadFormula, "too large"),
    ],
)
def test_a_wrong_formula_is_told_what_is_wrong(
    formula: str, error: type[FormulaError], says: str
) -> None:
    with pytest.raises(error, match=says):
        check_units(formula, UNITS, "workers")


def test_a_parameter_may_not_be_called_like_a_unit() -> None:
    with pytest.raises(ReservedName, match="'seat' is called like a unit"):
        check_units("seat", {"seat": "1"}, "1")
    check_units("seats", {"seats": "1"}, "1")


@pytest.mark.parametrize("formula", ["1/(peak-peak)", "1e300*1e300"])
def test_a_result_that_is_no_number_is_an_error(formula: str) -> None:
    with pytest.raises(NotFinite):
        evaluate_quantity(formula, INPUTS, "1")


@given(st.text(alphabet="ab+-*/(). 1e9_,'[]{}:=;\n\\@lambda", max_size=60))
def test_hostile_formulas_give_a_number_or_a_formula_error(formula: str) -> None:
    try:
        value = evaluate(formula, {"a": 2.0, "b": 3.0})
    except EstimationError:
        return
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("dau*views*peak", "3,000,000 users/day \u00d7 6 requests/user \u00d7 3"),
        ("dau/(views*peak)", "3,000,000 users/day ÷ (6 requests/user \u00d7 3)"),
        ("(1-share)*service_s", "(1 \u2212 40 %) \u00d7 0.12 s"),
        ("-(peak+2)", "\u2212(3 + 2)"),
        ("peak-(peak-2)", "3 \u2212 (3 \u2212 2)"),
        ("peak+(peak+2)*2", "3 + (3 + 2) \u00d7 2"),
    ],
)
def test_the_numbers_are_put_in_for_people(formula: str, text: str) -> None:
    assert (
        substituted(formula, {name: value for name, (value, _) in INPUTS.items()}, UNITS) == text
    )


def test_without_units_only_the_numbers_are_put_in() -> None:
    assert substituted("a*b", {"a": 0.0025, "b": 1667.333}) == "0.0025 \u00d7 1,667.33"
