import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.model import Architecture, Component, Connection, Group, Route
from architecture.notation import format_notation, parse
from tests.strategies_architecture import architectures
from ui.components.drawing_table import (
    COMPONENT_COLUMNS,
    CONNECTION_COLUMNS,
    Edits,
    Row,
    TableProblem,
    component_rows,
    connection_rows,
    with_components,
    with_connections,
)

SHOP = Architecture(
    components=(
        Component(id="web", name="Web", kind="client"),
        Component(id="api", name="API", kind="service", replicas=2, zones=("eu-1", "eu-2")),
        Component(id="db", name="Postgres", kind="sql_db"),
    ),
    connections=(
        Connection(source="web", target="api"),
        Connection(source="api", target="db", timeout_s=0.2),
    ),
    groups=(Group(id="inside", name="Inside", members=("api", "db")),),
    routes=(Route(flow="buy", path=("web", "api", "db")),),
)


def edits(
    *,
    changed: dict[int, Row] | None = None,
    added: list[Row] | None = None,
    deleted: list[int] | None = None,
) -> Edits:
    return Edits(changed=changed or {}, added=added or [], deleted=deleted or [])


def test_a_drawing_is_listed_row_by_row() -> None:
    rows = component_rows(SHOP)
    assert [row["name"] for row in rows] == ["Web", "API", "Postgres"]
    assert rows[1]["zones"] == "eu-1, eu-2"
    assert connection_rows(SHOP)[1]["timeout_s"] == 0.2


def test_no_edit_changes_nothing() -> None:
    assert with_components(SHOP, edits()) == SHOP
    assert with_connections(SHOP, edits()) == SHOP


def test_a_changed_cell_changes_one_field() -> None:
    after = with_components(SHOP, edits(changed={2: {"replicas": 3, "zones": "eu-1 eu-2"}}))
    assert after.component("db").replicas == 3
    assert after.component("db").zones == ("eu-1", "eu-2")
    assert after.component("api") == SHOP.component("api")


def test_an_emptied_cell_is_not_stated() -> None:
    after = with_components(SHOP, edits(changed={1: {"replicas": None, "role": " "}}))
    assert after.component("api").replicas is None
    assert after.component("api").role is None


def test_an_emptied_kind_is_unknown_and_an_emptied_mode_is_sync() -> None:
    after = with_components(SHOP, edits(changed={2: {"kind": None}}))
    assert after.component("db").kind == "unknown"
    assert with_connections(SHOP, edits(changed={0: {"mode": None}})) == SHOP


def test_a_new_name_becomes_a_component_of_the_kind_it_names() -> None:
    after = with_components(SHOP, edits(added=[{"name": "Redis"}]))
    assert after.component("redis") == Component(id="redis", name="Redis", kind="cache")


def test_a_row_without_a_name_is_not_taken_yet() -> None:
    assert with_components(SHOP, edits(added=[{"replicas": 2}])) == SHOP


@pytest.mark.parametrize(
    ("name", "made"),
    [("API", "api2"), ("Inside", "inside2"), ("End", "end_"), ("!!!", "component")],
)
def test_a_new_id_is_free_and_fit_for_the_notation(name: str, made: str) -> None:
    after = with_components(SHOP, edits(added=[{"name": name}]))
    assert after.components[-1].id == made


def test_what_pointed_at_a_removed_component_goes_with_it() -> None:
    after = with_components(SHOP, edits(deleted=[2]))
    assert [part.id for part in after.components] == ["web", "api"]
    assert [(edge.source, edge.target) for edge in after.connections] == [("web", "api")]
    assert after.groups[0].members == ("api",)
    assert after.routes == ()


def test_a_connection_is_taken_once_it_has_both_ends() -> None:
    assert with_connections(SHOP, edits(added=[{"source": "web"}])) == SHOP
    after = with_connections(SHOP, edits(added=[{"source": "web", "target": "db"}]))
    assert after.connections[-1] == Connection(source="web", target="db")


def test_a_removed_connection_is_gone() -> None:
    assert len(with_connections(SHOP, edits(deleted=[0])).connections) == 1


def test_a_wrong_cell_names_its_row_and_field() -> None:
    with pytest.raises(TableProblem, match=r"component in row 2: replicas: .*greater"):
        with_components(SHOP, edits(changed={1: {"replicas": 0}}))


def test_an_arrow_to_nowhere_names_the_missing_component() -> None:
    with pytest.raises(TableProblem, match="no component 'ghost'"):
        with_connections(SHOP, edits(added=[{"source": "web", "target": "ghost"}]))


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 10_000),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(["sync", "async", "sql_db", "web", "c0", "c1", "eu-1, eu-2", "end", "🚀"]),
)


def rows(columns: tuple[str, ...]) -> st.SearchStrategy[Row]:
    return st.dictionaries(st.sampled_from(columns), cells, max_size=4)


def any_edits(columns: tuple[str, ...]) -> st.SearchStrategy[Edits]:
    return st.builds(
        Edits,
        changed=st.dictionaries(st.integers(0, 6), rows(columns), max_size=3),
        added=st.lists(rows(columns), max_size=3),
        deleted=st.lists(st.integers(0, 6), max_size=3),
    )


@given(architecture=architectures(), what=any_edits(COMPONENT_COLUMNS))
def test_any_edit_of_components_makes_a_drawing_or_a_problem(
    architecture: Architecture, what: Edits
) -> None:
    try:
        after = with_components(architecture, what)
    except TableProblem as problem:
        assert str(problem)  # noqa: PT017 - either outcome is right, anything else is not
    else:
        assert parse(format_notation(after)).architecture == after


@given(architecture=architectures(), what=any_edits(CONNECTION_COLUMNS))
def test_any_edit_of_connections_makes_a_drawing_or_a_problem(
    architecture: Architecture, what: Edits
) -> None:
    try:
        after = with_connections(architecture, what)
    except TableProblem as problem:
        assert str(problem)  # noqa: PT017 - either outcome is right, anything else is not
    else:
        assert parse(format_notation(after)).architecture == after
