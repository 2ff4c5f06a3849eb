"""Facts a user supplies: ``metadata.csv`` beside the inputs, or the file of ``--metadata``."""

import csv
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from io import StringIO
from pathlib import Path, PurePosixPath

from msgspec import Struct

from extractor.errors import ConfigError
from extractor.extractors.header.supplied import unreadable
from extractor.text.normalize import slug

_DELIMITERS = ",;\t"


class Oddity(Struct, frozen=True):
    """Something in a metadata file that is not used: ``what`` is column, file or value."""

    what: str
    where: str
    name: str


class Metadata:
    """Supplied facts by file; remembers which rows were asked for."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        self._first: dict[str, dict[str, str]] = {}
        self._origin: dict[str, str] = {}
        self._used: set[str] = set()
        self._oddities: list[Oddity] = []

    def add(self, path: Path, prefix: str = "", *, first: bool = False) -> None:
        """The rows of ``path``; ``prefix`` goes before its file names. A later row for a file wins.

        Args:
            first: these rows win over the rows of every other file.

        Raises:
            ConfigError: it cannot be read, is no UTF-8 or has no column ``file``.
        """
        columns, rows = _read(path)
        where = prefix + path.name
        for name in columns:
            if name and _field(name) is None:
                self._oddities.append(Oddity("column", where, name))
        for row in rows:
            facts = {field: value.strip() for name, value in row if (field := _field(name)) and value.strip()}
            file = facts.pop("file", "")
            if not file:
                continue
            key = unicodedata.normalize("NFC", prefix + file.replace("\\", "/"))
            (self._first if first else self._rows)[key] = facts
            self._origin[key] = where
            self._oddities += [Oddity("value", where, f"{file}: {name}") for name in unreadable(facts)]

    def supplied(self, file: str) -> dict[str, str]:
        """What is known about ``file`` (path under the input): by its path, else by its bare name.

        The bare name may stand in the table of its folder or of any folder above; the nearest wins.
        """
        path = PurePosixPath(unicodedata.normalize("NFC", file))
        keys = dict.fromkeys([str(path), *(str(folder / path.name) for folder in path.parents)])
        for rows in (self._first, self._rows):
            for key in keys:
                if key in rows:
                    self._used.add(key)
                    return rows[key]
        return {}

    def oddities(self) -> Iterable[Oddity]:
        """What was not used, each once: unknown columns, values that cannot be read, files never met."""
        yield from dict.fromkeys(self._oddities)
        for key, origin in self._origin.items():
            if key not in self._used:
                yield Oddity("file", origin, key)


def _read(path: Path) -> tuple[list[str], list[list[tuple[str, str]]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: is not UTF-8; save it again as “CSV UTF-8”",
            message_vi=f"{path}: không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”",
        ) from error
    lines = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    columns = [name.strip() for name in lines[0]] if lines else []
    if "file" not in map(_field, columns):
        raise ConfigError(
            f"{path}: has no column “file”; its first line must name the columns",
            message_vi=f"{path}: không có cột “file”; dòng đầu phải là tên các cột",
        )
    return columns, [list(zip(columns, line, strict=False)) for line in lines[1:]]


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _field(column: str) -> str | None:
    return _aliases().get(slug(column))


@cache
def _aliases() -> dict[str, str]:
    raw = tomllib.loads(Path(__file__).with_name("metadata.toml").read_text(encoding="utf-8"))
    return {slug(name): field for field, names in raw.items() for name in names}
