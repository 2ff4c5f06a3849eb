"""Reads the bytes of an input without following links, waiting on pipes or filling the memory."""

import errno
import os
import stat
import sys
from pathlib import Path

from extractor.errors import ReadError, ResourceLimit

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def read_input(path: Path | None, limit: int) -> bytes:
    """All bytes of a regular file (None: of the standard input), at most ``limit``.

    Raises:
        ReadError: missing, unreadable, empty, a link or no regular file.
        ResourceLimit: more than ``limit`` bytes.
    """
    try:
        data = _bytes(path, limit)
    except OSError as error:
        raise _failure(error) from error
    if len(data) > limit:
        raise ResourceLimit(
            f"larger than {limit:,} bytes; split it or raise limits.file_bytes in kehoach.toml",
            message_vi=f"lớn hơn {limit:,} byte; hãy tách tệp hoặc nâng limits.file_bytes trong kehoach.toml",
            code="too_large",
        )
    if not data:
        raise ReadError(
            "the file is empty; download or save it again",
            message_vi="tệp rỗng; hãy tải hoặc lưu lại tệp",
            code="empty",
        )
    return data


def _bytes(path: Path | None, limit: int) -> bytes:
    if path is None:
        return sys.stdin.buffer.read(limit + 1)
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise not_a_file("not_regular")
        return file.read(limit + 1)


def _failure(error: OSError) -> ReadError:
    if error.errno == errno.ELOOP:
        return not_a_file("symlink")
    if isinstance(error, FileNotFoundError):
        return ReadError(
            "no such file; check the path", message_vi="không có tệp này; hãy kiểm tra lại đường dẫn"
        )
    reason = error.strerror or "I/O error"
    return ReadError(
        f"cannot be opened ({reason}); check that you may read it",
        message_vi=f"không mở được ({reason}); hãy kiểm tra quyền đọc",
    )


def not_a_file(code: str) -> ReadError:
    """The error of an entry that is a link, a folder, a pipe or a device."""
    if code == "symlink":
        return ReadError(
            "a symbolic link is not followed; give the file it points to",
            message_vi="không đi theo liên kết tượng trưng; hãy đưa chính tệp gốc",
            code=code,
        )
    return ReadError(
        "not a regular file (pipe, device or socket); give a file",
        message_vi="không phải tệp thường (ống dẫn, thiết bị hoặc socket); hãy đưa một tệp",
        code="not_regular",
    )
