"""A workbook of tables: one sheet a table, text cells, filters, a frozen header."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.exporters.columns import Column, TableSpec, headers
from extractor.exporters.explanation import explain_matching
from extractor.exporters.files import replacing
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import Row, Value
from extractor.exporters.safe import xml_text
from extractor.exporters.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CELL_LIMIT = 32_767
"""Characters a cell of Excel holds."""
CUT_MARK = " […]"
ROW_LIMIT = 1_048_576
"""Rows a sheet of Excel holds, header included."""
LINE_PT = 15
MAX_LINES = 20
_CAPITALS = 1.15
"""How much wider capitals run than the characters a column's width counts."""
_CREATED = datetime(2025, 1, 1, tzinfo=UTC)
"""A fixed date, so that the same plans give the same bytes."""


def write_book(path: Path, sheets: Iterable[tuple[TableSpec, Iterable[Row]]], options: ExportOptions) -> None:
    """A workbook of these tables, behind a sheet that explains their columns.

    Raises:
        OutputError: the file cannot be written.
    """
    with replacing(path) as temporary:
        book = open_book(temporary)
        styles = Styles.of(book)
        given = list(sheets)
        explain_matching(book, styles, [spec for spec, _ in given])
        for at, (spec, lines) in enumerate(given):
            sheet = Sheet(book, spec, styles, options, 1)
            if at == 0:
                sheet.activate()
            sheet.add(lines, "")
            sheet.finish()
        close_book(book)


def open_book(path: Path) -> "Workbook":
    """A workbook at ``path`` that writes rows as they come."""
    from xlsxwriter import Workbook

    book = Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": "Kế hoạch – bảng trích xuất", "created": _CREATED.replace(tzinfo=None)})
    return book


def close_book(book: "Workbook") -> None:
    """Writes the workbook.

    Raises:
        OSError: it cannot be written.
    """
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


class Sheet:
    """The sheet of one table; a table longer than a sheet goes on in a second one."""

    def __init__(
        self, book: "Workbook", spec: TableSpec, styles: Styles, options: ExportOptions, widest: int
    ) -> None:
        self._book, self.spec, self._styles, self._options = book, spec, styles, options
        self._columns = spec.columns(widest)
        self._count = 0
        self.notices: list[Notice] = []
        self._begin()

    def _begin(self) -> None:
        self._count += 1
        title = self.spec.title_vi if self._options.headers == "vi" else self.spec.name
        self._sheet: Any = self._book.add_worksheet(title if self._count == 1 else f"{title} ({self._count})")
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, column.width)
        self._sheet.set_row(0, 32)
        for at, name in enumerate(headers(self._columns, self._options.headers)):
            self._sheet.write_string(0, at, name, self._styles.header)
        self._next = 1

    def activate(self) -> None:
        """The sheet the workbook opens on."""
        self._sheet.activate()

    def add(self, lines: Iterable[Row], doc_id: str) -> None:
        """The rows of one document, or of the run."""
        for row in lines:
            if self._next == ROW_LIMIT:
                self.finish()
                self._begin()
            self._sheet.set_row(self._next, row_height(row, self._columns))
            for at, (column, value) in enumerate(zip(self._columns, row, strict=False)):
                self._write(at, column, value, doc_id)
            self._next += 1

    def _write(self, at: int, column: Column, value: Value, doc_id: str) -> None:
        if value is None or value == "":
            self._sheet.write_blank(self._next, at, None, self._styles.text)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._next, at, value, self._styles.number)
        else:
            text = xml_text(value)
            if len(text.encode("utf-16-le")) // 2 > CELL_LIMIT:
                text = _cut(text)
                self._notice(column, doc_id)
            self._sheet.write_string(self._next, at, text, self._styles.text)

    def _notice(self, column: Column, doc_id: str) -> None:
        notice = Notice(code="truncated", doc_id=doc_id, table=self.spec.name, column=column.name)
        if notice not in self.notices:
            self.notices.append(notice)

    def finish(self) -> None:
        """The filter over all rows written."""
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._columns) - 1)


def row_height(row: Row, columns: Sequence[Column]) -> int:
    """Points a row takes so that its wrapped texts are seen; very long ones are cut at 20 lines.

    Spreadsheet programs do not agree on fitting rows when they open a file, so it is stated.
    """
    needed = (
        _lines(value, column.width)
        for value, column in zip(row, columns, strict=False)
        if isinstance(value, str)
    )
    return LINE_PT * min(max(needed, default=1), MAX_LINES)


def _lines(text: str, width: int) -> int:
    room = (width - 1) / (_CAPITALS if text.isupper() else 1)
    return max(1, sum(ceil(max(len(line), 1) / room) for line in text.split("\n")))


def _cut(text: str) -> str:
    """``text`` cut to what a cell holds, counted as Excel does (UTF-16 units), with a mark that says so."""
    room = (CELL_LIMIT - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK
