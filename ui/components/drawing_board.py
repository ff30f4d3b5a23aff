"""The drawing of an answer: as text or as tables, with the picture and its problems beside.

Owns the session keys `<key>.view`, `<key>.table.*`, `<key>.undo` and those of its `answer_box`.
"""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from architecture.analysis import analyse
from architecture.kinds import KINDS
from architecture.model import Architecture
from architecture.notation import ParseResult, Problem, format_notation, parse
from interview.attempt import MAX_DRAWING_CHARACTERS, DrawingDraft
from ui.components import drawing_table as table
from ui.components.answer_box import Save, answer_box, replace_text
from ui.components.picture import picture

START = """flowchart LR
  client([Browser]) --> lb[Load balancer]
  lb --> api[API]
  api --> db[(PostgreSQL)]
"""
HELP = (
    "A Mermaid flowchart. Say more about a box on a line of its own: "
    "`%% @api kind=service replicas=4 capacity=500rps`. Arrows: `-->` calls and waits, "
    "`-.->` sends and goes on."
)
_UNDO_STEPS = 20


def drawing_board(*, key: str, draft: DrawingDraft, save: Save, disabled: bool = False) -> None:
    """Draw editor and picture side by side; both views edit one text."""
    view = st.segmented_control(
        "Edit as",
        ["Text", "Tables"],
        default="Text",
        required=True,
        key=f"{key}.view",
        label_visibility="collapsed",
    )
    left, right = st.columns([5, 6], gap="medium")
    with left:
        text = _edited(view or "Text", key=key, draft=draft, save=save, disabled=disabled)
    result = parse(text) if text.strip() else None
    with left:
        _draw_problems(result)
    with right:
        _draw_picture(result, draft, key=key, disabled=disabled, save=save)


def _edited(view: str, *, key: str, draft: DrawingDraft, save: Save, disabled: bool) -> str:
    if view == "Text":
        return answer_box(
            key=key,
            label="Drawing, as text",
            text=draft.text,
            rev=draft.rev,
            saved_at=draft.saved_at,
            save=save,
            placeholder=START,
            help_text=HELP,
            height=340,
            max_chars=MAX_DRAWING_CHARACTERS,
            disabled=disabled,
        )
    text = st.session_state.get(key, draft.text)
    st.session_state.setdefault(key, draft.text)
    st.session_state.setdefault(f"{key}.rev", draft.rev)
    # A key that no widget draws in this run would be dropped: hold on to the text.
    st.session_state[key] = text
    _draw_tables(text, key=key, save=save, disabled=disabled)
    return st.session_state[key]


def _draw_tables(text: str, *, key: str, save: Save, disabled: bool) -> None:
    result = parse(text) if text.strip() else ParseResult(Architecture())
    if result.architecture is None:
        st.warning("The text cannot be read, so there is no table of it. Mend it under **Text**.")
        return
    problem = st.session_state.get(f"{key}.table.problem")
    if problem:
        st.error(f"Not taken: {problem}. The drawing is as it was; correct the row.")
    for title, rows, columns, apply in (
        (
            "Components",
            table.component_rows(result.architecture),
            table.COMPONENT_COLUMNS,
            table.with_components,
        ),
        (
            "Connections",
            table.connection_rows(result.architecture),
            table.CONNECTION_COLUMNS,
            table.with_connections,
        ),
    ):
        st.markdown(f"**{title}**")
        # A new revision is a new table: its edits are then part of the text.
        name = f"{key}.table.{title.lower()}.{st.session_state[f'{key}.rev']}"
        st.data_editor(
            _frame(rows, columns),
            key=name,
            num_rows="dynamic",
            hide_index=True,
            disabled=True if disabled else (["id"] if title == "Components" else False),
            column_config=_columns(result.architecture, title),
            on_change=_take_edits,
            args=(key, name, result, apply, save),
            alt=f"{title} of the drawing",
        )
    undo: list[str] = st.session_state.get(f"{key}.undo", [])
    st.button(
        "Undo the last change of a table",
        key=f"{key}.table.undo",
        icon=":material/undo:",
        disabled=disabled or not undo,
        on_click=_undo,
        args=(key, save),
    )


def _frame(rows: list[table.Row], columns: tuple[str, ...]) -> pd.DataFrame:
    kinds = {"replicas": "Int64", "standby": "Int64", "slots": "Int64", "retries": "Int64"}
    kinds |= dict.fromkeys(
        ("capacity_rps", "service_time_s", "calls", "read_share", "timeout_s"), "Float64"
    )
    kinds |= {"source_of_truth": "boolean"}
    return pd.DataFrame(
        {
            name: pd.array([row[name] for row in rows], dtype=kinds.get(name, "string"))
            for name in columns
        }
    )


def _columns(architecture: Architecture, title: str) -> dict[str, object]:
    config = st.column_config
    if title == "Components":
        return {
            "id": config.TextColumn("Id", help="made from the name; used in the text"),
            "name": config.TextColumn("Name", required=True),
            "kind": config.SelectboxColumn("Kind", options=list(KINDS)),
            "role": config.TextColumn("Role"),
            "replicas": config.NumberColumn("Replicas", min_value=1, step=1),
            "standby": config.NumberColumn("Standby", min_value=0, step=1),
            "capacity_rps": config.NumberColumn("Calls/s of one", min_value=0.001),
            "slots": config.NumberColumn("Slots of one", min_value=1, step=1),
            "service_time_s": config.NumberColumn("Service time, s", min_value=0.0),
            "zones": config.TextColumn("Zones", help="separated by commas"),
            "source_of_truth": config.CheckboxColumn("Source of truth"),
            "notes": config.TextColumn("Notes"),
        }
    ids = [component.id for component in architecture.components]
    return {
        "source": config.SelectboxColumn("From", options=ids, required=True),
        "target": config.SelectboxColumn("To", options=ids, required=True),
        "mode": config.SelectboxColumn(
            "Mode", options=["sync", "async", "replication"], default="sync"
        ),
        "label": config.TextColumn("Label"),
        "protocol": config.TextColumn("Protocol"),
        "calls": config.NumberColumn("Calls per call", min_value=0.0),
        "read_share": config.NumberColumn("Read share", min_value=0.0, max_value=1.0),
        "timeout_s": config.NumberColumn("Timeout, s", min_value=0.0),
        "retries": config.NumberColumn("Retries", min_value=0, step=1),
    }


Apply = Callable[[Architecture, table.Edits], Architecture]


def _take_edits(key: str, name: str, result: ParseResult, apply: Apply, save: Save) -> None:
    delta = st.session_state[name]
    edits = table.Edits(
        changed={int(row): cells for row, cells in delta["edited_rows"].items()},
        added=delta["added_rows"],
        deleted=delta["deleted_rows"],
    )
    st.session_state.pop(f"{key}.table.problem", None)
    architecture = result.architecture or Architecture()
    try:
        changed = apply(architecture, edits)
    except table.TableProblem as problem:
        st.session_state[f"{key}.table.problem"] = str(problem)
        return
    if changed != architecture:
        before: list[str] = st.session_state.setdefault(f"{key}.undo", [])
        before.append(st.session_state[key])
        del before[:-_UNDO_STEPS]
        replace_text(key, format_notation(changed, result.comments), save)


def _undo(key: str, save: Save) -> None:
    replace_text(key, st.session_state[f"{key}.undo"].pop(), save)


def _draw_problems(result: ParseResult | None) -> None:
    if result is None:
        return
    if result.errors:
        count = len(result.errors)
        st.html(f'<b role="alert">{count} {"error" if count == 1 else "errors"}</b>')
    for problem in result.errors[:12]:
        st.html(_problem(problem, "lb-problem"))
    if result.notices:
        with st.expander(f"{len(result.notices)} notices: what was understood, or ignored"):
            st.html("".join(_problem(notice, "lb-problem lb-notice") for notice in result.notices))


def _problem(problem: Problem, style: str) -> str:
    return (
        f'<div class="{style}"><b>Line {problem.line}, column {problem.column}</b>:'
        f" {escape(problem.message)}<pre>{escape(problem.remedy)}</pre></div>"
    )


def _draw_picture(
    result: ParseResult | None, draft: DrawingDraft, *, key: str, disabled: bool, save: Save
) -> None:
    if result is None:
        st.html(
            '<div class="lb-empty"><b>Nothing is drawn yet.</b><br>Write a line such as'
            " <code>client --&gt; api --&gt; db</code>, or begin with three boxes and change"
            " them. The picture follows what you type.</div>"
        )
        st.button(
            "Begin with three boxes",
            key=f"{key}.start",
            disabled=disabled,
            on_click=replace_text,
            args=(key, START, save),
        )
        return
    shown = result.architecture
    if shown is None:
        st.caption("The last drawing that could be read:" if draft.good_text else "No picture yet")
        shown = parse(draft.good_text).architecture if draft.good_text else None
    if shown is not None:
        picture(shown, facts=analyse(shown), key=f"{key}.picture")
