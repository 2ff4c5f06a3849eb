"""Places the cells of an HTML table in its grid, spans clamped."""

from msgspec import Struct

from extractor.readers.compose import RawCell, RawGrid
from extractor.readers.limits import Limits


class HtmlCell(Struct, frozen=True):
    """A cell as the markup gives it."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    bold: bool | None = None


class HtmlRow(Struct, frozen=True):
    """A table row; ``in_head`` where it stands in ``thead``."""

    cells: tuple[HtmlCell, ...]
    in_head: bool = False


def span(value: str | None, limits: Limits) -> int:
    """A colspan or rowspan attribute as a number from 1 to the limit; nonsense counts as 1."""
    digits = (value or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(max(int(digits[:9]), 1), limits.cell_span)


def place(rows: tuple[HtmlRow, ...], *, ruled: bool | None = None) -> RawGrid:
    """The grid of ``rows``: each cell goes to the next free column (HTML Living Standard, 4.9.12).

    Rows without cells are left out; a rowspan never reaches past the last row.
    """
    filled = [row for row in rows if row.cells]
    free_from: dict[int, int] = {}
    cells: list[RawCell] = []
    cols = 0
    for index, row in enumerate(filled):
        col = 0
        for cell in row.cells:
            while free_from.get(col, 0) > index:
                col += 1
            rowspan = min(cell.rowspan, len(filled) - index)
            cells.append(
                RawCell(
                    row=index, col=col, text=cell.text, rowspan=rowspan, colspan=cell.colspan, bold=cell.bold
                )
            )
            for covered in range(col, col + cell.colspan):
                free_from[covered] = index + rowspan
            col += cell.colspan
        cols = max(cols, col)
    cols = max(cols, max((cell.col + cell.colspan for cell in cells), default=0))
    return RawGrid(
        rows=len(filled), cols=cols, cells=tuple(cells), header_rows=_header_rows(filled), ruled=ruled
    )


def _header_rows(rows: list[HtmlRow]) -> int:
    """Leading rows that stand in thead or consist of th cells only."""
    count = 0
    for row in rows:
        if not row.in_head and not all(cell.is_header for cell in row.cells):
            break
        count += 1
    return count if count < len(rows) else 0
