"""Reads the bytes of an input without following links, waiting on pipes or filling the memory."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from extractor.errors import ReadError, ResourceLimit, reason_vi
from extractor.text.numerals import grouped

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_input(path: Path | None, limit: int, name: str) -> bytes:
    """All bytes of a regular file (None: of the standard input), at most ``limit``; errors say ``name``.

    Raises:
        ReadError: missing, unreadable, empty, a link or no regular file.
        ResourceLimit: more than ``limit`` bytes.
    """
    try:
        data = _bytes(path, limit, name)
    except OSError as error:
        raise _failure(error, name) from error
    if len(data) > limit:
        raise too_large(name, limit)
    if not data:
        raise ReadError(
            f"{name}: the file is empty; download or save it again",
            message_vi=f"{name}: tệp rỗng; hãy tải hoặc lưu lại tệp",
            code="empty",
        )
    return data


@contextmanager
def open_input(path: Path, limit: int, name: str) -> Iterator[BinaryIO]:
    """A regular file of at most ``limit`` bytes, open for reading where one likes in it.

    Raises:
        ReadError: missing, unreadable, a link or no regular file.
        ResourceLimit: more than ``limit`` bytes.
    """
    try:
        file = os.fdopen(os.open(path, _FLAGS), "rb")
    except OSError as error:
        raise _failure(error, name) from error
    with file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise not_a_file("not_regular", name)
        if found.st_size > limit:
            raise too_large(name, limit)
        yield file


def too_large(name: str, limit: int) -> ResourceLimit:
    """The error of a file with more than ``limit`` bytes."""
    return ResourceLimit(
        f"{name}: larger than {limit:,} bytes; split it or raise limits.file_bytes in kehoach.toml",
        message_vi=f"{name}: lớn hơn {grouped(limit)} byte; hãy tách tệp hoặc nâng limits.file_bytes "
        "trong kehoach.toml",
        code="too_large",
    )


def _bytes(path: Path | None, limit: int, name: str) -> bytes:
    if path is None:
        return sys.stdin.buffer.read(limit + 1)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise not_a_file("not_regular", name)
        return file.read(limit + 1)


def _failure(error: OSError, name: str) -> ReadError:
    if error.errno == errno.ELOOP:
        return not_a_file("symlink", name)
    if isinstance(error, FileNotFoundError):
        return ReadError(
            f"{name}: no such file; check the path",
            message_vi=f"{name}: không có tệp này; hãy kiểm tra lại đường dẫn",
        )
    reason = error.strerror or "I/O error"
    return ReadError(
        f"{name}: cannot be opened ({reason}); check that you may read it",
        message_vi=f"{name}: không mở được ({reason_vi(error)}); hãy kiểm tra quyền đọc",
    )


def starts_with(path: Path, magic: bytes) -> bool:
    """Whether a regular file begins with ``magic``; false where it cannot be read."""
    try:
        return _bytes(path, len(magic), path.name)[: len(magic)] == magic
    except (OSError, ReadError):
        return False


def not_a_file(code: str, name: str) -> ReadError:
    """The error of an entry that is a link, a folder, a pipe or a device."""
    if code == "symlink":
        return ReadError(
            f"{name}: a symbolic link is not followed; give the file it points to",
            message_vi=f"{name}: không đi theo liên kết tượng trưng; hãy đưa chính tệp gốc",
            code=code,
        )
    return ReadError(
        f"{name}: not a regular file (pipe, device or socket); give a file",
        message_vi=f"{name}: không phải tệp thường (ống dẫn, thiết bị hoặc socket); hãy đưa một tệp",
        code="not_regular",
    )
