"""Writing files so that a reader sees the old file or the whole new one, never a half."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in the folder of ``path`` that takes its place when the block ends well.

    The content reaches the disk before the name does; on any failure the temporary file is removed.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    temporary = path.with_name(f".tmp-{secrets.token_hex(6)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _sync(temporary, os.O_RDWR)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError.writing(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """``data`` as the whole content of ``path``.

    Raises:
        OutputError: as ``replacing``.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def remove(path: Path) -> None:
    """``path`` gone, whether it was there or not.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError.writing(path, error) from error


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened, and the rename is durable without
        _sync(folder, os.O_RDONLY)
