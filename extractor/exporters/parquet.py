"""Tables as Parquet (extra ``[parquet]``): a file a table, or folders by province and year.

Columns have their names of ``columns.toml`` whatever ``--headers`` says, as queries are written with them;
Vietnamese names and explanations stand in the metadata of each field.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.exporters.columns import Column, tables
from extractor.exporters.files import replacing_folder
from extractor.exporters.inputs import TABLE as INPUTS
from extractor.exporters.inputs import input_rows
from extractor.exporters.lines import lines
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import Row, widest_table
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from extractor.model.records import Header

FOLDER, PARTITIONED = "parquet", "parquet-partitioned"
_GROUP_ROWS = 50_000
"""Rows held before they are written."""
_UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""What readers of partitioned folders take for null."""


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``parquet/<table>.parquet`` under ``out`` for every table, empty ones too.

    Args:
        extractions: read twice, so that the repeating column of ``table_rows`` is known.
        entries: the files of the run, for the table ``inputs``.

    Raises:
        OutputError: a file cannot be written.
    """
    widest = widest_table(made.plan for made in extractions)
    with replacing_folder(out / FOLDER) as folder, ExitStack() as stack:
        files = {
            spec.name: stack.enter_context(
                closing(_File(folder / f"{spec.name}.parquet", spec.columns(widest), "snappy"))
            )
            for spec in tables()
        }
        for made in extractions:
            for spec in tables():
                if not spec.per_run:
                    files[spec.name].add(lines(spec, made, widest))
        files[INPUTS].add(input_rows(entries, options.language))
    return ()


def write_partitioned(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``parquet-partitioned/<table>/province=…/year=…/part-0001.parquet`` under ``out``.

    A province stands under its name, percent-encoded as readers of such folders expect; the year is that of
    issue, else the one planned for. ``inputs`` lies unpartitioned in its folder.

    Args:
        extractions, entries: as for ``write``.

    Raises:
        OutputError: a file cannot be written.
    """
    widest = widest_table(made.plan for made in extractions)
    with replacing_folder(out / PARTITIONED) as folder:
        parts = _Parts(folder, {spec.name: spec.columns(widest) for spec in tables()})
        for made in extractions:
            place = _partition(made.plan.header)
            for spec in tables():
                if not spec.per_run:
                    parts.add(spec.name, place, lines(spec, made, widest))
        parts.add(INPUTS, "", input_rows(entries, options.language))
        parts.close()
    return ()


def _partition(header: Header) -> str:
    province = quote(header.province.name, safe="") if header.province else _UNKNOWN
    year = header.issued_on.year if header.issued_on else header.plan_year
    return f"province={province}/year={year or _UNKNOWN}"


class _Parts:
    """The rows of all partitions, written as a further file of each when many are waiting: memory stays flat
    whatever the number of partitions, and no more than one file is open."""

    def __init__(self, folder: Path, columns: dict[str, tuple[Column, ...]]) -> None:
        self._folder, self._columns = folder, columns
        self._waiting: dict[tuple[str, str], list[Row]] = {}
        self._written: Counter[tuple[str, str]] = Counter()
        self._count = 0

    def add(self, table: str, place: str, found: Iterable[Row]) -> None:
        """Rows of a partition."""
        for row in found:
            self._waiting.setdefault((table, place), []).append(row)
            self._count += 1
        if self._count >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """What is waiting written, and an empty file for a table without rows: readers find its columns."""
        self._flush()
        written = {table for table, _ in self._written}
        for table in self._columns.keys() - written:
            place = "" if table == INPUTS else f"province={_UNKNOWN}/year={_UNKNOWN}"
            self._waiting[table, place] = []
        self._flush()

    def _flush(self) -> None:
        for (table, place), found in sorted(self._waiting.items()):
            self._written[table, place] += 1
            path = self._folder / table / place / f"part-{self._written[table, place]:04}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_File(path, self._columns[table], "zstd")) as file:
                file.add(found)
        self._waiting, self._count = {}, 0


class _File:
    """A Parquet file being written, a group of rows at a time."""

    def __init__(self, path: Path, columns: Sequence[Column], compression: str) -> None:
        from pyarrow.parquet import ParquetWriter

        self._columns, self._schema = columns, _schema(columns)
        self._writer = ParquetWriter(path, self._schema, compression=compression)
        self._waiting: list[Row] = []

    def add(self, found: Iterable[Row]) -> None:
        """Rows with a value a column."""
        for row in found:
            self._waiting.append(row)
            if len(self._waiting) >= _GROUP_ROWS:
                self._flush()

    def close(self) -> None:
        """The last rows written and the file closed."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            values = zip(self._columns, zip(*self._waiting, strict=True), strict=True)
            arrays = [
                pa.array(_typed(column, cells), field.type)
                for (column, cells), field in zip(values, self._schema, strict=True)
            ]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._waiting = []


def _typed(column: Column, cells: Sequence[Any]) -> Sequence[Any]:
    if column.type == "date":
        return [date.fromisoformat(cell) if cell else None for cell in cells]
    return cells


def _schema(columns: Sequence[Column]) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "int": pa.int64(), "date": pa.date32()}
    return pa.schema(
        pa.field(
            column.name,
            types[column.type],
            metadata={"vi": column.vi, "about_vi": column.about_vi, "about_en": column.about_en},
        )
        for column in columns
    )
