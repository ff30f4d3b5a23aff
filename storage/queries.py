"""Queries over many attempts, for lists."""

from typing import Any, TypeAlias

from sqlalchemy import Select, func, select

from storage import tables

# What a row holds is checked when it is read, in `storage.rows`.
Query: TypeAlias = Select[*tuple[Any, ...]]


def words() -> Query:
    """Count each attempt's words."""
    table = tables.draft
    total = func.sum(table.c.words).label("words")
    return select(table.c.attempt_id, total).group_by(table.c.attempt_id)


def grade_heads() -> Query:
    """Take what a list shows of every grading, oldest first."""
    made = tables.grading
    columns = (tables.submission.c.attempt_id, made.c.total, made.c.level, made.c.grader)
    return select(*columns).join(tables.submission).order_by(made.c.at, made.c.id)


def best_totals(grader: str) -> Query:
    """Find each attempt's best total by the grader of that name."""
    made, handed_in = tables.grading, tables.submission
    best = func.max(made.c.total).label("total")
    joined = select(handed_in.c.attempt_id, best).join(handed_in)
    return joined.where(made.c.grader_name == grader).group_by(handed_in.c.attempt_id)
