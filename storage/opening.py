"""From a data folder, or a database's URL, to a store that is ready."""

from pathlib import Path

from sqlalchemy import text

from interview.errors import StoreCorrupt
from storage.engine import DATABASE_FILE, Engines, open_engines, told_plainly
from storage.lock import hold_folder
from storage.migrate import newest_backup, upgrade
from storage.server import BACKEND, check_encoding
from storage.store import SqlAttemptStore


def open_store(folder: Path, url: str | None = None) -> SqlAttemptStore:
    """Claim the data folder for this process, migrate the database in it and open a store.

    With a `url` the folder is used for nothing.

    Raises:
        FolderInUse: Another process has the folder.
        UnknownRevision: A newer version of the app made the database.
        StoreError: It cannot be opened; a damaged one names the newest backup.
    """
    if url is not None:
        return _open_url(url)
    engines = open_engines(folder / DATABASE_FILE)
    hold_folder(folder)
    try:
        with told_plainly():
            _check(engines)
            upgrade(engines.submitting, folder=folder)
    except StoreCorrupt as error:
        engines.dispose()
        raise StoreCorrupt(f"{folder / DATABASE_FILE}: {error}; {_offer(folder)}") from error
    return SqlAttemptStore(engines)


def _open_url(url: str) -> SqlAttemptStore:
    with told_plainly():
        engines = open_engines(url)
        try:
            if engines.submitting.dialect.name == BACKEND:
                check_encoding(engines.submitting)
            upgrade(engines.submitting)
        except BaseException:
            engines.dispose()
            raise
    return SqlAttemptStore(engines)


def _check(engines: Engines) -> None:
    with engines.saving.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if found != "ok":
        raise StoreCorrupt(str(found))


def _offer(folder: Path) -> str:
    backup = newest_backup(folder)
    return f"the newest backup is {backup}" if backup else "there is no backup yet"
