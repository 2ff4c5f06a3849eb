"""The bands of a table without column lines as a grid of cells with words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.readers.page.bands import Band, Corridors, borders, cells_of
from extractor.readers.page.grid import Line, RuledTable, Slot
from extractor.readers.page.header import Header
from extractor.readers.page.lines import Row
from extractor.readers.page.tables import FilledCell, FilledTable

_MARGIN = 2.0
"""Points around the words of a table."""
_COVERS = 0.5
"""Part of a column that a rule covers to close its cells."""


class Grown(NamedTuple):
    """The bands of a table from top to bottom, without its header."""

    bands: list[Band]
    whole: set[int]
    """Indexes of bands that are one cell over all columns."""
    corridors: Corridors


class _Cell(NamedTuple):
    row: int
    col: int
    down: int
    across: int
    lines: list[Row]


def placed(grown: Grown, header: Header | None, lines: Sequence[Line]) -> FilledTable:
    """The table as a grid. A rule under some columns only lets the cells of the others reach down."""
    head = list(_head(header)) if header else []
    depth = max((cell.row + cell.down for cell in head), default=0)
    columns = _columns(grown, head)
    spans = _Spans(grown, columns, lines)
    body = [cell._replace(row=cell.row + depth) for cell in spans.cells()]
    levels = _levels(grown.bands, header)
    cells = []
    for cell in (*head, *body):
        right, bottom = columns[cell.col + cell.across], levels[cell.row + cell.down]
        box = (columns[cell.col], levels[cell.row], right, bottom)
        cells.append(FilledCell(Slot(*cell[:4], box), cell.lines))
    return FilledTable(RuledTable(columns, levels, [cell.slot for cell in cells]), cells, ruled=False)


class _Spans:
    """Which cells of the body reach over several bands."""

    def __init__(self, grown: Grown, columns: Sequence[float], lines: Sequence[Line]) -> None:
        self._grown = grown
        self._open = [
            self._open_columns(above, below, columns, lines) for above, below in pairwise(grown.bands)
        ]

    def _open_columns(
        self, above: Band, below: Band, columns: Sequence[float], lines: Sequence[Line]
    ) -> set[int]:
        """Columns without a rule between two bands where others have one."""
        low, high = above.rows[-1].words[0].word.baseline, below.rows[0].words[0].word.baseline
        rules = [line for line in lines if low < line.at < high]
        closed = {
            col
            for col, (left, right) in enumerate(pairwise(columns))
            if sum(min(r.high, right) - max(r.low, left) for r in rules if r.low < right and r.high > left)
            > _COVERS * (right - left)
        }
        every = set(range(len(columns) - 1))
        return every - closed if len(closed) * 2 > len(every) else set()

    def cells(self) -> Iterator[_Cell]:
        """The cells of the body in reading order, rows from 0."""
        grown, count = self._grown, len(self._grown.bands)
        texts = [cells_of(band.words, grown.corridors) for band in grown.bands]
        taken: set[tuple[int, int]] = set()
        for at, band in enumerate(grown.bands):
            if at in grown.whole:
                yield _Cell(at, 0, 1, len(grown.corridors) + 1, list(band.rows))
                continue
            for col in range(len(grown.corridors) + 1):
                if (at, col) in taken:
                    continue
                last = at
                while last + 1 < count and last + 1 not in grown.whole and col in self._open[last]:
                    last += 1
                taken.update((row, col) for row in range(at, last + 1))
                rows = [row for text in texts[at : last + 1] for row in text[col]]
                yield _Cell(at, col, last + 1 - at, 1, rows)


def _head(header: Header) -> Iterator[_Cell]:
    """The cells of a header in reading order: one row, or two where titles reach over several columns."""
    under = {col for title in header.titles for col in range(title.first, title.last + 1)}
    first = [_Cell(0, title.first, 1, title.last - title.first + 1, [title.words]) for title in header.titles]
    down = 2 if header.titles else 1
    first += [_Cell(0, col, down, 1, cell) for col, cell in enumerate(header.cells) if col not in under]
    yield from sorted(first, key=lambda cell: cell.col)
    yield from (_Cell(1, col, 1, 1, cell) for col, cell in enumerate(header.cells) if col in under)


def _columns(grown: Grown, head: Sequence[_Cell]) -> list[float]:
    """x of the borders of the columns."""
    rows = [row for band in grown.bands for row in band.rows] + [row for cell in head for row in cell.lines]
    left, right = min(row.x0 for row in rows), max(row.x1 for row in rows)
    return [left - _MARGIN, *borders(grown.corridors), right + _MARGIN]


def _levels(bands: Sequence[Band], header: Header | None) -> list[float]:
    """y of the borders of the rows."""
    extents = [(band.top, band.bottom) for band in bands]
    if header:
        rows = [row for cell in header.cells for row in cell]
        titles = [title.words for title in header.titles]
        top, bottom = min(row.top for row in (*rows, *titles)), max(row.bottom for row in rows)
        middle = max((title.bottom for title in titles), default=bottom)
        extents = [*([(top, middle)] if titles else []), (middle if titles else top, bottom), *extents]
    between = [(above[1] + below[0]) / 2 for above, below in pairwise(extents)]
    return [extents[0][0] - _MARGIN, *between, extents[-1][1] + _MARGIN]
