"""Every exception this package raises.

    ExtractorError                 the root: catch this one
    ├── ReadError                  a document could not be read (its ``code`` is from the closed list)
    │   ├── UnsupportedFormat      no reader for this kind of file
    │   ├── DamagedFile            the bytes are not what the format says
    │   ├── Encrypted              a password is needed
    │   ├── MissingTool            an external program is not installed
    │   └── ResourceLimit          a limit on size, pages or members was met
    ├── RuleError                  a rule file is wrong
    ├── ConfigError                kehoach.toml or an option is wrong
    ├── SchemaError                a record does not fit its schema
    └── OutputError                results could not be written

Odd content never raises: it is reported as an ``Issue`` beside the data.
"""

import errno
from pathlib import Path

_REASONS_VI = {
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.EISDIR: "là thư mục",
    errno.ENOTDIR: "có tệp đứng ở chỗ của thư mục",
    errno.EEXIST: "có tệp đứng ở chỗ của thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EMFILE: "quá nhiều tệp đang mở",
}


def reason_vi(error: OSError) -> str:
    """What the system says went wrong, in Vietnamese."""
    return _REASONS_VI.get(error.errno or 0, "lỗi đọc ghi")


class ExtractorError(Exception):
    """Root of all errors; the message says what is wrong, where, and what to do.

    ``code`` is free of language and stable; ``message_vi`` is the same message in Vietnamese.
    """

    code = "internal"

    def __init__(self, message: str, *, message_vi: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message_vi = message_vi or message
        if code is not None:
            self.code = code


class ReadError(ExtractorError):
    """A document could not be read."""

    code = "unreadable"


class UnsupportedFormat(ReadError):
    """No reader knows this kind of file."""

    code = "unsupported_type"


class DamagedFile(ReadError):
    """The bytes are not what the format promises."""

    code = "damaged"


class Encrypted(ReadError):
    """The document asks for a password."""

    code = "encrypted"


class MissingTool(ReadError):
    """An external program that this document needs is not installed."""

    code = "missing_tool"


class ResourceLimit(ReadError):
    """The document is larger than a limit allows."""

    code = "resource_limit"


class RuleError(ExtractorError):
    """A rule file is malformed or a rule fails its own examples."""

    code = "rule"


class ConfigError(ExtractorError):
    """A configuration file or option is wrong."""

    code = "config"

    @classmethod
    def reading(cls, path: Path | str, error: OSError) -> "ConfigError":
        """The error of reading ``path``."""
        return cls(
            f"{path}: cannot be read ({error.strerror}); check the path",
            message_vi=f"{path}: không đọc được ({reason_vi(error)}); hãy kiểm tra đường dẫn",
        )


class SchemaError(ExtractorError):
    """A record does not fit its schema."""

    code = "schema"


class OutputError(ExtractorError):
    """Results could not be written: ``output_refused`` before the run, ``output_failed`` during it."""

    code = "output_failed"

    @classmethod
    def writing(cls, path: Path, error: OSError) -> "OutputError":
        """The error of writing ``path``."""
        reason = error.strerror or "I/O error"
        return cls(
            f"{path}: cannot be written ({reason}); free some space or check the permissions, then run again",
            message_vi=f"{path}: không ghi được ({reason_vi(error)}); hãy dọn đĩa hoặc kiểm tra quyền ghi",
        )
