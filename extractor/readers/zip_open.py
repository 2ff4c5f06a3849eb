"""Opens zip files that may be anything: what the standard library raises on them is told in one way."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from extractor.errors import ExtractorError, ReadError

_ENTRY = b"PK\x01\x02"
"""What each entry of the directory begins with."""


@contextmanager
def told_as(damaged: ReadError) -> Iterator[None]:
    """Turns whatever comes of broken zip data into ``damaged``.

    Broken data makes the standard library raise nearly anything: errors of each way of packing, of
    ``struct``, of an index into an empty name. Only errors of our own and want of memory pass.

    Raises:
        ReadError: ``damaged``, or what was raised inside.
    """
    try:
        yield
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:
        raise damaged from error


def open_zip(file: IO[bytes], most: int, crowd: Callable[[], ReadError]) -> zipfile.ZipFile:
    """The zip in ``file``, whose directory is not taken apart where it has more than ``most`` entries.

    The end of a zip says how many there are, which may be a lie: the entries themselves are counted.

    Raises:
        ReadError: what ``crowd`` gave.
    """
    guarded = _Guarded(file, most, crowd)
    archive = zipfile.ZipFile(cast("IO[bytes]", guarded))
    guarded.is_open = True
    return archive


class _Guarded:
    """A file that refuses to hand out a directory of endless entries, as long as the zip is not open."""

    def __init__(self, file: IO[bytes], most: int, crowd: Callable[[], ReadError]) -> None:
        self._file, self._most, self._crowd = file, most, crowd
        self.is_open = False

    def read(self, size: int = -1) -> bytes:
        """As the file reads; the standard library takes the directory in one piece."""
        data = self._file.read(size)
        if not self.is_open and data.startswith(_ENTRY) and data.count(_ENTRY) > self._most:
            raise self._crowd()
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
