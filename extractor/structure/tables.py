"""Thin path: every grid is data, no logical tables yet."""

from msgspec import Struct

from extractor.model.document import Document, Grid
from extractor.model.records import Table


class LogicalTable(Struct, frozen=True, kw_only=True):
    """A table and the grids it is made of."""

    table: Table
    grids: tuple[int, ...]


def is_layout(document: Document, grid: Grid) -> bool:
    """Whether the grid only sets text side by side."""
    return grid.cols <= 2


def logical_tables(document: Document) -> tuple[LogicalTable, ...]:
    """None yet."""
    return ()
