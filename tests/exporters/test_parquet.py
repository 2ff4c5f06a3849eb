"""Parquet as other systems read it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.exporters.columns import headers, tables
from extractor.exporters.options import ExportOptions
from extractor.exporters.parquet import _GROUP_ROWS, write, write_partitioned
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from tests.exporters.made import extraction

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'kehoach[parquet]'")
import pyarrow.dataset
import pyarrow.parquet

ENTRIES = (
    ManifestEntry(file="a.txt", status="ok", doc_id="a"),
    ManifestEntry(file="b.pdf", status="error", code="encrypted"),
)


def elsewhere(doc_id: str, province: str | None, issued_on: date | None, year: int | None) -> Extraction:
    """The invented plan from another place and time."""
    made = extraction(doc_id)
    header = made.plan.header
    assert header.province is not None
    place = msgspec.structs.replace(header.province, name=province) if province else None
    header = msgspec.structs.replace(header, province=place, issued_on=issued_on, plan_year=year)
    return Extraction(plan=msgspec.structs.replace(made.plan, header=header), text=made.text)


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(path, partitioning=None).to_pylist()
    return rows


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_table_has_the_columns_of_the_contract(tmp_path: Path) -> None:
    """Columns in order and typed, in tables with rows and without; --headers vi changes nothing."""
    write([extraction("a")], tmp_path / "co", ExportOptions(headers="vi"), ENTRIES)
    write([], tmp_path / "khong", ExportOptions())
    types = {"text": "string", "int": "int64", "date": "date32[day]"}
    for spec in tables():
        for folder, widest in (("co", 2), ("khong", 1)):
            schema = pyarrow.parquet.read_schema(tmp_path / folder / "parquet" / f"{spec.name}.parquet")
            columns = spec.columns(widest)
            assert schema.names == headers(columns, "en")
            assert [str(field.type) for field in schema] == [types[column.type] for column in columns]
            assert [field.metadata[b"vi"].decode() for field in schema] == headers(columns, "vi")


def test_values_are_exact_and_typed(tmp_path: Path) -> None:
    """1.10 stays text, a date is a date, words that look like formulas are not touched."""
    write([extraction("a", task_text="=1+1", stt="1.10")], tmp_path, ExportOptions(), ENTRIES)
    (task,) = read(tmp_path / "parquet" / "tasks.parquet")
    (document,) = read(tmp_path / "parquet" / "documents.parquet")
    assert (task["stt"], task["text"], task["product"]) == ("1.10", "=1+1", None)
    assert (document["issued_on"], document["plan_year"]) == (date(2024, 3, 5), 2024)
    assert [row["code"] for row in read(tmp_path / "parquet" / "inputs.parquet")] == [None, "encrypted"]


def test_partitions_are_read_with_their_province_and_year(tmp_path: Path) -> None:
    """The year is that of issue, else the one planned for; unknown places and years read as null."""
    made = [
        elsewhere("a", "Bình Dương", date(2022, 1, 1), 2023),
        elsewhere("b", "Bình Dương", None, 2023),
        elsewhere("c", "Bà Rịa – Vũng Tàu/x", date(2022, 1, 1), None),
        elsewhere("d", None, None, None),
    ]
    write_partitioned(made, tmp_path, ExportOptions(), ENTRIES)
    root = tmp_path / "parquet-partitioned"
    for table in ("documents", "tasks"):
        found = pyarrow.dataset.dataset(root / table, partitioning="hive").to_table().to_pylist()
        places = {row["doc_id"]: (row["province"], row["year"]) for row in found}
        assert places == {
            "a": ("Bình Dương", 2022),
            "b": ("Bình Dương", 2023),
            "c": ("Bà Rịa – Vũng Tàu/x", 2022),
            "d": (None, None),
        }
    for file in root.rglob("*.parquet"):
        spec = next(spec for spec in tables() if spec.name == file.relative_to(root).parts[0])
        assert pyarrow.parquet.read_schema(file).names == headers(spec.columns(2), "en")
        packed = pyarrow.parquet.ParquetFile(file).metadata
        assert all(packed.row_group(n).column(0).compression == "ZSTD" for n in range(packed.num_row_groups))
    assert len(read(root / "inputs" / "part-0001.parquet")) == 2


def test_many_rows_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is held back at a time, all rows arrive."""
    assert _GROUP_ROWS > 1_000
    monkeypatch.setattr("extractor.exporters.parquet._GROUP_ROWS", 7)
    made = [extraction(f"ke-hoach-{n}") for n in range(20)]
    write(made, tmp_path, ExportOptions())
    write_partitioned(made, tmp_path, ExportOptions())
    wanted = [one.plan.doc_id for one in made]
    assert [row["doc_id"] for row in read(tmp_path / "parquet" / "tasks.parquet")] == wanted
    parts = sorted((tmp_path / "parquet-partitioned" / "tasks").rglob("*.parquet"))
    assert len(parts) > 1
    assert [row["doc_id"] for part in parts for row in read(part)] == wanted


@pytest.mark.parametrize("writer", [write, write_partitioned])
def test_same_records_give_the_same_bytes(tmp_path: Path, writer: Any) -> None:
    """Nothing of the clock or the run is in the files, and a second run replaces the first whole."""
    for name, made in (("mot", [extraction("a")]), ("hai", [extraction("z")]), ("hai", [extraction("a")])):
        writer(made, tmp_path / name, ExportOptions(), ENTRIES)
    assert tree(tmp_path / "mot") == tree(tmp_path / "hai")


def test_duckdb_runs_the_documented_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/formats.md tells to type gives rows."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install duckdb")
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    chapter = text.partition("### Parquet and DuckDB\n")[2].partition("\n### ")[0]
    queries = re.findall(r"```sql\n(.*?)```", chapter, re.DOTALL)
    for writer in (write, write_partitioned):
        writer([extraction("a"), extraction("b")], tmp_path / "ket-qua", ExportOptions())
    monkeypatch.chdir(tmp_path)
    found = [duckdb.sql(query).fetchall() for query in queries]
    assert found == [[("Bình Phước", "Sở Mẫu", 4)], [("Bình Phước", 2024, "task", 2)]]


def test_pandas_reads_partitioned_tables_as_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What docs/formats.md tells to type works for all tables, also where provinces and years are unknown."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install pandas")
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    chapter = text.partition("### Parquet and DuckDB\n")[2].partition("\n### ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    plans = [extraction("a"), elsewhere("b", None, None, None)]
    write_partitioned(plans, tmp_path / "ket-qua", ExportOptions(), ENTRIES)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    assert "Bình Phước    1" in capsys.readouterr().out
    for spec in tables():
        folder = tmp_path / "ket-qua" / "parquet-partitioned" / spec.name
        assert set(headers(spec.columns(1), "en")) <= set(
            pandas.read_parquet(folder, partitioning=None).columns
        )
