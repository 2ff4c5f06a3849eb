"""CSV tables as analysts open them."""

import csv
from pathlib import Path

import msgspec

from extractor.exporters.csv import write
from extractor.exporters.options import ExportOptions
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from tests.exporters.made import extraction


def read(path: Path) -> list[list[str]]:
    """Lines of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_every_table_is_written_with_its_header(tmp_path: Path) -> None:
    """A run without documents still gives all its tables, each with its header line."""
    write([], tmp_path, ExportOptions())
    tables = sorted(path.name for path in tmp_path.iterdir())
    assert len(tables) == 12
    assert all(len(read(tmp_path / name)) == 1 for name in tables)


def test_files_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    """Excel reads the Vietnamese letters right."""
    write([extraction()], tmp_path, ExportOptions())
    assert (tmp_path / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_formulas_are_defused_unless_raw(tmp_path: Path) -> None:
    """The default is safe to open; --csv-raw gives the exact words."""
    made = [extraction(task_text="=HYPERLINK(1)")]
    write(made, tmp_path / "safe", ExportOptions())
    write(made, tmp_path / "raw", ExportOptions(csv_raw=True))
    assert "'=HYPERLINK(1)" in read(tmp_path / "safe" / "tasks.csv")[1]
    assert "=HYPERLINK(1)" in read(tmp_path / "raw" / "tasks.csv")[1]


def test_ids_of_units_look_the_same_in_every_table(tmp_path: Path) -> None:
    """An id that begins with @ carries the mark in lists too: tables join on it, and no cell runs."""
    made = extraction()
    (task,) = made.plan.tasks
    (unit, _) = task.lead
    lead = (unit, msgspec.structs.replace(unit, id="@so_mau_nganh"))
    task = msgspec.structs.replace(task, lead=lead, coordinating=lead[::-1])
    plan = msgspec.structs.replace(made.plan, tasks=(task,))
    for raw, wanted in ((False, "'@so_mau_nganh"), (True, "@so_mau_nganh")):
        write([Extraction(plan=plan, text=made.text)], tmp_path, ExportOptions(csv_raw=raw))
        (head, line) = read(tmp_path / "tasks.csv")
        row = dict(zip(head, line, strict=True))
        assert row["lead_ids"].split("; ") == ["so_mau", wanted]
        assert row["coordinating_ids"].split("; ") == [wanted, "so_mau"]
        units = {line[3] for line in read(tmp_path / "task_units.csv")[1:]}
        assert units == set(row["lead_ids"].split("; "))


def test_every_file_met_has_its_row(tmp_path: Path) -> None:
    """Files that failed or were skipped stand in inputs.csv with the reason and what to do."""
    entries = (
        ManifestEntry(file="a.txt", status="ok", doc_id="a"),
        ManifestEntry(file="b.pdf", status="error", code="encrypted"),
    )
    write([extraction("a")], tmp_path, ExportOptions(), entries)
    _, first, second = read(tmp_path / "inputs.csv")
    assert first == ["a", "a.txt", "ok", "", "Đọc được", ""]
    assert second[:5] == ["", "b.pdf", "error", "encrypted", "Tệp có mật khẩu"]
    assert "mật khẩu" in second[5]


def test_headers_can_be_vietnamese(tmp_path: Path) -> None:
    """--headers vi names the columns in Vietnamese, in the same order."""
    write([extraction()], tmp_path, ExportOptions(headers="vi"))
    assert read(tmp_path / "tasks.csv")[0][:3] == ["Mã văn bản", "Mã nhiệm vụ", "Nguồn"]


def test_every_line_has_all_columns(tmp_path: Path) -> None:
    """Tables of different width share one file: each line has as many cells as the header."""
    write([extraction("a"), extraction("b")], tmp_path, ExportOptions())
    lines = read(tmp_path / "table_rows.csv")
    assert {len(line) for line in lines} == {6}
    assert len(lines) == 7
