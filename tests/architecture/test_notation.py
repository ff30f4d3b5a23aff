"""What the notation accepts, by example."""

import time

import pytest

from architecture.model import MAX_COMPONENTS, MAX_CONNECTIONS, Architecture, Connection
from architecture.notation import MAX_CHARACTERS, Comment, ParseResult, format_notation, parse

EXAMPLE = """flowchart LR
  subgraph edge [Edge tier]
    web([Web app]) -->|HTTPS| alb[Load balancer]
  end
  alb --> api[API]
  api -->|read/write| db[(Postgres)]
  api -.->|publish| bus[[Kafka]]
  %% @api kind=service replicas=8 capacity=2000rps zone=eu-1,eu-2
  %% @db kind=sql_db replicas=2
  %% @api->bus mode=async timeout=200ms
  %% flow book: web > alb > api > db
  %% zone edge
"""


def read(text: str) -> Architecture:
    result = parse(text)
    assert result.errors == ()
    assert result.architecture is not None
    return result.architecture


def arrows(text: str) -> list[tuple[str, str, str, str | None]]:
    return [(c.source, c.target, c.mode, c.label) for c in read(text).connections]


def notices(result: ParseResult) -> str:
    return "\n".join(notice.message for notice in result.notices)


def test_a_drawing_with_all_parts_is_read_as_meant() -> None:
    drawing = read(EXAMPLE)
    assert [(c.id, c.name, c.kind) for c in drawing.components] == [
        ("web", "Web app", "client"),
        ("alb", "Load balancer", "load_balancer"),
        ("api", "API", "service"),
        ("db", "Postgres", "sql_db"),
        ("bus", "Kafka", "stream"),
    ]
    api = drawing.component("api")
    assert (api.replicas, api.capacity_rps, api.zones) == (8, 2000, ("eu-1", "eu-2"))
    assert drawing.connections[3] == Connection(
        source="api", target="bus", mode="async", label="publish", timeout_s=0.2
    )
    edge = drawing.groups[0]
    assert (edge.id, edge.name, edge.members, edge.zone) == (
        "edge",
        "Edge tier",
        ("web", "alb"),
        True,
    )
    assert drawing.routes[0].path == ("web", "alb", "api", "db")


@pytest.mark.parametrize(
    ("line", "mode", "label"),
    [
        ("a --> b", "sync", None),
        ("a-->b", "sync", None),
        ("a ----> b;", "sync", None),
        ("a ==> b", "sync", None),
        ("a == hot ==> b", "sync", "hot"),
        ("a -.-> b", "async", None),
        ("a -..-> b", "async", None),
        ("a -->|HTTP| b", "sync", "HTTP"),
        ('a -->|"a|b"| b', "sync", "a|b"),
        ("a -- reads (cached) --> b", "sync", "reads (cached)"),
        ('a -- "x --> y" --> b', "sync", "x --> y"),
        ("a --only text--> b", "sync", "only text"),
        ("a -. events .-> b", "async", "events"),
        ("a:::red --> b:::blue", "sync", None),
        ("a\t-->\tb", "sync", None),
        ("a\u00a0-->\u00a0b", "sync", None),
    ],
)
def test_arrows_are_read_with_mode_and_label(line: str, mode: str, label: str | None) -> None:
    assert arrows(line) == [("a", "b", mode, label)]


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ("[x y]", "x y"),
        ("(x)", "x"),
        ("([x])", "x"),
        ("[(x)]", "x"),
        ("[[x]]", "x"),
        ("{{x}}", "x"),
        (">x]", "x"),
        ("((x))", "x"),
        ("(((x)))", "x"),
        ("{x}", "x"),
        ("[/x/]", "x"),
        ("[\\x\\]", "x"),
        ("[/x\\]", "x"),
        ('["x [y] (z)"]', "x [y] (z)"),
        ('[ "x" ]', "x"),
        ('["say #quot;hi#quot; #35;1 &lt;b&gt;"]', 'say "hi" #1 <b>'),
        ("[x<br/>y<BR>z\\nw]", "x\ny\nz\nw"),
        ("[Postgres (primary)]", "Postgres (primary)"),
        ('["`bold`"]', "bold"),
        ("[Müller ⚙ 日本]", "Müller ⚙ 日本"),
    ],
)
def test_every_shape_carries_a_name(shape: str, name: str) -> None:
    assert read(f"a{shape}").component("a").name == name


def test_chains_and_ampersands_draw_every_arrow() -> None:
    pairs = [(s, t) for s, t, _, _ in arrows("A & B --> C & D --> E")]
    assert pairs == [
        ("A", "C"),
        ("A", "D"),
        ("B", "C"),
        ("B", "D"),
        ("C", "E"),
        ("D", "E"),
    ]


@pytest.mark.parametrize(
    ("header", "direction", "notice"),
    [
        ("flowchart LR", "LR", ""),
        ("graph TD;", "TD", ""),
        ("graph TB", "TD", ""),
        ("flowchart RL", "LR", "RL is drawn as LR"),
        ("flowchart BT", "TD", "BT is drawn as TD"),
        ("graph", "TD", "no direction"),
        ("", "LR", "no header"),
    ],
)
def test_headers_are_read_as_one_of_two_directions(
    header: str, direction: str, notice: str
) -> None:
    result = parse(f"{header}\na --> b")
    assert result.architecture is not None
    assert result.architecture.direction == direction
    assert notice in notices(result)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffflowchart LR\r\n\ta --> b\r\n",
        "flowchart LR\ra --> b\r",
        "```mermaid\nflowchart LR\na --> b\n```\n",
        "\n\n~~~\nflowchart LR\na --> b\n~~~",
        "---\ntitle: x\n---\nflowchart LR\na --> b",
        "%%{init: {\n 'theme': 'x'}\n}%%\nflowchart LR\na --> b",
        "graph LR; a --> b;",
        "flowchart LR\na --> b %% trailing",
        "flowchart LR\na\nb[b]\na --> b\nclass a b\nstyle a fill:#f9f,stroke:#333;",
        "a --> b\nclassDef x fill:#fff\nlinkStyle 0 stroke:red\ndirection TB",
        'a --> b\nclick a "http://x;y"\naccTitle: my; title --> x',
    ],
)
def test_wrappings_and_looks_do_not_change_the_drawing(text: str) -> None:
    assert [(s, t) for s, t, _, _ in arrows(text)] == [("a", "b")]
    assert {c.id for c in read(text).components} == {"a", "b"}


def test_what_is_left_out_is_said() -> None:
    told = notices(parse("a ==> b\nstyle a fill:#fff\na --> a\nb[x] %% hey\nc[x]"))
    for words in ("'==>' is read as", "'style' is left out", "'a' calls itself", "behind", "like"):
        assert words in told


def test_groups_nest_and_the_innermost_holds_the_box() -> None:
    drawing = read(
        "subgraph eu [Europe]\n a --> b\n subgraph eu1 [Zone 1]\n b\n end\nend\n"
        "subgraph us\nend\nc\n%% zone eu1"
    )
    assert [(g.id, g.parent, g.members, g.zone) for g in drawing.groups] == [
        ("eu", None, ("a",), False),
        ("eu1", "eu", ("b",), True),
        ("us", None, (), False),
    ]


def test_a_box_stays_in_the_group_that_named_it_first() -> None:
    result = parse("subgraph one\na --> b\nend\nsubgraph two\nb\nend")
    assert result.architecture is not None
    assert result.architecture.groups[0].members == ("a", "b")
    assert "'b' stays in group 'one'" in notices(result)


def test_a_title_of_several_words_gives_the_group_an_id() -> None:
    result = parse('subgraph "Edge tier"\na\nend\nsubgraph Data\nb\nend\n%% zone Edge-tier')
    assert result.architecture is not None
    assert [(g.id, g.name) for g in result.architecture.groups] == [
        ("Edge-tier", "Edge tier"),
        ("Data", "Data"),
    ]
    assert "has the id 'Edge-tier'" in notices(result)


@pytest.mark.parametrize(
    ("attribute", "field", "value"),
    [
        ("replicas=8", "replicas", 8),
        ("replicas = 2k", "replicas", 2000),
        ("standby=1", "standby", 1),
        ("capacity=2000rps", "capacity_rps", 2000),
        ("capacity=2k", "capacity_rps", 2000),
        ("capacity=1.5M/s", "capacity_rps", 1_500_000),
        ("capacity=120/min", "capacity_rps", 2),
        ('capacity="2000 rps"', "capacity_rps", 2000),
        ("capacity_rps=3", "capacity_rps", 3),
        ("slots=64", "slots", 64),
        ("service_time=2.5ms", "service_time_s", 0.0025),
        ("service_time_s=0.2", "service_time_s", 0.2),
        ("delay=1min", "delay_s", 60),
        ("delay=10us", "delay_s", 0.00001),
        ("cv=1.5", "cv", 1.5),
        ("blocking=yes", "blocking", True),
        ("hit_ratio=80%", "hit_ratio", 0.8),
        ("availability=99.95%", "availability", 0.9995),
        ("availability=0.9995", "availability", 0.9995),
        ("zone=eu-1,eu-2", "zones", ("eu-1", "eu-2")),
        ("source_of_truth=false", "source_of_truth", False),
        ('role="payment provider"', "role", "payment provider"),
        ('notes="a #quot;b#quot;<br/>c"', "notes", 'a "b"\nc'),
        ('name="Other"', "name", "Other"),
        ("kind=wide_column", "kind", "wide_column"),
    ],
)
def test_component_attributes_are_read_with_their_units(
    attribute: str, field: str, value: object
) -> None:
    component = read(f"x\n%% @x {attribute}").component("x")
    assert getattr(component, field) == value


@pytest.mark.parametrize(
    ("attribute", "field", "value"),
    [
        ("timeout=200ms", "timeout_s", 0.2),
        ("retries=3", "retries", 3),
        ("calls=2.5", "calls", 2.5),
        ("parallel=true", "parallel", True),
        ("read_share=90%", "read_share", 0.9),
        ("protocol=gRPC", "protocol", "gRPC"),
        ('label="reads"', "label", "reads"),
        ("mode=replication", "mode", "replication"),
    ],
)
def test_connection_attributes_are_read_with_their_units(
    attribute: str, field: str, value: object
) -> None:
    assert getattr(read(f"a --> b\n%% @a->b {attribute}").connections[0], field) == value


def test_parallel_arrows_are_told_apart_by_number() -> None:
    drawing = read("a --> b\na -.-> b\n%% @a->b#2 retries=2\n%% @a->b#1 timeout=1s")
    assert [(c.mode, c.retries, c.timeout_s) for c in drawing.connections] == [
        ("sync", None, 1),
        ("async", 2, None),
    ]


@pytest.mark.parametrize(
    ("box", "kind", "words"),
    [
        ("redis[(Sessions)]", "cache", "from its name"),
        ("x[Kafka]", "stream", "from its name"),
        ("x[(Orders)]", "sql_db", "from its shape"),
        ("x([Web app])", "client", "from its name"),
        ("x[Web app]", "unknown", "kind of 'x' is not known"),
        ("x[Foo]", "unknown", "kind of 'x' is not known"),
        ("x[Kafka]\n%% @x kind=blob", "unknown", "unknown kind 'blob'; did you mean"),
        ("x\n%% @x kind=redis", "unknown", "unknown kind 'redis'; did you mean 'cache'?"),
        ("x\n%% @x kind=chache", "unknown", "unknown kind 'chache'; did you mean 'cache'?"),
    ],
)
def test_a_kind_that_is_not_stated_is_a_notice(box: str, kind: str, words: str) -> None:
    result = parse(box)
    assert result.architecture is not None
    assert result.architecture.components[0].kind == kind
    assert words in notices(result)


def test_a_stated_kind_is_no_notice() -> None:
    assert parse("flowchart LR\nx[Kafka]\n%% @x kind=queue").notices == ()


def test_free_comments_stay_with_the_statement_they_stand_before() -> None:
    text = (
        "%% my design\nflowchart LR\n%% the door\nlb\n%% goes on\nlb --> web\n%% size\n"
        "%% @lb replicas=2\n%% flow of things\n%% the end"
    )
    result = parse(text)
    assert result.comments == (
        Comment("my design", "flowchart"),
        Comment("the door", "lb"),
        Comment("goes on", "web"),
        Comment("size", "@lb"),
        Comment("flow of things", ""),
        Comment("the end", ""),
    )


def test_the_text_that_is_written_reads_well() -> None:
    result = parse(EXAMPLE.replace("  alb --> api", "  %% the core\n  alb --> api"))
    assert result.architecture is not None
    written = format_notation(result.architecture, result.comments)
    assert (
        written
        == """flowchart LR
  subgraph edge [Edge tier]
    web([Web app])
    alb{{Load balancer}}
  end
  %% the core
  api[API]
  db[(Postgres)]
  bus[[Kafka]]
  web -->|HTTPS| alb
  alb --> api
  api -->|"read/write"| db
  api -.->|publish| bus
  %% @web kind=client
  %% @alb kind=load_balancer
  %% @api kind=service replicas=8 capacity=2000rps zone=eu-1,eu-2
  %% @db kind=sql_db replicas=2
  %% @bus kind=stream
  %% @api->bus timeout=200ms
  %% zone edge
  %% flow book: web > alb > api > db
"""
    )


def test_an_empty_text_is_an_empty_drawing() -> None:
    for text in ("", "  \n", "flowchart LR", "%% hello"):
        result = parse(text)
        assert result.architecture == Architecture()
        assert "nothing is drawn" in notices(result)


def test_limits_are_said_and_not_passed() -> None:
    boxes = "\n".join(f"n{number}" for number in range(MAX_COMPONENTS + 5))
    fans = " & ".join(f"n{number}" for number in range(40))
    for text, words in (
        (boxes, f"more than {MAX_COMPONENTS} components"),
        (f"{fans} --> {fans}", f"more than {MAX_CONNECTIONS} connections"),
        ("a --> b\n" + "%% flow f: a > b\n" * 201, "more than 200 flows"),
        ("".join(f"subgraph g{n}\nend\n" for n in range(201)), "more than 200 groups"),
        ("a" * (MAX_CHARACTERS + 1), "more than 100,000"),
    ):
        result = parse(text)
        assert result.architecture is None
        assert [words in error.message for error in result.errors] == [True]


def test_three_thousand_lines_are_read_within_a_second() -> None:
    lines = [f"n{i % 480}[Box {i % 480}] --> n{i * 7 % 480}" for i in range(900)]
    lines += [f'%% @n{i % 480} replicas=2 notes="hello you"' for i in range(2_100)]
    started = time.process_time()
    assert parse("\n".join(lines)).errors == ()
    assert time.process_time() - started < 1
