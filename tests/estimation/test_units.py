import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.errors import EstimationError, UnknownUnit
from estimation.units import COUNTED, base_text, convert, is_unit, reserved_names, unit

ONE = st.sampled_from(sorted(COUNTED))


@pytest.mark.parametrize(
    ("text", "factor", "base"),
    [
        ("1", 1, "1"),
        ("", 1, "1"),
        ("%", 0.01, "1"),
        ("users/s", 1, "user/s"),
        ("users per second", 1, "user/s"),
        ("people/day", 1 / 86400, "user/s"),
        ("GB/day", 1e9 / 86400, "B/s"),
        ("KiB", 1024, "B"),
        ("kB", 1000, "B"),
        ("Gbps", 1.25e8, "B/s"),
        ("month", 2592000, "s"),
        ("year", 31536000, "s"),
        ("queries/request", 1, "query/request"),
        ("workers/pod", 1, "worker/pod"),
        ("rps", 1, "request/s"),
        ("€/month", 1 / 2592000, "EUR/s"),
        ("$/GB", 1e-9, "USD/B"),
        ("worker*s/request", 1, "s*worker/request"),
        ("requests/(user*day)", 1 / 86400, "request/s/user"),
    ],
)
def test_a_unit_is_read_in_base_units(text: str, factor: float, base: str) -> None:
    read = unit(text)
    assert read.factor == pytest.approx(factor)
    assert base_text(read.dimension) == base


@pytest.mark.parametrize(
    "text",
    [
        "DAU-ish",
        "frobs",
        "s**9",
        "__import__('os')",
        "1/0",
        "((s",
        "s s*",
        "x" * 200,
        "m;s",
        "2 s",
    ],
)
def test_what_is_no_unit_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownUnit, match=r"is no unit; write for example requests/s"):
        unit(text)
    assert not is_unit(text)


@given(ONE, ONE)
def test_two_counted_things_are_alike_only_if_they_are_the_same(one: str, two: str) -> None:
    assert (unit(one).dimension == unit(two).dimension) == (one == two)


@given(ONE)
def test_plural_and_synonyms_mean_the_same_thing(name: str) -> None:
    for other in COUNTED[name]:
        assert unit(other).dimension == unit(name).dimension
    assert base_text(unit(name).dimension) == name


@given(ONE, st.sampled_from(["s", "day", "GB", "user"]))
def test_base_text_is_read_back(above: str, below: str) -> None:
    dimension = unit(f"{above}/{below}").dimension
    assert unit(base_text(dimension)).dimension == dimension


@given(st.text(max_size=90))
def test_hostile_text_is_a_unit_or_refused(text: str) -> None:
    try:
        read = unit(text)
    except UnknownUnit:
        return
    assert read.factor > 0


def test_days_convert_to_seconds_and_users_do_not() -> None:
    assert convert(2, "day", "h") == pytest.approx(48)
    with pytest.raises(EstimationError, match="'users' cannot be said in 's'"):
        convert(1, "users", "s")


def test_singular_names_are_reserved_and_plurals_are_free() -> None:
    assert {"s", "day", "GB", "user", "seat", "worker"} <= reserved_names()
    assert not {"seats", "objects", "dau", "users"} & reserved_names()
