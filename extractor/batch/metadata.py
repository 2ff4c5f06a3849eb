"""Facts a user supplies: ``metadata.csv`` beside the inputs, or the file of ``--metadata``."""

import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

from msgspec import Struct

from extractor.errors import ConfigError
from extractor.extractors.header.supplied import unreadable
from extractor.text.normalize import slug
from extractor.text.separated import Separated, decoded


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
            ConfigError: it cannot be read, is neither UTF-8 nor UTF-16 or has no column ``file``.
        """
        columns, rows = _read(path)
        where = prefix + path.name
        unknown = [name for name in columns if name and _field(name) is None]
        if unknown:
            self._oddities.append(Oddity("column", where, ", ".join(unknown)))
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
    lines = list(Separated(decoded(path), lambda name: _field(name) is not None))
    columns = [name.strip() for name in lines[0]] if lines else []
    if "file" not in map(_field, columns):
        here, known = ", ".join(filter(None, columns)) or "–", known_columns()
        raise ConfigError(
            f"{path}: has no column “file”; its first line must name the columns; here are: {here}; "
            f"known are: {known}",
            message_vi=f"{path}: không có cột “file” (tên tệp); dòng đầu phải là tên các cột; ở đây có: "
            f"{here}; các cột dùng được: {known}",
        )
    return columns, [list(zip(columns, line, strict=False)) for line in lines[1:]]


def known_columns() -> str:
    """The columns that are understood, with a Vietnamese name of each."""
    return ", ".join(f"{field} ({names[1]})" for field, names in _names().items())


def _field(column: str) -> str | None:
    return _aliases().get(slug(column))


@cache
def _aliases() -> dict[str, str]:
    return {slug(name): field for field, names in _names().items() for name in names}


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("metadata.toml").read_text(encoding="utf-8"))
