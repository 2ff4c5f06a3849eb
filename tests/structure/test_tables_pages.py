"""Tables over several pages: pieces joined, broken rows made whole."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from extractor.model.records import Table
from extractor.structure.tables import logical_tables
from tests.grids import Builder, Spec

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")

Rows = Sequence[Sequence[Spec]]


def tables_of(*pages: Rows, foot: str = "", scanned: bool = False) -> list[Table]:
    """The tables of pages of rows; ``foot`` is what stands under each page's table."""
    builder = Builder()
    for rows in pages:
        builder.page().table(rows)
        builder.paragraph("7", "furniture")
        if foot:
            builder.paragraph(foot)
    document = builder.document()
    if scanned:
        document = replace(document, pages=tuple(replace(page, read_by="ocr") for page in document.pages))
    return [made.table for made in logical_tables(document)]


def cells_of(table: Table, kind: str = "task") -> list[list[str]]:
    """Cell texts of the rows of a kind."""
    return [[cell.text for cell in row.cells] for row in table.rows if row.kind == kind]


def test_row_cut_by_the_page_is_one_row() -> None:
    """Cells go on cell by cell; the joined cell has a span on each page."""
    (table,) = tables_of(
        (HEADER, ("1", "Mở lớp học cho", "Sở Giáo dục và", "", "Quý I/2031")),
        (("", "trẻ em vùng cao", "Đào tạo", "", ""), ("2", "Mua sách", "Sở Y tế", "", "2031")),
    )
    assert cells_of(table) == [
        ["1", "Mở lớp học cho trẻ em vùng cao", "Sở Giáo dục và Đào tạo", "", "Quý I/2031"],
        ["2", "Mua sách", "Sở Y tế", "", "2031"],
    ]
    provenance = table.rows[1].cells[1].provenance
    assert provenance is not None
    assert [span.page for span in provenance.spans] == [1, 2]


@pytest.mark.parametrize(
    "first",
    [
        ("", "", "", "UBND các xã", ""),
        ("", "", "Hành chính công)", "", ""),
        ("", "Đợt hai ở vùng cao", "", "", ""),
    ],
    ids=["open-list", "open-bracket", "unfinished-text"],
)
def test_what_is_left_open_goes_on(first: tuple[str, ...]) -> None:
    """A list, a bracket or a phrase left open at the foot of a page goes on at the top of the next."""
    (table,) = tables_of(
        (HEADER, ("1", "Mở lớp học", "Văn phòng (Trung tâm", "Sở Y tế;", "Quý I/2031")), (HEADER, first)
    )
    assert len(cells_of(table)) == 1
    assert not cells_of(table, "subrow")


def test_second_stage_at_the_top_of_a_page() -> None:
    """A row without number that has its own time is a stage of its own, not the end of the row before."""
    (table,) = tables_of(
        (HEADER, ("1", "Mở lớp học", "Sở Y tế", "", "Quý I/2031")),
        (("", "", "Sở Nội vụ", "", "Quý II/2031"), ("2", "Mua sách", "Sở Y tế", "", "2031")),
    )
    assert cells_of(table, "subrow") == [["1", "Mở lớp học", "Sở Nội vụ", "", "Quý II/2031"]]


def test_merged_cell_cut_by_the_page() -> None:
    """A number merged over two rows and cut by the page still belongs to both."""
    (table,) = tables_of(
        (HEADER, ("1", "Mở lớp học", "Sở Y tế", "", "Quý I/2031")),
        (
            HEADER,
            (("", 2, 1), ("", 2, 1), "và Sở Nội vụ", "", ""),
            ("Sở Tài chính", "", "Quý II/2031"),
            ("2", "Mua sách", "Sở Y tế", "", "2031"),
        ),
    )
    assert cells_of(table)[0][2] == "Sở Y tế và Sở Nội vụ"
    assert cells_of(table, "subrow") == [["1", "Mở lớp học", "Sở Tài chính", "", "Quý II/2031"]]


def test_repeated_headers() -> None:
    """The header printed on every page is kept as header rows and never becomes a task."""
    (table,) = tables_of(
        (HEADER, ("1", "Sửa cầu", "Sở Y tế", "", "2031")), (HEADER, ("2", "Sửa chợ", "Sở Y tế", "", "2031"))
    )
    assert [row.kind for row in table.rows] == ["header", "task", "header", "task"]


MISREAD = ("ŠFT", "Nội dung", "Chủ trị", "Phôi hợp", "Thời gian")
"""``HEADER`` as a scan may read it."""
TASK = ("1", "Sửa cầu", "Sở Y tế", "", "2031")


def test_repeated_header_misread_in_a_scan() -> None:
    """On a scan a header is known again by the likeness of all its cells; the words read stay."""
    (table,) = tables_of((HEADER, TASK), (MISREAD, ("2", "Sửa chợ", "Sở Y tế", "", "2031")), scanned=True)
    assert [row.kind for row in table.rows] == ["header", "task", "header", "task"]
    assert cells_of(table, "header")[1] == list(MISREAD)


def test_row_goes_on_behind_a_misread_header() -> None:
    """A row cut by the page is one row also where the repeated header stands between its parts."""
    narrow = ("TT", "Việc phải làm", "Ai phải làm")
    (table,) = tables_of(
        (narrow, ("1", "Mở lớp học cho", "Sở Y tế")),
        (("Ff", "Việc phai làm", "Ai phải làm"), ("", "trẻ em vùng cao", "")),
        scanned=True,
    )
    assert [row.kind for row in table.rows] == ["header", "task", "header"]
    assert cells_of(table) == [["1", "Mở lớp học cho trẻ em vùng cao", "Sở Y tế"]]


@pytest.mark.parametrize(
    "row",
    [
        ("2", "Nội quy", "Sở Y tế", "Sở Nội vụ", "Quý I"),
        ("STT", "Nội dung", "Chủ trì", "", ""),
        ("2", "Nội dung", "Chủ tịch", "Phối hợp", "2031"),
    ],
)
def test_row_unlike_the_header_stays(row: tuple[str, ...]) -> None:
    """Cells that differ in more than letters are no header, nor are some of its cells alone."""
    (table,) = tables_of((HEADER, TASK, row), scanned=True)
    assert [row.kind for row in table.rows].count("header") == 1


def test_likeness_counts_on_scans_only() -> None:
    """What a file holds as text is what it says: a row that is only like the header is a row."""
    for scanned, count in ((False, 1), (True, 2)):
        (table,) = tables_of((HEADER, TASK, MISREAD), scanned=scanned)
        assert [row.kind for row in table.rows].count("header") == count


def test_footnotes_between_pages_do_not_part_a_table() -> None:
    """Footnotes under a page's part of the table belong to the page, not between two tables."""
    tables = tables_of(
        (HEADER, ("1", "Sửa cầu", "Sở Y tế", "", "2031")),
        (("2", "Sửa chợ", "Sở Y tế", "", "2031"),),
        foot="1 Nghị quyết về công tác sửa chữa.",
    )
    assert len(tables) == 1


def test_column_empty_on_one_page() -> None:
    """A column without text on the second page keeps its place."""
    (table,) = tables_of(
        (HEADER, ("1", "Sửa cầu", "Sở Y tế", "Sở Nội vụ", "2031")), (("2", "Sửa chợ", "Sở Y tế", "", "2032"),)
    )
    assert cells_of(table)[1] == ["2", "Sửa chợ", "Sở Y tế", "", "2032"]


def test_text_below_the_table_ends_it() -> None:
    """A table without header after running text is a table of its own."""
    tables = tables_of(
        (HEADER, ("1", "Sửa cầu", "Sở Y tế", "", "2031")),
        (("a", "b", "c", "d", "e"), ("f", "g", "h", "i", "k")),
        foot="Trong quá trình thực hiện, các đơn vị báo cáo khó khăn.",
    )
    assert len(tables) == 2


def test_last_words_alone_on_the_next_page() -> None:
    """A page that holds nothing but the last words of one cell still belongs to the table."""
    (table,) = tables_of(
        (HEADER, ("1", "Mở lớp học trong suốt thời", "Sở Y tế", "", "Quý I/2031")),
        (("", "gian thi công", "", "", ""),),
    )
    assert cells_of(table)[0][1] == "Mở lớp học trong suốt thời gian thi công"
