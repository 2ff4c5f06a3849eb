"""``--decisions``: what people corrected is there after every run, and the results still validate."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import kehoach
from extractor.text.hashes import task_hash
from tests.cli.test_diff import PLAN


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan in a folder of its own."""
    folder = tmp_path / "vao"
    folder.mkdir()
    path = folder / "kh.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def _run(*arguments: "str | Path") -> "tuple[int, str]":
    done = CliRunner().invoke(kehoach, [*map(str, arguments)])
    return done.exit_code, done.output


def _tasks(out: Path) -> list[dict[str, str]]:
    with (out / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_corrections_beside_the_results_are_replayed(plan: Path, tmp_path: Path) -> None:
    """decisions.csv beside OUT is read; the lead is the corrected one, the plan names the correction."""
    out = tmp_path / "ra"
    assert _run("extract", plan, "-o", out)[0] == 0
    before = _tasks(out)[0]
    sha = task_hash(before["text"], before["product"])
    lines = f"kind;text_sha;field;value;doc_id\ntask;h{sha};lead;Sở Tài chính;kh\ntask;h0;lead;x;khac\n"
    (tmp_path / "decisions.csv").write_text(lines, encoding="utf-16")
    code, said = _run("extract", plan, "-o", out)
    assert code == 0
    assert "không có trong lần chạy này" in said
    assert _tasks(out)[0]["lead"] == "Sở Tài chính"
    made = json.loads((out / "plans" / "kh.json").read_text(encoding="utf-8"))
    assert made["corrections"][0]["was"] == before["lead"]
    assert _run("validate", out)[0] == 0


def test_a_stale_correction_is_an_issue(plan: Path, tmp_path: Path) -> None:
    """A correction for this document whose words are gone is reported with the document."""
    file = tmp_path / "sua.csv"
    file.write_text("kind,doc_id,text_sha,field,value\ntask,kh,h0,lead,x\n", encoding="utf-8")
    code, said = _run("extract", plan, "-o", tmp_path / "ra", "--decisions", file, "--lang", "en")
    assert code == 0
    assert "no longer fit the words" in said
    made = json.loads((tmp_path / "ra" / "plans" / "kh.json").read_text(encoding="utf-8"))
    assert "correction_stale" in {issue["code"] for issue in made["issues"]}


def test_a_file_that_is_not_there(plan: Path, tmp_path: Path) -> None:
    """A decisions file that was named and cannot be read ends the run before it begins."""
    code, said = _run("extract", plan, "-o", tmp_path / "ra", "--decisions", tmp_path / "khong.csv")
    assert code == 2
    assert "khong.csv" in said


def test_decisions_are_taken_back_without_reading_again(plan: Path, tmp_path: Path) -> None:
    """A later run takes the document from the journal: corrected anew, or as extracted once the row is gone."""
    out, file = tmp_path / "ra", tmp_path / "decisions.csv"
    assert _run("extract", plan, "-o", out)[0] == 0
    original = (out / "plans" / "kh.json").read_bytes()
    before = _tasks(out)[0]
    sha = task_hash(before["text"], before["product"])
    for lead in ("Sở Tài chính", "Sở Y tế"):
        file.write_text(f"kind,text_sha,field,value\ntask,h{sha},lead,{lead}\n", encoding="utf-8")
        code, said = _run("extract", plan, "-o", out, "--lang", "en")
        assert (code, "earlier run" in said) == (0, True), said
        assert _tasks(out)[0]["lead"] == lead
        made = json.loads((out / "plans" / "kh.json").read_text(encoding="utf-8"))
        assert [one["value"] for one in made["corrections"]] == [lead]
    file.unlink()
    assert _run("extract", plan, "-o", out)[0] == 0
    assert (out / "plans" / "kh.json").read_bytes() == original
    assert not (out / ".unmended").exists()
