"""Rows of a table without column lines: lines of words, parted by rules, white space and row numbers.

A band is what the evidence holds together. Rules part it where they stand between the numbers of the rows,
white space where it is wider than the step between two lines of a cell. Where neither parts two rows the
numbers do: a number at the top of its row begins it, a number in the middle of its row has as much above it
as below.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extractor.readers.page.grid import Line
from extractor.readers.page.lines import Row, make_rows
from extractor.readers.page.numbered import SetLine, row_starts
from extractor.readers.page.words import SetWord

_ROW_STEP = 1.2
"""Step between the last line of a row and the first of the next, as part of the step between lines."""
_LEAST_STEP = 7.0
"""Points below which two baselines are those of one line."""
_UNEVEN = 3
"""Half points by which steps between the lines of recognised text differ."""
_LARGEST_STEP = 1.8
"""Step between two lines of a cell, at most, as part of the letter height."""
_OFTEN = 0.25
"""Part of the most frequent step's count from which a step is frequent."""
_WIDE = 0.5
"""Part of the table's width that a line covers to part rows."""
_LINES = 4
"""Level lines in a table without row numbers from which they part its rows."""
_RUN_GAP = 0.5
"""Space between words of a run, at most, as part of the letter height."""
CORRIDOR = 4.0
"""Points of white between two columns, at least."""
_MARKS = frozenset("-–—•●○▪+*")
"""What stands in place of a row number."""
_TOTAL = frozenset({"cộng", "tổng", "tổng cộng", "tổng số", "tổng kinh phí", "tổng cộng kinh phí"})
"""First words of a row of sums."""
_LABEL = regex.compile(r"(?:(?:\d{1,3}|[IVXLC]{1,5}|[A-ZĐ]|[a-zđ](?=[.)]))(?:[./](?=.)|(?=[.)/]?$)))++[.)/]?")

Gap = tuple[float, float]
Corridors = list[list[Gap]]
"""For each border between two columns, the white spaces in which it may stand."""


class Columns(NamedTuple):
    """The columns of a table: white space between them, and how far to the right row numbers begin."""

    corridors: Corridors
    numbers: float


class Band(NamedTuple):
    """Lines of words that nothing parts: a row of the table, or a paragraph. Indexes of lines of the page."""

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


def is_label(text: str) -> bool:
    """Whether a word may number a row: 1 · 1.2 · II. · A · a)."""
    return _LABEL.fullmatch(text) is not None


def is_numbered(row: Row, numbers: float) -> bool:
    """Whether a line of words begins with a number, or a dash in its place, in the column of numbers."""
    first = row.words[0].word
    return first.x0 <= numbers and _is_mark(first.text)


def _is_mark(text: str) -> bool:
    return text in _MARKS or is_label(text)


def is_one_run(row: Row) -> bool:
    """Whether a line of words has no wide space, the one behind a row number aside."""
    words = [item.word for item in row.words]
    gaps = (two.x0 - one.x1 for one, two in pairwise(words[1:] if _is_mark(words[0].text) else words))
    return all(gap < _RUN_GAP * (words[0].bottom - words[0].top) for gap in gaps)


def white_space(words: Sequence[SetWord], least: float = CORRIDOR) -> list[Gap]:
    """White space of ``least`` points between words from left to right, whatever their line."""
    free = []
    reach: float | None = None
    for x0, x1 in sorted((item.word.x0, item.word.x1) for item in words):
        if reach is not None and x0 - reach >= least:
            free.append((reach, x0))
        reach = x1 if reach is None else max(reach, x1)
    return free


def narrowed(words: Sequence[SetWord], corridors: Corridors) -> Corridors | None:
    """What words leave of the corridors; None if they close one."""
    left = min(item.word.x0 for item in words)
    right = max(item.word.x1 for item in words)
    free = [(float("-inf"), left), *white_space(words), (right, float("inf"))]
    found = []
    for gaps in corridors:
        shared = [(max(gap[0], one[0]), min(gap[1], one[1])) for gap in gaps for one in free]
        kept = [gap for gap in shared if gap[1] - gap[0] >= CORRIDOR]
        if not kept:
            return None
        found.append(kept)
    return found


def borders(corridors: Corridors) -> list[float]:
    """The middle of the widest white space of each corridor."""
    widest = (max(gaps, key=lambda gap: gap[1] - gap[0]) for gaps in corridors)
    return [(low + high) / 2 for low, high in widest]


def cells_of(words: Sequence[SetWord], corridors: Corridors) -> list[list[Row]]:
    """The lines of words of each column."""
    middles = borders(corridors)
    cells: list[list[SetWord]] = [[] for _ in range(len(middles) + 1)]
    for item in words:
        cells[sum(middle <= (item.word.x0 + item.word.x1) / 2 for middle in middles)].append(item)
    return [make_rows(words) for words in cells]


def wide_lines(rows: Sequence[Row], lines: Sequence[Line]) -> list[float]:
    """y of the level lines that cover enough of the width of ``rows`` to part them."""
    left, right = min((row.x0 for row in rows), default=0.0), max((row.x1 for row in rows), default=0.0)
    least = _WIDE * (right - left)
    return [line.at for line in lines if min(line.high, right) - max(line.low, left) >= least]


def parted(rows: Sequence[Row], lines: Sequence[Line]) -> set[int]:
    """Indexes of lines of words below which a rule or white space stands."""
    wide, pitch = wide_lines(rows, lines), pitch_of(rows)
    steps = enumerate(pairwise(map(_baseline, rows)))
    return {
        at
        for at, (above, below) in steps
        if below - above > _ROW_STEP * pitch or _ruled(above, below, pitch, wide)
    }


def bands_of(rows: Sequence[Row], start: int, lines: Sequence[Line], columns: Columns) -> list[Band]:
    """The lines of words from ``start`` on as bands, in the columns of a table."""
    below = rows[start:]
    wide, pitch = wide_lines(rows, lines), pitch_of(below)
    wide = [line for line in wide if below and line > below[0].top]
    labels = [_baseline(row) for row in below if is_numbered(row, columns.numbers)]
    ruled = _part_rows(wide, labels)
    bands: list[Band] = []
    first = 0
    for at, row in enumerate(below):
        if at + 1 < len(below):
            one, two = _baseline(row), _baseline(below[at + 1])
            is_inside = ruled and two < wide[-1]
            if not (_ruled(one, two, pitch, wide) or (not is_inside and two - one > _ROW_STEP * pitch)):
                continue
        bands.append(Band(start + first, start + at, below[first : at + 1]))
        first = at + 1
    return list(_split(bands, columns))


def _part_rows(wide: Sequence[float], labels: Sequence[float]) -> bool:
    """Whether rules stand between all rows: never two row numbers between two rules."""
    if not labels or len(wide) < 2:
        return len(wide) >= _LINES
    return all(sum(one < label < two for label in labels) < 2 for one, two in pairwise(wide))


def _ruled(above: float, below: float, pitch: float, wide: Sequence[float]) -> bool:
    """Whether a rule stands between two baselines: not through the letters on the lower one."""
    return any(above < line < below - pitch / 3 for line in wide)


def _baseline(row: Row) -> float:
    return row.words[0].word.baseline


def pitch_of(rows: Sequence[Row]) -> float:
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
    step = min((step for step, count in steps.items() if count >= often), default=0)
    heights = sorted(item.word.bottom - item.word.top for row in rows for item in row.words)
    if heights and step / 2 > _LARGEST_STEP * heights[len(heights) // 2]:  # rows of one line, or nearly so
        step = min((step for step, count in steps.items() if count > 1), default=0)
        if step / 2 > _LARGEST_STEP * heights[len(heights) // 2]:  # all of one line
            return _LARGEST_STEP * heights[len(heights) // 2] / _ROW_STEP
    alike = {other: count for other, count in steps.items() if step <= other <= step + _UNEVEN}
    total = sum(other * count for other, count in alike.items())
    return total / max(sum(alike.values()), 1) / 2


def _split(whole: Sequence[Band], columns: Columns) -> Iterator[Band]:
    """Bands of several rows as one band a row, by the row numbers."""
    numbers = columns.numbers
    bands = [part for band in whole for part in _without_titles(band, columns)]
    marks = [[at for at, row in enumerate(band.rows) if is_numbered(row, numbers)] for band in bands]
    # The last row of a page may be cut, its number at the top of what is left; titles tell nothing.
    lone = [
        at
        for band, at in zip(bands[:-1], marks, strict=False)
        if len(at) == 1 and len(band.rows) > 1 and not all(map(is_one_run, band.rows))
    ]
    is_top = bool(lone) and all(at == [0] for at in lone)
    for band, at in zip(bands, marks, strict=True):
        starts: Sequence[int] = at
        if not is_top:
            starts = row_starts(_set_lines(band, columns), in_middle=bool(lone)) if len(at) > 1 else []
        yield from _cut(band, starts)


def _cut(band: Band, starts: Sequence[int]) -> Iterator[Band]:
    edges = [*sorted({0, *starts}), len(band.rows)]
    for one, two in pairwise(edges):
        yield Band(band.first + one, band.first + two - 1, band.rows[one:two])


def _without_titles(band: Band, columns: Columns) -> Iterator[Band]:
    """A band parted above and below the titles of groups and paragraphs in it, words that run across columns
    with the lines below that begin where numbers do, and around rows of sums."""
    starts: list[int] = []
    for at, row in enumerate(band.rows):
        if _is_total(row, columns):
            starts += [at, at + 1]
            continue
        if starts and at < starts[-1] and _goes_on(row, columns):
            continue
        if not is_one_run(row) or narrowed(row.words, columns.corridors) is not None:
            continue
        below = (other for other in range(at + 1, len(band.rows)) if not _goes_on(band.rows[other], columns))
        starts += [at, next(below, len(band.rows))]
    yield from _cut(band, [start for start in starts if start < len(band.rows)])


def _is_total(row: Row, columns: Columns) -> bool:
    """Whether a line is a row of sums: its first cell says so, the others hold figures."""
    name, *sums = (cell[0].text for cell in cells_of(row.words, columns.corridors) if cell)
    is_named = name[:1].isupper() and name.casefold().rstrip(":") in _TOTAL
    return is_named and bool(sums) and all(any(map(str.isdigit, text)) for text in sums)


def _goes_on(row: Row, columns: Columns) -> bool:
    return row.x0 <= columns.numbers and not is_numbered(row, columns.numbers)


def _set_lines(band: Band, columns: Columns) -> list[SetLine]:
    middles = borders(columns.corridors)
    return [
        SetLine(
            _baseline(row),
            frozenset(bisect_right(middles, (item.word.x0 + item.word.x1) / 2) for item in row.words),
            is_numbered(row, columns.numbers),
        )
        for row in band.rows
    ]
