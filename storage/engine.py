"""Engines: how a database is reached, and how its errors are told.

SQLite runs with a write-ahead log and two engines on one file: NORMAL for autosave (survives a
killed process), FULL for handing in (survives a power cut too). PostgreSQL makes the same
distinction in each transaction; see `storage.server`.
"""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from interview.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull
from storage import server
from storage.intent import READING

Synchronous = Literal["NORMAL", "FULL"]
DATABASE_FILE = "loadbearing.sqlite3"

_BUSY_MS = 30_000
# Writers queue here rather than in SQLite, whose waiting is unfair under load.
_POOL_SIZE = 8
_POOL_WAIT_S = 60


@dataclass(frozen=True, slots=True)
class Engines:
    """Two ways to one database, by how durable a commit has to be."""

    saving: Engine
    submitting: Engine

    def dispose(self) -> None:
        """Close all connections."""
        self.saving.dispose()
        self.submitting.dispose()


def open_engines(target: Path | str, *, busy_ms: int = _BUSY_MS) -> Engines:
    """Open both engines; those of a server share their connections."""
    submitting = open_engine(target, synchronous="FULL", busy_ms=busy_ms)
    if submitting.dialect.name == server.BACKEND:
        return Engines(server.saving_on(submitting), submitting)
    return Engines(open_engine(target, synchronous="NORMAL", busy_ms=busy_ms), submitting)


def open_engine(
    target: Path | str, *, synchronous: Synchronous = "FULL", busy_ms: int = _BUSY_MS
) -> Engine:
    """Open an engine on an SQLite file, made if missing, or on an SQLAlchemy URL."""
    url = _url_of(target)
    if url.get_backend_name() != "sqlite":
        return server.open_server(
            url, pool_size=_POOL_SIZE, pool_wait_s=_POOL_WAIT_S, lock_wait_ms=busy_ms
        )
    if not url.database or url.database == ":memory:":
        raise StoreError("a database in memory is lost at every restart; name a file in its URL")
    _make_private(Path(url.database))
    engine = create_engine(url, pool_size=_POOL_SIZE, max_overflow=0, pool_timeout=_POOL_WAIT_S)
    _configure_sqlite(engine, synchronous, busy_ms)
    return engine


@contextmanager
def told_plainly() -> Generator[None]:
    """Turn a database's errors into those of interview's ports.

    Raises:
        StoreBusy: It is locked; the same request may be sent again.
        StoreFull: There is no room, or no permission.
        StoreCorrupt: The file is damaged.
        ServerUnreachable: There is no connection to the server.
        StoreError: Anything else, in the driver's first line.
    """
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy("the database is busy; try again in a moment") from error
    except DBAPIError as error:
        raise server.plain(error) or _plain(error.orig) from error
    except sqlite3.Error as error:  # from the set-up of a connection
        raise _plain(error) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database refused: {_first_line(error)}") from error


def _plain(error: BaseException | None) -> StoreError:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy("the database is locked by another program; try again in a moment")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return StoreFull(
            "the database cannot be written: no room left or no permission; make room and save"
            " again"
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreCorrupt("the database file is damaged; restore the newest backup")
    return StoreError(f"the database refused: {_first_line(error)}")


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "no reason given")[:200]


def _url_of(target: Path | str) -> URL:
    if isinstance(target, Path):
        return URL.create("sqlite", database=str(target))
    return make_url(target)


def _make_private(file: Path) -> None:
    """Make the file readable by its owner only; its log files take over its mode."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreFull(
            f"{file}: cannot be written ({error.strerror}); set LOADBEARING_DATA_DIR to a folder"
            " that can be"
        ) from error


def _configure_sqlite(engine: Engine, synchronous: Synchronous, busy_ms: int) -> None:
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own BEGIN comes too late (before the first write) and takes no lock.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={busy_ms}",
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    def begun(connection: Connection) -> None:
        is_reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
