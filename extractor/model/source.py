"""A file handed to a reader: its bytes and what is known about them."""

from hashlib import sha256
from pathlib import PurePath

from msgspec import Struct


class SourceFile(Struct, frozen=True, kw_only=True):
    """Bytes of one input, read once. ``name`` is the file name without folder."""

    name: str
    data: bytes
    sha256: str

    @property
    def suffix(self) -> str:
        """Lower-case suffix with dot, empty if none."""
        return PurePath(self.name).suffix.lower()

    @classmethod
    def of(cls, name: str, data: bytes) -> "SourceFile":
        """The source of ``data`` with its hash."""
        return cls(name=name, data=data, sha256=sha256(data).hexdigest())
