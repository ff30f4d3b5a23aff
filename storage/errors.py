"""Errors of the room, beside the `StoreError`s of interview's ports.

FolderInUse (RuntimeError)       another process has the data folder
UnknownRevision (RuntimeError)   the database was made by a newer version of the app
DriverMissing (StoreError)       the package that speaks to PostgreSQL is not installed
ServerUnreachable (StoreError)   no connection to the database server, or it broke off
"""

from pathlib import Path

from interview.errors import StoreError

_LONGEST_REASON = 200


class DriverMissing(StoreError):
    """PostgreSQL was asked for without its driver."""

    def __init__(self) -> None:
        super().__init__(
            "the PostgreSQL driver is not installed; run:"
            " .venv/bin/python -m pip install 'psycopg[binary]>=3.3,<4'"
        )


class ServerUnreachable(StoreError):
    """The server does not answer, or refuses us; after a broken commit, send the same again."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the database server cannot be reached ({reason[:_LONGEST_REASON]}); see that it"
            " runs and that LOADBEARING_DATABASE_URL names its host, database and user"
        )


class FolderInUse(RuntimeError):
    """Another process works in this data folder."""

    def __init__(self, folder: Path, pid: str) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"{folder}: {who} has this data folder open; close it, or set LOADBEARING_DATA_DIR"
            " to another folder"
        )
        self.folder = folder
        self.pid = pid


class UnknownRevision(RuntimeError):
    """The database has a form that this version does not know."""

    def __init__(self, revision: str, known: str) -> None:
        super().__init__(
            f"the database has revision {revision}, this version knows {known};"
            " update the app, or open another data folder or database"
        )
        self.revision = revision
