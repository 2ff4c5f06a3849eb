"""Tables over several pages: pieces joined, broken rows made whole."""

from collections.abc import Sequence

import pytest

from extractor.model.records import Table
from extractor.structure.tables import logical_tables
from tests.grids import Builder, Spec

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")

Rows = Sequence[Sequence[Spec]]


def tables_of(*pages: Rows, foot: str = "") -> list[Table]:
    """The tables of pages of rows; ``foot`` is what stands under each page's table."""
    builder = Builder()
    for rows in pages:
        builder.page().table(rows)
        builder.paragraph("7", "furniture")
        if foot:
            builder.paragraph(foot)
    return [made.table for made in logical_tables(builder.document())]


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
