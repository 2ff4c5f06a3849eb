"""Logical tables: what a grid of cells means."""

from collections.abc import Sequence

import pytest

from extractor.model.document import Document
from extractor.model.records import Row, Table
from extractor.structure.tables import is_layout, logical_tables
from tests.grids import Builder, Spec, of_rows

HEADER = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")
FIELDS = ["stt", "task", "lead", "coordinating", "deadline"]


def table_of(*rows: Sequence[Spec]) -> Table:
    """The one table of these rows."""
    (made,) = logical_tables(of_rows(*rows))
    return made.table


def texts(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """Kind and cell texts of rows."""
    return [(row.kind, *(cell.text for cell in row.cells)) for row in rows]


def quoted(document: Document, row: Row) -> list[str]:
    """What the spans of each cell quote."""
    return [
        " ".join(document.text[span.start : span.end] for span in cell.provenance.spans)
        if cell.provenance
        else ""
        for cell in row.cells
    ]


def fields(table: Table) -> list[str]:
    """Fields of the columns."""
    return [column.field for column in table.columns]


def test_columns_are_named_in_any_order() -> None:
    """Columns are recognised by their words, wherever they stand and whatever mark hangs on them."""
    made = table_of(
        (
            "TT",
            "Cơ quan chủ trì[1]",
            "CƠ QUAN PHỐI HỢP",
            "Nội dung\nnhiệm vụ",
            "Thời hạn hoàn thành",
            "Kết quả",
        ),
        ("1", "Sở Y tế", "Sở Nội vụ", "Mở phòng đọc", "Năm 2031", "Phòng đọc"),
    )
    assert fields(made) == ["stt", "lead", "coordinating", "task", "deadline", "product"]
    assert made.kind == "tasks"
    assert made.columns[3].header == "Nội dung nhiệm vụ"


def test_two_line_header_and_column_numbers() -> None:
    """A merged header lends its words to the columns under it; the row of column numbers is no task."""
    made = table_of(
        (("TT", 2, 1), ("Nhiệm vụ", 2, 1), ("Phân công thực hiện", 1, 2), ("Thời gian", 1, 2)),
        ("Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("1", "Trồng rừng", "Sở Y tế", "Sở Nội vụ", "01/2031", "03/2031"),
    )
    assert fields(made) == ["stt", "task", "lead", "coordinating", "deadline", "deadline"]
    assert made.columns[2].header == "Phân công thực hiện Chủ trì"
    assert [row.kind for row in made.rows] == ["header", "header", "numbers", "task"]


def test_crawl_that_lost_merged_header_cells() -> None:
    """Two header lines with too few cells are put over their columns: the unusual one is the merged one."""
    made = table_of(
        ("TT", "Nhiệm vụ", "Phân công"),
        ("Chủ trì", "Phối hợp"),
        ("1", "Trồng rừng", "Sở Y tế", "Sở Nội vụ"),
    )
    assert fields(made) == ["stt", "task", "lead", "coordinating"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("2", "Sửa đường", "2032"), ["2", "Sửa đường", "Sở Xây dựng", "Sở Y tế", "2032"]),
        (("2", "Sửa đường", "Sở Tài chính"), ["2", "Sửa đường", "Sở Tài chính", "", ""]),
        (("2", "Sửa đường", "Sở Nội vụ", "2032"), ["2", "Sửa đường", "Sở Xây dựng", "Sở Nội vụ", "2032"]),
        (("Sở Nội vụ", "", "2032"), ["1", "Sửa cầu", "Sở Nội vụ", "", "2032"]),
    ],
    ids=["units-merged", "rest-empty", "lead-merged", "number-merged"],
)
def test_crawl_that_lost_merged_cells(cells: tuple[str, ...], expected: list[str]) -> None:
    """Where a source drops merged cells, times and units are put back under their headers."""
    made = table_of(HEADER, ("1", "Sửa cầu", "Sở Xây dựng", "Sở Y tế", "2031"), cells)
    assert [cell.text for cell in made.rows[-1].cells] == expected


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ((("STT", "Mã TTHC", "Tên thủ tục", "Thời hạn giải quyết", "Cơ quan thực hiện"),), "procedures"),
        ((("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"),), "indicators"),
        ((("TT", "Nội dung", "Đơn vị tính", "Năm 2030", "Năm 2031"),), "budget"),
        ((("TT", "Nội dung", "Bước thực hiện", "Đơn vị thực hiện"),), "procedures"),
        ((("TT", "Họ và tên", "Ngày sinh"),), "other"),
    ],
)
def test_tables_that_are_not_of_tasks(rows: tuple[tuple[str, ...]], kind: str) -> None:
    """Procedures, indicators and budgets are told from tasks by their header words."""
    assert table_of(*rows, ("1", *("x" * len(rows[0][1:])))).kind == kind


@pytest.mark.parametrize(
    "group",
    [
        (("I. HOÀN THIỆN THỂ CHẾ", 1, 5),),
        ("I. HOÀN THIỆN THỂ CHẾ",) * 5,
        ("I", "Hoàn thiện thể chế", "", "", ""),
        ("I", ("Hoàn thiện thể chế", 1, 4)),
        ("I. HOÀN THIỆN THỂ CHẾ", "", "", "", ""),
        ("", "I. Hoàn thiện thể chế", "", "", ""),
        ("I", "Hoàn thiện thể chế"),
        ("I. HOÀN THIỆN THỂ CHẾ",),
        ("I", *("Hoàn thiện thể chế",) * 4),
    ],
    ids=[
        "merged",
        "repeated",
        "numbered",
        "half-merged",
        "first-cell",
        "in-text",
        "two-cells",
        "one-cell",
        "tail",
    ],
)
def test_group_rows_in_every_form(group: tuple[Spec, ...]) -> None:
    """A group title is a group row with one cell a column, in each way sources write it."""
    made = table_of(HEADER, group, ("1", "Sửa quy chế", "Sở Y tế", "Sở Nội vụ", "2031"))
    assert [row.kind for row in made.rows] == ["header", "group", "task"]
    assert (made.row_count, made.group_count) == (1, 1)
    assert {len(row.cells) for row in made.rows} == {5}


def test_numbered_parent_totals_and_notes() -> None:
    """5 over 5.1 is a group; sums and remarks are no tasks."""
    made = table_of(
        HEADER,
        ("5", "Xây trường học", "", "", ""),
        ("5.1", "Chọn đất", "Sở Y tế", "", "2031"),
        ("6", "Mua sách", "Sở Y tế", "", "2031"),
        ("", "Tổng cộng", "", "", ""),
        (("Ghi chú: số liệu tạm tính.", 1, 5),),
    )
    assert [row.kind for row in made.rows] == ["header", "group", "task", "task", "total", "note"]


def test_merged_cells_reach_down() -> None:
    """A cell merged over rows is read in each of them, marked as inherited, pointing at its own words."""
    document = of_rows(
        HEADER,
        ("1", "Sửa cầu", ("Sở Xây dựng", 2, 1), "Sở Y tế", "2031"),
        ("2", "Sửa đường", "", "2032"),
    )
    (made,) = logical_tables(document)
    row = made.table.rows[2]
    assert row.cells[2].text == "Sở Xây dựng"
    assert row.cells[2].inherited
    assert quoted(document, row) == ["2", "Sửa đường", "Sở Xây dựng", "", "2032"]


def test_second_stage_under_one_number() -> None:
    """A row whose number and task are merged with the row above is a sub-row of it."""
    made = table_of(
        HEADER,
        (("1", 2, 1), ("Lập bản đồ", 2, 1), "Sở Y tế", "", "Quý I/2031"),
        ("Sở Nội vụ", "", "Quý II/2031"),
    )
    assert texts(made.rows[1:]) == [
        ("task", "1", "Lập bản đồ", "Sở Y tế", "", "Quý I/2031"),
        ("subrow", "1", "Lập bản đồ", "Sở Nội vụ", "", "Quý II/2031"),
    ]
    assert made.row_count == 2


def test_dash_in_the_number_column() -> None:
    """A dash in place of a number marks a sub-row of the number above; it takes the lead from there."""
    made = table_of(
        HEADER,
        ("1", "Rà soát quy hoạch", "Sở Nội vụ", "", "Năm 2031"),
        ("-", "Quy hoạch đất", "", "", "Quý I/2031"),
        ("+", "Quy hoạch rừng", "", "", "Quý II/2031"),
        ("2", "Tổng kết", "Sở Tài chính", "", "Quý IV/2031"),
    )
    assert [(row.kind, row.cells[2].text) for row in made.rows[1:]] == [
        ("task", "Sở Nội vụ"),
        ("subrow", "Sở Nội vụ"),
        ("subrow", "Sở Nội vụ"),
        ("task", "Sở Tài chính"),
    ]


def test_repeated_text_of_merged_cells() -> None:
    """A source that repeats a merged cell (number and task) gives the same rows as one that merges it."""
    made = table_of(
        HEADER,
        ("1", "Lập bản đồ địa chính", "Sở Y tế", "", "Quý I/2031"),
        ("1", "Lập bản đồ địa chính", "Sở Nội vụ", "", "Quý II/2031"),
    )
    assert [row.kind for row in made.rows] == ["header", "task", "subrow"]


def test_ditto_marks() -> None:
    """A ditto mark takes the nearest cell above in its group, and only there."""
    made = table_of(
        HEADER,
        ("1", "Sửa cầu", "Sở Xây dựng", "", "2031"),
        ("2", "Sửa đường", "-nt-", "", "Như trên"),
        ("I", "Nhóm khác", "", "", ""),
        ("3", "Sửa chợ", "nt", "", "2032"),
    )
    assert [cell.text for cell in made.rows[2].cells] == ["2", "Sửa đường", "Sở Xây dựng", "", "2031"]
    assert made.rows[2].cells[2].inherited
    assert made.rows[4].cells[2].text == "nt"


def test_empty_rows_and_columns_are_dropped() -> None:
    """Rows and columns without any text do not count."""
    made = table_of(("STT", "", "Nội dung", "Chủ trì"), ("", "", "", ""), ("1", "", "Sửa cầu", "Sở Xây dựng"))
    assert fields(made) == ["stt", "task", "lead"]
    assert made.row_count == 1


def test_unknown_columns_keep_their_header() -> None:
    """A column no rule names stays, as unknown, with its header."""
    made = table_of((*HEADER, "Mã hồ sơ"), ("1", "Sửa cầu", "Sở Y tế", "", "2031", "A7"))
    assert made.columns[-1].field == "unknown"
    assert made.columns[-1].header == "Mã hồ sơ"


def test_letterhead_and_signature_are_layout() -> None:
    """Side-by-side blocks of a letter are no tables; a table with a header is one, however small."""
    document = (
        Builder()
        .table((("ỦY BAN NHÂN DÂN\nTỈNH X", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 1/KH", "ngày 02")))
        .table((HEADER, ("1", "Sửa cầu", "Sở Y tế", "", "2031")))
        .table((("Nơi nhận:\n- Như trên;", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),))
        .document()
    )
    assert [is_layout(document, grid) for grid in document.grids] == [True, False, True]
    assert [made.grids for made in logical_tables(document)] == [(1,)]


def test_two_tables_keep_apart() -> None:
    """A caption between two tables with the same header keeps them apart; ids count in reading order."""
    rows = (HEADER, ("1", "Sửa cầu", "Sở Y tế", "", "2031"))
    document = Builder().page().table(rows).page().paragraph("PHỤ LỤC II").table(rows).document()
    assert [(made.table.id, made.grids) for made in logical_tables(document)] == [
        ("tb1", (0,)),
        ("tb2", (1,)),
    ]


def test_document_without_tables() -> None:
    """No grid, no table."""
    assert logical_tables(Builder().paragraph("Kế hoạch").document()) == ()


def test_a_wide_group_title_counts_whatever_column_it_begins_in() -> None:
    """The title of a group may stand over a column of time when that one follows the numbers."""
    made = table_of(
        ("TT", "Thời hạn hoàn thành", "Nội dung công việc", "Cơ quan chủ trì"),
        ("I", ("Mua sách", 1, 3)),
        ("1", "Năm 2031", "Mở phòng đọc", "Sở Y tế"),
    )
    assert [row.kind for row in made.rows] == ["header", "group", "task"]


def test_a_group_title_beside_its_number_counts_whatever_its_column_is_for() -> None:
    """A Roman number and a title under the column of units is a group; a number and a unit is a task."""
    made = table_of(
        ("TT", "Cơ quan chủ trì", "Nội dung công việc", "Thời hạn hoàn thành"),
        ("I", "Mua sách", "", ""),
        ("1", "Sở Y tế", "Mở phòng đọc", "Năm 2031"),
        ("2", "Sở Nội vụ", "", ""),
    )
    assert [row.kind for row in made.rows] == ["header", "group", "task", "task"]
