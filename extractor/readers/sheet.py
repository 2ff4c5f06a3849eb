"""Spreadsheets (.xlsx, .xls) that hold an appendix: title lines as paragraphs, each table as a grid.

Values come as they are stored: a number is written the shortest way, a date as day/month/year. What Excel
shows in another way (the number 1.10) cannot be told. A formula has the result that was stored with it; of an
.xlsx the formulas without one are counted (``formula_without_result``).
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import DamagedFile
from extractor.extras import missing
from extractor.model import types as t
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.compose import Composer, RawCell, RawGrid
from extractor.readers.compound import check_compound
from extractor.readers.encoding import converted_message, legacy_encoding
from extractor.readers.sheet_range import Sheet, check_reach
from extractor.readers.zip_check import check_zip
from extractor.text.legacy import convert_lines
from extractor.text.legacy.convert import Encoding

if TYPE_CHECKING:
    from extractor.config import Config  # stands above readers; only its shape is needed here

_TABLE = 3
"""Filled cells from which a row begins a table: above it stand letterhead and titles."""

_COMMENTS = "trang tính có nhận xét không đọc / sheets with comments not read"
_UNSTORED = "ô công thức không có kết quả, mở bằng Excel rồi lưu lại / open in Excel and save"
_OBJECTS = "đối tượng nhúng không đọc / embedded objects not read"

Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each row and column."""


class _Sheet(NamedTuple):
    rows: list[list[str]]
    merged: Sequence[Span]


def read_xlsx(source: SourceFile, config: "Config") -> Document:
    """The document in an .xlsx workbook; see ``_read``."""
    check_zip(source, config.limits)
    walked = check_reach(source, config.limits)
    return _read(source, config, "xlsx", walked)


def read_xls(source: SourceFile, config: "Config") -> Document:
    """The document in an .xls workbook; see ``_read``."""
    check_compound(source)
    return _read(source, config, "xls")


def _read(source: SourceFile, config: "Config", kind: t.Reader, walked: tuple[Sheet, ...] = ()) -> Document:
    """All visible sheets in their order; hidden ones are said and left out.

    Raises:
        MissingTool: the library for spreadsheets is not installed.
        DamagedFile: no readable workbook.
    """
    composer = Composer(config.limits)
    sheets = list(_sheets(source, config, composer))
    legacy = legacy_encoding("\n".join(cell for _, _, sheet in sheets for row in sheet.rows for cell in row))
    if legacy:
        composer.issue("legacy_font_converted", converted_message(legacy))
    for name, visible, sheet in sheets:
        if not visible:
            composer.issue("hidden_text", f"trang tính ẩn “{name}” không đọc / hidden sheet not read")
            continue
        _write(_converted(sheet, legacy) if legacy else sheet, composer)
    _report_walks(walked, composer)
    if kind == "xlsx":
        _report_beside(source, composer)
    if composer.is_blank:
        composer.issue("page_without_text", "bảng tính không có chữ / the workbook shows no text")
    return composer.document(source, kind)


def _report_walks(walked: tuple[Sheet, ...], composer: Composer) -> None:
    """Says which cells of a sheet read as empty, and which were read though Excel does not show them."""
    for name, walk in walked:
        if walk.unstored:
            composer.issue("formula_without_result", f"“{name}”: {walk.unstored} {_UNSTORED}")
        if walk.hidden_rows or walk.hidden_columns:
            rows, columns = walk.hidden_rows, walk.hidden_columns
            composer.issue(
                "hidden_text",
                f"“{name}”: {rows} hàng, {columns} cột ẩn có chữ, vẫn đọc / "
                f"{rows} hidden rows, {columns} hidden columns were read",
            )


def _report_beside(source: SourceFile, composer: Composer) -> None:
    """Says what a workbook holds beside its cells; ``check_zip`` has counted its parts before."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        names = package.namelist()
        boxes = sum(
            b"<a:t>" in package.read(name) for name in names if name.startswith("xl/drawings/drawing")
        )
    found: tuple[tuple[t.IssueCode, int, str], ...] = (
        ("text_box_unread", boxes, "khung chữ, hình vẽ có chữ không đọc / drawings with text not read"),
        ("comment_unread", sum(name.startswith("xl/comments") for name in names), _COMMENTS),
        ("embedded_unread", sum(name.startswith("xl/embeddings/") for name in names), _OBJECTS),
    )
    for code, count, words in found:
        if count:
            composer.issue(code, f"{count} {words}")


def _sheets(source: SourceFile, config: "Config", composer: Composer) -> Iterator[tuple[str, bool, _Sheet]]:
    try:
        import python_calamine as calamine
    except ImportError:
        raise missing(
            "office",
            f"{source.name}: a spreadsheet needs the parts for office files",
            f"{source.name}: bảng tính cần phần đọc tệp văn phòng",
        ) from None
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for entry in book.sheets_metadata:
            visible = entry.visible == calamine.SheetVisibleEnum.Visible
            if entry.typ == calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_name(entry.name) if visible else None
                yield entry.name, visible, _sheet(sheet, config, composer) if sheet else _Sheet([], ())
    except BaseException as error:
        if not isinstance(error, calamine.CalamineError | OSError | ValueError) and not _is_panic(error):
            raise
        raise DamagedFile(
            f"{source.name}: not a readable workbook (damaged or protected); open it in Excel and save it "
            "again",
            message_vi=f"{source.name}: không phải bảng tính đọc được (hỏng hoặc có mật khẩu); hãy mở bằng "
            "Excel rồi lưu lại",
        ) from error


def _is_panic(error: BaseException) -> bool:
    """Whether a library in Rust gave up on what it met; such errors are no ``Exception``."""
    return type(error).__name__ == "PanicException"


def _sheet(sheet: Any, config: "Config", composer: Composer) -> _Sheet:
    height, width = (
        (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    )  # from the first cell of all
    rows = min(height, config.limits.table_rows, max(config.limits.grid_slots // max(width, 1), 1))
    if rows < height:
        composer.issue("truncated", f"chỉ đọc {rows} hàng đầu của trang tính / only the first rows were read")
    values = sheet.to_python(skip_empty_area=False, nrows=rows)
    return _Sheet([[_shown(value) for value in row] for row in values], sheet.merged_cell_ranges or ())


def _shown(value: object) -> str:
    """A value as text: numbers as a cell of format General shows them, dates as written in Vietnamese."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, dt.datetime):
        day = f"{value.day:02}/{value.month:02}/{value.year}"
        return day if value.time() == dt.time() else f"{day} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, dt.timedelta):
        return _lasting(value)
    return str(value).strip()


def _lasting(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as Excel shows a time that may be longer than a day."""
    minutes, seconds = divmod(abs(round(value.total_seconds())), 60)
    return f"{'-' * (value < dt.timedelta())}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _write(sheet: _Sheet, composer: Composer) -> None:
    """Rows above, between and below tables as paragraphs, each table as one grid."""
    rows = sheet.rows
    at = 0
    while at < len(rows):
        if _filled(rows[at]) < _TABLE:
            composer.paragraph("\t".join(filter(None, rows[at])))
            at += 1
            continue
        end = at
        while end < len(rows) and any(rows[end]):
            end += 1
        composer.grid(_grid(sheet, at, end))
        at = end


def _converted(sheet: _Sheet, encoding: Encoding) -> _Sheet:
    """The sheet with the letters of a legacy font in Unicode."""
    return sheet._replace(rows=[[convert_lines(cell, encoding) for cell in row] for row in sheet.rows])


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _grid(sheet: _Sheet, first: int, end: int) -> RawGrid:
    rows = sheet.rows[first:end]
    used = [col for col in range(max(map(len, rows))) if any(col < len(row) and row[col] for row in rows)]
    left, right = used[0], used[-1] + 1
    spans = {
        (top - first, low - left): (bottom - top + 1, high - low + 1)
        for (top, low), (bottom, high) in sheet.merged
        if first <= top and bottom < end and left <= low and high < right
    }
    covered = {
        (row + down, col + across)
        for (row, col), (tall, wide) in spans.items()
        for down in range(tall)
        for across in range(wide)
        if down or across
    }
    cells = []
    for row, values in enumerate(rows):
        for col in range(right - left):
            if (row, col) not in covered:
                tall, wide = spans.get((row, col), (1, 1))
                text = values[left + col] if left + col < len(values) else ""
                cells.append(RawCell(row=row, col=col, text=text, rowspan=tall, colspan=wide))
    return RawGrid(rows=len(rows), cols=right - left, cells=tuple(cells), ruled=True)
