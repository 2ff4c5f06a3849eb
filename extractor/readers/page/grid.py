"""Ruling lines → cells → tables of one page.

Lines are snapped to common positions, joined, and crossed; a cell is the smallest rectangle of crossings
joined by drawn lines. Each crossing knows its neighbours along its two lines, so a full grid costs one
look-up a cell; looking through all crossings for each corner is quadratic and hangs on dense pages.
Cells that share a corner are one table.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from extractor.readers.page.words import Box, Rule

_SNAP = 3.0
"""Points within which parallel lines are one and line ends meet."""
_SHORTEST = 3.0
_TRIES = 2_000_000
"""Rectangles looked at on one page before giving up: a bound on hostile drawings."""


class Slot(NamedTuple):
    """A cell: first row and column in its table, spans, box in page points."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box


class RuledTable(NamedTuple):
    """A table of one page: borders from left to right and top to bottom, cells in reading order."""

    columns: list[float]
    rows: list[float]
    slots: list[Slot]

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


class PageGrids(NamedTuple):
    """The tables of a page from top to bottom; ``cut`` where a limit was met (then none are given)."""

    tables: list[RuledTable]
    cut: bool


class Line(NamedTuple):
    """A line at ``at`` from ``low`` to ``high``, whatever its direction."""

    at: float
    low: float
    high: float


_Point = tuple[float, float]


def find_tables(rules: list[Rule], limit: int) -> PageGrids:
    """The tables that ``rules`` draw; at most ``limit`` crossings are looked at."""
    level = level_lines(rules)
    upright = _joined(Line(rule.at, rule.low, rule.high) for rule in rules if not rule.level)
    crossings = _crossings(level, upright, limit)
    if crossings is None:
        return PageGrids([], cut=True)
    cells = crossings.cells()
    if cells is None:
        return PageGrids([], cut=True)
    tables = [table for group in _groups(cells) if (table := _table(group)) is not None]
    tables.sort(key=lambda table: (table.rows[0], table.columns[0]))
    return PageGrids(tables, cut=False)


def level_lines(rules: list[Rule]) -> list[Line]:
    """The level lines among ``rules``, joined end to end, from top to bottom."""
    return _joined(Line(rule.at, rule.low, rule.high) for rule in rules if rule.level)


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines snapped to the mean of their neighbours within ``_SNAP`` and joined end to end."""
    ordered = sorted(lines)
    joined: list[Line] = []
    start = 0
    for end in range(1, len(ordered) + 1):
        if end < len(ordered) and ordered[end].at - ordered[end - 1].at <= _SNAP:
            continue
        cluster = ordered[start:end]
        start = end
        if cluster:
            at = sum(line.at for line in cluster) / len(cluster)
            joined.extend(_end_to_end(at, sorted((line.low, line.high) for line in cluster)))
    return joined


def _end_to_end(at: float, runs: list[tuple[float, float]]) -> list[Line]:
    merged: list[Line] = []
    for low, high in runs:
        if merged and low <= merged[-1].high + _SNAP:
            merged[-1] = merged[-1]._replace(high=max(merged[-1].high, high))
        else:
            merged.append(Line(at, low, high))
    return [line for line in merged if line.high - line.low >= _SHORTEST]


class _Crossings:
    """Where level and upright lines meet, each crossing with its line of either kind."""

    def __init__(self) -> None:
        self.level: dict[_Point, int] = {}
        self.upright: dict[_Point, int] = {}
        self.along_level: dict[int, list[float]] = {}
        self.along_upright: dict[int, list[float]] = {}

    def add(self, point: _Point, level: int, upright: int) -> None:
        """A crossing; a second line of a kind through it adds nothing."""
        if point in self.level:
            return
        self.level[point], self.upright[point] = level, upright
        self.along_level.setdefault(level, []).append(point[0])
        self.along_upright.setdefault(upright, []).append(point[1])

    def cells(self) -> list[Box] | None:
        """The smallest closed rectangle to the right and below each crossing; None beyond ``_TRIES``."""
        for positions in (*self.along_level.values(), *self.along_upright.values()):
            positions.sort()
        found: list[Box] = []
        tries = _TRIES
        for x, y in sorted(self.level, key=lambda point: (point[1], point[0])):
            rights = self.along_level[self.level[x, y]]
            belows = self.along_upright[self.upright[x, y]]
            rights, belows = rights[bisect_right(rights, x) :], belows[bisect_right(belows, y) :]
            cell = self._smallest(x, y, rights, belows)
            tries -= 1 if cell else len(rights) * len(belows) + 1
            if cell:
                found.append(cell)
            if tries < 0:
                return None
        return found

    def _smallest(self, x: float, y: float, rights: list[float], belows: list[float]) -> Box | None:
        for below in belows:
            bottom = self.level[x, below]
            for right in rights:
                corner = (right, below)
                if self.level.get(corner) == bottom and self.upright[corner] == self.upright[right, y]:
                    return x, y, right, below
        return None


def _crossings(level: list[Line], upright: list[Line], limit: int) -> _Crossings | None:
    """All crossings, None beyond ``limit``."""
    found = _Crossings()
    positions = [line.at for line in upright]
    for index, line in enumerate(level):
        first = bisect_left(positions, line.low - _SNAP)
        last = bisect_right(positions, line.high + _SNAP)
        for other in range(first, last):
            wall = upright[other]
            if wall.low - _SNAP <= line.at <= wall.high + _SNAP:
                found.add((wall.at, line.at), index, other)
        if len(found.level) > limit:
            return None
    return found


def _groups(cells: list[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or through others."""
    parent = list(range(len(cells)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    seen: dict[_Point, int] = {}
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            parent[root(index)] = root(seen.setdefault(corner, index))
    groups: dict[int, list[Box]] = {}
    for index, cell in enumerate(cells):
        groups.setdefault(root(index), []).append(cell)
    return list(groups.values())


def _table(cells: list[Box]) -> RuledTable | None:
    """The cells as a table; None for a box or a page frame (fewer than two columns or cells)."""
    columns = sorted({x for cell in cells for x in (cell[0], cell[2])})
    rows = sorted({y for cell in cells for y in (cell[1], cell[3])})
    if len(columns) < 3:
        return None
    slots = []
    for cell in cells:
        row, col = bisect_left(rows, cell[1]), bisect_left(columns, cell[0])
        down, across = bisect_left(rows, cell[3]) - row, bisect_left(columns, cell[2]) - col
        slots.append(Slot(row, col, down, across, cell))
    return RuledTable(columns, rows, sorted(slots))
