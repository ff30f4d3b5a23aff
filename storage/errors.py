"""Errors of the room, beside the `StoreError`s of interview's ports.

FolderInUse (RuntimeError)       another process has the data folder
UnknownRevision (RuntimeError)   the database was made by a newer version of the app
"""

from pathlib import Path


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
            " update the app, or open another data folder"
        )
        self.revision = revision
