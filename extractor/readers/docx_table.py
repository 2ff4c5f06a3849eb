"""Word tables → grids: gridSpan, vMerge, gridBefore, header rows, rows and cells inside content controls."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from extractor.readers.compose import RawCell, RawGrid
from extractor.readers.docx_xml import W, child, number, switch, value
from extractor.readers.limits import Limits
from extractor.readers.runs import Line

Visible = Callable[[etree._Element], Iterator[etree._Element]]


class _Placed(NamedTuple):
    element: etree._Element
    row: int
    col: int
    colspan: int
    continues: bool
    """Whether the cell is covered by the one above (vMerge)."""


class WordTable:
    """One ``w:tbl`` with its cells placed; text is read by the caller, cell by cell, in order."""

    def __init__(self, table: etree._Element, visible: Visible, limits: Limits) -> None:
        self._visible = visible
        self._limits = limits
        self.rows = [row for row in _inside(table, "tr", visible) if not _is_deleted(row)]
        self.placed = list(self._place(0, limits.table_rows))

    @property
    def is_one_column(self) -> bool:
        """Whether no row has more than one cell: a frame round text, not a table."""
        return len(self.placed) <= len({placed.row for placed in self.placed})

    def all_placed(self) -> Iterator[_Placed]:
        """The cells of all rows, also of those beyond the limit on rows of a table."""
        yield from self.placed
        yield from self._place(self._limits.table_rows, len(self.rows))

    def _place(self, first: int, end: int) -> Iterator[_Placed]:
        for index, row in enumerate(self.rows[first:end], first):
            yield from self._place_row(row, index)

    def _place_row(self, row: etree._Element, index: int) -> Iterator[_Placed]:
        col = number(value(row, "trPr", "gridBefore"), 0, high=self._limits.cell_span)
        for cell in _inside(row, "tc", self._visible):
            colspan = number(value(cell, "tcPr", "gridSpan"), 1, low=1, high=self._limits.cell_span)
            merge = child(cell, "tcPr", "vMerge")
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield _Placed(cell, index, col, colspan, continues)
            col += colspan

    def grid(self, read_cell: Callable[[etree._Element], list[Line]], *, ruled: bool | None) -> RawGrid:
        """The grid; ``read_cell`` gives the lines of a cell."""
        cells: list[RawCell] = []
        above: dict[int, int] = {}
        for placed in self.placed:
            owner = above.get(placed.col) if placed.continues else None
            if owner is not None and cells[owner].row + cells[owner].rowspan == placed.row:
                cells[owner] = cells[owner].taller()
                continue
            lines = read_cell(placed.element)
            above[placed.col] = len(cells)
            cells.append(
                RawCell(
                    row=placed.row,
                    col=placed.col,
                    text="\n".join(line.text.replace("\t", " ") for line in lines),
                    colspan=placed.colspan,
                    bold=all(bool(line.style.bold) for line in lines) if lines else None,
                )
            )
        return RawGrid(
            rows=len(self.rows),
            cols=max((cell.col + cell.colspan for cell in cells), default=0),
            cells=tuple(cells),
            header_rows=self._header_rows(),
            ruled=ruled,
        )

    def _header_rows(self) -> int:
        count = 0
        for row in self.rows:
            if not switch(child(row, "trPr"), "tblHeader"):
                break
            count += 1
        return count if count < len(self.rows) else 0


def _inside(element: etree._Element, name: str, visible: Visible) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside controls, insertions and custom XML."""
    for each in visible(element):
        if each.tag == W + name:
            yield each
        elif each.tag in {W + "ins", W + "moveTo", W + "customXml"}:
            yield from _inside(each, name, visible)


def _is_deleted(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None
