"""Words into the cells of the tables of a page."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.readers.page.grid import RuledTable, Slot
from extractor.readers.page.lines import Row, make_cell_rows
from extractor.readers.page.words import Box, PageWord, SetWord

Split = Callable[[PageWord, list[float]], list[PageWord]]
"""Cuts a word where its characters change sides of column borders (x, sorted)."""

_GRACE = 1.5
"""Points by which a word may stand over a border and still belong to one cell."""


class FilledCell(NamedTuple):
    """A cell and its rows of words."""

    slot: Slot
    rows: list[Row]


class FilledTable(NamedTuple):
    """A table with the words of its cells, cells by row and column."""

    table: RuledTable
    cells: list[FilledCell]
    ruled: bool

    @property
    def top(self) -> float:
        """y of the upper border."""
        return self.table.rows[0]

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return self.table.box


class _Board:
    """A table as a board of slots: which cell a point lies in."""

    def __init__(self, table: RuledTable) -> None:
        self.table = table
        self.box = table.box
        self.words: list[list[SetWord]] = [[] for _ in table.slots]
        self._cells = {
            (row, col): at
            for at, slot in enumerate(table.slots)
            for row in range(slot.row, slot.row + slot.rowspan)
            for col in range(slot.col, slot.col + slot.colspan)
        }

    def cell_at(self, x: float, y: float) -> int | None:
        """Index of the cell around a point; None where the table has none."""
        row, col = bisect_right(self.table.rows, y) - 1, bisect_right(self.table.columns, x) - 1
        return self._cells.get((row, col))

    def borders(self, y: float, low: float, high: float) -> list[float]:
        """Column borders strictly between ``low`` and ``high`` that part cells at height ``y``."""
        inside = [x for x in self.table.columns[1:-1] if low + _GRACE < x < high - _GRACE]
        return [x for x in inside if self.cell_at(x - 0.1, y) != self.cell_at(x + 0.1, y)]


def fill_tables(
    tables: Sequence[RuledTable], words: Sequence[SetWord], split: Split
) -> tuple[list[FilledTable], list[SetWord]]:
    """``tables`` with their words, and the words outside of all cells.

    Tables inside another table and tables with words in fewer than two cells are dropped.
    """
    boards = [_Board(table) for table in tables if not any(_holds(other, table) for other in tables)]
    for board in boards:
        outside: list[SetWord] = []
        for item in words:
            for piece in _pieces(board, item, split):
                word = piece.word
                cell = board.cell_at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
                (outside if cell is None else board.words[cell]).append(piece)
        if sum(map(bool, board.words)) > 1:
            words = outside
    filled = [_filled(board) for board in boards if sum(map(bool, board.words)) > 1]
    return filled, list(words)


def _pieces(board: _Board, item: SetWord, split: Split) -> list[SetWord]:
    """The word, cut where the reader glued the words of two neighbouring cells."""
    word: PageWord = item.word
    x0, top, x1, bottom = board.box
    middle = (word.top + word.bottom) / 2
    if not (top < middle < bottom and word.x0 < x1 and word.x1 > x0) or word.x1 - word.x0 < 2 * _GRACE:
        return [item]
    borders = board.borders(middle, word.x0, word.x1)
    if not borders:
        return [item]
    pieces = split(word, borders)
    return [SetWord(piece, item.style) for piece in pieces]


def _holds(outer: RuledTable, inner: RuledTable) -> bool:
    if outer is inner:
        return False
    a, b = outer.box, inner.box
    return a[0] <= b[0] and a[1] <= b[1] and a[2] >= b[2] and a[3] >= b[3]


def _filled(board: _Board) -> FilledTable:
    cells = [
        FilledCell(slot, make_cell_rows(words))
        for slot, words in zip(board.table.slots, board.words, strict=True)
    ]
    return FilledTable(board.table, cells, ruled=True)
