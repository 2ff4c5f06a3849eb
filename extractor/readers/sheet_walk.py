"""One walk over a sheet of a workbook: how far its cells reach, how deep it nests, which results it lacks.

Nothing is kept but numbers: a sheet may be made to ask for gigabytes.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lxml import etree

_TEXT = "str"
"""Type of a formula that gave text, which may be empty."""
_ON = frozenset({"1", "true"})
_COLUMNS = 16_384
"""Columns of a sheet, as far as Excel goes."""
_REFERENCE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})")


class Reach(NamedTuple):
    """First and last row and column of the cells with content, counted from 1."""

    top: int
    low: int
    left: int
    right: int

    def with_cell(self, row: int, col: int) -> "Reach":
        """The reach with one cell more."""
        return Reach(min(self.top, row), max(self.low, row), min(self.left, col), max(self.right, col))

    @property
    def slots(self) -> int:
        """Cells between the first and the last."""
        return (self.low - self.top + 1) * (self.right - self.left + 1)


class Walk:
    """What one sheet was found to hold, after ``over``."""

    def __init__(self) -> None:
        self.reach: Reach | None = None
        self.deepest = 0
        self.unstored = 0
        """Cells whose formula has no stored result: nothing was ever computed, so they read as empty."""
        self.hidden_rows = self.hidden_columns = 0
        """Rows and columns with content that Excel does not show."""
        self._row = self._col = self._last_hidden = 0
        self._is_row_hidden = False
        self._columns_hidden: set[int] = set()
        self._formula = self._result = False

    def over(self, part: IO[bytes], depth: int) -> "Walk":
        """Walks over a sheet, up to the first element nested deeper than ``depth``."""
        here = 0
        for event, element in _events(part):
            kind = element.tag.rpartition("}")[2]
            if event == "start":
                here += 1
                self.deepest = max(self.deepest, here)
                if here > depth:
                    break
                self._begin(kind, element)
            else:
                here -= 1
                self._end(kind, element)
                _forget(element)
        return self

    def _begin(self, kind: str, element: Any) -> None:
        if kind == "row":
            self._row, self._col = _number(element.get("r"), self._row + 1), 0
            self._is_row_hidden = element.get("hidden") in _ON
        elif kind == "c":
            self._row, self._col = _place(element.get("r"), self._row, self._col + 1)
            self._formula, self._result = False, element.get("t") == _TEXT
        elif kind == "col" and element.get("hidden") in _ON:
            self._hide(_number(element.get("min"), 1), _number(element.get("max"), 0))

    def _end(self, kind: str, element: Any) -> None:
        if kind in {"v", "is"}:
            row, col = max(self._row, 1), max(self._col, 1)
            self.reach = self.reach.with_cell(row, col) if self.reach else Reach(row, row, col, col)
            has_content = kind == "is" or bool(element.text)
            self._result = self._result or has_content
            if has_content:
                self._count_hidden()
        elif kind == "f":
            self._formula = True
        elif kind == "c":
            self.unstored += self._formula and not self._result

    def _hide(self, first: int, last: int) -> None:
        """Ranges follow each other: none goes over columns for a second time, however many there are."""
        first, last = max(first, self._last_hidden + 1), min(last, _COLUMNS)
        self._columns_hidden.update(range(first, last + 1))
        self._last_hidden = max(self._last_hidden, last)

    def _count_hidden(self) -> None:
        """Each row and column once."""
        self.hidden_rows += self._is_row_hidden
        self._is_row_hidden = False
        self.hidden_columns += self._col in self._columns_hidden
        self._columns_hidden.discard(self._col)


def _events(part: IO[bytes]) -> Iterator[tuple[str, Any]]:
    options = {"recover": True, "resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        yield from etree.iterparse(part, events=("start", "end"), **options)
    except etree.XMLSyntaxError:
        return  # the library says what is wrong with it


def _forget(element: Any) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _place(reference: str | None, row: int, col: int) -> tuple[int, int]:
    """Row and column of a cell by its reference; those given where there is none."""
    found = _REFERENCE.fullmatch(reference or "")
    if found is None:
        return row, col
    across = 0
    for letter in found[1].upper():
        across = across * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), across


def _number(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise
