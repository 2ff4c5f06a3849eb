"""``kehoach cite``: the documents that files cite, as a table, as JSON, as a marked text."""

import json
from pathlib import Path

from tests.cli.conftest import Kehoach

NOTE = (
    "Căn cứ Nghị định số 107/2031/NĐ-CP ngày 06/12/2031 của Chính phủ về tủ sách;\n"
    "Thực hiện Luật Đầu tư công năm 2019 và Nghị định số 107/2031/NĐ-CP.\n"
)
OTHER = "Theo Nghị định số 107/2031/NĐ-CP và Quyết định số 9/QĐ-TTg ngày 02/3/2031 <b>.\n"


def test_documents_as_a_table(kehoach: Kehoach) -> None:
    """One row a cited document, with what its mentions state together and how many they are."""
    run = kehoach("cite", "-", stdin=NOTE)
    assert run.returncode == 0
    (decree,) = [line for line in run.stdout.splitlines() if "107/2031/NĐ-CP" in line]
    assert {"Nghị", "định", "2031-12-06", "Chính", "phủ", "2"} <= set(decree.split())
    assert "Luật Đầu tư công" in run.stdout


def test_documents_that_files_share_stand_in_one_row(kehoach: Kehoach, tmp_path: Path) -> None:
    """With several files the row of a shared document counts them and comes first."""
    (tmp_path / "a.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    run = kehoach("cite", "b.txt", "a.txt", "--lang", "en")
    rows = [line.split() for line in run.stdout.splitlines() if "2031" in line]
    assert rows[0][0] == "107/2031/NĐ-CP"
    assert rows[0][-1] == "2"
    assert "2031-12-06" in rows[0]
    assert rows[1][0] == "9/QĐ-TTg"


def test_json_holds_the_records(kehoach: Kehoach) -> None:
    """``--json`` prints the records of the contract, documents or mentions, one object a file."""
    (documents,) = json.loads(kehoach("cite", "-", "--json", stdin=NOTE).stdout)
    assert documents["file"] == "-"
    assert [one["target"] for one in documents["cited_documents"]] == [
        "vn/nghi-dinh/2031/107-2031-nd-cp",
        "vn/luat/2019/39-2019-qh14",
    ]
    (mentions,) = json.loads(kehoach("cite", "-", "--json", "--all", "mentions", stdin=NOTE).stdout)
    assert [one["kind"] for one in mentions["citations"]] == ["numbered", "named", "numbered"]


def test_mentions_as_a_table(kehoach: Kehoach) -> None:
    """``--all mentions`` prints one row a mention with its words."""
    run = kehoach("cite", "-", "--all", "mentions", stdin=NOTE)
    assert [line.split()[0] for line in run.stdout.splitlines() if line.startswith("  c")] == [
        "c1",
        "c2",
        "c3",
    ]


def test_html_shows_the_marked_text(kehoach: Kehoach, tmp_path: Path) -> None:
    """``--html`` writes the text with its citations marked and its markup escaped; one file only."""
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    assert kehoach("cite", "b.txt", "--html", "b.html").returncode == 0
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert page.count("<mark ") == 2
    assert "&lt;b&gt;" in page
    run = kehoach("cite", "b.txt", "b.txt", "--html", "c.html", "--lang", "en")
    assert run.returncode == 2
    assert "one FILE" in run.stderr


def test_a_file_that_cannot_be_read_does_not_hide_the_others(kehoach: Kehoach, tmp_path: Path) -> None:
    """It is named with what to do, the others are listed, and the exit code says so."""
    (tmp_path / "b.txt").write_text(OTHER, encoding="utf-8")
    run = kehoach("cite", "khong-co.txt", "b.txt")
    assert run.returncode == 3
    assert run.stderr.count("khong-co.txt") == 1
    assert "9/QĐ-TTg" in run.stdout
