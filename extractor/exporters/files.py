"""Writing files so that a reader sees the old file or the whole new one, never a half."""

import os
import secrets
import shutil
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


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside ``path`` that takes its place, with all in it, when the block ends well.

    Raises:
        OutputError: as ``replacing``.
    """
    temporary, before = (path.with_name(f".tmp-{secrets.token_hex(6)}") for _ in range(2))
    try:
        temporary.mkdir(parents=True)
        yield temporary
        for folder, _, names in os.walk(temporary, topdown=False):
            for name in names:
                _sync(Path(folder, name), os.O_RDWR)
            _sync_folder(Path(folder))
        if path.exists():
            path.rename(before)  # a folder cannot take the place of one that holds files
        temporary.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError.writing(path, error) from error
    finally:
        for left in (temporary, before):
            shutil.rmtree(left, ignore_errors=True)


def write_bytes(path: Path, data: bytes) -> None:
    """``data`` as the whole content of ``path``.

    Raises:
        OutputError: as ``replacing``.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def remove(path: Path) -> None:
    """``path``, a file or a folder with all in it, gone, whether it was there or not.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
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
