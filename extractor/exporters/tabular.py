"""Tables of a comparison as CSV files and as one workbook."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extractor.exporters.book import write_book
from extractor.exporters.cells import cell_text, table_path
from extractor.exporters.columns import TableSpec, headers
from extractor.exporters.files import replacing
from extractor.exporters.options import ExportOptions
from extractor.exporters.rows import Row


def write_tables(
    specs: Sequence[TableSpec],
    rows: Callable[[str], Iterator[Row]],
    out: Path,
    options: ExportOptions,
    *,
    workbook: str,
) -> None:
    """``<table>.csv`` for each table and ``workbook`` with all of them, under ``out``.

    Args:
        specs: the tables.
        rows: gives the rows of a table by its name; called twice for each.
        workbook: name of the file.

    Raises:
        OutputError: a file cannot be written.
    """
    for spec in specs:
        _write_csv(spec, rows(spec.name), out, options)
    write_book(out / workbook, [(spec, rows(spec.name)) for spec in specs], options)


def _write_csv(spec: TableSpec, rows: Iterable[Row], out: Path, options: ExportOptions) -> None:
    with (
        replacing(table_path(out, spec.name)) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(headers(spec.columns(), options.headers))
        for row in rows:
            cells = zip(spec.columns(), row, strict=True)
            writer.writerow([cell_text(column, value, raw=options.csv_raw) for column, value in cells])
