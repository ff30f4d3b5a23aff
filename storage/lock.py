"""One process for each data folder; a second one is told of the first.

The lock is the operating system's, so that it ends with its process, however that ends.
"""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from storage.errors import FolderInUse

_LOCK = "loadbearing.lock"
_PID = "loadbearing.pid"


# A lock object releases its lock when nobody refers to it; these live as long as the process.
_held: dict[Path, FileLock] = {}


def hold_folder(folder: Path) -> None:
    """Claim a data folder for this process until it ends. It can be claimed again within it.

    Raises:
        FolderInUse: Another process has it; says which.
    """
    folder = folder.resolve()
    if folder in _held:
        return
    lock = FileLock(folder / _LOCK, thread_local=False, fallback_to_soft=False, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FolderInUse(folder, holder(folder)) from error
    _held[folder] = lock
    # Beside the lock, not in it: some systems forbid reading a locked file.
    pid_file = folder / _PID
    pid_file.write_text(str(os.getpid()), encoding="ascii")
    pid_file.chmod(0o600)


def release_folder(folder: Path) -> None:
    """Give a claim up before the process ends; without one, do nothing."""
    lock = _held.pop(folder.resolve(), None)
    if lock is not None:
        lock.release(force=True)


def holder(folder: Path) -> str:
    """Name the process that claimed the folder last, or nothing if none is known."""
    try:
        pid = (folder / _PID).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
    return pid if pid.isdecimal() else ""
