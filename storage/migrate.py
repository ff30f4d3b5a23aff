"""Brings a database to the form this version knows: under a lock, after a backup copy."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import UnknownRevision
from storage.server import wait_for_migrations

BACKUPS = "backups"
_LOCK = "migrate.lock"
_LOCK_WAIT_S = 120


@dataclass(frozen=True, slots=True)
class Scripts:
    """A folder of migration scripts and the newest revision among them."""

    folder: Path
    head: str


# A test holds the head against the scripts, so that a start need not load them.
SHIPPED = Scripts(folder=Path(__file__).parent / "migrations", head="0001")


def upgrade(engine: Engine, *, folder: Path | None = None, scripts: Scripts = SHIPPED) -> None:
    """Migrate to the newest revision; does nothing, and loads no Alembic, when it is there.

    With `folder`, an SQLite database that holds something is first copied to `backups/` in it.

    Raises:
        UnknownRevision: A newer version of the app made this database.
    """
    if _revision_of(engine) == scripts.head:
        return
    if folder is None:
        _upgrade(engine, scripts)
        return
    with FileLock(folder / _LOCK, timeout=_LOCK_WAIT_S, fallback_to_soft=False, mode=0o600):
        _back_up_older(engine, folder, scripts)
        _upgrade(engine, scripts)


def downgrade(engine: Engine, revision: str = "base", *, scripts: Scripts = SHIPPED) -> None:
    """Migrate back; what the older form cannot hold is lost."""
    with engine.connect() as connection, connection.begin():
        wait_for_migrations(connection)
        _run("downgrade", connection, revision, scripts)


def differences(engine: Engine) -> tuple[str, ...]:
    """Tell how the database differs from the tables in code; empty when they agree."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - slow, not at every start
    from alembic.migration import MigrationContext  # noqa: PLC0415

    from storage.tables import metadata  # noqa: PLC0415

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(str(difference) for difference in compare_metadata(context, metadata))


def newest_backup(folder: Path) -> Path | None:
    """Find the copy made before the last migration."""
    copies = (folder / BACKUPS).glob("*.sqlite3")
    return max(copies, key=lambda copy: copy.stat().st_mtime_ns, default=None)


def _upgrade(engine: Engine, scripts: Scripts) -> None:
    with engine.connect() as connection, connection.begin():
        wait_for_migrations(connection)
        # Asked again under the lock: another process may have been faster.
        if _is_older(_revision_in(connection), scripts):
            _run("upgrade", connection, scripts.head, scripts)


def _back_up_older(engine: Engine, folder: Path, scripts: Scripts) -> None:
    revision, database = _revision_of(engine), engine.url.database
    if revision is not None and database and _is_older(revision, scripts):
        name = f"before-{scripts.head}-from-{revision}.sqlite3"
        _back_up(Path(database), folder / BACKUPS / name)


def _is_older(revision: str | None, scripts: Scripts) -> bool:
    if revision == scripts.head:
        return False
    if revision is not None and revision not in _known_revisions(scripts):
        raise UnknownRevision(revision, scripts.head)
    return True


def _revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return _revision_in(connection)


def _revision_in(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _known_revisions(scripts: Scripts) -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow, not at every start

    found = ScriptDirectory(str(scripts.folder)).walk_revisions()
    return frozenset(script.revision for script in found)


def _run(direction: str, connection: Connection, revision: str, scripts: Scripts) -> None:
    from alembic import command  # noqa: PLC0415 - slow, not at every start
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    move = command.upgrade if direction == "upgrade" else command.downgrade
    move(config, revision)


def _back_up(database: Path, copy: Path) -> None:
    copy.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = copy.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(unfinished)) as to:
        # All pages in one go: in steps, every write by another connection starts it afresh.
        source.backup(to, pages=-1)
    unfinished.replace(copy)
