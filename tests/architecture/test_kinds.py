from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.kinds import DATED, KINDS, kind_of, kinds_named
from architecture.model import Kind


def test_every_kind_of_the_model_is_in_the_catalogue() -> None:
    assert tuple(KINDS) == get_args(Kind)
    assert DATED.startswith("20")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "unknown"])
def test_every_kind_has_figures_with_source_and_aliases(kind: Kind) -> None:
    info = KINDS[kind]
    assert info.label
    assert info.summary.endswith(".")
    assert info.aliases
    assert info.defaults.delay_s is not None
    assert info.defaults.cv is not None
    assert info.defaults.monthly_usd is not None
    if not info.is_entry:
        assert info.defaults.capacity_rps is not None
        assert info.defaults.availability is not None


@pytest.mark.parametrize("kind", KINDS)
def test_slots_over_service_time_are_the_stated_capacity(kind: Kind) -> None:
    figures = KINDS[kind].defaults
    if figures.service_time_s is None or figures.service_time_s.value == 0:
        assert figures.slots is None
        return
    assert figures.slots is not None
    assert figures.capacity_rps is not None
    computed = figures.slots.value / figures.service_time_s.value
    assert computed == pytest.approx(figures.capacity_rps.value, rel=1e-9)


def test_only_delay_holds_up_what_only_passes_messages_on() -> None:
    delay_only = {
        kind
        for kind, info in KINDS.items()
        if info.defaults.service_time_s and info.defaults.service_time_s.value == 0
    }
    assert delay_only == {"dns", "queue", "stream", "object_store"}


def test_no_two_kinds_share_a_name() -> None:
    owners: dict[str, Kind] = {}
    for kind, info in KINDS.items():
        for name in (*info.aliases, *info.generic, *info.heads):
            assert owners.setdefault(name, kind) == kind, name
            assert name == name.lower().strip()


@pytest.mark.parametrize("kind", KINDS)
def test_every_alias_names_its_own_kind(kind: Kind) -> None:
    info = KINDS[kind]
    for name in (*info.aliases, *info.generic, *info.heads):
        assert kind_of(name) == kind, name
        assert kind_of(name.upper()) == kind, name
        assert kind_of(name.replace(" ", "_") + "_2") == kind or name in info.heads, name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("postgres", "sql_db"),
        ("pg", "sql_db"),
        ("RDS", "sql_db"),
        ("pg_ro", "sql_db"),
        ("Postgres (primary)", "sql_db"),
        ("PostgreSQL", "sql_db"),
        ("Aurora MySQL", "sql_db"),
        ("orders-db", "sql_db"),
        ("userdb", "sql_db"),
        ("pgbouncer", "pooler"),
        ("RDS Proxy", "pooler"),
        ("RDSProxy", "pooler"),
        ("redis2", "cache"),
        ("Memcached", "cache"),
        ("Azure Cache for Redis", "cache"),
        ("Kafka", "stream"),
        ("Kinesis", "stream"),
        ("Pub/Sub", "stream"),
        ("SQS", "queue"),
        ("RabbitMQ", "queue"),
        ("celery broker", "queue"),
        ("Worker queue", "queue"),
        ("Waiting room", "admission"),
        ("Queue-it", "admission"),
        ("nginx", "load_balancer"),
        ("ALB", "load_balancer"),
        ("Kong", "api_gateway"),
        ("apiGateway", "api_gateway"),
        ("S3 bucket", "object_store"),
        ("MinIO", "object_store"),
        ("Stripe", "external"),
        ("PSP", "external"),
        ("Payment provider", "external"),
        ("Twilio", "external"),
        ("Browser", "client"),
        ("Mobile app", "client"),
        ("Users", "client"),
        ("Booking API", "service"),
        ("UserService", "service"),
        ("Users API", "service"),
        ("Fan-out service", "service"),
        ("Postgres service", "sql_db"),
        ("payworker", "worker"),
        ("celery_fast", "worker"),
        ("Kafka consumer", "worker"),
        ("Celery beat", "scheduler"),
        ("DynamoDB", "nosql_db"),
        ("Cassandra", "wide_column"),
        ("Elasticsearch", "search_index"),
        ("BigQuery", "data_warehouse"),
        ("Keycloak", "identity"),
        ("Prometheus", "monitoring"),
        ("AWS Lambda", "serverless"),
        ("CloudFront CDN", "cdn"),
        ("Route 53", "dns"),
        ("Rate limiter", "rate_limiter"),
    ],
)
def test_a_label_names_its_kind(text: str, kind: Kind) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "text",
    ["cash", "cashier", "observer", "upstream", "spooler", "dbt2x", "", "  ", "日本", "Seats"],
)
def test_a_name_inside_a_word_is_no_hit(text: str) -> None:
    assert kinds_named(text) == ()


@pytest.mark.parametrize("text", ["Redis Kafka", "Web app", "website", "payments"])
def test_several_kinds_are_asked_and_not_guessed(text: str) -> None:
    assert kind_of(text) is None
    assert len(kinds_named(text)) == 2


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    kind = kind_of(text)
    assert kind is None or kinds_named(text) == (kind,)


def test_a_huge_label_is_read_in_bounded_time() -> None:
    assert kind_of("redis " * 50_000) == "cache"
