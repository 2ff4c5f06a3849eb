"""Tables as CSV: UTF-8 with byte order mark, one file a table."""

import csv
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from extractor.exporters.cells import cell_text, table_path
from extractor.exporters.columns import Column, headers, tables
from extractor.exporters.files import replacing
from extractor.exporters.inputs import TABLE as INPUTS
from extractor.exporters.inputs import input_rows
from extractor.exporters.lines import lines
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import Row, widest_table
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``<table>.csv`` under ``out`` for every table, empty ones with their header line.

    Args:
        extractions: read twice, so that the repeating column of ``table_rows`` is known.
        entries: the files of the run, for the table ``inputs``.

    Raises:
        OutputError: a file cannot be written.
    """
    widest = widest_table(made.plan for made in extractions)
    with ExitStack() as stack:
        files = {
            spec.name: _Table(_open(stack, table_path(out, spec.name)), spec.columns(widest), options)
            for spec in tables()
        }
        for made in extractions:
            for spec in tables():
                if not spec.per_run:
                    files[spec.name].add(lines(spec, made, widest))
        files[INPUTS].add(input_rows(entries, options.language))
    return ()


class _Table:
    """The file of one table, its header line written."""

    def __init__(self, file: TextIO, columns: Sequence[Column], options: ExportOptions) -> None:
        self._writer, self._columns, self._raw = csv.writer(file), columns, options.csv_raw
        self._writer.writerow(headers(tuple(columns), options.headers))

    def add(self, found: Iterable[Row]) -> None:
        """Rows with a value a column."""
        for line in found:
            cells = zip(self._columns, line, strict=True)
            self._writer.writerow([cell_text(column, value, raw=self._raw) for column, value in cells])


def _open(stack: ExitStack, path: Path) -> TextIO:
    temporary = stack.enter_context(replacing(path))
    return stack.enter_context(temporary.open("w", encoding="utf-8-sig", newline=""))
