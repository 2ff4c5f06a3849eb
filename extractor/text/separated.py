"""Tables that people save as CSV: the encodings and separators of spreadsheets, told by the columns known."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from extractor.errors import ConfigError

_DELIMITERS = ",;\t"


def decoded(path: Path) -> str:
    """The text of a CSV file: UTF-8 or UTF-16, with or without byte order mark.

    Raises:
        ConfigError: it cannot be read or is in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        if b"\0" in data[:4]:
            return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: is not UTF-8; save it again as “CSV UTF-8”",
            message_vi=f"{path}: không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”",
        ) from error


class Separated:
    """The rows of a table, its header first; ``line_num`` is the line just read, from 1.

    The separator is the one that gives the most known columns in the first line, else the most frequent one.

    Args:
        text: of the file; a first line ``sep=;`` is what Excel leaves there.
        is_known: whether a column of that name means something.
        strict: whether a quotation mark that is never closed raises ``csv.Error``.
    """

    def __init__(self, text: str, is_known: Callable[[str], bool], *, strict: bool = False) -> None:
        first, _, rest = text.partition("\n")
        self._before = 0
        if first.strip().lower().startswith("sep="):
            text, first, self._before = rest, rest.partition("\n")[0], 1

        def worth(delimiter: str) -> tuple[int, int]:
            names = next(csv.reader([first], delimiter=delimiter), [])
            return sum(map(is_known, names)), first.count(delimiter)

        self._rows = csv.reader(
            StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=worth), strict=strict
        )

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        return next(self._rows)

    @property
    def line_num(self) -> int:
        """The line of the file that was read last."""
        return self._rows.line_num + self._before
