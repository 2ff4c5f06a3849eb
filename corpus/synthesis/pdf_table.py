"""Tables in the PDF: rows that break over pages, spans, repeated headers, four kinds of rules.

Rows are first placed as chunks (a row, or the part of it that fits a page). A cell then owns one
box on each page its rows reach, and its lines run through these boxes in order.
"""

from dataclasses import dataclass

from .draft import Cell, Row, Table
from .pdf_page import RAISED, Pages, Word, shown, words_of, wrap
from .printed import expanded

UPRIGHT = 62.0
"""Length in points of lines that run from bottom to top."""


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
        self.size, self.leading = table.size, table.size * table.spacing
        self.pad_x, self.pad = table.pads
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
                left = left - take + 2 * self.pad if take < left else 0
        self._finish(chunks)
        self.pages.y += 8

    def _take(self, row: int, left: float) -> float:
        """Height to place here: all of what is left, some whole lines of it, or nothing."""
        room = self.pages.room
        if left <= room:
            return left
        may_split = self.table.split_rows or left > self.pages.page_room / 2
        lines = int((room - 2 * self.pad) // self.leading)
        if may_split and lines >= 2 and row not in self.header_rows:
            return lines * self.leading + 2 * self.pad
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
        font = f"{self.table.font}-Bold" if cell.bold else self.table.font
        width = self.edges[column + cell.colspan] - self.edges[column] - 2 * self.pad_x
        texts = [words_of(text, font) for text in cell.text.split("\n")]
        if cell.mark and texts[-1]:
            last = texts[-1].pop()
            texts[-1] += [(f"{last[0]}\u00ad", font), (cell.mark, f"{font}{RAISED}")]
        if cell.upright:
            width = UPRIGHT
        return [line for words in texts for line in wrap(words, width, self.size)]

    def _heights(self) -> list[float]:
        heights = [self.leading + 2 * self.pad] * len(self.table.rows)
        for placed in sorted(self.cells, key=lambda cell: cell.cell.rowspan):
            need = (UPRIGHT if placed.cell.upright else len(placed.lines) * self.leading) + 2 * self.pad
            rows = range(placed.row, placed.row + placed.cell.rowspan)
            missing = need - sum(heights[row] for row in rows)
            if missing > 0:
                heights[rows[-1]] += missing
        return heights

    def _finish(self, chunks: list[Chunk]) -> None:
        """Draws the boxes and lines of one page."""
        if not chunks:
            return
        if self.table.shaded or self.table.striped:
            self._shade(chunks)
        for placed in self.cells:
            rows = range(placed.row, placed.row + placed.cell.rowspan)
            own = [chunk for chunk in chunks if chunk.row in rows]
            if own:
                self._box(placed, own[0].top, own[-1].bottom)
        self._long_rules(chunks)

    def _long_rules(self, chunks: list[Chunk]) -> None:
        """Rules that run along the whole table on a page."""
        rules, left, right = self.table.rules, self.edges[0], self.edges[-1]
        top, bottom = chunks[0].top, chunks[-1].bottom
        if rules == "outer":
            self._frame(left, right, top, bottom)
        elif rules == "upright":
            for x in self.edges:
                self.pages.rule(x, top, x, bottom)
        elif rules in ("header", "groups"):
            heads = [chunk for chunk in chunks if chunk.row in self.header_rows]
            level = {head.top for head in heads[:1]} | {head.bottom for head in heads[-1:]} | {bottom}
            if rules == "groups":
                groups = [chunk for chunk in chunks if self.table.rows[chunk.row].kind == "group"]
                level |= {y for chunk in groups for y in (chunk.top, chunk.bottom)}
            for y in sorted(level):
                self.pages.rule(left, y, right, y)

    def _shade(self, chunks: list[Chunk]) -> None:
        canvas, height = self.pages.canvas, self.pages.height
        for chunk in chunks:
            if chunk.row in self.header_rows if not self.table.striped else chunk.row % 2 == 0:
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
        if placed.cell.upright:
            self._upright(placed, x0, x1, bottom)
            return
        done = self.shown.get(id(placed), 0)
        fits = int((bottom - top - 2 * self.pad + 0.01) // self.leading)
        lines = placed.lines[done : done + fits]
        self.shown[id(placed)] = done + len(lines)
        whole = len(lines) == len(placed.lines)
        slack = (
            (bottom - top - 2 * self.pad - len(lines) * self.leading) / 2
            if whole and self._is_middle(placed)
            else 0
        )
        y = top + self.pad + slack
        width = x1 - x0
        for line in lines:
            y += self.leading
            center = width if placed.cell.center or self.table.centred else 0
            fill = width - 2 * self.pad_x if self._is_full(placed, line) else 0
            x = x0 if center else x0 + self.pad_x
            self.pages.draw(line, x, y - self.size * 0.24, self.size, center=center, fill=fill)

    def _is_middle(self, placed: Placed) -> bool:
        is_number = self.table.fields[placed.column] == "stt" and self.table.rows[placed.row].kind == "task"
        return self.table.middle or (placed.cell.center and not (is_number and self.table.top_numbers))

    def _is_full(self, placed: Placed, line: list[Word]) -> bool:
        """Whether a line is stretched: in justified tables all but the last one of a paragraph."""
        if not self.table.justified or placed.cell.center:
            return False
        lasts = [text.split()[-1] for text in placed.cell.text.split("\n") if text.split()]
        return line is not placed.lines[-1] and line[-1][0] not in lasts

    def _upright(self, placed: Placed, x0: float, x1: float, bottom: float) -> None:
        """Lines from bottom to top, side by side in the middle of the cell."""
        canvas = self.pages.canvas
        x = (x0 + x1 - len(placed.lines) * self.leading) / 2
        for line in placed.lines:
            x += self.leading
            canvas.saveState()
            canvas.translate(x - self.leading * 0.24, self.pages.height - bottom + self.pad)
            canvas.rotate(90)
            text = canvas.beginText(0, 0)
            for at, (word, font) in enumerate(line):
                text.setFont(font, self.size)
                text.textOut(shown(word, last=at == len(line) - 1))
            canvas.drawText(text)
            canvas.restoreState()

    def _frame(self, x0: float, x1: float, top: float, bottom: float) -> None:
        for y in (top, bottom):
            self.pages.rule(x0, y, x1, y)
        for x in (x0, x1):
            self.pages.rule(x, top, x, bottom)
