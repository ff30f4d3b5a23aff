from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.errors import FormulaError
from estimation.quantity import Recomputed
from estimation.recompute import find


@dataclass(frozen=True)
class Parameter:
    name: str
    value: float
    unit: str


SALE = (
    Parameter("dau", 3e6, "users/day"),
    Parameter("views_per_user", 6, "requests/user"),
    Parameter("peak_factor", 3, "1"),
    Parameter("seats", 60_000, "seats"),
    Parameter("arrivals", 1.5e6, "users"),
    Parameter("first_minute_share", 0.5, "1"),
    Parameter("tickets_per_order", 2.4, "seats/order"),
    Parameter("buy_share", 0.4, "orders/user"),
    Parameter("sellout_s", 1200, "s"),
    Parameter("hold_attempts", 1.5, "holds/user"),
    Parameter("session_s", 240, "s"),
    Parameter("service_s", 0.12, "s"),
    Parameter("workers_per_pod", 9, "workers/pod"),
    Parameter("tickets_per_year", 4e7, "seats/year"),
    Parameter("bytes_per_ticket", 1200, "B/seat"),
)
ADMIT = "seats/tickets_per_order/buy_share/sellout_s"
PEAK = "dau*views_per_user*peak_factor"
# Estimation: formula, unit, factor.
ASKED = {
    "arrival": ("arrivals*first_minute_share/(60*s)", "users/s", 3.0),
    "peak": (PEAK, "requests/s", 2.5),
    "orders": ("seats/tickets_per_order", "orders", 1.5),
    "admit": (ADMIT, "users/s", 3.0),
    "holds": (f"{ADMIT}*hold_attempts", "holds/s", 4.0),
    "sessions": (f"{ADMIT}*session_s", "users", 3.0),
    "busy": (f"{PEAK}*service_s*worker/request", "workers", 2.5),
    "pods": (f"{PEAK}*service_s*worker/request/workers_per_pod", "pods", 2.5),
    "store": ("tickets_per_year*bytes_per_ticket", "GB/year", 3.0),
}


def found(asked: str, text: str) -> tuple[Recomputed, ...]:
    formula, unit, factor = ASKED[asked]
    return find(text, id=asked, formula=formula, unit=unit, parameters=SALE, factor=factor)


def agrees(asked: str, text: str) -> bool:
    return any(one.agrees for one in found(asked, text))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("arrival", "750,000 / 60 = 12,500 arrivals per second"),
        ("arrival", "750 thousand people in 60 seconds is 12,500 users per second."),
        ("arrival", "half of 1.5 M people in a minute, about 12.5k rps"),
        ("arrival", "At ten o'clock 12,500 per second arrive."),
        ("arrival", "12.000 users? No: 1.5e6 \u00d7 0.5 / 60 s = 12,500/s"),
        ("peak", "3 million users x 6 / 86,400 = 208/s, x3 = 625/s"),
        ("peak", "3,000,000 \u00d7 6 \u00d7 3 / 86,400 is 625 requests per second"),
        ("peak", "so 54 million requests a day at peak pace"),
        ("orders", "60,000 / 2.4 = 25,000 orders"),
        ("orders", "Orders: 60,000 / 2.4 = 25,000"),
        ("admit", "I admit 62,500 people in 20 minutes, 52 people per second."),
        ("admit", "62,500 / 1,200 s = 52/s"),
        ("holds", "With 1.5 attempts that is about 80 holds per second."),
        ("holds", "That makes 80 writes per second."),
        ("sessions", "52/s x 240 s is 12,500 live sessions"),
        ("sessions", "12,500 people are inside at once"),
        ("busy", "625/s x 120 ms = 75 busy workers"),
        ("busy", "At 120 ms each, 75 worker processes"),
        ("busy", "625 rps * 0.12 s = 75 requests in progress"),
        ("pods", "75 workers / 9 = about 8 pods"),
        ("store", "40 million tickets a year x 1.2 kB = 48 GB/year"),
        ("store", "storage grows by 48 GB a year"),
        ("store", "storage grows by 4 GB per month"),
    ],
)
def test_a_result_is_found_as_people_state_it(asked: str, text: str) -> None:
    assert agrees(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("arrival", "12,500 sessions are live"),
        ("arrival", "12,500 users"),
        ("arrival", "12,500 GB/s"),
        ("arrival", "12,500 pods per second"),
        ("arrival", "80 holds per second"),
        ("arrival", "1,250,000 users per second"),
        ("arrival", "750,000 / 60 = 1,250,000 users per second"),
        ("arrival", "We handle 5,000 requests per second."),
        ("sessions", "12,500 users per second"),
        ("sessions", "12,500 orders"),
        ("sessions", "port 12500 is open"),
        ("orders", "60,000 seats"),
        ("orders", "25,000 of them"),
        ("orders", "25,000 seats per order"),
        ("admit", "78 holds per second"),
        ("holds", "52 users per second"),
        ("busy", "75 pods"),
        ("busy", "HTTP 75 is no code"),
        ("busy", "75 ms"),
        ("pods", "8 workers"),
        ("pods", "step 8 of 9"),
        ("store", "48 GB"),
        ("store", "48 seats/year"),
        ("store", "no number at all"),
    ],
)
def test_another_number_is_not_taken_for_the_result(asked: str, text: str) -> None:
    assert not agrees(asked, text)


def test_own_inputs_are_used_and_told() -> None:
    (one, *_) = found("peak", "I assume 8 million users x 10 x 2 / 86,400 = 1,850 requests/s.")
    assert one.agrees
    assert {stated.name: stated.value for stated in one.inputs} == pytest.approx(
        {"dau": 8e6, "views_per_user": 10, "peak_factor": 2}
    )
    assert one.recomputed == pytest.approx(1851.85, rel=1e-3)
    assert one.substituted == "8,000,000 users/day \u00d7 10 requests/user \u00d7 2"
    assert one.own_inputs_off == ()


def test_an_input_far_off_the_scenario_is_named_and_the_sum_still_holds() -> None:
    text = "20 million users x 6 x 3 / 86,400 = 4,167 requests/s"
    (one, *_) = found("peak", text)
    assert one.agrees
    assert one.own_inputs_off == ("dau",)
    (dau,) = (stated for stated in one.inputs if stated.name == "dau")
    assert text[dau.start : dau.end] == "20 million users"


def test_an_input_stated_elsewhere_in_the_answer_counts() -> None:
    text = "I assume 9 million users a day.\n\nAt peak that is 1,875 requests per second."
    (one,) = found("peak", text)
    assert one.agrees
    assert [stated.name for stated in one.inputs] == ["dau"]


def test_without_own_inputs_the_scenario_is_used() -> None:
    (one,) = found("arrival", "12,500 users/s arrive")
    assert (one.inputs, one.recomputed, one.unit) == ((), pytest.approx(12500), "users/s")
    assert one.substituted == "1,500,000 users \u00d7 0.5 ÷ (60 \u00d7 s)"


def test_an_intermediate_result_may_be_stated_instead_of_its_inputs() -> None:
    (one,) = found("sessions", "I let in 100/s x 240 s = 24,000 sessions")
    assert one.agrees
    assert one.recomputed == pytest.approx(24000)


def test_a_wrong_result_of_the_right_sum_is_reported_as_disagreeing() -> None:
    (one,) = found("orders", "60,000 / 2.4 = 2,500 orders")
    assert not one.agrees
    assert one.ratio == pytest.approx(0.1)


def test_a_step_that_is_wrong_spoils_what_follows() -> None:
    right = "3 million users x 6 / 86,400 = 208/s, x3 = 625/s"
    wrong = "3 million users x 6 / 86,400 = 20,800/s, x3 = 62,500/s"
    assert agrees("peak", right)
    assert not agrees("peak", wrong)


def test_what_agrees_comes_first_and_the_nearest_before_the_others() -> None:
    text = "15,000 users per second x 1 = 15,000 users per second. Rather 12,600 users per second."
    ratios = [one.ratio for one in found("arrival", text) if one.agrees]
    assert ratios == sorted(ratios)
    assert ratios[0] == pytest.approx(1.008)


@given(st.floats(0.2, 5), st.floats(0.2, 5))
def test_a_consistent_sum_agrees_whatever_is_assumed(users: float, views: float) -> None:
    dau, each = round(3e6 * users), round(6 * views, 2)
    rate = round(dau * each * 3 / 86400, 1)
    text = f"{dau:,} users x {each} requests x 3 / 86,400 = {rate:,} requests/s"
    assert agrees("peak", text)
    hundredfold = text.replace(f"= {rate:,}", f"= {rate * 100:,.1f}")
    assert not agrees("peak", hundredfold)


@given(st.text(alphabet="0123456789 x*/=.,%sk\nusers per", max_size=120))
def test_hostile_answers_are_read_without_error(text: str) -> None:
    for asked in ASKED:
        for one in found(asked, text):
            assert text[one.stated.start : one.stated.end] == one.stated.text
            assert one.factor == ASKED[asked][2]


def test_a_formula_that_cannot_be_calculated_is_the_authors_error() -> None:
    with pytest.raises(FormulaError):
        find("12 s", id="e", formula="a*", unit="s", parameters=(), factor=2)
