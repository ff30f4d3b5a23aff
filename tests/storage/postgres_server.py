"""A real PostgreSQL: the one that LOADBEARING_TEST_POSTGRES_URL names, or one started here.

The server refuses to run as root, so root's runs as the user `postgres` that Debian's package
makes, in a folder of its own that nobody else can enter. It listens on a Unix socket in there.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from storage.engine import open_engines
from storage.migrate import upgrade

INSTALL = "apt-get install -y postgresql"
ON_POSTGRES = [pytest.mark.slow, pytest.mark.xdist_group("postgres")]

_USER = "postgres"
_MADE = count(1)
_TEMPLATE = f"loadbearing_test_{os.getpid()}_template"
# English sorts punctuation and letters differently from bytes: what the store must not notice.
_CLUSTER = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--encoding=UTF8")
# Enough for a killed server, whose machine goes on: the kernel keeps what was written.
_SETTINGS = ("-c listen_addresses=", "-c fsync=off", "-c shared_buffers=32MB")


@dataclass(frozen=True)
class PostgresServer:
    url: URL
    """Of a database from which others are made and dropped."""

    binaries: Path | None = None
    """Of a server of our own; without them it is somebody else's and is left running."""

    folder: Path | None = None

    def start(self) -> None:
        options = " ".join((*_SETTINGS, f"-k {self._folder}"))
        self._run("pg_ctl", "start", "-w", "-s", "-l", f"{self._folder}/log", "-o", options)

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "stop", "-w", "-s", "-m", how)

    def leave(self) -> None:
        """Leave nothing behind: neither a server of our own nor a database on another's."""
        if self.folder is None:
            self.execute(f"DROP DATABASE IF EXISTS {_TEMPLATE}")
            return
        self.stop()
        shutil.rmtree(self.folder)

    def make_cluster(self) -> None:
        self._run("initdb", "--no-sync", "--auth=trust", f"--username={_USER}", *_CLUSTER)

    def execute(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def disconnect_all(self, url: str) -> None:
        """Break every connection to a database, as a restart of the server does."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name"
        with engine.connect() as connection:
            connection.execute(text(end), {"name": make_url(url).database})
        engine.dispose()

    @property
    def _folder(self) -> Path:
        assert self.folder is not None
        return self.folder

    def _run(self, program: str, *arguments: str) -> None:
        assert self.binaries is not None
        done = subprocess.run(  # noqa: S603 - the distribution's own program
            [self.binaries / program, "-D", self._folder / "data", *arguments],
            user=_USER if os.geteuid() == 0 else None,
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@cache
def _running() -> PostgresServer:
    given = os.environ.get("LOADBEARING_TEST_POSTGRES_URL")
    if given:
        return PostgresServer(make_url(given))
    folder = Path(tempfile.mkdtemp(prefix="lb-pg-"))  # short: a socket's path has a limit
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    url = URL.create("postgresql+psycopg", _USER, database=_USER, query={"host": str(folder)})
    server = PostgresServer(url, _binaries(), folder)
    server.make_cluster()
    server.start()
    return server


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    found = [Path(on_path)] if on_path else Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(
        found, key=lambda path: [int(x) for x in path.parts if x.isdecimal()], default=None
    )
    return newest and newest.parent


@pytest.fixture(scope="session")
def postgres() -> Generator[PostgresServer]:
    """One server for all tests of a process, stopped and removed with the last of them."""
    if not os.environ.get("LOADBEARING_TEST_POSTGRES_URL") and _binaries() is None:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell(f"no PostgreSQL server is installed; run: {INSTALL}")
    server = _running()
    yield server
    if _running.cache_info().currsize:  # each module that uses the fixture ends it
        _running.cache_clear()
        server.leave()


@contextmanager
def an_empty_database(
    server: PostgresServer, *, like: str = "TEMPLATE template0"
) -> Generator[str]:
    """Give the URL of a database that is dropped afterwards, whoever is still connected."""
    name = f"loadbearing_test_{os.getpid()}_{next(_MADE)}"
    server.execute(f"CREATE DATABASE {name} {like}")
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def a_database(server: PostgresServer) -> Generator[str]:
    """Give the URL of a database with all tables, copied from one that was migrated once."""
    with an_empty_database(server, like=f"TEMPLATE {_migrated(server)}") as url:
        yield url


@cache
def _migrated(server: PostgresServer) -> str:
    server.execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
    url = server.url.set(database=_TEMPLATE)
    engines = open_engines(url.render_as_string(hide_password=False))
    upgrade(engines.submitting)
    engines.dispose()
    return _TEMPLATE
