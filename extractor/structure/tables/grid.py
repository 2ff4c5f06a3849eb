"""Grids as lines of slots: one slot a column, merged cells marked, empty rows and columns gone."""

from typing import Literal, NamedTuple

from msgspec import Struct

from extractor.model.document import Document, Grid, GridCell
from extractor.text.normalize import quote

Range = tuple[int, int]


class Slot(NamedTuple):
    """What stands in one column of one line. ``ranges`` are source ranges in reading order."""

    text: str = ""
    ranges: tuple[Range, ...] = ()
    colspan: int = 1
    rowspan: int = 1
    covered: Literal["", "left", "above", "missing"] = ""
    """Why no cell begins here: a cell to the left or above reaches over the slot, or the source has none."""
    rule: str = "table.cell"
    inherited: bool = False
    bold: bool | None = None

    @property
    def is_own(self) -> bool:
        """Whether a cell of this line begins here and holds text."""
        return bool(self.text) and not self.covered and not self.inherited


Line = tuple[Slot, ...]

EMPTY = Slot()
LEFT = Slot(covered="left")
ABOVE = Slot(covered="above")
MISSING = Slot(covered="missing")


class Sheet(Struct, frozen=True, kw_only=True):
    """One grid as lines of equal width."""

    grid: int
    page: int | None
    start: int
    end: int
    cols: int
    """Columns of the grid itself."""
    keep: tuple[int, ...]
    """Which of them the lines hold; the others are empty."""
    lines: tuple[Line, ...]
    edges: tuple[float, ...] = ()
    """Left x of each column in points; empty without geometry."""
    marked: int = 0
    """Leading lines the format itself marks as header."""
    is_recognised: bool = False
    """Whether the page is a scan: its letters may be misread."""

    @property
    def width(self) -> int:
        """Columns of the lines."""
        return len(self.keep)


def sheet(document: Document, index: int, keep: tuple[int, ...] = ()) -> Sheet:
    """The grid ``index`` as lines without empty rows, in its filled columns or the columns ``keep``."""
    grid = document.grids[index]
    lines = _drop_rows(_fill(document, grid))
    keep = keep or _filled_columns(lines, grid.cols)
    edges = grid.column_edges[:-1] if len(grid.column_edges) == grid.cols + 1 else ()
    return Sheet(
        grid=index,
        page=grid.page,
        start=min((cell.start for cell in grid.cells), default=0),
        end=max((cell.end for cell in grid.cells), default=0),
        cols=grid.cols,
        keep=keep,
        lines=tuple(_narrow(line, keep) for line in lines),
        edges=tuple(edges[col] for col in keep) if edges else (),
        marked=grid.header_rows,
        is_recognised=_is_recognised(document, grid.page),
    )


def _is_recognised(document: Document, number: int | None) -> bool:
    pages = document.pages[number - 1 : number] if number is not None else ()
    return any(page.read_by == "ocr" for page in pages)


def _fill(document: Document, grid: Grid) -> list[list[Slot]]:
    lines = [[MISSING] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        rows = range(cell.row, min(cell.row + cell.rowspan, grid.rows))
        columns = range(cell.col, min(cell.col + cell.colspan, grid.cols))
        for row in rows:
            for col in columns:
                lines[row][col] = ABOVE if row > cell.row else LEFT
        if rows and columns:
            lines[cell.row][cell.col] = _slot(document, cell)
    return lines


def _slot(document: Document, cell: GridCell) -> Slot:
    raw = document.text[cell.start : cell.end]
    start = cell.start + len(raw) - len(raw.lstrip())
    end = cell.end - (len(raw) - len(raw.rstrip()))
    text = quote(raw)
    ranges = ((start, end),) if text else ()
    return Slot(text=text, ranges=ranges, colspan=cell.colspan, rowspan=cell.rowspan, bold=cell.bold)


def _drop_rows(lines: list[list[Slot]]) -> list[list[Slot]]:
    kept: list[list[Slot]] = []
    for index, line in enumerate(lines):
        if any(slot.text for slot in line):
            kept.append(line)
        elif index + 1 < len(lines):
            below = lines[index + 1]
            for col, slot in enumerate(line):
                if below[col].covered == "above" and not slot.covered:
                    below[col] = EMPTY
    return kept


def _filled_columns(lines: list[list[Slot]], cols: int) -> tuple[int, ...]:
    return tuple(col for col in range(cols) if any(line[col].text for line in lines))


def _narrow(line: list[Slot], keep: tuple[int, ...]) -> Line:
    """The slots of the kept columns, column spans shortened by what was dropped under them."""
    slots = []
    for col in keep:
        slot = line[col]
        if slot.colspan > 1:
            reach = range(col, col + slot.colspan)
            slot = slot._replace(colspan=max(sum(1 for other in keep if other in reach), 1))
        slots.append(slot)
    return tuple(slots)
