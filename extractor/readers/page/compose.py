"""Rows and tables of pages → the text of the document, with blocks, grids and words that point into it.

Rows end with a line feed. A cell begins with a TAB, its lines end with line feeds, a blank line ends a row
of the table. Words of a row stand one blank apart.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.model import types as t
from extractor.model.document import Block, Grid, GridCell, Page, Word
from extractor.readers.page.columns import Placed, arrange
from extractor.readers.page.lines import Row
from extractor.readers.page.tables import FilledCell, FilledTable
from extractor.readers.page.words import Box, Place, Style


class PageLayout(NamedTuple):
    """What stands on one page: rows outside of tables, top to bottom (``furniture``: indexes), and tables."""

    number: int
    width: float
    height: float
    rows: Sequence[Row]
    furniture: set[int]
    tables: Sequence[FilledTable]
    read_by: t.ReadBy = "text"
    confidence: float | None = None
    place: Place | None = None
    turned: int = 0


class Edges(NamedTuple):
    """Left and right edge of the text of a page, and left edges that many rows share."""

    left: float
    right: float
    shared: tuple[float, ...]
    support: int
    """Rows that begin at the left edge."""


_FILLS = 6.0
"""Points between text edge and row within which a row fills the line on that side."""
_FULL = 5
"""Rows at the left edge from which a page tells its own edges."""


class Composer:
    """Writes pages one after the other; ``text``, ``pages``, ``blocks`` and ``grids`` hold the result."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._place: Place | None = None
        self.pages: list[Page] = []
        self.blocks: list[Block] = []
        self.grids: list[Grid] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def add_page(self, layout: PageLayout, edges: Edges) -> None:
        """Writes one page in reading order: furniture above, body with tables, furniture below."""
        start, self._words, self._place = self._length, [], layout.place
        body = [row for at, row in enumerate(layout.rows) if at not in layout.furniture]
        aside = [layout.rows[at] for at in sorted(layout.furniture)]
        first = min([row.top for row in body] + [table.top for table in layout.tables], default=0.0)
        self._furniture(layout.number, [row for row in aside if row.top <= first])
        self._body(layout, body, edges)
        self._furniture(layout.number, [row for row in aside if row.top > first])
        self.pages.append(
            Page(
                number=layout.number,
                start=start,
                end=self._length,
                width=round(layout.width, 1),
                height=round(layout.height, 1),
                read_by=layout.read_by if self._words else "none",
                confidence=layout.confidence if self._words else None,
                turned=layout.turned,
                words=tuple(self._words),
            )
        )

    def _furniture(self, page: int, rows: Sequence[Row]) -> None:
        for row in rows:
            start, end = self._line(row)
            self.blocks.append(
                Block(kind="furniture", start=start, end=end, page=page, bbox=rounded(row.box))
            )

    def _body(self, layout: PageLayout, body: Sequence[Row], edges: Edges) -> None:
        at = 0
        for table in layout.tables:
            below = at
            while below < len(body) and body[below].bottom <= table.top + body[below].height / 2:
                below += 1
            self._rows(layout.number, body[at:below], edges)
            self._table(layout.number, table)
            at = below
        self._rows(layout.number, body[at:], edges)

    def _rows(self, page: int, rows: Sequence[Row], edges: Edges) -> None:
        arranged = arrange(rows)
        for placed, centred in zip(arranged, _centred(arranged, edges), strict=True):
            row = placed.row
            start, end = self._line(row)
            self.blocks.append(
                Block(
                    kind="line",
                    start=start,
                    end=end,
                    page=page,
                    bbox=rounded(row.box),
                    column=placed.column,
                    bold=row.has(Style.BOLD),
                    italic=row.has(Style.ITALIC),
                    centered=centred,
                    indent=round(row.x0 - edges.left, 1) if placed.column is None else None,
                )
            )

    def _table(self, page: int, table: FilledTable) -> None:
        start = self._length
        cells: list[GridCell] = []
        for at, cell in enumerate(table.cells):
            if at and cell.slot.row != table.cells[at - 1].slot.row:
                self._write("\n")
            cells.append(self._cell(page, cell))
        box = rounded(table.box)
        self.blocks.append(
            Block(kind="grid", start=start, end=self._length - 1, page=page, bbox=box, grid=len(self.grids))
        )
        self.grids.append(
            Grid(
                rows=len(table.table.rows) - 1,
                cols=len(table.table.columns) - 1,
                cells=tuple(cells),
                page=page,
                bbox=box,
                column_edges=tuple(round(x, 1) for x in table.table.columns),
                ruled=table.ruled,
            )
        )
        self._write("\n")

    def _cell(self, page: int, cell: FilledCell) -> GridCell:
        self._write("\t")
        start = end = self._length
        for row in cell.rows:
            end = self._line(row)[1]
        if cell.rows:
            end -= _mark_length(cell.rows[-1])
        else:
            self._write("\n")
        bold = [mark for row in cell.rows if (mark := row.has(Style.BOLD)) is not None]
        slot = cell.slot
        return GridCell(
            row=slot.row,
            col=slot.col,
            start=start,
            end=end,
            rowspan=slot.rowspan,
            colspan=slot.colspan,
            page=page,
            bbox=rounded(slot.box),
            bold=all(bold) if bold else None,
        )

    def _line(self, row: Row) -> tuple[int, int]:
        """Writes a row and its line feed; returns where the row stands."""
        start = self._length
        texts = []
        at = start
        for item in row.words:
            word = item.word
            end = at + len(word.text)
            box = word[1:5] if self._place is None else self._place(word[1:5])
            self._words.append(Word(at, end, *box, word.confidence))
            texts.append(word.text)
            at = end + 1
        self._write(" ".join(texts) + "\n")
        return start, self._length - 1

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def rounded(box: Box) -> Box:
    """The box in tenths of a point."""
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _mark_length(row: Row) -> int:
    """Code points of a raised footnote number that ends a cell: it stays in the text, but not in the cell."""
    if len(row.words) < 2:
        return 0
    before, mark = row.words[-2].word, row.words[-1].word
    small = mark.bottom - mark.top < 0.85 * (before.bottom - before.top)
    raised = mark.bottom < before.bottom - 1.5
    return len(mark.text) + 1 if small and raised and mark.text.isdigit() and len(mark.text) <= 2 else 0


def page_edges(layouts: Sequence[PageLayout]) -> list[Edges]:
    """The text edges of each page; a page with few rows takes those of the fullest page of its width."""
    own = [_edges(layout) for layout in layouts]
    fullest: dict[int, Edges] = {}
    for layout, edges in zip(layouts, own, strict=True):
        known = fullest.get(round(layout.width))
        if edges is not None and (known is None or edges.support > known.support):
            fullest[round(layout.width)] = edges
    return [
        edges
        if edges is not None and edges.support >= _FULL
        else fullest.get(round(layout.width)) or _outer_edges(layout)
        for layout, edges in zip(layouts, own, strict=True)
    ]


def _edges(layout: PageLayout) -> Edges | None:
    """Edges that rows share; None where too few rows tell."""
    rows = [row for at, row in enumerate(layout.rows) if at not in layout.furniture]
    lefts, rights = sorted(row.x0 for row in rows), sorted((row.x1 for row in rows), reverse=True)
    left, right = _first_shared(lefts), _first_shared(rights)
    if left is None or right is None or right - left < layout.width / 3:
        return None
    shared = tuple(x for x in lefts if sum(abs(x - other) <= 1.0 for other in lefts) > 2)
    return Edges(left, right, shared, sum(abs(x - left) <= 1.5 for x in lefts))


def _outer_edges(layout: PageLayout) -> Edges:
    """Edges from whatever stands on the page, tables included."""
    boxes = [row.box for row in layout.rows] + [table.box for table in layout.tables]
    left, right = (
        min((box[0] for box in boxes), default=0.0),
        max((box[2] for box in boxes), default=layout.width),
    )
    return Edges(left, right, (), 0)


def _first_shared(values: Sequence[float]) -> float | None:
    for one, two in pairwise(values):
        if abs(one - two) <= 1.5:
            return one
    return None


def _centred(placed: Sequence[Placed], edges: Edges) -> list[bool]:
    """Whether each row stands in the middle between the text edges and not at a left edge that others share.

    A row that fills the line counts as centred between or beside centred rows set like it (a long title).
    """
    marks = [_is_centred(one, edges) for one in placed]
    for at in (*range(len(placed)), *reversed(range(len(placed)))):
        row = placed[at].row
        if marks[at] or placed[at].column is not None or row.x0 - edges.left >= _FILLS:
            continue
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(placed) and marks[other]]
        marks[at] = edges.right - row.x1 < 2 * _FILLS and any(
            _set_alike(row, placed[other].row) for other in beside
        )
    return marks


def _set_alike(one: Row, two: Row) -> bool:
    styles = [(row.has(Style.BOLD), row.has(Style.ITALIC)) for row in (one, two)]
    return styles[0] == styles[1] and True in styles[0] and abs(one.top - two.top) < 2 * one.height


def _is_centred(placed: Placed, edges: Edges) -> bool:
    if placed.column is not None:
        return bool(placed.centred)
    row = placed.row
    left, right = row.x0 - edges.left, edges.right - row.x1
    if min(left, right) < _FILLS or any(abs(row.x0 - x) <= 1 for x in edges.shared):
        return False
    return abs(left - right) <= max(6.0, 0.06 * (left + right))
