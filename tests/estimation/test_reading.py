import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimation.reading import quantities
from estimation.units import COUNTED

# What is written: value and unit of each quantity, in order.
PHRASES: dict[str, list[tuple[float, str]]] = {
    # rates
    "12.5k rps": [(12500, "request/s")],
    "12.5K RPS": [(12500, "request/s")],
    "100krps": [(100_000, "request/s")],
    "100 k rps": [(100_000, "request/s")],
    "12,500 users per second": [(12500, "user/s")],
    "12 500/s": [(12500, "1/s")],
    "12'500 req/s": [(12500, "request/s")],
    "12_500 req/sec": [(12500, "request/s")],
    "12\u202f500 users/s": [(12500, "user/s")],
    '"21/s"': [(21, "1/s")],
    "52 users/s": [(52, "user/s")],
    "~80 holds per second": [(80, "hold/s")],
    "70,000 queries/s": [(70000, "query/s")],
    "qps of 3,000 qps": [(3000, "query/s")],
    "400 tps": [(400, "transaction/s")],
    "5k iops": [(5000, "operation/s")],
    "600 rpm": [(600, "request/min")],
    "12,500 arrivals per second": [(12500, "user/s")],
    "100,000 polls/s": [(100_000, "request/s")],
    "48 calls a minute": [(48, "request/min")],
    "28.8 million a day": [(28.8e6, "1/day")],
    "sixty thousand people a day": [(60000, "user/day")],
    "1m requests/day": [(1e6, "request/day")],
    "3 million DAU": [(3e6, "user/day")],
    "12 huts per second": [(12, "1/s")],
    "300 writes every second": [(300, "write/s")],
    "20 emails each hour": [(20, "email/h")],
    "100,000\nrps": [(100_000, "request/s")],
    "6 views per user per day": [(6, "view/user/day")],
    "2,000 /s": [(2000, "1/s")],
    # counts
    "1.5M users": [(1.5e6, "user")],
    "1.5 million people": [(1.5e6, "user")],
    "1.5 M people": [(1.5e6, "user")],
    "750 thousand": [(750_000, "1")],
    "half a million users": [(500_000, "user")],
    "a million users": [(1e6, "user")],
    "one hundred pods": [(100, "pod")],
    "two hundred thousand rows": [(200_000, "row")],
    "2bn messages": [(2e9, "message")],
    "2B messages": [(2e9, "message")],
    "5m users": [(5e6, "user")],
    "2 billion events": [(2e9, "event")],
    "16 active connections": [(16, "connection")],
    "60,000 numbered seats": [(60000, "seat")],
    "200 busy workers": [(200, "worker")],
    "12,500 live sessions": [(12500, "session")],
    "63 payments in flight": [(63, "payment")],
    "417 in flight": [(417, "1")],
    "34 pods of nine": [(34, "pod"), (9, "1")],
    "308 workers or 35 pods": [(308, "worker"), (35, "pod")],
    "2 pods hold 500 sessions": [(2, "pod"), (500, "session")],
    "5 user sessions": [(5, "session")],
    "4 vCPU": [(4, "core")],
    "32-core primary": [(32, "core")],
    "48-core server": [(48, "core")],
    "thirty-five users": [(35, "user")],
    "twelve machines": [(12, "server")],
    "1.500.000 users": [(1.5e6, "user")],
    "3e6 users": [(3e6, "user")],
    "1.5 x 10^6 users": [(1.5e6, "user")],
    "1.5 \u00d7 10^6 users": [(1.5e6, "user")],
    "10^6": [(1e6, "1")],
    "1_000_000 rows": [(1e6, "row")],
    # ratios
    "2x": [(2, "1")],
    "1.5\u00d7": [(1.5, "1")],
    "2.3 times": [(2.3, "1")],
    "9 workers per pod": [(9, "worker/pod")],
    "42 queries per page": [(42, "query/page")],
    "48 requests a user": [(48, "request/user")],
    "2.4 per order": [(2.4, "1/order")],
    "10 per admitted user": [(10, "1/user")],
    "1.2 kB per ticket": [(1.2, "kB/ticket")],
    "1/20": [(1, "1"), (20, "1")],
    "19 reads : 1 write": [(19, "read"), (1, "write")],
    # shares
    "99.95 %": [(99.95, "percent")],
    "99.99%": [(99.99, "percent")],
    "99.9 % a month": [(99.9, "percent")],
    "40 percent": [(40, "percent")],
    "10% of 1.5 M": [(10, "percent"), (1.5e6, "1")],
    "60 % of reads": [(60, "percent")],
    "three nines": [(0.999, "1")],
    "four 9s": [(0.9999, "1")],
    "5 nines": [(0.99999, "1")],
    "half of the people": [(0.5, "1")],
    # time
    "7 min": [(7, "min")],
    "7-minute hold": [(7, "min")],
    "7 minute holds": [(7, "min")],
    "half a minute": [(0.5, "min")],
    "ten minutes": [(10, "min")],
    "3 s": [(3, "s")],
    "3 s is": [(3, "s")],
    "250ms": [(250, "ms")],
    "1.8 s fragment": [(1.8, "s")],
    ".5 s": [(0.5, "s")],
    "30d": [(30, "day")],
    "24 h": [(24, "h")],
    "5m": [(5, "min")],
    "5 m timeout": [(5, "min")],
    "14 weeks": [(14, "week")],
    "3 years": [(3, "year")],
    "80 µs": [(80, "us")],
    "p95 under 300 ms": [(300, "ms")],
    "a 25 minute import": [(25, "min")],
    # data
    "60 GB/day": [(60, "GB/day")],
    "60Gb per day": [(60, "GB/day")],
    "15 kB": [(15, "kB")],
    "15 B": [(15, "B")],
    "2 TB of SSD": [(2, "TB")],
    "512 MiB": [(512, "MiB")],
    "1 Gbps": [(1, "Gbit/s")],
    "100 Mbit/s": [(100, "Mbit/s")],
    "60,000 x 2 bits": [(60000, "1"), (2, "bit")],
    # money
    "€9,000 a month": [(9000, "EUR/month")],
    "$0.085/GB": [(0.085, "USD/GB")],
    "$ 5": [(5, "USD")],
    "$1.2M a year": [(1.2e6, "USD/year")],
    "1,100 EUR a month": [(1100, "EUR/month")],
    "300 dollars": [(300, "USD")],
    # ranges
    "5-10 min": [(5, "min"), (10, "min")],
    "5\u201310 min": [(5, "min"), (10, "min")],
    "500 to 700 rps": [(500, "request/s"), (700, "request/s")],
    "5-10k rps": [(5000, "request/s"), (10000, "request/s")],
    "pool of 40-60": [(40, "1"), (60, "1")],
    # decimal commas and doubtful dots
    "12,5 rps": [(12.5, "request/s")],
    "1.500": [(1.5, "1")],
    # sums keep their operands apart
    "60x48": [(60, "1"), (48, "1")],
    "x5 = 1,667/s": [(5, "1"), (1667, "1/s")],
    "750,000 / 60 = 12,500 arrivals per second": [(750_000, "1"), (60, "1"), (12500, "user/s")],
    "308 plus 192 Celery is 500 against 200": [(308, "1"), (192, "1"), (500, "1"), (200, "1")],
    "15,000; with 60 % of reads": [(15000, "1"), (60, "percent")],
    # bare codes take no unit from what follows
    "gives 201 {hold_id} or 409 with the taken seats": [(201, "1"), (409, "1")],
    "then get 503; Celery has its own pool of 15": [(503, "1"), (15, "1")],
    "max_connections 200": [(200, "1")],
    # no quantities at all
    "1. first item": [],
    "  2) second item": [],
    "## 3 Numbers": [],
    "v2": [],
    "hold_id2": [],
    "S3": [],
    "p95": [],
    "5xx": [],
    "2FA": [],
    "1st": [],
    "10:00:30": [],
    "at 10:00": [],
    "10 am": [],
    "2024-05-01": [],
    "1/5/2024": [],
    "2^20": [],
    "1.2.3": [],
    "10.0.0.1": [],
    "0xFF": [],
    "#123": [],
    "one": [],
    "": [],
}


@pytest.mark.parametrize("text", PHRASES)
def test_a_phrase_is_read_as_people_mean_it(text: str) -> None:
    found = quantities(text)
    assert [one.unit for one in found] == [unit for _, unit in PHRASES[text]]
    assert [one.value for one in found] == pytest.approx([value for value, _ in PHRASES[text]])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("about 12,500 users per second at first", "12,500 users per second"),
        ("pays $0.085/GB for egress", "$0.085/GB"),
        ("a 7-minute hold", "7-minute"),
        ("have 16 active connections.", "16 active connections"),
        ("so half a million users come", "half a million users"),
        ("grows by 1.5x.", "1.5x"),
        ("is 417 in flight", "417"),
    ],
)
def test_a_span_holds_the_number_and_its_unit_and_no_more(text: str, span: str) -> None:
    (found,) = quantities(text)
    assert found.text == span
    assert text[found.start : found.end] == span


def test_base_values_are_in_seconds_bytes_and_counted_units() -> None:
    day, share = quantities("60 GB/day at 99.9 %")
    assert (day.base_value, day.base_unit) == (pytest.approx(60e9 / 86400), "B/s")
    assert (share.base_value, share.base_unit) == (pytest.approx(0.999), "1")


UNITS = st.sampled_from([*sorted(COUNTED), "s", "ms", "min", "day", "GB", "kB", "MiB"])
BELOW = st.sampled_from(["", "/s", "/day", "/user"])


@given(st.integers(1, 10**12), UNITS, BELOW, st.text(max_size=20), st.text(max_size=20))
def test_what_is_formatted_is_read_again(
    value: int, unit: str, below: str, before: str, after: str
) -> None:
    said = f"{value:,} {unit}{below}"
    text = f"{before}\n\nso {said}.\n\n{after}"
    start = len(before) + len("\n\nso ")
    (found,) = [one for one in quantities(text) if one.start == start]
    assert (found.value, found.unit, found.text) == (value, f"{unit}{below}", said)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from([*PHRASES, "\n", " x ", " / ", "%", "$", "-", "k", "half a ", "10^"]),
        ),
        max_size=12,
    )
)
def test_spans_are_exact_ordered_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for one in quantities(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.value >= 0
        end = one.end


HOSTILE = (
    *(
        "1",
        "1,234,",
        "1 ",
        "123 ",
        " ",
        "a ",
        "5 per ",
        "1.1.",
        "5x",
        "half a ",
        "\n",
        "5 abc def ",
    ),
    *("5/s/", "10:", "#", "5k k k k", "one ", "10^", "5_", "5 thousand ", "1e", "$ ", "-", "9s "),
)


def test_a_megabyte_is_read_up_to_the_limit() -> None:
    assert len(quantities("7 s " * 250_000)) == 5000


@pytest.mark.parametrize("part", HOSTILE)
def test_anything_is_read_in_linear_time(part: str) -> None:
    small, large = (part * (size // len(part)) for size in (15_000, 300_000))
    quantities("warm 1 s")
    spent = [_seconds(text) for text in (small, large)]
    # Twenty times the text; a quadratic reader would take four hundred times as long.
    assert spent[1] < 100 * spent[0] + 1


def _seconds(text: str) -> float:
    start = time.process_time()
    quantities(text)
    return time.process_time() - start
