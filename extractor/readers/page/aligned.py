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
    cells_of,
    is_label,
    is_numbered,
    narrowed,
    parted,
)
from extractor.readers.page.grid import Line
from extractor.readers.page.header import Header, find_header, may_hold_header
from extractor.readers.page.lines import Row
from extractor.readers.page.placing import Grown, placed
from extractor.readers.page.tables import FilledTable
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
_TITLES = 3
"""Rows over all columns that follow one another, at most."""
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


def find_aligned(rows: Sequence[Row], lines: Sequence[Line], carried: Columns | None) -> AlignedTable | None:
    """The first table among ``rows``.

    Args:
        rows: body rows of a page, outside of ruled tables, from top to bottom.
        lines: level lines of the page.
        carried: columns of a table that reached the end of the page before.
    """
    has_header = may_hold_header(rows)
    if not rows or len(rows) > _LARGEST or not (carried or has_header):
        return None
    parts = parted(rows, lines)
    header = find_header(rows, 0, parts) if has_header else None
    if carried:
        bands = bands_of(rows, 0, lines, carried)
        if _continues(bands, carried):
            grown = _grown(bands, carried, header.first if header else len(rows))
            if grown.bands:
                return _table(grown, None, carried.numbers, rows, lines)
    if header is None:
        return None
    if carried:
        header = header._replace(columns=_as_before(header.columns, carried))
    bands = bands_of(rows, header.last + 1, lines, header.columns)
    following = find_header(rows, header.last + 1, parts)
    grown = _grown(bands, header.columns, following.first if following else len(rows))
    if len(grown.bands) == len(grown.whole):
        return None
    return _table(grown, header, header.columns.numbers, rows, lines)


def _table(
    grown: Grown, header: Header | None, numbers: float, rows: Sequence[Row], lines: Sequence[Line]
) -> AlignedTable:
    first, last = header.first if header else grown.bands[0].first, grown.bands[-1].last
    columns = Columns(grown.corridors, numbers)
    return AlignedTable(placed(grown, header, lines), first, last, columns, last == len(rows) - 1)


def _as_before(columns: Columns, carried: Columns) -> Columns:
    """The columns of a repeated header, as narrow as the rows of the page before showed them to be."""
    if len(columns.corridors) != len(carried.corridors):
        return columns
    both = [
        [(max(one[0], two[0]), min(one[1], two[1])) for one in here for two in before]
        for here, before in zip(columns.corridors, carried.corridors, strict=True)
    ]
    kept = [[gap for gap in gaps if gap[1] > gap[0]] for gaps in both]
    return columns._replace(corridors=kept) if all(kept) else columns


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


def _grown(bands: Sequence[Band], columns: Columns, end: int) -> Grown:
    """The table from the first band down to its last row, or to the header of another at row ``end``.

    What may be a title (a number and one run of words) does not say where columns end: it waits for a row.
    """
    corridors, numbers = columns
    taken: list[Band] = []
    pending: list[Band] = []
    for band in bands:
        if band.last >= end or (taken and _is_text_below(band, (pending or taken)[-1], taken[-1], numbers)):
            break
        is_title = _is_run(band, corridors) or _is_numbered_run(band, numbers) or _is_heading(band, numbers)
        left = None if is_title else narrowed(band.words, corridors)
        if left is None:
            pending.append(band)
            continue
        if len(pending) > _TITLES or (pending and not _is_row(band, left, numbers)):
            break
        taken += [*pending, band]
        pending, corridors = [], left
    titles = list(takewhile(lambda band: not _is_heading(band, numbers), pending))
    if titles and titles[-1] is bands[-1] and all(map(_is_bold, titles)):
        taken += titles
    else:
        taken += takewhile(lambda band: _fits(band, corridors), titles)
    return Grown(taken, {at for at, band in enumerate(taken) if not _fits(band, corridors)}, corridors)


def _is_row(band: Band, corridors: Corridors, numbers: float) -> bool:
    """Whether a band is surely a row: numbered, or with words in several columns."""
    return is_numbered(band.rows[0], numbers) or sum(map(bool, cells_of(band.words, corridors))) > 1


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


def _is_heading(band: Band, numbers: float) -> bool:
    """Whether a band is one run of words with a number that does not stand where row numbers do."""
    first = band.rows[0]
    is_apart = first.x0 > numbers and is_label(first.words[0].word.text)
    return is_apart and len(band.rows) == 1 and _is_one_run(first.words, band.size)


def _is_one_run(words: Sequence[SetWord], size: float) -> bool:
    return all(two.word.x0 - one.word.x1 < _RUN_GAP * size for one, two in pairwise(words))


def _is_text_below(band: Band, above: Band, last: Band, numbers: float) -> bool:
    """Whether a band is set larger than the rows above, or far below them. Titles of groups may be larger."""
    is_larger = band.size > _OTHER_SIZE * last.size and not is_numbered(band.rows[0], numbers)
    return is_larger or band.top - above.bottom > _END_GAP * last.size
