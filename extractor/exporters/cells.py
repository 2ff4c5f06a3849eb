"""Cells and files of CSV tables."""

from pathlib import Path

from extractor.exporters.columns import Column
from extractor.exporters.rows import JOINT, Value
from extractor.exporters.safe import csv_cell


def table_path(out: Path, table: str) -> Path:
    """Where the CSV of a table stands."""
    return out / f"{table}.csv"


def cell_text(column: Column, value: Value, *, raw: bool) -> str:
    """The words of a cell; ``raw``: exact, else safe for spreadsheets."""
    if value is None:
        return ""
    text = str(value)
    if raw or isinstance(value, int | float):
        return text
    if column.ids:  # an id must look the same wherever it stands, or tables could not be joined
        return JOINT.join(csv_cell(one) for one in text.split(JOINT))
    return csv_cell(text)
