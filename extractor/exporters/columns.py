"""The tables and columns of the output contract, read from ``columns.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct, convert

Headers = Literal["en", "vi"]


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of an analyst's table.

    ``type`` is that of databases; a date is written year-month-day in CSV and the workbook. ``width`` counts
    characters in the workbook; ``ids``: holds ids of units, several joined as a list; ``search``: its words
    are found by full-text search.
    """

    name: str
    vi: str
    about_vi: str
    about_en: str
    type: Literal["text", "int", "date"] = "text"
    width: int = 12
    repeat: bool = False
    ids: bool = False
    search: bool = False


class TableSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table: its name, what it holds, its columns in order.

    ``per_run``: its rows are not of a document. ``key``: columns that tell a row from others of its document.
    """

    name: str
    title_vi: str
    title_en: str
    about_vi: str
    about_en: str
    column: tuple[Column, ...]
    per_run: bool = False
    key: tuple[str, ...] = ()

    def columns(self, widest: int = 1) -> tuple[Column, ...]:
        """The columns with the repeating one written out ``widest`` times (col_1, col_2 …)."""
        return tuple(made for column in self.column for made in _repeated(column, widest))


def _repeated(column: Column, count: int) -> tuple[Column, ...]:
    if not column.repeat:
        return (column,)
    name, vi = column.name.removesuffix("1"), column.vi.removesuffix("1")
    return tuple(
        Column(
            name=f"{name}{n}",
            vi=f"{vi}{n}",
            about_vi=column.about_vi,
            about_en=column.about_en,
            width=column.width,
            search=column.search,
        )
        for n in range(1, max(count, 1) + 1)
    )


@cache
def tables() -> tuple[TableSpec, ...]:
    """All tables in the order analysts open them."""
    raw = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return convert(raw["table"], tuple[TableSpec, ...])


def headers(columns: tuple[Column, ...], language: Headers) -> list[str]:
    """The header line: English column names, or Vietnamese ones."""
    return [column.vi if language == "vi" else column.name for column in columns]
