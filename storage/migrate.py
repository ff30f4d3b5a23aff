"""Brings a database to the form this version knows: under a lock, after a backup copy."""

import sqlite3
from contextlib import closing
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import UnknownRevision

HEAD = "0001"
"""The newest revision; a test holds it against the scripts, so that a start need not load them."""

BACKUPS = "backups"
_LOCK = "migrate.lock"
_LOCK_WAIT_S = 120


def upgrade(engine: Engine, *, folder: Path | None = None) -> None:
    """Migrate to the newest revision; does nothing, and loads no Alembic, when it is there.

    With `folder`, an SQLite database that holds something is first copied to `backups/` in it.

    Raises:
        UnknownRevision: A newer version of the app made this database.
    """
    if _revision_of(engine) == HEAD:
        return
    if folder is None:
        _upgrade(engine, None)
        return
    with FileLock(folder / _LOCK, timeout=_LOCK_WAIT_S, fallback_to_soft=False, mode=0o600):
        _upgrade(engine, folder)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Migrate back; what the older form cannot hold is lost."""
    with engine.connect() as connection, connection.begin():
        _run("downgrade", connection, revision)


def differences(engine: Engine) -> tuple[str, ...]:
    """Tell how the database differs from the tables in code; empty when they agree."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - 0.2 s, not at every start
    from alembic.migration import MigrationContext  # noqa: PLC0415

    from storage.tables import metadata  # noqa: PLC0415

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(str(difference) for difference in compare_metadata(context, metadata))


def newest_backup(folder: Path) -> Path | None:
    """Find the copy made before the last migration."""
    copies = sorted((folder / BACKUPS).glob("*.sqlite3"), key=lambda copy: copy.stat().st_mtime_ns)
    return copies[-1] if copies else None


def _upgrade(engine: Engine, folder: Path | None) -> None:
    revision = _revision_of(engine)  # again: another process may have been faster
    if revision == HEAD:
        return
    if revision is not None and revision not in _known_revisions():
        raise UnknownRevision(revision, HEAD)
    database = engine.url.database
    if folder is not None and revision is not None and database:
        _back_up(Path(database), folder / BACKUPS / f"before-{HEAD}-from-{revision}.sqlite3")
    with engine.connect() as connection, connection.begin():
        _run("upgrade", connection, HEAD)


def _revision_of(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _known_revisions() -> frozenset[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - 0.2 s, not at every start

    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return frozenset(script.revision for script in scripts.walk_revisions())


def _run(direction: str, connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s, not at every start
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
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
