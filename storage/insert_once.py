"""Insert a row unless one with the same key is there; both databases spell it alike."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, values: Mapping[str, object]) -> bool:
    """Insert; False: some unique key of the table was taken, and nothing changed."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    wanted = dialect.insert(table).values(dict(values)).on_conflict_do_nothing()
    # Not by the row count, which an insert through psycopg does not tell.
    returned = connection.execute(wanted.returning(*table.primary_key.columns))
    return returned.one_or_none() is not None
