"""Tables without column lines: cells found by what stands under a table header.

Only a header that names known columns (STT, nội dung, chủ trì …) opens such a table: columns in running
text, lists and signature blocks look alike without it. Below it, the white corridors between the columns
must stay free; a row of words that crosses them is a group row if more of the table follows. Rows are
parted by drawn lines where there are some, else by white space over the whole width.
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.readers.page.grid import Line, RuledTable, Slot
from extractor.readers.page.lines import Row, make_rows
from extractor.readers.page.tables import FilledCell, FilledTable
from extractor.readers.page.words import SetWord, Style
from extractor.rules import gazetteer
from extractor.text.normalize import key

_CORRIDOR = 4.0
"""Points of white between two columns, at least."""
_ROW_STEP = 1.2
"""Step between the last line of a row and the first of the next, as part of the step between lines."""
_LEAST_STEP = 7.0
"""Points below which two baselines are those of one line."""
_OFTEN = 0.25
"""Part of the most frequent step's count from which a step is frequent."""
_RUN_GAP = 0.5
"""Space between words of a run, at most, as part of the letter height."""
_END_GAP = 3.0
"""White space that ends a table, as part of the letter height."""
_OTHER_SIZE = 1.12
"""Letters so much larger than those of the table are text below it."""
_KNOWN = 3
"""Columns a header must name."""
_WIDE = 0.5
"""Part of the table's width that a line covers to part rows."""
_FIRST = 2
"""Rows at the top of a page by which a table is known to go on."""
_LARGEST = 400
"""Rows of words of one page looked at."""

Gap = tuple[float, float]
Corridors = list[list[Gap]]
"""For each border between two columns, the white spaces in which it may stand."""


class Band(NamedTuple):
    """Rows of words without white space between them: a row of the table, or a line of text."""

    first: int
    last: int
    rows: Sequence[Row]

    @property
    def words(self) -> list[SetWord]:
        """All words."""
        return [item for row in self.rows for item in row.words]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(row.top for row in self.rows)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(row.bottom for row in self.rows)

    @property
    def size(self) -> float:
        """Middle letter height."""
        heights = sorted(item.word.bottom - item.word.top for item in self.words)
        return heights[len(heights) // 2]


class AlignedTable(NamedTuple):
    """A table found by alignment, the rows of words it takes (indexes) and its corridors."""

    table: FilledTable
    first: int
    last: int
    corridors: Corridors
    is_open: bool
    """Whether it reaches the last row of its page."""


class _Growing(NamedTuple):
    bands: list[Band]
    whole: set[int]
    """Indexes of bands that are one cell over all columns."""
    corridors: Corridors


def find_aligned(
    rows: Sequence[Row], lines: Sequence[Line], carried: Corridors | None
) -> AlignedTable | None:
    """The first table among ``rows``.

    Args:
        rows: body rows of a page, outside of ruled tables, from top to bottom.
        lines: level lines of the page.
        carried: corridors of a table that reached the end of the page before.
    """
    if len(rows) > _LARGEST or not (carried or _may_hold_header(rows)):
        return None
    bands = _bands(rows, lines)
    if carried and bands and _continues(bands, carried):
        return _finished(_grown(bands, 0, carried), rows)
    for at, band in enumerate(bands):
        corridors = _header_corridors(band)
        if corridors:
            growing = _grown(bands, at, corridors)
            return _finished(growing, rows) if len(growing.bands) - len(growing.whole) > 1 else None
    return None


def _bands(rows: Sequence[Row], lines: Sequence[Line]) -> list[Band]:
    left, right = min((row.x0 for row in rows), default=0), max((row.x1 for row in rows), default=0)
    wide = [line.at for line in lines if line.high - line.low >= _WIDE * (right - left)]
    pitch = _pitch(rows)
    bands: list[Band] = []
    start = 0
    for at, row in enumerate(rows):
        if at + 1 < len(rows) and not _is_parted(_baseline(row), _baseline(rows[at + 1]), pitch, wide):
            continue
        bands.append(Band(start, at, rows[start : at + 1]))
        start = at + 1
    return bands


def _baseline(row: Row) -> float:
    return row.words[0].word.baseline


def _pitch(rows: Sequence[Row]) -> float:
    """The distance of two lines of one cell: the smallest of the frequent steps between words flush left."""
    seen: dict[int, float] = {}
    steps: Counter[int] = Counter()
    for row in rows:
        for item in row.words:
            edge, baseline = round(item.word.x0), item.word.baseline
            if edge in seen and baseline - seen[edge] > _LEAST_STEP:
                steps[round((baseline - seen[edge]) * 2)] += 1
            seen[edge] = baseline
    often = _OFTEN * max(steps.values(), default=0)
    return min((step for step, count in steps.items() if count >= often), default=0) / 2


def _is_parted(above: float, below: float, pitch: float, lines: Sequence[float]) -> bool:
    """Whether a drawn line, or white space where no lines part the rows, stands between two baselines."""
    if any(above < line < below - pitch / 3 for line in lines):
        return True
    is_ruled = len(lines) > 2 and lines[0] < above and below < lines[-1]
    return not is_ruled and below - above > _ROW_STEP * pitch


@cache
def _header_names() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Known headers: field by whole text, and texts a header may contain with their fields."""
    entries = [
        (key(entry["header"]), entry["field"], entry["match"]) for entry in gazetteer("column_synonyms")
    ]
    whole = {text: field for text, field, _ in entries}
    return whole, [(text, field) for text, field, match in entries if match == "contains"]


def _field(cell: Sequence[Row]) -> str | None:
    text = key(" ".join(row.text for row in cell))
    whole, contained = _header_names()
    return whole.get(text) or next((field for part, field in contained if f" {part} " in f" {text} "), None)


def _may_hold_header(rows: Sequence[Row]) -> bool:
    firsts = {item.word.text.casefold().rstrip(".") for row in rows for item in row.words[:2]}
    return bool(firsts & {"stt", "tt", "số"})


def _header_corridors(band: Band) -> Corridors:
    """The corridors between the cells of a table header; none if the band is no header."""
    corridors = [[gap] for gap in _free(band)[1:-1]]
    if len(corridors) < _KNOWN - 1:
        return []
    named = {_field(cell) for cell in _cells(band, corridors)}
    return corridors if len(named - {None}) >= _KNOWN and named & {"stt", "task"} else []


def _free(band: Band) -> list[Gap]:
    """White space from left to right over all rows of a band, the margins included."""
    free, reach = [], -math.inf
    for x0, x1 in sorted((item.word.x0, item.word.x1) for item in band.words):
        if x0 - reach >= _CORRIDOR:
            free.append((reach, x0))
        reach = max(reach, x1)
    return [*free, (reach, math.inf)]


def _cells(band: Band, corridors: Corridors) -> list[list[Row]]:
    """The rows of words of each column of a band."""
    middles = _borders(corridors)
    cells: list[list[SetWord]] = [[] for _ in range(len(middles) + 1)]
    for item in band.words:
        cells[sum(middle <= (item.word.x0 + item.word.x1) / 2 for middle in middles)].append(item)
    return [make_rows(words) for words in cells]


def _continues(bands: Sequence[Band], corridors: Corridors) -> bool:
    """Whether the first bands of a page go on with a table: corridors free, more than one column filled."""
    first = bands[:_FIRST]
    filled = {column for band in first for column in _columns(band, corridors)}
    return _narrowed(first[0], corridors) is not None and any(column > 1 for column in filled)


def _borders(corridors: Corridors) -> list[float]:
    """The middle of the widest white space of each corridor."""
    widest = (max(gaps, key=lambda gap: gap[1] - gap[0]) for gaps in corridors)
    return [(low + high) / 2 for low, high in widest]


def _columns(band: Band, corridors: Corridors) -> list[int]:
    """Columns of a band that hold words."""
    return [at for at, cell in enumerate(_cells(band, corridors)) if cell]


def _narrowed(band: Band, corridors: Corridors) -> Corridors | None:
    """What the words of a band leave of the corridors; None if they close one."""
    free = _free(band)
    found = []
    for gaps in corridors:
        shared = [(max(gap[0], one[0]), min(gap[1], one[1])) for gap in gaps for one in free]
        left = [gap for gap in shared if gap[1] - gap[0] >= _CORRIDOR]
        if not left:
            return None
        found.append(left)
    return found


def _grown(bands: Sequence[Band], start: int, corridors: Corridors) -> _Growing:
    """The table from band ``start`` down to its last row."""
    taken: list[Band] = []
    whole: set[int] = set()
    pending: list[Band] = []
    for at in range(start, len(bands)):
        band = bands[at]
        if taken and _is_text_below(band, (pending or taken)[-1], taken[-1]):
            break
        narrowed = None if _is_run(band, corridors) else _narrowed(band, corridors)
        if narrowed is None:
            pending.append(band)
            continue
        whole.update(range(len(taken), len(taken) + len(pending)))
        taken += [*pending, band]
        pending, corridors = [], narrowed
    if (
        pending
        and pending[-1] is bands[-1]
        and all(row.has(Style.BOLD) for band in pending for row in band.rows)
    ):
        whole.update(range(len(taken), len(taken) + len(pending)))
        taken += pending
    return _Growing(taken, whole, corridors)


def _is_run(band: Band, corridors: Corridors) -> bool:
    """Whether a band is one run of words from the first column into the white space behind it."""
    words = [item.word for item in band.rows[0].words]
    edge = min(low for low, _ in corridors[0])
    if len(band.rows) > 1 or words[0].x0 > edge or words[-1].x1 < edge + _CORRIDOR:
        return False
    return all(two.x0 - one.x1 < _RUN_GAP * band.size for one, two in pairwise(words))


def _is_text_below(band: Band, above: Band, last: Band) -> bool:
    return band.size > _OTHER_SIZE * last.size or band.top - above.bottom > _END_GAP * last.size


def _finished(growing: _Growing, rows: Sequence[Row]) -> AlignedTable:
    bands, corridors = growing.bands, growing.corridors
    words = [item.word for band in bands for item in band.words]
    columns = [min(word.x0 for word in words) - 2, *_borders(corridors)]
    columns.append(max(word.x1 for word in words) + 2)
    edges = [(above.bottom + below.top) / 2 for above, below in pairwise(bands)]
    tops = [bands[0].top - 2, *edges, bands[-1].bottom + 2]
    cells = []
    for at, band in enumerate(bands):
        last = len(columns) - 1
        if at in growing.whole:
            box = (columns[0], tops[at], columns[-1], tops[at + 1])
            cells.append(FilledCell(Slot(at, 0, 1, last, box), list(band.rows)))
            continue
        for col, cell in enumerate(_cells(band, corridors)):
            box = (columns[col], tops[at], columns[col + 1], tops[at + 1])
            cells.append(FilledCell(Slot(at, col, 1, 1, box), cell))
    table = FilledTable(RuledTable(columns, tops, [cell.slot for cell in cells]), cells, ruled=False)
    return AlignedTable(table, bands[0].first, bands[-1].last, corridors, bands[-1].last == len(rows) - 1)
