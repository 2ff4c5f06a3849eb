"""The sheet that explains every table, column and code in Vietnamese."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractor.exporters.columns import TableSpec, tables
from extractor.exporters.styles import Styles
from extractor.model.types import VOCABULARY
from extractor.rules import rulesets

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEET = "Giải thích"
_WIDTHS = (26, 44, 100)
_INTRO = (
    "Sổ này gồm các bảng trích từ văn bản: mỗi trang tính là một bảng, mỗi dòng là một bản ghi.",
    "Ô trống nghĩa là văn bản không nêu. Nhiều giá trị trong một ô cách nhau bằng dấu chấm phẩy.",
    "Vị trí đầu, vị trí cuối (start, end) chỉ chỗ của bản ghi trong tệp text/<doc_id>.txt.",
    "Trang (page) là trang trong văn bản gốc. Nhờ đó mọi con số đều kiểm tra lại được.",
    "Các số như 1.1, 2.10, 3/4 được giữ nguyên dạng chữ, không bị đổi thành số hay ngày.",
)
_CODE_LISTS = {
    "doc_type": "Loại văn bản",
    "part_kind": "Loại phần (ngoài các loại văn bản)",
    "section_kind": "Dạng mục",
    "citation_kind": "Dạng viện dẫn",
    "citation_role": "Vai trò của viện dẫn",
    "link_relation": "Quan hệ giữa hai văn bản",
    "row_kind": "Loại dòng của bảng",
    "task_origin": "Nguồn của nhiệm vụ",
    "task_nature": "Tính chất của nhiệm vụ",
    "deadline_kind": "Loại thời hạn",
    "deadline_bound": "Cách tính ngày",
    "reader": "Bộ đọc",
    "issue_code": "Mã cảnh báo",
    "target_inferred": "Cách suy ra văn bản được viện dẫn",
    "status": "Tình trạng của tệp",
    "error_code": "Mã lỗi của tệp",
}


_MATCHING_INTRO = (
    "Mỗi trang tính là một bảng, mỗi dòng là một bản ghi; ô trống nghĩa là văn bản không nêu.",
    "both: có ở nhiều văn bản; only: chỉ văn bản này; needs_review: cần xem lại; not_stated: không nói đến.",
    "Cặp nhiệm vụ là danh sách để người đọc xem xét, không phải kết luận; điểm không phải xác suất.",
)


def write_explanation(book: "Workbook", styles: Styles) -> None:
    """Adds the sheet: how to read the workbook, every column of every table, every code."""
    title = "Bảng trích xuất từ kế hoạch của các tỉnh, thành phố"
    sheet, at = _explained(book, styles, (title, _INTRO), tables())
    at = _section(sheet, styles, at + 1, ("Mã", "Tên tiếng Việt", "Danh mục"))
    for name, codes in _CODE_LISTS.items():
        at = _codes(sheet, styles, at, (name, codes), VOCABULARY[name])
    _codes(sheet, styles, at, ("topics", "Chủ đề của nhiệm vụ"), topic_names())


def explain_matching(book: "Workbook", styles: Styles, specs: Sequence[TableSpec]) -> None:
    """Adds the sheet to a workbook of a comparison or of changes: every column of its tables."""
    _explained(book, styles, ("Bảng so sánh các kế hoạch", _MATCHING_INTRO), specs)


def _explained(
    book: "Workbook", styles: Styles, head: tuple[str, Sequence[str]], specs: Sequence[TableSpec]
) -> tuple[Any, int]:
    """The sheet with title, introduction and columns, and the row behind them."""
    sheet: Any = book.add_worksheet(SHEET)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, head[0], styles.title)
    at = 1
    for line in head[1]:
        sheet.merge_range(at, 0, at, 2, line, styles.plain)
        at += 1
    at = _section(sheet, styles, at + 1, ("Cột", "Tên tiếng Việt", "Ý nghĩa"))
    for spec in specs:
        at = _table(sheet, styles, at, spec)
    return sheet, at


def topic_names() -> dict[str, str]:
    """Vietnamese names of all topics by id."""
    return {topic: name for pack in rulesets("topics") for topic, name in pack.data["names"].items()}


def _section(sheet: Any, styles: Styles, at: int, names: tuple[str, str, str]) -> int:
    for column, name in enumerate(names):
        sheet.write_string(at, column, name, styles.header)
    return at + 1


def _table(sheet: Any, styles: Styles, at: int, spec: TableSpec) -> int:
    _band(sheet, styles, at, (spec.name, spec.title_vi, spec.about_vi))
    for column in spec.column:
        at += 1
        name = f"{column.name} …" if column.repeat else column.name
        sheet.write_string(at, 0, name, styles.code)
        sheet.write_string(at, 1, column.vi, styles.text)
        sheet.write_string(at, 2, column.about_vi, styles.text)
    return at + 1


def _codes(sheet: Any, styles: Styles, at: int, named: tuple[str, str], meanings: Mapping[str, str]) -> int:
    _band(sheet, styles, at, (named[0], named[1], ""))
    for code, meaning in meanings.items():
        at += 1
        sheet.write_string(at, 0, code, styles.code)
        sheet.write_string(at, 1, meaning, styles.text)
        sheet.write_string(at, 2, named[1], styles.text)
    return at + 1


def _band(sheet: Any, styles: Styles, at: int, words: tuple[str, str, str]) -> None:
    for column, word in enumerate(words):
        sheet.write_string(at, column, word, styles.band)
