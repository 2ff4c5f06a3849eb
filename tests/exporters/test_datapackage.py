"""The description of the CSV tables, as the tools of the standard take it."""

import json
from pathlib import Path

import pytest

from extractor.exporters import csv, datapackage
from extractor.exporters.columns import headers, tables
from extractor.exporters.options import ExportOptions
from extractor.model.manifest import ManifestEntry
from tests.exporters.made import extraction

ENTRIES = (
    ManifestEntry(file="a.txt", status="ok", doc_id="a"),
    ManifestEntry(file="b.pdf", status="error", code="encrypted"),
)
OPTIONS = [ExportOptions(), ExportOptions(headers="vi"), ExportOptions(csv_raw=True)]


def write(out: Path, options: ExportOptions, *doc_ids: str) -> Path:
    """The CSV tables with their description."""
    made = [extraction(name, task_text='=1+1 "hai"\nba;, bốn') for name in doc_ids]
    csv.write(made, out, options, ENTRIES if made else ())
    datapackage.write(made, out, options, ENTRIES)
    return out / "datapackage.json"


@pytest.mark.parametrize("options", OPTIONS, ids=["en", "vi", "raw"])
@pytest.mark.parametrize("doc_ids", [(), ("a", "b")], ids=["empty", "two"])
def test_frictionless_accepts_it(tmp_path: Path, options: ExportOptions, doc_ids: tuple[str, ...]) -> None:
    """Types, keys, references, sizes and hashes hold, in English and Vietnamese, with rows and without."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(write(tmp_path, options, *doc_ids)))
    assert report.flatten(["title", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(tables())


def test_frictionless_finds_a_changed_table(tmp_path: Path) -> None:
    """A row taken away is noticed."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    path = write(tmp_path, ExportOptions(), "a", "b")
    table = tmp_path / "documents.csv"
    table.write_bytes(b"\n".join(table.read_bytes().split(b"\n")[:-2]) + b"\n")
    assert not frictionless.validate(str(path)).valid


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_table_and_column_is_described(tmp_path: Path, language: str) -> None:
    """Fields are the header lines of the CSV files; each says what it holds; types are those of the contract."""
    package = json.loads(write(tmp_path, ExportOptions(headers=language), "a").read_bytes())  # type: ignore[arg-type]
    types = {"text": "string", "int": "integer", "date": "date"}
    for spec, resource in zip(tables(), package["resources"], strict=True):
        fields, columns = resource["schema"]["fields"], spec.columns(2)
        assert resource["path"] == f"{spec.name}.csv"
        assert [field["name"] for field in fields] == headers(columns, language)  # type: ignore[arg-type]
        assert [field["type"] for field in fields] == [types[column.type] for column in columns]
        assert all(field["description"] for field in fields)


def test_same_tables_give_the_same_description(tmp_path: Path) -> None:
    """No time of making is in it."""
    one, two = (write(tmp_path / name, ExportOptions(), "a") for name in ("mot", "hai"))
    assert one.read_bytes() == two.read_bytes()
