"""Tables of a digital PDF: ruled grids and what only looks like one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractor.config import Config, Limits
from extractor.readers.page.grid import find_tables
from extractor.readers.page.words import Rule
from tests.readers.pdf_pages import (
    HEIGHT,
    centre,
    codes,
    lines,
    paragraph,
    pdf,
    put,
    read_pdf,
    rows,
    rule,
    table,
)

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
XS = [80.0, 120.0, 300.0, 420.0, 520.0]
TOPS = [200.0, 230.0, 260.0, 290.0]


def fill(canvas: Canvas) -> None:
    for row, top in enumerate(TOPS[:-1]):
        for col, x in enumerate(XS[:-1]):
            put(canvas, x + 4, top + 14, f"r{row}c{col}", size=10)


def test_cells_hold_their_words() -> None:
    """A ruled table is one grid at its place; its text is not repeated as lines."""

    def page(canvas: Canvas) -> None:
        put(canvas, 85, 150, "above")
        table(canvas, XS, TOPS)
        fill(canvas)
        put(canvas, 85, 340, "below")

    document = read_pdf(pdf(page))
    (grid,) = document.grids
    assert rows(document, grid) == [[f"r{row}c{col}" for col in range(4)] for row in range(3)]
    assert [block.kind for block in document.blocks] == ["line", "grid", "line"]
    assert lines(document) == ["above", "below"]
    assert grid.ruled
    assert grid.column_edges == pytest.approx(XS, abs=1)
    assert document.text.count("\t") == 12


def test_merged_cells_have_spans() -> None:
    """A missing line makes a cell that spans; empty cells stay."""

    def page(canvas: Canvas) -> None:
        for top in TOPS:
            rule(canvas, XS[0], top, XS[-1], top)
        for x in (XS[0], XS[-1]):
            rule(canvas, x, TOPS[0], x, TOPS[-1])
        for x in XS[1:-1]:
            rule(canvas, x, TOPS[0], x, TOPS[1])
            rule(canvas, x, TOPS[2], x, TOPS[3])
        put(canvas, 84, 214, "TT", size=10)
        put(canvas, 84, 244, "I. One group over all columns", size=10)

    document = read_pdf(pdf(page))
    (grid,) = document.grids
    assert [(cell.row, cell.col, cell.colspan) for cell in grid.cells][4] == (1, 0, 4)
    assert len(grid.cells) == 9


def test_thin_bars_are_lines_and_shading_is_not() -> None:
    """Borders drawn as filled bars make the grid; the shading of a row and white lines do not cut it."""

    def page(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(XS[0] + 10, HEIGHT - 220, 300, 10, stroke=0, fill=1)
        canvas.setFillGray(0)
        for x in XS:
            canvas.rect(x, HEIGHT - TOPS[-1], 0.5, TOPS[-1] - TOPS[0], stroke=0, fill=1)
        for top in TOPS:
            canvas.rect(XS[0], HEIGHT - top, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
        canvas.setStrokeGray(1)
        rule(canvas, XS[0], 245, XS[-1], 245)
        fill(canvas)

    (grid,) = read_pdf(pdf(page)).grids
    assert (grid.rows, grid.cols, len(grid.cells)) == (3, 4, 12)


def test_underlines_boxes_and_frames_are_no_tables() -> None:
    """A rule under a heading, a box around a line and a frame around the page leave the text as lines."""

    def page(canvas: Canvas) -> None:
        canvas.rect(40, 40, 515, 760)
        rule(canvas, 200, 85, 400, 85)
        canvas.rect(80, HEIGHT - 130, 200, 30)
        put(canvas, 90, 118, "TUYET MAT")
        paragraph(canvas, 200)

    document = read_pdf(pdf(page))
    assert document.grids == ()
    assert len(lines(document)) == 9


def test_touching_cells_are_parted() -> None:
    """Words of neighbouring cells that touch at the border do not become one word."""

    def page(canvas: Canvas) -> None:
        table(canvas, XS, TOPS)
        canvas.setFont("Helvetica", 10)
        canvas.drawRightString(XS[2], HEIGHT - 214, "left")
        put(canvas, XS[2], 214, "right", size=10)

    document = read_pdf(pdf(page))
    assert rows(document, document.grids[0])[0] == ["", "left", "right", ""]


def test_footnote_mark_at_the_end_of_a_cell_is_not_its_text() -> None:
    """The mark stays in the text of the document, but the cell quotes the number alone."""

    def page(canvas: Canvas) -> None:
        table(canvas, XS, TOPS)
        fill(canvas)
        put(canvas, XS[1] + 40, 214, "09/2031/ND-CP", size=10)
        width = canvas.stringWidth("09/2031/ND-CP", "Helvetica", 10)
        put(canvas, XS[1] + 40 + width, 210, "4", size=6)

    document = read_pdf(pdf(page))
    assert rows(document, document.grids[0])[0][1] == "r0c1 09/2031/ND-CP"
    assert "09/2031/ND-CP 4" in document.text


def test_limits_are_met_before_cells_are_built() -> None:
    """More rules than allowed end in an issue; the text is still read."""

    def page(canvas: Canvas) -> None:
        table(canvas, XS, TOPS)
        fill(canvas)

    config = Config(limits=Limits(page_rules=5))
    document = read_pdf(pdf(page), config)
    assert codes(document) == ["limit_reached"]
    assert document.grids == ()
    assert "r2c3" in document.text


def test_dense_grids_cost_no_more_than_their_cells() -> None:
    """200 by 200 full lines give 199 by 199 cells; a comb of lines without closed cells gives none."""
    span = 1000.0
    full = [
        Rule(level=level, at=at * 5.0, low=0.0, high=span) for at in range(201) for level in (True, False)
    ]
    assert len(find_tables(full, 50_000).tables[0].slots) == 200 * 200
    comb = [Rule(level=at == 0, at=max(at - 1, 0) * 5.0, low=0.0, high=span) for at in range(202)]
    assert find_tables(comb, 50_000).tables == []


HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")
GROUP = "I. Nhóm nhiệm vụ chung"


@pytest.fixture
def vietnamese() -> str:
    """A font with Vietnamese letters; the test is skipped, saying why, where none is installed."""
    if not FONT.exists():
        pytest.skip(f"{FONT.name} is not installed (Debian: fonts-dejavu-core)")
    pdfmetrics.registerFont(TTFont("Vietnamese", FONT))
    return "Vietnamese"


def unruled(font: str, first: int, last: int, *, header: bool) -> Callable[[Canvas], None]:
    """A page with the rows ``first`` to ``last`` of a table without lines, two lines of text a row."""

    def page(canvas: Canvas) -> None:
        top = 100.0
        if header:
            for x, text in zip(XS, HEADER, strict=False):
                put(canvas, x, top, text, 9, font)
            put(canvas, XS[0], top + 22, GROUP, 9, font)
            top += 44
        for row in range(first, last + 1):
            put(canvas, XS[0], top, str(row), 9, font)
            for col, x in enumerate(XS[1:-1], 1):
                put(canvas, x, top, f"hàng {row} cột", 9, font)
                put(canvas, x, top + 11, f"{col}.", 9, font)
            top += 33

    return page


def test_a_table_without_lines_is_found_by_its_header(vietnamese: str) -> None:
    """Known headers and white corridors make a grid that says it is inferred; the group row is one cell."""
    document = read_pdf(pdf(unruled(vietnamese, 1, 3, header=True)))
    (grid,) = document.grids
    assert grid.ruled is False
    assert rows(document, grid) == [
        list(HEADER),
        [GROUP],
        *([str(row), *(f"hàng {row} cột\n{col}." for col in (1, 2, 3))] for row in (1, 2, 3)),
    ]


def test_a_table_without_lines_goes_on_over_the_page(vietnamese: str) -> None:
    """The next page goes on without a header where the same corridors stay free."""
    pages = unruled(vietnamese, 1, 3, header=True), unruled(vietnamese, 4, 6, header=False)
    document = read_pdf(pdf(*pages))
    assert [(grid.page, grid.rows, grid.cols) for grid in document.grids] == [(1, 5, 4), (2, 3, 4)]


def test_columns_without_a_known_header_are_no_table(vietnamese: str) -> None:
    """Aligned words alone do not make a table."""
    assert read_pdf(pdf(unruled(vietnamese, 1, 6, header=False))).grids == ()


def test_drawn_lines_part_the_rows_of_a_table_without_columns(vietnamese: str) -> None:
    """Where level lines stand between the rows they decide, not the white space inside a row."""

    def page(canvas: Canvas) -> None:
        for line in range(4):
            rule(canvas, 75, 84 + 44 * line, 520, 84 + 44 * line)
        for x, text in zip(XS, HEADER, strict=False):
            put(canvas, x, 110, text, 9, vietnamese)
        for row in (1, 2):
            for col, x in enumerate(XS[:-1]):
                put(canvas, x, 98 + 44 * row, f"{row}" if col == 0 else f"phần {col}", 9, vietnamese)
                put(canvas, x, 122 + 44 * row, "" if col == 0 else "tiếp", 9, vietnamese)

    document = read_pdf(pdf(page))
    (grid,) = document.grids
    assert rows(document, grid)[1:] == [
        [str(row), *(f"phần {col}\ntiếp" for col in (1, 2, 3))] for row in (1, 2)
    ]


def test_a_header_with_a_title_over_columns_has_two_rows(vietnamese: str) -> None:
    """What stands over two column names is one cell over both; names beside it reach down."""

    def page(canvas: Canvas) -> None:
        for x, text in zip((80, 120, 460), ("STT", "Nội dung", "Thời gian"), strict=True):
            put(canvas, x, 108, text, 9, vietnamese)
        centre(canvas, 360, 100, "Phân công thực hiện theo lĩnh vực", 9, vietnamese)
        put(canvas, 290, 116, "Chủ trì", 9, vietnamese)
        put(canvas, 380, 116, "Phối hợp", 9, vietnamese)
        for row in (1, 2, 3):
            for x, text in zip((80, 120, 290, 380, 460), (str(row), "việc", "A", "B", "C"), strict=True):
                put(canvas, x, 120 + 24 * row, text, 9, vietnamese)

    (grid,) = read_pdf(pdf(page)).grids
    spans = {(cell.row, cell.col): (cell.rowspan, cell.colspan) for cell in grid.cells if cell.row < 2}
    assert spans == {
        (0, 0): (2, 1),
        (0, 1): (2, 1),
        (0, 2): (1, 2),
        (0, 4): (2, 1),
        (1, 2): (1, 1),
        (1, 3): (1, 1),
    }
    assert grid.rows == 5


def test_a_rule_under_some_columns_lets_cells_reach_down(vietnamese: str) -> None:
    """Where a rule stops short of a column its cell goes on: one unit for two tasks."""

    def page(canvas: Canvas) -> None:
        for x, text in zip(XS, HEADER, strict=False):
            put(canvas, x, 100, text, 9, vietnamese)
        for top in (84, 108, 156):
            rule(canvas, 75, top, 520, top)
        rule(canvas, 75, 132, 290, 132)
        rule(canvas, 415, 132, 520, 132)
        for top, texts in ((124, ("1", "việc a", "", "I/2024")), (148, ("2", "việc b", "", "II/2024"))):
            for x, text in zip(XS, texts, strict=False):
                put(canvas, x, top, text, 9, vietnamese)
        put(canvas, XS[2], 130, "Sở Nội vụ", 9, vietnamese)

    document = read_pdf(pdf(page))
    (grid,) = document.grids
    (unit,) = [cell for cell in grid.cells if "Nội vụ" in document.text[cell.start : cell.end]]
    assert (unit.row, unit.rowspan) == (1, 2)


def test_words_that_run_upwards_are_read_in_their_order() -> None:
    """A header cell turned by 90 degrees says what it says."""

    def page(canvas: Canvas) -> None:
        table(canvas, XS, [100.0, 200.0, 230.0])
        for at, line in enumerate(("tien do", "hoan thanh")):
            canvas.saveState()
            canvas.translate(XS[0] + 15 + 12 * at, HEIGHT - 195)
            canvas.rotate(90)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(0, 0, line)
            canvas.restoreState()
        put(canvas, XS[1] + 4, 150, "noi dung", size=10)
        put(canvas, XS[1] + 4, 220, "r1c1", size=10)

    document = read_pdf(pdf(page))
    assert rows(document, document.grids[0])[0][:2] == ["tien do\nhoan thanh", "noi dung"]


def test_the_number_of_a_row_at_the_foot_of_the_page_is_no_page_number(vietnamese: str) -> None:
    """It stands beside the lines of its row."""

    def page(canvas: Canvas) -> None:
        for x, text in zip(XS, HEADER, strict=False):
            put(canvas, x, 700, text, 9, vietnamese)
        for row in (1, 2, 3):
            top = 700 + 32 * row
            put(canvas, XS[0], top + 5, str(row), 9, vietnamese)
            for x in XS[1:3]:
                put(canvas, x, top, "việc cần", 9, vietnamese)
                put(canvas, x, top + 11, "làm ngay", 9, vietnamese)

    document = read_pdf(pdf(page))
    (grid,) = document.grids
    assert [row[0] for row in rows(document, grid)] == ["STT", "1", "2", "3"]
