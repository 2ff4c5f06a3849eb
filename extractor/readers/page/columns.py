"""Side-by-side blocks: issuer beside Quốc hiệu, Nơi nhận beside the signature.

Nghị định 30/2020/NĐ-CP sets both as two columns without borders. Read row by row they interleave; here a
vertical corridor that no word of the rows crosses parts them, and the left column is read before the right.
"""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.readers.page.lines import Row, make_row

_NARROWEST = 5.5
"""Points of free space that can part two columns: issuer and Quốc hiệu nearly touch."""
_CLEAR = 18.0
"""Free space that parts columns whatever the other gaps of the row."""
_LONE = 30.0
"""Free space that parts a single row, with nothing above or below to support it."""
_DOMINANT = 1.6
"""How much wider than the other gaps of its row a parting gap is: the gaps of justified text are alike."""
_LABEL_WIDTH = 30.0
"""Columns narrower than this are list labels, not columns."""
_REACH = 110.0
"""Points without text that a column may hold: the place of the signature and the seal."""
_ALIGNED = 5.0
_BULLETS = frozenset("-–—+•*")
"""What the lines under Nơi nhận begin with."""


class Placed(NamedTuple):
    """A row (or its half) in reading order, with its column in a side-by-side block."""

    row: Row
    column: int | None
    centred: bool | None = None
    """Whether the column is set centred; None outside of columns."""


class _Gap(NamedTuple):
    low: float
    high: float

    @property
    def width(self) -> float:
        """Points of free space."""
        return self.high - self.low


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
    for at in range(len(rows)):
        region = _grow(rows, at, free_from) if at >= free_from else None
        if region is not None:
            found.append(region)
            free_from = region.last + 1
    return found


def _gaps(row: Row) -> list[_Gap]:
    """Free space between the words of a row, widest first."""
    gaps = []
    reach = row.x0
    for item in row.words:
        if item.word.x0 > reach:
            gaps.append(_Gap(reach, item.word.x0))
        reach = max(reach, item.word.x1)
    return sorted(gaps, key=lambda gap: gap.low - gap.high)


def _parting_gap(row: Row) -> _Gap | None:
    """The gap that may part columns: clearly wider than all others of the row."""
    gaps = _gaps(row)
    if not gaps or gaps[0].width < _NARROWEST:
        return None
    return gaps[0] if len(gaps) == 1 or gaps[0].width >= _DOMINANT * gaps[1].width else None


def _grow(rows: Sequence[Row], seed: int, free_from: int) -> _Region | None:
    """The rows around ``seed`` that leave its gap free, upwards and downwards."""
    corridor = _parting_gap(rows[seed])
    if corridor is None:
        return None
    ends = [seed, seed]
    for side, step, stop in ((1, 1, len(rows)), (0, -1, free_from - 1)):
        for at in range(seed + step, stop, step):
            narrowed = _narrow(corridor, rows[at])
            upper, lower = sorted((rows[at - step], rows[at]), key=lambda row: row.top)
            if narrowed is None or lower.top - upper.bottom > _REACH:
                break
            corridor, ends[side] = narrowed, at
    return _trimmed(rows, _Region(ends[0], ends[1], corridor, 0), seed)


def _narrow(corridor: _Gap, row: Row) -> _Gap | None:
    """The part of the corridor that ``row`` leaves free; None if the row is not parted there.

    Rows of dashes or underscores (typed rules below Quốc hiệu) stop nothing.
    """
    if not any(char.isalnum() for item in row.words for char in item.word.text):
        return corridor
    low, high = corridor
    for item in row.words:
        if item.word.x1 <= low or item.word.x0 >= high:
            continue
        if (item.word.x0 + item.word.x1) / 2 < (low + high) / 2:
            low = item.word.x1
        else:
            high = item.word.x0
        if high - low < _NARROWEST:
            return None
    inside = [gap for gap in _gaps(row) if gap.low <= low + 0.1 and gap.high >= high - 0.1]
    if inside and inside[0].width < _CLEAR and inside[0] != _parting_gap(row):
        return None
    return _Gap(low, high)


def _trimmed(rows: Sequence[Row], region: _Region, seed: int) -> _Region | None:
    """The region without one-sided rows at its ends that belong to no column; None if it is no such block."""
    middle = (region.gap.low + region.gap.high) / 2
    halves = {at: _halves(rows[at], middle) for at in range(region.first, region.last + 1)}
    both = [at for at, (left, right) in halves.items() if left and right]
    columns = [[side for at in both if (side := halves[at][index]) is not None] for index in (0, 1)]
    if seed not in both:
        return None
    ends = [both[0], both[-1]]
    for end, step in ((0, -1), (1, 1)):
        while (at := ends[end] + step) in halves:
            pairs = list(zip(halves[at], columns, strict=True))
            if not any(_belongs(half, column, downwards=step > 0) for half, column in pairs):
                break
            for half, column in pairs:
                column.extend([half] if half is not None else [])
            ends[end] = at
    kept = _Region(ends[0], ends[1], region.gap, len(both))
    return kept if _is_block(kept, columns, rows[seed]) else None


def _halves(row: Row, middle: float) -> tuple[Row | None, Row | None]:
    left = [item for item in row.words if (item.word.x0 + item.word.x1) / 2 < middle]
    right = [item for item in row.words if (item.word.x0 + item.word.x1) / 2 >= middle]
    return make_row(left) if left else None, make_row(right) if right else None


def _belongs(side: Row | None, column: Sequence[Row], *, downwards: bool) -> bool:
    """Whether a lone half row is set like its column: on its middle or, downwards, as an item of its list."""
    if side is None or min(max(side.top - row.bottom, row.top - side.bottom) for row in column) > _REACH:
        return False
    if any(abs(side.centre - row.centre) <= _ALIGNED for row in column):
        return True
    is_list = any(_is_item(row) for row in (side, *column))
    return downwards and is_list and any(abs(side.x0 - row.x0) <= _ALIGNED for row in column)


def _is_item(row: Row) -> bool:
    return row.words[0].word.text[0] in _BULLETS


def _is_block(region: _Region, columns: Sequence[Sequence[Row]], seed: Row) -> bool:
    """Whether the rows are a header or signature block rather than a list with labels or a chance gap.

    In such blocks at least one column is set centred; columns flush left on both sides are label and text.
    """
    widths = [max(row.x1 for row in column) - min(row.x0 for row in column) for column in columns]
    if min(widths) < _LABEL_WIDTH:
        return False
    widest = _gaps(seed)[0].width
    if len(columns[1]) == 1:
        return widest >= _LONE
    centred = any(any(_is_centred(row, column) for row in column) for column in columns)
    return centred and (widest >= _CLEAR or region.both == 1)


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
    centre_spread = max(other.centre for other in on_middle) - min(other.centre for other in on_middle)
    left_spread = max(other.x0 for other in on_middle) - min(other.x0 for other in on_middle)
    ragged = left_spread > max(1.5, 2 * centre_spread)
    return row in on_middle and ragged and len(on_middle) * 5 >= len(column) * 3
