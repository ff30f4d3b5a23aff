"""The drawing as two tables that are edited in place; the keyboard's way to draw.

Owns the session keys `<key>.table.*` and `<key>.undo`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from architecture.kinds import KINDS
from architecture.model import Architecture
from architecture.notation import ParseResult, format_notation
from ui import words
from ui.components import drawing_table as table
from ui.components.answer_box import Save, held, replace_text
from ui.drawings import reading

if TYPE_CHECKING:
    import pandas as pd  # pyright: ignore[reportMissingTypeStubs]

_UNDO_STEPS = 20
_HOW = """<p class="lb-muted">Type into the last row to add one; tick rows at their left edge and
press Delete to remove them. What points at a removed component goes with it.</p>"""
_DTYPES = {
    **dict.fromkeys(("replicas", "standby", "slots", "retries"), "Int64"),
    **dict.fromkeys(
        ("capacity_rps", "service_time_s", "calls", "read_share", "timeout_s"), "Float64"
    ),
    "source_of_truth": "boolean",
}
Apply = Callable[[Architecture, table.Edits], Architecture]
_Table = tuple[str, list[table.Row], tuple[str, ...], dict[str, ColumnConfig], Apply]


def drawing_tables(text: str, *, key: str, save: Save, disabled: bool) -> None:
    """Draw both tables of a drawing; an edit rewrites its text and saves it."""
    result = reading(text) if text.strip() else ParseResult(Architecture())
    architecture = result.architecture
    if architecture is None:
        st.warning("The text cannot be read, so there is no table of it. Mend it under **Text**.")
        return
    problem = st.session_state.get(f"{key}.table.problem")
    if problem:
        st.error(f"Not taken: {words.plain(problem)}. The drawing is as it was; correct the row.")
    for title, rows, columns, config, apply in _tables(architecture):
        st.html(f'<h3 class="lb-eyebrow">{title}</h3>')
        name = _name(key, title)
        st.data_editor(
            _frame(rows, columns),
            key=name,
            num_rows="dynamic",
            hide_index=True,
            height=min(38 + 35 * (len(rows) + 2), 340),
            placeholder="",
            disabled=True if disabled else (["id"] if title == "Components" else False),
            column_config=config,
            on_change=_take_edits,
            args=(key, name, result, apply, save),
            alt=f"{title} of the drawing",
        )
    st.html(_HOW)
    undo: list[str] = st.session_state.get(f"{key}.undo", [])
    st.button(
        "Undo the last change of a table",
        key=f"{key}.table.undo",
        icon=":material/undo:",
        type="tertiary",
        disabled=disabled or not undo,
        on_click=_undo,
        args=(key, save),
    )


def _tables(architecture: Architecture) -> tuple[_Table, ...]:
    return (
        (
            "Components",
            table.component_rows(architecture),
            table.COMPONENT_COLUMNS,
            _component_columns(),
            table.with_components,
        ),
        (
            "Connections",
            table.connection_rows(architecture),
            table.CONNECTION_COLUMNS,
            _connection_columns(architecture),
            table.with_connections,
        ),
    )


def _name(key: str, title: str) -> str:
    # A new text is a new table: the edits of the old one are part of it, and must not stay.
    state = st.session_state
    return f"{key}.table.{title.lower()}.{state[f'{key}.rev']}.{state.get(f'{key}.table.turn', 0)}"


def _frame(rows: list[table.Row], columns: tuple[str, ...]) -> "pd.DataFrame":
    # Some 70 MB that only the people who open the tables should pay for.
    import pandas as pd  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    return pd.DataFrame(
        {
            name: pd.array([row[name] for row in rows], dtype=_DTYPES.get(name, "string"))
            for name in columns
        }
    )


def _component_columns() -> dict[str, ColumnConfig]:
    config = st.column_config
    return {
        "id": config.TextColumn("Id", help="made from the name; used in the text", width=110),
        "name": config.TextColumn("Name", required=True, width=150),
        "kind": config.SelectboxColumn("Kind", options=list(KINDS), width=120),
        "role": config.TextColumn("Role"),
        "replicas": config.NumberColumn("Replicas", min_value=1, step=1, width=80),
        "standby": config.NumberColumn("Standby", min_value=0, step=1, width=80),
        "capacity_rps": config.NumberColumn("Calls/s of one", min_value=0.001, width=110),
        "slots": config.NumberColumn("Slots of one", min_value=1, step=1),
        "service_time_s": config.NumberColumn("Service time, s", min_value=0.0),
        "zones": config.TextColumn("Zones", help="separated by commas"),
        "source_of_truth": config.CheckboxColumn("Source of truth"),
        "notes": config.TextColumn("Notes"),
    }


def _connection_columns(architecture: Architecture) -> dict[str, ColumnConfig]:
    config = st.column_config
    ids = [component.id for component in architecture.components]
    modes = ["sync", "async", "replication"]
    return {
        "source": config.SelectboxColumn("From", options=ids, required=True, width=120),
        "target": config.SelectboxColumn("To", options=ids, required=True, width=120),
        "mode": config.SelectboxColumn("Mode", options=modes, default="sync", width=100),
        "label": config.TextColumn("Label", width=130),
        "protocol": config.TextColumn("Protocol"),
        "calls": config.NumberColumn("Calls per call", min_value=0.0),
        "read_share": config.NumberColumn("Read share", min_value=0.0, max_value=1.0),
        "timeout_s": config.NumberColumn("Timeout, s", min_value=0.0),
        "retries": config.NumberColumn("Retries", min_value=0, step=1),
    }


def _take_edits(key: str, name: str, result: ParseResult, apply: Apply, save: Save) -> None:
    delta = st.session_state[name]
    edits = table.Edits(
        changed={int(row): cells for row, cells in delta["edited_rows"].items()},
        added=delta["added_rows"],
        deleted=delta["deleted_rows"],
    )
    take(key, result, apply, edits, save)


def take(key: str, result: ParseResult, apply: Apply, edits: table.Edits, save: Save) -> None:
    """Apply edits to the drawing and save its new text; a wrong row changes nothing."""
    state = st.session_state
    state.pop(f"{key}.table.problem", None)
    architecture = result.architecture or Architecture()
    try:
        changed = apply(architecture, edits)
    except table.TableProblem as problem:
        state[f"{key}.table.problem"] = str(problem)
        return
    if changed != architecture:
        before: list[str] = state.setdefault(f"{key}.undo", [])
        before.append(held(key))
        del before[:-_UNDO_STEPS]
        _replace(key, format_notation(changed, result.comments), save)


def _undo(key: str, save: Save) -> None:
    before: list[str] = st.session_state.get(f"{key}.undo", [])
    if before:
        _replace(key, before.pop(), save)


def _replace(key: str, text: str, save: Save) -> None:
    state = st.session_state
    state[f"{key}.table.turn"] = state.get(f"{key}.table.turn", 0) + 1
    replace_text(key, text, save)
