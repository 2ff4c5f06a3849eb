"""Logical tables: grids of all pages joined, headers mapped to fields, rows told apart."""

from extractor.structure.tables.logical import ALIGNED, LogicalTable, is_layout, logical_tables
from extractor.structure.tables.numbering import odd_rows

__all__ = ["ALIGNED", "LogicalTable", "is_layout", "logical_tables", "odd_rows"]
