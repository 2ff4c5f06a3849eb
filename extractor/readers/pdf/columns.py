"""Side-by-side blocks: issuer beside Quốc hiệu, Nơi nhận beside the signature.

Nghị định 30/2020/NĐ-CP sets both as two columns without borders. Read row by row they interleave; here a
vertical corridor that no word of the rows crosses parts them, and the left column is read before the right.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.readers.pdf.lines import Row, make_row

_NARROWEST = 9.0
"""Points of free space that can part two columns (the inner margins of two cells)."""
_CLEAR = 18.0
_LONE = 30.0
"""Free space that parts a single row, with nothing above or below to support it."""
_DOMINANT = 1.7
"""How much wider than the other gaps of its row a parting gap is: the gaps of justified text are alike."""
_LABEL_WIDTH = 30.0
"""Columns narrower than this are list labels, not columns."""
_REACH = 110.0
"""Points without text that a column may hold: the place of the signature and the seal."""
_ALIGNED = 5.0


class Placed(NamedTuple):
    """A row (or its half) in reading order, with its column in a side-by-side block."""

    row: Row
    column: int | None
    centred: bool | None = None
    """Whether the column is set centred; None outside of columns."""


class _Gap(NamedTuple):
    low: float
    high: float


class _Region(NamedTuple):
    first: int
    last: int
    gap: _Gap
    both: int


def arrange(rows: Sequence[Row]) -> list[Placed]:
    """``rows`` (top to bottom) in reading order, each side-by-side block column after column."""
    placed: list[Placed] = []
    at = 0
    for region in _regions(rows):
        placed.extend(Placed(row, None) for row in rows[at : region.first])
        placed.extend(_column_by_column(rows[region.first : region.last + 1], region.gap))
        at = region.last + 1
    placed.extend(Placed(row, None) for row in rows[at:])
    return placed


def _regions(rows: Sequence[Row]) -> list[_Region]:
    """Side-by-side blocks that do not overlap, from top to bottom."""
    found: list[_Region] = []
    free_from = 0
    for at, row in enumerate(rows):
        if at < free_from:
            continue
        regions = [
            region for gap in _parting_gaps(row) if (region := _grow(rows, at, gap, free_from)) is not None
        ]
        if regions:
            best = max(regions, key=lambda region: (region.both, region.gap.high - region.gap.low))
            found.append(best)
            free_from = best.last + 1
    return found


def _gaps(row: Row) -> list[_Gap]:
    gaps = []
    reach = row.x0
    for item in row.words:
        if item.word.x0 > reach:
            gaps.append(_Gap(reach, item.word.x0))
        reach = max(reach, item.word.x1)
    return gaps


def _parting_gaps(row: Row) -> list[_Gap]:
    """Gaps that may part columns: wide, and clearly wider than all others of the row but one another."""
    gaps = sorted(_gaps(row), key=lambda gap: gap.low - gap.high)
    if not gaps or gaps[0].high - gaps[0].low < _NARROWEST:
        return []
    widest = gaps[0]
    others = gaps[1].high - gaps[1].low if len(gaps) > 1 else 0.0
    return [widest] if widest.high - widest.low >= _DOMINANT * others else []


def _grow(rows: Sequence[Row], seed: int, gap: _Gap, free_from: int) -> _Region | None:
    first, last, corridor = seed, seed, gap
    for at in range(seed + 1, len(rows)):
        narrowed = _narrow(corridor, rows[at])
        if narrowed is None or rows[at].top - rows[at - 1].bottom > _REACH:
            break
        corridor, last = narrowed, at
    for at in range(seed - 1, free_from - 1, -1):
        narrowed = _narrow(corridor, rows[at])
        if narrowed is None or rows[at + 1].top - rows[at].bottom > _REACH or rows[at].x0 < corridor.high:
            break
        corridor, first = narrowed, at
    return _trimmed(rows, _Region(first, last, corridor, 0), seed)


def _narrow(corridor: _Gap, row: Row) -> _Gap | None:
    """The part of the corridor that ``row`` leaves free; None if a word crosses it.

    Rows of dashes or underscores (typed rules below Quốc hiệu) stop nothing.
    """
    low, high = corridor
    if not any(char.isalnum() for item in row.words for char in item.word.text):
        return corridor
    for item in row.words:
        if item.word.x1 <= low or item.word.x0 >= high:
            continue
        middle = (item.word.x0 + item.word.x1) / 2
        if middle < (low + high) / 2:
            low = item.word.x1
        else:
            high = item.word.x0
        if high - low < _NARROWEST:
            return None
    return _Gap(low, high)


def _trimmed(rows: Sequence[Row], region: _Region, seed: int) -> _Region | None:
    """The region without one-sided rows at its ends that do not belong to a column; None if too weak."""
    middle = (region.gap.low + region.gap.high) / 2
    halves = {at: _halves(rows[at], middle) for at in range(region.first, region.last + 1)}
    both = [at for at, (left, right) in halves.items() if left and right]
    left_seed, right_seed = halves[seed]
    if left_seed is None or right_seed is None:
        return None
    columns = [[side for at in both if (side := halves[at][index]) is not None] for index in (0, 1)]
    first, last = both[0], both[-1]
    while first > region.first and _belongs(halves[first - 1][1], columns[1]):
        first -= 1
    while last < region.last:
        left, right = halves[last + 1]
        if not (_belongs(left, columns[0]) or _belongs(right, columns[1])):
            break
        for side, column in ((left, columns[0]), (right, columns[1])):
            if side is not None:
                column.append(side)
        last += 1
    kept = _Region(first, last, region.gap, len(both))
    return kept if _is_strong(kept, columns, rows[seed]) else None


def _halves(row: Row, middle: float) -> tuple[Row | None, Row | None]:
    left = [item for item in row.words if (item.word.x0 + item.word.x1) / 2 < middle]
    right = [item for item in row.words if (item.word.x0 + item.word.x1) / 2 >= middle]
    return make_row(left) if left else None, make_row(right) if right else None


def _belongs(side: Row | None, column: Sequence[Row]) -> bool:
    """Whether a lone half row is set like its column: same left edge, or same middle."""
    if side is None or side.top - max(row.bottom for row in column) > _REACH:
        return False
    centred = any(abs(side.centre - row.centre) <= _ALIGNED for row in column)
    flush = any(abs(side.x0 - row.x0) <= _ALIGNED and side.height <= row.height * 1.25 for row in column)
    return centred or flush


def _is_strong(region: _Region, columns: Sequence[Sequence[Row]], seed: Row) -> bool:
    widths = [max(row.x1 for row in column) - min(row.x0 for row in column) for column in columns]
    if min(widths) < _LABEL_WIDTH:
        return False
    gap = region.gap.high - region.gap.low
    widest = max((one.high - one.low for one in _gaps(seed)), default=0.0)
    if region.both > 1:
        return gap >= _CLEAR or widest >= _CLEAR
    supported = any(
        abs(one.centre - two.centre) <= _ALIGNED and abs(one.x0 - two.x0) > _ALIGNED
        for column in columns
        for one, two in pairwise(column)
    )
    return widest >= _LONE or (supported and gap >= _NARROWEST)


def _column_by_column(rows: Sequence[Row], gap: _Gap) -> list[Placed]:
    middle = (gap.low + gap.high) / 2
    halves = [_halves(row, middle) for row in rows]
    placed: list[Placed] = []
    for column in (0, 1):
        sides = [side for pair in halves if (side := pair[column]) is not None]
        placed.extend(Placed(side, column, _is_centred(side, sides)) for side in sides)
    return placed


def _is_centred(row: Row, column: Sequence[Row]) -> bool:
    """Whether the row stands on the middle that most rows of its column share, left edges differing."""
    centres = sorted(other.centre for other in column)
    middle = centres[len(centres) // 2]
    on_middle = [other for other in column if abs(other.centre - middle) <= _ALIGNED]
    ragged = max(other.x0 for other in on_middle) - min(other.x0 for other in on_middle) > _ALIGNED
    return row in on_middle and ragged and len(on_middle) * 5 >= len(column) * 3
