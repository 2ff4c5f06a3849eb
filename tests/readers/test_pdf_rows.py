"""Rows of a table that draws no lines: where they begin and end, and that its columns are said to be told."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractor.structure import outline
from tests.readers.pdf_pages import pdf, put, read_pdf, rows

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
XS = (60.0, 95.0, 290.0, 400.0)
HEADER = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Thời gian")
ONE = ("1", "Tập huấn", "Sở A", "Quý I")
TWO = ("2", "Biên soạn sổ tay", "Sở B", "Quý II")
BELOW = "Trong quá trình thực hiện nếu có vướng mắc các đơn vị báo cáo Sở A."


def page_of(lines: Sequence[Sequence[str]], step: float, below: Sequence[str] = ()) -> bytes:
    """A page of lines of cells ``step`` points apart, then lines of text."""
    if not FONT.exists():
        pytest.skip(f"{FONT.name} is not installed (Debian: fonts-dejavu-core)")
    pdfmetrics.registerFont(TTFont("Vietnamese", FONT))

    def page(canvas: Canvas) -> None:
        for at, line in enumerate((*lines, *((text,) for text in below))):
            for x, text in zip(XS, line, strict=False):
                put(canvas, x, 100 + at * step, text, 11, "Vietnamese")

    return pdf(page)


def cells(data: bytes) -> list[list[str]]:
    """Cell texts of the one table."""
    document = read_pdf(data)
    (grid,) = document.grids
    return [[text.replace("\n", " ") for text in row] for row in rows(document, grid)]


def test_a_paragraph_at_line_spacing_ends_the_table() -> None:
    """The last row stays in the table, the paragraph outside."""
    data = page_of([HEADER, ONE, TWO], 16, [BELOW, "Giao Sở B kiểm tra."])
    assert cells(data) == [list(HEADER), list(ONE), list(TWO)]


def test_rows_of_one_line_far_apart_are_rows() -> None:
    """Without numbers, steps larger than those between lines part rows."""
    lines = [("", *HEADER[1:]), ("", *ONE[1:]), ("", *TWO[1:])]
    assert cells(page_of(lines, 30)) == [list(line[1:]) for line in lines]


def test_a_dash_in_place_of_the_number_marks_a_row() -> None:
    """A dash under STT begins a row."""
    lines = [HEADER, ("-", *ONE[1:]), ("-", *TWO[1:])]
    assert cells(page_of(lines, 16)) == [list(line) for line in lines]


def test_cells_set_in_the_middle_of_their_rows() -> None:
    """The header leaves the first line of the first row alone."""
    lines = [HEADER]
    for number, *rest in (ONE, TWO):
        lines += [("", "Đầu việc"), (number, *rest), ("", "cuối việc")]
    data = page_of(lines, 16)
    assert [row[:2] for row in cells(data)[1:]] == [
        ["1", "Đầu việc Tập huấn cuối việc"],
        ["2", "Đầu việc Biên soạn sổ tay cuối việc"],
    ]


def test_sums_are_a_row() -> None:
    """ "Tổng cộng" at line spacing is not the end of the row above."""
    lines = [(*HEADER[:3], "Kinh phí"), ("1", "In tờ rơi", "Sở A", "1.000"), ("", "Tổng cộng", "", "1.000")]
    assert cells(page_of(lines, 16)) == [list(line) for line in lines]


def test_the_result_says_that_columns_were_told_from_positions() -> None:
    """A rule of its own and one issue a table."""
    found = outline(read_pdf(page_of([HEADER, ONE, TWO], 30)))
    assert [table.provenance.rule for table in found.tables] == ["table.aligned"]
    assert [issue.code for issue in found.issues].count("table_aligned") == 1
