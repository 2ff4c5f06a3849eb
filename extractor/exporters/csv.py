"""Tables as CSV: UTF-8 with byte order mark, one file a table."""

import csv
from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from extractor.exporters.columns import TableSpec, headers, tables
from extractor.exporters.files import replacing
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import Row, rows, widest_table
from extractor.exporters.safe import csv_cell
from extractor.model.extraction import Extraction


def table_path(out: Path, table: str) -> Path:
    """Where the CSV of a table stands."""
    return out / f"{table}.csv"


def write(extractions: Collection[Extraction], out: Path, options: ExportOptions) -> tuple[Notice, ...]:
    """``<table>.csv`` under ``out`` for every table, empty ones with their header line.

    Args:
        extractions: read twice, so that the repeating column of ``table_rows`` is known.

    Raises:
        OutputError: a file cannot be written.
    """
    widest = widest_table(made.plan for made in extractions)
    with ExitStack() as stack:
        files = {spec.name: _open(stack, table_path(out, spec.name)) for spec in tables()}
        for spec in tables():
            _lines(files[spec.name], [headers(spec.columns(widest), options.headers)], raw=options.csv_raw)
        for made in extractions:
            for spec in tables():
                _lines(files[spec.name], _padded(spec, made, widest), raw=options.csv_raw)
    return ()


def _open(stack: ExitStack, path: Path) -> TextIO:
    temporary = stack.enter_context(replacing(path))
    return stack.enter_context(temporary.open("w", encoding="utf-8-sig", newline=""))


def _padded(spec: TableSpec, made: Extraction, widest: int) -> Iterable[Row]:
    width = len(spec.columns(widest))
    for row in rows(spec.name, made):
        yield row + (None,) * (width - len(row))


def _lines(file: TextIO, lines: Iterable[Iterable[object]], *, raw: bool) -> None:
    writer = csv.writer(file)
    for line in lines:
        writer.writerow([_cell(value, raw=raw) for value in line])


def _cell(value: object, *, raw: bool) -> str:
    if value is None:
        return ""
    return str(value) if raw or isinstance(value, int) else csv_cell(str(value))
