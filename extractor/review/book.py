"""A review as a workbook: text cells, those to edit in yellow, drop-downs, a hidden key in every row."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import ConfigError, OutputError
from extractor.exporters.book import CELL_LIMIT, close_book, open_book, row_height
from extractor.exporters.columns import Column
from extractor.exporters.files import replacing
from extractor.exporters.safe import xml_text
from extractor.exporters.styles import Styles
from extractor.review.form import (
    KEY,
    LISTS,
    MARK,
    VERDICTS,
    ReviewColumn,
    ReviewRow,
    ReviewSheet,
    form,
    known_topics,
    sheets,
)
from extractor.rules import gazetteer

GUIDE = "Hướng dẫn"
_EDIT = {"bg_color": "#FFF9E5", "text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
_EDIT_LINE = {"border_color": "#E3D9B0", "font_name": "Calibri", "font_size": 11}


def check_place(path: Path, *, force: bool = False) -> None:
    """Refuses a place for the workbook, before anything is read.

    Args:
        force: whether a file that is there may be replaced.

    Raises:
        ConfigError: the name does not end in ``.xlsx``.
        OutputError: a file is there (code ``output_refused``).
    """
    if path.suffix.lower() != ".xlsx":
        raise ConfigError(
            f"{path}: a workbook must end in .xlsx; for example -o {path.stem or 'review'}.xlsx",
            message_vi=f"{path}: tên tệp phải có đuôi .xlsx; thí dụ -o {path.stem or 'review'}.xlsx",
        )
    if path.exists() and not force:
        raise OutputError(
            f"{path}: is there already and may hold edits; apply them first (kehoach review apply), choose "
            "another name, or replace it with --force",
            message_vi=f"{path}: đã có, có thể có chỗ người xem đã sửa; hãy ghi nhận trước (kehoach review "
            "apply), chọn tên khác, hoặc ghi đè bằng --force",
            code="output_refused",
        )


def write_review(path: Path, rows: Mapping[str, Sequence[ReviewRow]], doc_ids: Sequence[str]) -> None:
    """The workbook at ``path``.

    Args:
        path: of the workbook.
        rows: of each sheet by its name; sheets that are not named are left out.
        doc_ids: the documents, for the drop-down of missing tasks.

    Raises:
        OutputError: the file cannot be written.
    """
    lists = _lists(doc_ids)
    with replacing(path) as temporary:
        book = open_book(temporary)
        styles, edit = Styles.of(book), book.add_format({**_EDIT, **_EDIT_LINE})
        _write_guide(book, styles)
        for sheet in sheets():
            if sheet.name in rows:
                _write_sheet(book, sheet, rows[sheet.name], (styles, edit), lists)
        _write_lists(book, lists)
        close_book(book)


def _lists(doc_ids: Sequence[str]) -> dict[str, list[str]]:
    return {
        "verdicts": list(VERDICTS.values()),
        "marks": [MARK],
        "units": sorted({row["name"] for row in gazetteer("organizations")}),
        "topics": sorted(known_topics()),
        "documents": list(doc_ids),
    }


def _write_guide(book: Any, styles: Styles) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 120)
    sheet.hide_gridlines(2)
    for at, line in enumerate(form()["guide"]["lines"]):
        sheet.write_string(
            at, 0, line, styles.title if at == 0 and len(line) < CELL_LIMIT // 1000 else styles.plain
        )


def _write_sheet(
    book: Any,
    sheet: ReviewSheet,
    rows: Sequence[ReviewRow],
    looks: tuple[Styles, Any],
    lists: Mapping[str, Sequence[str]],
) -> None:
    styles, edit = looks
    page = book.add_worksheet(sheet.title)
    page.hide_gridlines(2)
    page.freeze_panes(1, 1)
    page.set_column(0, 0, 4, None, {"hidden": True})
    page.set_row(0, 32)
    page.write_string(0, 0, KEY, styles.header)
    last = max(len(rows), form()["limits"]["blank_rows"] if sheet.name == "missing" else 1)
    for at, column in enumerate(sheet.column, 1):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.vi, styles.header)
        if column.list and lists[column.list]:
            page.data_validation(1, at, last, at, _validation(column, lists))
    widths = [_width(column) for column in sheet.column]
    for n in range(last):
        row = rows[n] if n < len(rows) else None
        cells = [row.cells.get(column.name, "") if row else "" for column in sheet.column]
        page.set_row(n + 1, row_height(tuple(cells), widths))
        if row is not None:
            page.write_string(n + 1, 0, xml_text(row.key(sheet).written()), styles.text)
        for at, (column, cell) in enumerate(zip(sheet.column, cells, strict=True), 1):
            page.write_string(n + 1, at, xml_text(cell)[:CELL_LIMIT], edit if column.edit else styles.text)
    page.autofilter(0, 1, last, len(sheet.column))


def _width(column: ReviewColumn) -> Column:
    return Column(name=column.name, vi=column.vi, width=column.width, about_vi="", about_en="")


def _validation(column: ReviewColumn, lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A drop-down; only verdicts and marks must be of the list, a cell of units may name several."""
    at = list(lists).index(column.list)
    letter, count = chr(ord("A") + at), len(lists[column.list])
    return {
        "validate": "list",
        "source": f"='{LISTS}'!${letter}$1:${letter}${count}",
        "show_error": column.list in ("verdicts", "marks"),
        "error_title": "Không có trong danh sách",
        "error_message": "Hãy chọn một giá trị trong danh sách. / Choose a value of the list.",
    }


def _write_lists(book: Any, lists: Mapping[str, Sequence[str]]) -> None:
    page = book.add_worksheet(LISTS)
    page.hide()
    for row in range(max(map(len, lists.values()))):
        for at, values in enumerate(lists.values()):
            if row < len(values):
                page.write_string(row, at, xml_text(values[row]))
