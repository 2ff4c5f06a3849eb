"""What a workbook holds beside its cells is said."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import openpyxl
import pytest
from openpyxl.comments import Comment

from extractor.config import Config, Limits
from extractor.errors import DamagedFile, ReadError, ResourceLimit
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.sheet import _shown, read_xls, read_xlsx
from tests.readers.pdf_pages import codes

pytest.importorskip("python_calamine")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(extra: dict[str, str]) -> bytes:
    """A small table whose first cell bears a comment, with further parts in its package."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("STT", "Nội dung", "Đơn vị"), (1, "Trồng cây", "Sở Xây dựng")):
        sheet.append(row)
    sheet["A1"].comment = Comment("xem lại", "a")
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        for name, content in extra.items():
            package.writestr(name, content)
    return buffer.getvalue()


def test_a_workbook_that_its_library_gives_up_on_is_damaged() -> None:
    """The head of an .xls file whose table of sectors is cut off: an error in our words, no panic."""
    head = bytearray(bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\xff"))
    struct.pack_into("<HHHHH", head, 24, 62, 3, 0xFFFE, 9, 6)
    struct.pack_into("<10I", head, 40, 0, 1, 0, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    with pytest.raises(DamagedFile, match=r"a\.xls"):
        read_xls(SourceFile.of("a.xls", bytes(head)), Config())


def test_comments_drawings_and_objects(document_of: Callable[..., Document]) -> None:
    """Comments, drawings with words and embedded objects each give an issue; drawings without words none."""
    assert codes(document_of(workbook({}), "a.xlsx")) == ["comment_unread"]
    parts = {
        "xl/drawings/drawing1.xml": "<xdr:wsDr><a:t>Ghi chú</a:t></xdr:wsDr>",
        "xl/drawings/drawing2.xml": "<xdr:wsDr/>",
        "xl/embeddings/oleObject1.bin": "x",
    }
    document = document_of(workbook(parts), "a.xlsx")
    assert sorted(codes(document)) == ["comment_unread", "embedded_unread", "text_box_unread"]
    assert all(issue.message.startswith("1 ") for issue in document.issues)


def far(*cells: str, hidden: bool = False) -> bytes:
    """A small table, and a second sheet with the named cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("STT", "Nội dung", "Đơn vị"))
    other = book.create_sheet("Xa")
    other.sheet_state = "hidden" if hidden else "visible"
    for name in cells:
        other[name] = "x"
    other["XFD1048576"].font = openpyxl.styles.Font(bold=True)  # no content
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_sheet(book: bytes, sheet: bytes) -> bytes:
    """The workbook with other content in its first sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as whole, zipfile.ZipFile(buffer, "w") as package:
        for name in whole.namelist():
            package.writestr(name, sheet if name.endswith("sheet1.xml") else whole.read(name))
    return buffer.getvalue()


def test_cells_too_far_apart_are_refused(document_of: Callable[..., Document]) -> None:
    """One stray cell at the end of a sheet: nothing makes room for all between; without content it is none."""
    with pytest.raises(ResourceLimit) as caught:
        document_of(far("A1", "XFD1048575"), "a.xlsx")
    assert caught.value.code == "too_large"
    assert "1.048.575" in caught.value.message_vi
    assert "hidden_text" in codes(document_of(far("A1", "XFD1048575", hidden=True), "a.xlsx"))
    assert "Nội dung" in document_of(far("A1", "C3"), "a.xlsx").text


def test_a_table_far_from_the_corner_is_cut_by_what_lies_before_it(
    document_of: Callable[..., Document],
) -> None:
    """Rows are read from the first column on: those count that a row takes from there."""
    document = document_of(far("XFC1", "XFD100"), "a.xlsx")
    assert codes(document) == ["truncated"]


@pytest.mark.parametrize("content", [b"", b"<", b"<!--worksheet--><row/>", b"<worksheet><c r='A\xff'><v/>"])
def test_parts_that_are_no_sheets_end_as_errors_of_ours(content: bytes) -> None:
    """Neither looking how far a sheet reaches nor the library lets another error out."""
    for broken in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(far("A1"))) as whole, zipfile.ZipFile(buffer, "w") as package:
            for name in whole.namelist():
                package.writestr(name, content if name == broken else whole.read(name))
        with suppress(ReadError):
            read_xlsx(SourceFile.of("a.xlsx", buffer.getvalue()), Config())


def test_elements_nested_deeper_than_the_limit_are_refused(document_of: Callable[..., Document]) -> None:
    """``limits.xml_depth`` holds for sheets: worksheet, sheetData, row, c, v are five; 256 at most."""
    data = far("A1")
    read_xlsx(SourceFile.of("a.xlsx", data), Config(limits=Limits(xml_depth=6)))
    with pytest.raises(ResourceLimit, match="xml_depth") as caught:
        read_xlsx(SourceFile.of("a.xlsx", data), Config(limits=Limits(xml_depth=4)))
    assert caught.value.code == "resource_limit"
    nested = b"<worksheet><sheetData>" + b"<row>" * 300
    with pytest.raises(ResourceLimit, match="xml_depth"):
        document_of(with_sheet(data, nested), "a.xlsx")


def test_formulas_without_stored_result_are_counted(document_of: Callable[..., Document]) -> None:
    """Written by a program and never opened in Excel: such cells read as empty, each sheet says how many."""
    book = openpyxl.Workbook()
    for title, state in (("Một", "visible"), ("Hai", "visible"), ("Ẩn", "hidden")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(("STT", "Nội dung", "Kinh phí"))
        if title != "Hai":
            sheet.append((1, "Trồng cây", "=A2*2"))
            sheet.append((2, "=B2", "=A3*2"))
    buffer = io.BytesIO()
    book.save(buffer)
    told = [
        issue.message
        for issue in document_of(buffer.getvalue(), "a.xlsx").issues
        if issue.code == "formula_without_result"
    ]
    assert len(told) == 1
    assert told[0].startswith("“Một”: 3 ")


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ('<c r="A1"><f>B1</f><v/></c>', True),
        ('<c r="A1"><f>B1</f></c>', True),
        ('<c r="A1"><f>B1</f><v>0</v></c>', False),
        ('<c r="A1" t="str"><f>B1&amp;""</f><v></v></c>', False),
        ('<c r="A1"><v/></c>', False),
    ],
)
def test_stored_results(document_of: Callable[..., Document], cell: str, is_told: bool) -> None:
    """A result may be zero or the empty text."""
    sheet = f"<worksheet xmlns='{MAIN}'><sheetData><row r='1'>{cell}</row></sheetData></worksheet>"
    document = document_of(with_sheet(far("A1"), sheet.encode()), "a.xlsx")
    assert ("formula_without_result" in codes(document)) is is_told


def test_hidden_rows_and_columns_with_content_are_told(document_of: Callable[..., Document]) -> None:
    """They are read like the others, and each sheet says how many they are; empty ones do not count."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Một"
    for row in (("STT", "Nội dung", "Chủ trì"), (1, "Trồng cây", "Sở A"), (2, "Trồng rừng", "Sở B")):
        sheet.append(row)
    for hidden in (2, 3, 9):
        sheet.row_dimensions[hidden].hidden = True
    for letter in ("B", "F"):
        sheet.column_dimensions[letter].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    document = document_of(buffer.getvalue(), "a.xlsx")
    assert "Trồng rừng" in document.text
    assert [(issue.code, issue.message.split(",")[:2]) for issue in document.issues] == [
        ("hidden_text", ["“Một”: 2 hàng", " 1 cột ẩn có chữ"])
    ]


@pytest.mark.parametrize("ranges", ["<col min='1' max='99999999' hidden='1'/>" * 3, "<col hidden='true'/>"])
def test_senseless_ranges_of_hidden_columns(document_of: Callable[..., Document], ranges: str) -> None:
    """Columns are counted once, as far as Excel has them."""
    row = "<row r='1'><c r='A1'><v>1</v></c></row>"
    sheet = f"<worksheet xmlns='{MAIN}'><cols>{ranges}</cols><sheetData>{row}</sheetData></worksheet>"
    told = document_of(with_sheet(far("A1"), sheet.encode()), "a.xlsx").issues
    assert ["1 hidden columns" in issue.message for issue in told] == [True] * ("max" in ranges)


@pytest.mark.parametrize(
    ("hours", "shown"), [(30, "30:00:00"), (0.51, "0:30:36"), (-26.5, "-26:30:00"), (0, "0:00:00")]
)
def test_durations(hours: float, shown: str) -> None:
    """Hours go on beyond a day, without English words."""
    assert _shown(dt.timedelta(hours=hours)) == shown
