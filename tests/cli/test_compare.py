"""``kehoach compare``: from files to tables of a comparison."""

import csv
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner

from extractor.cli.main import kehoach
from extractor.exporters.comparison import comparison_tables
from extractor.text.hashes import task_hash
from tests.real_corpus import PROJECT

SAMPLES = sorted((PROJECT / "corpus" / "samples").glob("*.txt"))[:2]


def _run(*arguments: str) -> "tuple[int, str]":
    done = CliRunner().invoke(kehoach, ["compare", *map(str, arguments)])
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The comparison of two samples."""
    folder = tmp_path_factory.mktemp("compare") / "out"
    code, said = _run(*map(str, SAMPLES), "-o", str(folder), "--lang", "en")
    assert code == 0, said
    assert "pairs of tasks to review" in said
    return folder


def test_every_table_has_its_columns(out: Path) -> None:
    """Each table is a CSV with the documented columns, and a sheet of the workbook."""
    book = openpyxl.load_workbook(out / "so-sanh.xlsx", read_only=True)
    for spec in comparison_tables():
        with (out / f"{spec.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *lines = list(csv.reader(file))
        assert header == [column.name for column in spec.column]
        assert len(list(book[spec.name].iter_rows())) == len(lines) + 1


def test_json_fits_its_schema(out: Path) -> None:
    """comparison.json is what the schema says, its documents those of the summary."""
    made = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    schema = json.loads((PROJECT / "schemas" / "comparison.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(made, schema)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert [d["doc_id"] for d in summary["documents"]] == [d["doc_id"] for d in made["documents"]]


def test_results_of_an_earlier_run_compare_alike(out: Path, tmp_path: Path) -> None:
    """A folder that extract wrote gives the same tables as the documents themselves, byte for byte."""
    results, again = tmp_path / "results", tmp_path / "again"
    done = CliRunner().invoke(kehoach, ["extract", *map(str, SAMPLES), "-o", str(results)])
    assert done.exit_code == 0
    code, said = _run(str(results), "-o", str(again))
    assert code == 0, said
    for file in sorted(out.iterdir()):
        if file.suffix != ".html":
            assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_one_plan_is_refused(tmp_path: Path) -> None:
    """One plan alone: usage error with what to do, nothing written."""
    code, said = _run(str(SAMPLES[0]), "-o", str(tmp_path / "out"))
    assert code == 2
    assert "ít nhất hai văn bản" in said
    assert not (tmp_path / "out").exists()


def test_pairs_decided_are_not_left_to_review(out: Path, tmp_path: Path) -> None:
    """A verdict in decisions.csv takes its pair from those to be looked at, and is told."""
    made = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    match = made["matches"][0]
    tasks = {(task["doc_id"], task["task"]): task for task in made["tasks"]}
    ends = [tasks[match[f"{side}_doc"], match[f"{side}_task"]] for side in "ab"]
    hashes = [task_hash(one["text"], one["product"]) for one in ends]
    decisions = tmp_path / "of-people" / "decisions.csv"
    decisions.parent.mkdir()
    decisions.write_text(
        f"kind,text_sha,other_sha,verdict\nmatch,{hashes[0]},{hashes[1]},different\n", encoding="utf-8"
    )
    arguments = [*map(str, SAMPLES), "--lang", "en", "--no-report", "-o"]
    counts = []
    for name, further in (("before", []), ("after", ["--decisions", str(decisions)])):
        code, said = _run(*arguments, str(tmp_path / name), *further)
        assert code == 0, said
        counts.append(int(said.split("pairs of tasks to review: ")[1].split(",")[0]))
        assert ("already decided" in said) is bool(further)
    assert counts[1] < counts[0]


def test_validate_tells_what_a_comparison_is(out: Path) -> None:
    """One message for the folder, none about its fields."""
    done = CliRunner().invoke(kehoach, ["validate", str(out), "--lang", "en"])
    assert done.exit_code == 5
    assert "a result of kehoach compare or diff" in done.output
    assert "unknown field" not in done.output


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    """A folder with files of someone else is left alone."""
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    code, _ = _run(*map(str, SAMPLES), "-o", str(tmp_path))
    assert code == 73
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
