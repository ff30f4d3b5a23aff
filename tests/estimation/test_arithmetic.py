import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.arithmetic import arithmetic


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("750,000 / 60 = 12,500 arrivals per second", [("750,000 ÷ 60", 1.0)]),
        ("600,000 x 48 / 86,400 = 333/s", [("600,000 \u00d7 48 ÷ 86,400", 0.999)]),
        ("3 x 111 = 333/s, x5 = 1,667/s", [("3 \u00d7 111", 1.0), ("333/s \u00d7 5", 1.001)]),
        ("1,667/s. Times 120 ms is 200 workers", []),
        ("2 x 3 = 6/s. Times 2 s is 12", [("2 \u00d7 3", 1.0), ("6/s \u00d7 2 s", 1.0)]),
        ("15,000 x (1 - 0.95 x 0.6) = 6,450", [("15,000 \u00d7 (1 \u2212 0.95 \u00d7 0.6)", 1.0)]),
        ("(3 + 4) x 2 = 14", [("(3 + 4) \u00d7 2", 1.0)]),
        ("12,500/s (750,000 / 60)", [("750,000 ÷ 60", 1.0)]),
        ("12,500/s = 750,000 / 60", [("750,000 ÷ 60", 1.0)]),
        ("60 % of 15,000 is 9,000", [("60 % \u00d7 15,000", 1.0)]),
        ("25,000 / 40 % = 62,500", [("25,000 ÷ 40 %", 1.0)]),
        ("60 GB/day x 30 = 1.8 TB", [("60 GB/day \u00d7 30", 1.0)]),
        ("40 million tickets x 1.2 kB = 48 GB", [("40 million tickets \u00d7 1.2 kB", 1.0)]),
        ("28.8 million a day / 86,400 = 333/s", [("28.8 million a day ÷ 86,400", 0.999)]),
        ("750 thousand people in 60 s is 12,500/s", [("750 thousand people ÷ 60 s", 1.0)]),
        ("21/s times 3 s keeps 63 calls open", [("21/s \u00d7 3 s", 1.0)]),
        ("10 x 10, that's 100", [("10 \u00d7 10", 1.0)]),
        ("308 plus 192 Celery is 500 against 200", [("308 + 192", 1.0)]),
        ("34 pods with nine workers is about 306", [("34 pods \u00d7 nine workers", 1.0)]),
        ("1,667/s at 120 ms is 200 workers", [("1,667/s \u00d7 120 ms", 1.0)]),
        ("10 / 2 = 500", [("10 ÷ 2", 100.0)]),
        ("1,667 x 42 = 700,000/s", [("1,667 \u00d7 42", 9.998)]),
        ("12 pods with 5 problems is 3 too many", []),
        ("5-10 min is fine, 3 of 4 are not", []),
        ("1 / 0 = 5", []),
        ("we have 16 cores and 64 GB", []),
    ],
)
def test_a_sum_is_calculated_again(text: str, sums: list[tuple[str, float]]) -> None:
    found = arithmetic(text)
    assert [one.expression for one in found] == [expression for expression, _ in sums]
    assert [one.ratio for one in found] == pytest.approx([ratio for _, ratio in sums], rel=1e-2)


def test_a_wrong_sum_says_what_would_be_right() -> None:
    (wrong,) = arithmetic("so 60,000 / 2.4 = 2,500 orders, roughly")
    assert wrong.computed == pytest.approx(25000)
    assert wrong.ratio == pytest.approx(0.1)
    assert wrong.stated.text == "2,500 orders"
    assert "so 60,000 / 2.4 = 2,500 orders, roughly"[wrong.start : wrong.end] == (
        "60,000 / 2.4 = 2,500 orders"
    )


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["x", "*", "times"]))
def test_a_right_product_is_found_right_and_a_hundredfold_wrong(a: int, b: int, sign: str) -> None:
    (right,) = arithmetic(f"{a:,} {sign} {b:,} = {a * b:,}")
    (wrong,) = arithmetic(f"{a:,} {sign} {b:,} = {100 * a * b:,}")
    assert right.ratio == pytest.approx(1)
    assert wrong.ratio == pytest.approx(100)


@given(st.text(alphabet="0123456789 x*/+-=().,%sk\n", max_size=80))
def test_hostile_sums_stay_inside_the_text(text: str) -> None:
    for one in arithmetic(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.ratio > 0
