"""Where rows begin that only their numbers tell apart: no rule and no white space stands between them.

Two ways to set row numbers are weighed against each other: at the top of the row, where every cell begins, or
in its middle, with as much of the row above the number as below it, cells being set in the middle or at the
top. What fits worse is counted in points: how far cells and rows stand from where they should.
"""

from collections.abc import Sequence
from typing import NamedTuple

_APART = 4.0
"""Cost in points of lines that belong to no numbered row: the end of a row cut by the page, notes."""


class SetLine(NamedTuple):
    """A line of words: its baseline, the columns it has words in, and whether a row number is among them."""

    baseline: float
    columns: frozenset[int]
    is_numbered: bool


def row_starts(lines: Sequence[SetLine], *, in_middle: bool) -> list[int]:
    """Indexes of the lines at which rows begin, the first line aside.

    Args:
        lines: lines without white space between them, at least one of them numbered.
        in_middle: whether the numbers are known to stand in the middle of their rows.
    """
    marks = [at for at, line in enumerate(lines) if line.is_numbered]
    middle = _around(lines, marks)
    top = _cost_at_top(lines, marks)
    starts = middle.starts if in_middle or middle.cost < top else marks
    return [start for start in starts if 0 < start < len(lines)]


def _cost_at_top(lines: Sequence[SetLine], marks: Sequence[int]) -> float:
    cost = _APART if marks[0] else 0.0
    for first, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        cost += sum(abs(ys[0] - lines[first].baseline) for ys in _columns(lines[first:end]))
    return cost


class _Way(NamedTuple):
    cost: float
    starts: tuple[int, ...]


def _around(lines: Sequence[SetLine], marks: Sequence[int]) -> _Way:
    """The cheapest way to cut the lines into rows with their numbers in the middle."""
    ways = {first: _Way(_APART if first else 0.0, (first,)) for first in range(marks[0] + 1)}
    for at, mark in enumerate(marks):
        is_last = at + 1 == len(marks)
        limit = len(lines) if is_last else marks[at + 1]
        ends: dict[int, _Way] = {}
        for end in range(mark + 1, limit + 1):
            ends[end] = min(
                _Way(way.cost + _cost_around(lines[first:end], lines[mark].baseline), (*way.starts, end))
                for first, way in ways.items()
            )
        if is_last:  # cut by the end of the page, a row has its number at the top
            cut = ways[mark]
            level = lines[mark].baseline
            cost = cut.cost + _APART / 2 + sum(abs(ys[0] - level) for ys in _columns(lines[mark:]))
            ends[limit] = min(ends[limit], _Way(cost, (*cut.starts, limit)))
        ways = ends
    left = len(lines)
    return min(_Way(way.cost + (_APART if end < left else 0.0), way.starts) for end, way in ways.items())


def _cost_around(row: Sequence[SetLine], number: float) -> float:
    top = row[0].baseline
    cost = abs((top + row[-1].baseline) / 2 - number)
    return cost + sum(min(abs((ys[0] + ys[-1]) / 2 - number), ys[0] - top) for ys in _columns(row))


def _columns(row: Sequence[SetLine]) -> list[list[float]]:
    """The baselines of each column of a row."""
    columns: dict[int, list[float]] = {}
    for line in row:
        for column in line.columns:
            columns.setdefault(column, []).append(line.baseline)
    return list(columns.values())
