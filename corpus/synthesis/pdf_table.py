"""Tables in the PDF: rows that break over pages, spans, repeated headers, four kinds of rules.

Rows are first placed as chunks (a row, or the part of it that fits a page). A cell then owns one
box on each page its rows reach, and its lines run through these boxes in order.
"""

from dataclasses import dataclass

from .draft import Cell, Row, Table
from .pdf_page import Pages, Word, words_of, wrap
from .printed import expanded

PAD = 3.0
SIZE = 11.0
LEADING = SIZE * 1.18


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """A row, or a part of it, on one page."""

    row: int
    top: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A cell with its grid place and its wrapped lines."""

    cell: Cell
    row: int
    column: int
    lines: list[list[Word]]


class TableFlow:
    """Lays one table out on pages."""

    def __init__(self, table: Table, pages: Pages) -> None:
        self.table, self.pages = table, pages
        edges = [pages.left]
        for share in table.widths:
            edges.append(edges[-1] + share * pages.text_width)
        self.edges = edges
        self.cells = self._placed()
        self.heights = self._heights()
        self.header_rows = [at for at, row in enumerate(table.rows) if row.kind in ("header", "numbers")]

    def draw(self) -> None:
        """Places all rows, drawing each page when it is full."""
        chunks: list[Chunk] = []
        self.shown: dict[int, int] = {}
        for row in range(len(self.table.rows)):
            left = self.heights[row]
            while left > 0:
                take = self._take(row, left)
                if take == 0:
                    self._finish(chunks)
                    chunks = self._next_page(row)
                    continue
                top = self.pages.y
                self.pages.y += take
                chunks.append(Chunk(row=row, top=top, bottom=self.pages.y))
                left = left - take + 2 * PAD if take < left else 0
        self._finish(chunks)
        self.pages.y += 8

    def _take(self, row: int, left: float) -> float:
        """Height to place here: all of what is left, some whole lines of it, or nothing."""
        room = self.pages.room
        if left <= room:
            return left
        may_split = self.table.split_rows or left > self.pages.page_room / 2
        lines = int((room - 2 * PAD) // LEADING)
        if may_split and lines >= 2 and row not in self.header_rows:
            return lines * LEADING + 2 * PAD
        return 0

    def _next_page(self, row: int) -> list[Chunk]:
        self.pages.new_page()
        if not self.table.repeat_header or row in self.header_rows:
            return []
        chunks = []
        for header in self.header_rows:
            top = self.pages.y
            self.pages.y += self.heights[header]
            chunks.append(Chunk(row=header, top=top, bottom=self.pages.y))
            for cell in self.cells:
                if cell.row == header:
                    self.shown[id(cell)] = 0
        return chunks

    def _placed(self) -> list[Placed]:
        placed, seen = [], set()
        for at, (row, cells) in enumerate(expanded(self.table)):
            for column, cell in enumerate(cells):
                if id(cell) not in seen:
                    seen.add(id(cell))
                    lines = self._lines(cell, row, column)
                    placed.append(Placed(cell=cell, row=at, column=column, lines=lines))
        return placed

    def _lines(self, cell: Cell, row: Row, column: int) -> list[list[Word]]:
        font = "Serif-Bold" if cell.bold else "Serif"
        width = self.edges[column + cell.colspan] - self.edges[column] - 2 * PAD
        return [line for text in cell.text.split("\n") for line in wrap(words_of(text, font), width, SIZE)]

    def _heights(self) -> list[float]:
        heights = [LEADING + 2 * PAD] * len(self.table.rows)
        for placed in sorted(self.cells, key=lambda cell: cell.cell.rowspan):
            need = len(placed.lines) * LEADING + 2 * PAD
            rows = range(placed.row, placed.row + placed.cell.rowspan)
            missing = need - sum(heights[row] for row in rows)
            if missing > 0:
                heights[rows[-1]] += missing
        return heights

    def _finish(self, chunks: list[Chunk]) -> None:
        """Draws the boxes and lines of one page."""
        if not chunks:
            return
        if self.table.shaded:
            self._shade(chunks)
        for placed in self.cells:
            rows = range(placed.row, placed.row + placed.cell.rowspan)
            own = [chunk for chunk in chunks if chunk.row in rows]
            if own:
                self._box(placed, own[0].top, own[-1].bottom)
        if self.table.rules == "outer":
            self._frame(self.edges[0], self.edges[-1], chunks[0].top, chunks[-1].bottom)

    def _shade(self, chunks: list[Chunk]) -> None:
        canvas, height = self.pages.canvas, self.pages.height
        for chunk in chunks:
            if chunk.row in self.header_rows:
                canvas.setFillColorRGB(0.85, 0.89, 0.95)
                width = self.edges[-1] - self.edges[0]
                canvas.rect(
                    self.edges[0], height - chunk.bottom, width, chunk.bottom - chunk.top, stroke=0, fill=1
                )
        canvas.setFillColorRGB(0, 0, 0)

    def _box(self, placed: Placed, top: float, bottom: float) -> None:
        x0, x1 = self.edges[placed.column], self.edges[placed.column + placed.cell.colspan]
        if self.table.rules == "full":
            self._frame(x0, x1, top, bottom)
        elif self.table.rules == "horizontal":
            self.pages.rule(x0, top, x1, top)
            self.pages.rule(x0, bottom, x1, bottom)
        done = self.shown.get(id(placed), 0)
        fits = int((bottom - top - 2 * PAD + 0.01) // LEADING)
        lines = placed.lines[done : done + fits]
        self.shown[id(placed)] = done + len(lines)
        whole = len(lines) == len(placed.lines)
        slack = (bottom - top - 2 * PAD - len(lines) * LEADING) / 2 if whole and placed.cell.center else 0
        y = top + PAD + slack
        for line in lines:
            y += LEADING
            center = x1 - x0 if placed.cell.center else 0
            self.pages.draw(line, x0 if center else x0 + PAD, y - SIZE * 0.24, SIZE, center=center)

    def _frame(self, x0: float, x1: float, top: float, bottom: float) -> None:
        for y in (top, bottom):
            self.pages.rule(x0, y, x1, y)
        for x in (x0, x1):
            self.pages.rule(x, top, x, bottom)
