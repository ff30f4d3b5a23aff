"""PostgreSQL: how it is reached, what its transactions promise, and how its errors are told.

Imports no driver: errors are told by their SQLSTATE, so that the driver stays optional.
"""

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from interview.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull
from storage.errors import DriverMissing, ServerUnreachable
from storage.intent import READING, SAVING

BACKEND = "postgresql"

_DRIVER = "postgresql+psycopg"
_CONNECT_S = 10
_MIGRATION_WAIT_S = 120
# Any number will do as long as every version of the app agrees on it.
_MIGRATION_LOCK = 0x10AD_BEA2

_SAVING = "'off'"
# An administrator may have asked for more than `on`; only `off` is too little to submit with.
_SUBMITTING = "replace(current_setting('synchronous_commit'), 'off', 'on')"


def open_server(url: URL, *, pool_size: int, pool_wait_s: int, lock_wait_ms: int) -> Engine:
    """Open an engine; nothing is sent to the server yet.

    Raises:
        DriverMissing: psycopg is not installed.
        StoreError: The URL is of another database or driver.
    """
    if url.drivername not in {BACKEND, _DRIVER}:
        raise StoreError(
            f"{url.drivername}: not a database this app knows; set LOADBEARING_DATABASE_URL to"
            f" {_DRIVER}://user:password@host/database"
        )
    options: dict[str, object] = {
        "client_encoding": "utf8",
        "fallback_application_name": "loadbearing",
    }
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = _CONNECT_S
    try:
        engine = create_engine(
            url.set(drivername=_DRIVER),
            connect_args=options,
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=pool_wait_s,
        )
    except ImportError as error:
        raise DriverMissing from error
    _promise(engine, lock_wait_ms)
    event.listen(engine, "set_connection_execution_options", _chosen)
    return engine


def saving_on(engine: Engine) -> Engine:
    """Give the same engine, and the same connections, for work that may be less durable."""
    return engine.execution_options(**{SAVING: True})


def check_encoding(engine: Engine) -> None:
    """Refuse a database that cannot hold every text. Raises StoreError."""
    with engine.connect() as connection:
        encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        raise StoreError(
            f"the database's encoding is {encoding} and cannot hold every text; create one with"
            " ENCODING 'UTF8' TEMPLATE template0"
        )


def wait_for_migrations(connection: Connection) -> None:
    """Let one process at a time migrate; the lock ends with the transaction, or the process."""
    if connection.dialect.name == BACKEND:
        connection.execute(text(f"SET LOCAL lock_timeout = '{_MIGRATION_WAIT_S}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))


def plain(error: DBAPIError) -> StoreError | None:
    """Tell a PostgreSQL driver's error in our words, or nothing if it is none or is unknown."""
    if not hasattr(error.orig, "sqlstate"):
        return None
    state = getattr(error.orig, "sqlstate", None) or ""
    is_about_the_line = not state and isinstance(error, OperationalError | InterfaceError)
    if error.connection_invalidated or is_about_the_line or state.startswith(("08", "57P")):
        return ServerUnreachable(next(iter(str(error.orig).splitlines()), "no reason given"))
    if state in {"55P03", "40001", "40P01"}:
        return StoreBusy("the database is busy with other work on this attempt; try again")
    if state.startswith("53") or state in {"25006", "42501"}:
        return StoreFull(
            "the database cannot be written: no room left or no permission; make room, or grant"
            " it, and save again"
        )
    if state.startswith("XX"):
        return StoreCorrupt("the database is damaged; restore the newest backup")
    return None


def _promise(engine: Engine, lock_wait_ms: int) -> None:
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(READING, False):
            return
        commit = _SAVING if options.get(SAVING, False) else _SUBMITTING
        # One round trip for both; `true` ends them with the transaction, as SET LOCAL does.
        connection.exec_driver_sql(
            f"SELECT set_config('lock_timeout', '{lock_wait_ms}ms', true),"
            f" set_config('synchronous_commit', {commit}, true)"
        )

    event.listen(engine, "begin", begun)


def _chosen(_connection: Connection, options: dict[str, object]) -> None:
    """Let a reader of several tables see one moment, as it does on SQLite."""
    if options.get(READING, False):
        options["isolation_level"] = "REPEATABLE READ"
        options["postgresql_readonly"] = True
