"""The workbook analysts open."""

from pathlib import Path

import pytest

from extractor.exporters.book import CELL_LIMIT, CUT_MARK, row_height
from extractor.exporters.columns import tables
from extractor.exporters.options import ExportOptions
from extractor.exporters.rows import widest_table
from extractor.exporters.xlsx import WORKBOOK, write
from extractor.model.manifest import ManifestEntry
from tests.exporters.made import extraction

openpyxl = pytest.importorskip("openpyxl")


def book(path: Path) -> "openpyxl.Workbook":
    """The workbook as another program reads it."""
    return openpyxl.load_workbook(path / WORKBOOK)


def column(sheet: "openpyxl.worksheet.worksheet.Worksheet", name: str) -> list[object]:
    """The cells under a header."""
    names = [cell.value for cell in sheet[1]]
    return [cell.value for cell in sheet[openpyxl.utils.get_column_letter(names.index(name) + 1)][1:]]


@pytest.mark.parametrize(
    "words", ["1.1", "2.10", "3/4", "007", "=1+1", "http://a.vn", "2024-03-05", "- Mở lớp"]
)
def test_cells_stay_what_they_are(tmp_path: Path, words: str) -> None:
    """Numbers of rows, fractions, formulas and addresses are text, character for character."""
    write([extraction(stt=words, task_text=words)], tmp_path, ExportOptions())
    sheet = book(tmp_path)["tasks"]
    assert column(sheet, "stt") == [words]
    assert column(sheet, "text") == [words]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert "f" not in {cell.data_type for row in sheet for cell in row}


def test_one_sheet_a_table_and_one_that_explains(tmp_path: Path) -> None:
    """Each table has a sheet with frozen header and filter; the workbook opens on the documents."""
    write([extraction()], tmp_path, ExportOptions())
    made = book(tmp_path)
    assert made.sheetnames == ["Giải thích", *(spec.name for spec in tables())]
    assert made.active.title == "documents"
    for spec in tables():
        assert made[spec.name].freeze_panes == "B2"
        assert made[spec.name].auto_filter.ref


def test_files_that_failed_have_a_sheet(tmp_path: Path) -> None:
    """Who opens only the workbook sees what is not in it."""
    entries = (ManifestEntry(file="con/b.pdf", status="error", code="encrypted"),)
    write([extraction()], tmp_path, ExportOptions(headers="vi"), entries)
    sheet = book(tmp_path)["Tệp đầu vào"]
    assert column(sheet, "Tệp") == ["con/b.pdf"]
    assert column(sheet, "Mã lỗi") == ["encrypted"]


def test_the_explanation_names_every_column(tmp_path: Path) -> None:
    """The sheet in Vietnamese has a line for each column of each table, with the words of columns.toml."""
    write([], tmp_path, ExportOptions())
    lines = {tuple(cell.value for cell in row) for row in book(tmp_path)["Giải thích"].iter_rows(max_col=3)}
    for spec in tables():
        for one in spec.column:
            name = f"{one.name} …" if one.repeat else one.name
            assert (name, one.vi, one.about_vi) in lines


def test_vietnamese_headers_name_the_sheets_too(tmp_path: Path) -> None:
    """--headers vi gives sheets and columns Vietnamese names."""
    write([extraction()], tmp_path, ExportOptions(headers="vi"))
    assert column(book(tmp_path)["Nhiệm vụ"], "Nội dung nhiệm vụ") == ["Mở lớp"]


def test_a_cell_too_long_for_excel_is_cut_and_told(tmp_path: Path) -> None:
    """The cell ends with a mark and the run says which one it was."""
    notices = write([extraction(task_text="ệ" * 40_000)], tmp_path, ExportOptions())
    (cell,) = column(book(tmp_path)["tasks"], "text")
    assert isinstance(cell, str)
    assert len(cell) == CELL_LIMIT
    assert cell.endswith(CUT_MARK)
    assert [(notice.code, notice.table, notice.column) for notice in notices] == [
        ("truncated", "tasks", "text"),
        ("truncated", "table_rows", "col_2"),
    ]


def test_control_characters_do_not_spoil_the_file(tmp_path: Path) -> None:
    """Characters that XML forbids are left out, the rest stays."""
    write([extraction(task_text="a\x00b\x0bc\ufffed\x1b[31m")], tmp_path, ExportOptions())
    assert column(book(tmp_path)["tasks"], "text") == ["abcd[31m"]


def test_same_plans_give_the_same_bytes(tmp_path: Path) -> None:
    """No clock and no random name gets into the workbook."""
    for name in ("a", "b"):
        write([extraction()], tmp_path / name, ExportOptions())
    assert (tmp_path / "a" / WORKBOOK).read_bytes() == (tmp_path / "b" / WORKBOOK).read_bytes()


def test_rows_are_as_high_as_their_longest_text() -> None:
    """Wrapped text is seen whole up to a bound."""
    spec = next(spec for spec in tables() if spec.name == "issues")
    short, long = ("d", "c", "một dòng", 0, 1, None), ("d", "c", "chữ " * 100, 0, 1, None)
    columns = spec.columns()
    assert (
        row_height(short, columns)
        < row_height(long, columns)
        < row_height(("d", "c", "x" * 9999, 0, 1, 1), columns)
    )
    assert widest_table([extraction().plan]) == 2
