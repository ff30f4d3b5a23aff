"""Run by Alembic; the connection is handed in by `storage.migrate`, which holds the lock."""

from alembic import context

from storage.tables import metadata

_connection = context.config.attributes["connection"]

context.configure(
    connection=_connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
