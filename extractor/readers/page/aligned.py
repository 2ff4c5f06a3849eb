"""Tables without column lines: cells found by what stands under a table header.

Only a header that names known columns (STT, nội dung, chủ trì …) opens such a table: columns in running
text, lists and signature blocks look alike without it. Below it, the white corridors between the columns
must stay free; a row of words that crosses them is a group row if more of the table follows.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extractor.readers.page.bands import (
    Band,
    Columns,
    Corridors,
    bands_of,
    borders,
    cells_of,
    is_numbered,
    narrowed,
    parted,
)
from extractor.readers.page.grid import Line, RuledTable, Slot
from extractor.readers.page.header import Header, find_header, may_hold_header
from extractor.readers.page.lines import Row
from extractor.readers.page.tables import FilledCell, FilledTable
from extractor.readers.page.words import SetWord, Style

_RUN_GAP = 0.5
"""Space between words of a run, at most, as part of the letter height."""
_RUN_PAST = 4.0
"""Points by which a run of words reaches into the white space behind the first column."""
_END_GAP = 3.0
"""White space that ends a table, as part of the letter height."""
_OTHER_SIZE = 1.12
"""Letters so much larger than those of the table are text below it."""
_FIRST = 4
"""Rows at the top of a page by which a table is known to go on."""
_LARGEST = 400
"""Rows of words of one page looked at."""


class AlignedTable(NamedTuple):
    """A table found by alignment, the rows of words it takes (indexes) and its columns."""

    table: FilledTable
    first: int
    last: int
    columns: Columns
    is_open: bool
    """Whether it reaches the last row of its page."""


class _Growing(NamedTuple):
    bands: list[Band]
    whole: set[int]
    """Indexes of bands that are one cell over all columns."""
    corridors: Corridors


def find_aligned(
    rows: Sequence[Row], lines: Sequence[Line], carried: Columns | None
) -> AlignedTable | None:
    """The first table among ``rows``.

    Args:
        rows: body rows of a page, outside of ruled tables, from top to bottom.
        lines: level lines of the page.
        carried: columns of a table that reached the end of the page before.
    """
    if not rows or len(rows) > _LARGEST or not (carried or may_hold_header(rows)):
        return None
    if carried:
        bands = bands_of(rows, 0, lines, carried)
        if _continues(bands, carried):
            header = find_header(rows, 0, parted(rows, lines))
            growing = _grown(bands, carried, header.first if header else len(rows))
            if growing.bands:
                return _finished(growing, None, carried.numbers, len(rows))
    header = find_header(rows, 0, parted(rows, lines)) if may_hold_header(rows) else None
    if header is None:
        return None
    bands = bands_of(rows, header.last + 1, lines, header.columns)
    following = find_header(rows, header.last + 1, parted(rows, lines))
    growing = _grown(bands, header.columns, following.first if following else len(rows))
    if len(growing.bands) == len(growing.whole):
        return None
    return _finished(growing, header, header.columns.numbers, len(rows))


def _continues(bands: Sequence[Band], columns: Columns) -> bool:
    """Whether the first bands of a page go on with a table: the first that is no group row leaves the
    corridors free, and more than one column is filled."""
    filled: set[int] = set()
    for band in bands[:_FIRST]:
        if narrowed(band.words, columns.corridors) is not None:
            filled.update(at for at, cell in enumerate(cells_of(band.words, columns.corridors)) if cell)
            if any(column > 1 for column in filled):
                return True
        elif not is_numbered(band.rows[0], columns.numbers):
            return False
    return False


def _grown(bands: Sequence[Band], columns: Columns, end: int) -> _Growing:
    """The table from the first band down to its last row, or to the header of another at row ``end``.

    What may be a title (a number and one run of words) does not say where columns end: it waits for a row.
    """
    corridors, numbers = columns
    taken: list[Band] = []
    pending: list[Band] = []
    for band in bands:
        if band.last >= end or (taken and _is_text_below(band, (pending or taken)[-1], taken[-1])):
            break
        is_title = _is_run(band, corridors) or _is_numbered_run(band, numbers)
        left = None if is_title else narrowed(band.words, corridors)
        if left is None:
            pending.append(band)
            continue
        taken += [*pending, band]
        pending, corridors = [], left
    if pending and pending[-1] is bands[-1] and all(_is_bold(band) for band in pending):
        taken += pending
    else:
        taken += takewhile(lambda band: _fits(band, corridors), pending)
    return _Growing(taken, {at for at, band in enumerate(taken) if not _fits(band, corridors)}, corridors)


def _fits(band: Band, corridors: Corridors) -> bool:
    return not _is_run(band, corridors) and narrowed(band.words, corridors) is not None


def _is_bold(band: Band) -> bool:
    """Whether a band over all columns may be a group row whose rows stand on the next page."""
    return all(row.has(Style.BOLD) for row in band.rows)


def _is_run(band: Band, corridors: Corridors) -> bool:
    """Whether a band is one run of words from the first column into the white space behind it."""
    first = band.rows[0]
    edge = min(low for low, _ in corridors[0])
    if len(band.rows) > 1 or first.x0 > edge or first.x1 < edge + _RUN_PAST:
        return False
    return _is_one_run(first.words, band.size)


def _is_numbered_run(band: Band, numbers: float) -> bool:
    """Whether a band is a row number and one run of words."""
    return (
        len(band.rows) == 1
        and is_numbered(band.rows[0], numbers)
        and _is_one_run(band.rows[0].words[1:], band.size)
    )


def _is_one_run(words: Sequence[SetWord], size: float) -> bool:
    return all(two.word.x0 - one.word.x1 < _RUN_GAP * size for one, two in pairwise(words))


def _is_text_below(band: Band, above: Band, last: Band) -> bool:
    return band.size > _OTHER_SIZE * last.size or band.top - above.bottom > _END_GAP * last.size


def _finished(growing: _Growing, header: Header | None, numbers: float, count: int) -> AlignedTable:
    """The table as a grid; ``count``: rows of words of the page."""
    bands, corridors = growing.bands, growing.corridors
    tops = [band.top for band in bands]
    bottoms = [band.bottom for band in bands]
    words = [item.word for band in bands for item in band.words]
    head = _head_cells(header) if header else []
    if header is not None:
        words += [item.word for _, _, _, _, cell in head for row in cell for item in row.words]
        rows = [cell for cell in head]
        tops, bottoms = [*_head_tops(header), *tops], [*_head_bottoms(header), *bottoms]
    columns = [min(word.x0 for word in words) - 2, *borders(corridors)]
    columns.append(max(word.x1 for word in words) + 2)
    edges = [(above + below) / 2 for above, below in zip(bottoms, tops[1:], strict=False)]
    levels = [tops[0] - 2, *edges, bottoms[-1] + 2]
    depth = len(tops) - len(bands)
    cells = []
    last = len(columns) - 1
    placed = list(head)
    for at, band in enumerate(bands):
        if at in growing.whole:
            placed.append((at + depth, 0, 1, last, list(band.rows)))
        else:
            placed += [(at + depth, col, 1, 1, cell) for col, cell in enumerate(cells_of(band.words, corridors))]
    for row, col, down, across, lines in placed:
        box = (columns[col], levels[row], columns[col + across], levels[row + down])
        cells.append(FilledCell(Slot(row, col, down, across, box), lines))
    table = FilledTable(RuledTable(columns, levels, [cell.slot for cell in cells]), cells, ruled=False)
    first = header.first if header else bands[0].first
    return AlignedTable(
        table, first, bands[-1].last, Columns(corridors, numbers), bands[-1].last == count - 1
    )


_Placed = tuple[int, int, int, int, list[Row]]


def _head_cells(header: Header) -> list[_Placed]:
    """Row, column, rows down, columns across and words of the cells of a header, in reading order."""
    if not header.titles:
        return [(0, col, 1, 1, cell) for col, cell in enumerate(header.cells)]
    under = {col for title in header.titles for col in range(title.first, title.last + 1)}
    placed = [(0, title.first, 1, title.last - title.first + 1, [title.words]) for title in header.titles]
    placed += [(int(col in under), col, 1 if col in under else 2, 1, cell) for col, cell in enumerate(header.cells)]
    return sorted(placed, key=lambda cell: cell[:2])


def _head_tops(header: Header) -> list[float]:
    top = min(row.top for cell in header.cells for row in cell)
    if not header.titles:
        return [top]
    return [min(top, *(title.words.top for title in header.titles)), max(title.words.bottom for title in header.titles)]


def _head_bottoms(header: Header) -> list[float]:
    bottom = max(row.bottom for cell in header.cells for row in cell)
    return [_head_tops(header)[1], bottom] if header.titles else [bottom]
