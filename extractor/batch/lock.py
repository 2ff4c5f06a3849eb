"""Locks on folders, and temporary folders that no killed run leaves behind for long.

A temporary folder is locked while it is used. One whose lock is free belongs to nobody any more: the next run
of the same user removes it.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "kehoach-run-"
_TRIES = 10


def lock(folder: Path, *, is_shared: bool = False) -> int | None:
    """A handle that keeps others from ``folder`` until ``unlock``; None where the system has no such locks.

    Args:
        is_shared: keeps only those away who want the folder for themselves.

    Raises:
        BlockingIOError: somebody else holds it.
        OSError: the folder cannot be opened or locked.
    """
    try:
        import fcntl
    except ImportError:  # no flock on Windows; two runs at once are not told apart there
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def unlock(handle: int | None) -> None:
    """Lets others in again."""
    if handle is not None:
        os.close(handle)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A locked folder for the time of the block."""
    folder, handle = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        unlock(handle)


def clear_left() -> None:
    """Removes the temporary folders of runs that were killed; those in use and those of others stay."""
    for path in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
        with suppress(OSError):
            if not _is_own_folder(path) or (handle := lock(path)) is None:
                continue
            shutil.rmtree(path, ignore_errors=True)
            unlock(handle)


def _made() -> tuple[Path, int | None]:
    """A folder of ours: one that another run cleared before it was locked is made again."""
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            handle = lock(folder)
        except BlockingIOError:
            continue
        except OSError:  # a file system without locks: nobody can clear it either
            return folder, None
        if handle is None or folder.is_dir():
            return folder, handle
        unlock(handle)
    return Path(tempfile.mkdtemp(prefix=_PREFIX)), None


def _is_own_folder(path: Path) -> bool:
    found = path.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == getattr(os, "getuid", lambda: found.st_uid)()
