"""What people supply beside documents is used and told, or refused before anything is read."""

from pathlib import Path

import pytest

from tests.cli.conftest import Kehoach


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_metadata_of_a_vietnamese_excel_serves_every_command(
    kehoach: Kehoach, plans: Path, encoding: str
) -> None:
    """Semicolons, a byte order mark, UTF-16; a column that is none is named with those that are."""
    (plans / "metadata.csv").write_text("tên tệp;Số, ký hiệu;màu\na.txt;7/KH-UBND;đỏ\n", encoding=encoding)
    shown = kehoach("show", "vao/a.txt")
    assert "7/KH-UBND" in shown.stdout
    for arguments in (
        ("show", "vao/a.txt"),
        ("diff", "vao/a.txt", "vao/b.txt"),
        ("extract", "vao", "-o", "ra"),
    ):
        said = kehoach(*arguments).stderr
        assert "metadata.csv: cột không dùng đến: màu" in said
        assert "issued_on (ngày ban hành)" in said


def test_a_metadata_file_without_names_of_files_is_an_error(kehoach: Kehoach, plans: Path) -> None:
    """It names the columns it has and those it may have."""
    (plans / "metadata.csv").write_text("màu;số\nđỏ;1\n", encoding="utf-8")
    made = kehoach("compare", "vao", "-o", "ra")
    assert made.returncode == 2
    assert "ở đây có: màu, số" in made.stderr
    assert "file (tên tệp)" in made.stderr


def test_corrections_that_nobody_named_are_told(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A decisions.csv beside OUT: its path and how much of it was applied, in each command that replays it."""
    (tmp_path / "decisions.csv").write_text("kind,text_sha,field,value\ntask,h0,lead,x\n", encoding="utf-8")
    for arguments in (
        ("extract", "vao", "-o", "ra"),
        ("diff", "vao/a.txt", "vao/b.txt", "-o", "khac"),
        ("compare", "vao/a.txt", "vao/b.txt", "-o", "so"),
    ):
        said = kehoach(*arguments).stderr
        assert f"{tmp_path / 'decisions.csv'}: 0 chỗ sửa được áp dụng" in said, said
        assert "decisions.csv: 1 quyết định không còn khớp" in said


@pytest.mark.parametrize("text", [None, "[[rule", '[[rule]]\nid = "a"\nwhy = "b"\npattern = "c"\n'])
def test_topics_of_ones_own_that_are_wrong_end_the_run_at_once(
    kehoach: Kehoach, plans: Path, tmp_path: Path, text: str | None
) -> None:
    """One error of configuration, not one a document."""
    if text is not None:
        (tmp_path / "cua-toi.toml").write_text(text, encoding="utf-8")
    made = kehoach("extract", "vao", "-o", "ra", KEHOACH_TOPICS="cua-toi.toml")
    assert made.returncode == 2
    assert made.stderr.startswith("KEHOACH_TOPICS: ")
    assert len(made.stderr.splitlines()) == 1


def test_a_document_that_failed_is_named_once(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """compare says the progress like extract, and a bad file by its name once."""
    (tmp_path / "hong.docx").write_bytes(b"PK\3\4 cut off")
    made = kehoach("compare", "vao/a.txt", "vao/b.txt", "hong.docx", "-o", "ra")
    assert made.stderr.count("hong.docx") == 1
    assert "1/3 a.txt: " in made.stderr


def test_an_occupied_folder_is_refused_before_anything_is_read(
    kehoach: Kehoach, plans: Path, tmp_path: Path
) -> None:
    """compare and diff: exit 73, no line of progress."""
    (tmp_path / "ra").mkdir()
    (tmp_path / "ra" / "cua-toi.txt").write_text("x", encoding="utf-8")
    for command in ("compare", "diff"):
        made = kehoach(command, "vao/a.txt", "vao/b.txt", "-o", "ra")
        assert made.returncode == 73
        assert "1/2" not in made.stderr
