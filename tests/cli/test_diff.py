"""``kehoach diff``: from two files to a table on the terminal and files."""

import csv
import json
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner

from extractor.cli.main import kehoach
from extractor.exporters.changes import change_tables
from tests.real_corpus import PROJECT

PLAN = """KẾ HOẠCH
Chăm sóc vườn hoa năm 2030

I. NHIỆM VỤ
1. Sở Nội vụ tổ chức tập huấn kỹ năng chăm sóc hoa cho công chức trước ngày 30/6/2030.
2. Sở Tư pháp chủ trì biên soạn sổ tay hướng dẫn chăm sóc cây cảnh.
"""


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Path, Path]:
    """A plan and its amended form: a task reworded, one dropped, one added."""
    old, new = tmp_path / "cu.txt", tmp_path / "moi.txt"
    old.write_text(PLAN, encoding="utf-8")
    changed = PLAN.replace("công chức trước", "viên chức trước")
    changed = changed.replace(
        "2. Sở Tư pháp chủ trì biên soạn sổ tay hướng dẫn chăm sóc cây cảnh",
        "2. Sở Y tế chủ trì khảo sát nguồn nước tưới",
    )
    new.write_text(changed, encoding="utf-8")
    return old, new


def _run(*arguments: "str | Path") -> "tuple[int, str]":
    done = CliRunner().invoke(kehoach, ["diff", *map(str, arguments)])
    return done.exit_code, done.output


def test_the_terminal_shows_what_changed(plans: tuple[Path, Path]) -> None:
    """Counts and both sides, in Vietnamese or English."""
    code, said = _run(*plans)
    assert code == 0
    assert "1 thêm, 1 bỏ, 1 sửa" in said
    assert "viên chức" in said
    _, said = _run(*plans, "--lang", "en")
    assert "added 1, dropped 1, changed 1" in said


def test_files_hold_the_same(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """diff.csv has the documented columns, diff.json fits its schema, the workbook has the sheet."""
    out = tmp_path / "out"
    code, said = _run(*plans, "-o", out)
    assert code == 0, said
    with (out / "diff.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (spec,) = change_tables()
    assert list(rows[0]) == [column.name for column in spec.column]
    assert sorted(row["change"] for row in rows) == ["added", "changed", "dropped"]
    changed = next(row for row in rows if row["change"] == "changed")
    assert (changed["old_words"], changed["new_words"]) == ("công", "viên")
    made = json.loads((out / "diff.json").read_text(encoding="utf-8"))
    jsonschema.validate(
        made, json.loads((PROJECT / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
    )
    book = openpyxl.load_workbook(out / "thay-doi.xlsx", read_only=True)
    assert len(list(book["diff"].iter_rows())) == len(rows) + 1
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    assert _run(*plans, "-o", out)[0] == 0
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_the_same_plan_twice(plans: tuple[Path, Path]) -> None:
    """Nothing changed, and the user is told that both are one document."""
    code, said = _run(plans[0], plans[0], "--json")
    made = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert code == 0
    assert {change["change"] for change in made["tasks"]} == {"same"}
    assert made["issues"][0]["code"] == "same_document"


def test_a_folder_of_several_plans_is_refused(plans: tuple[Path, Path]) -> None:
    """One plan on either side: a folder with two is a usage error that says what to do."""
    code, said = _run(plans[0].parent, plans[1])
    assert code == 2
    assert "cần đúng một kế hoạch" in said


def test_a_file_that_is_not_there(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """The message names the file."""
    code, said = _run(plans[0], tmp_path / "khong-co.docx")
    assert code != 0
    assert "khong-co.docx" in said
