"""The database as analysts query it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.errors import MissingTool, OutputError
from extractor.exporters.columns import headers, tables
from extractor.exporters.options import ExportOptions
from extractor.exporters.sqlite import write
from extractor.model.manifest import ManifestEntry
from tests.exporters.made import extraction

ENTRIES = (
    ManifestEntry(file="a.txt", status="ok", doc_id="a"),
    ManifestEntry(file="b.pdf", status="error", code="encrypted"),
)
WORDS = "Đối thoại với doanh nghiệp"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Two plans, one with a task of its own."""
    write([extraction("a", task_text=WORDS, stt="1.10"), extraction("b")], tmp_path, ExportOptions(), ENTRIES)
    with closing(sqlite3.connect(tmp_path / "kehoach.sqlite")) as made:
        yield made


def search(database: sqlite3.Connection, words: str) -> list[tuple[str, str, str]]:
    """Document, table and record of what is found."""
    query = "SELECT doc_id, source, record FROM search WHERE search MATCH ? ORDER BY doc_id, source, record"
    return database.execute(query, (words,)).fetchall()


def test_words_are_found_with_marks_and_without(database: sqlite3.Connection) -> None:
    """đ counts as d, capitals do not matter; other marks than those printed find nothing."""
    found = [("a", "table_rows", "tb1/3"), ("a", "tasks", "t1")]
    for words in ("doi thoai", "đối thoại", "ĐỐI THOẠI", "Doi Thoai", '"doi thoai voi"', "đối doanh", "tho*"):
        assert search(database, words) == found, words
    assert search(database, "đổi thoại") == []
    assert search(database, '"thoai doi"') == []


def test_every_table_has_the_columns_of_the_contract(database: sqlite3.Connection) -> None:
    """Columns in order, also where the name is a word of SQL; each is explained in the dictionary."""
    for spec in tables():
        names = headers(spec.columns(2), "en")
        assert [row[1] for row in database.execute(f'PRAGMA table_info("{spec.name}")')] == names
        explained = database.execute(
            "SELECT column_name, about_vi FROM dictionary WHERE table_name = ?", (spec.name,)
        ).fetchall()
        assert [name for name, about in explained if about] == names


def test_values_are_exact(database: sqlite3.Connection) -> None:
    """1.10 stays text, numbers are numbers, files that failed stand in inputs."""
    row = database.execute('SELECT stt, "group", "end", issued_on FROM tasks JOIN documents USING (doc_id)')
    assert row.fetchone() == ("1.10", "I Nhóm một", 19, "2024-03-05")
    assert database.execute("SELECT doc_id, code FROM inputs").fetchall() == [
        ("a", None),
        (None, "encrypted"),
    ]


def test_records_lead_to_their_document(database: sqlite3.Connection) -> None:
    """Each doc_id is a key of documents, and a table is looked up by it without reading it whole."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for spec in tables():
        links = database.execute(f'PRAGMA foreign_key_list("{spec.name}")').fetchall()
        assert [link[2:5] for link in links] == [("documents", "doc_id", "doc_id")] * (
            spec.name != "documents"
        )
        plan = database.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM \"{spec.name}\" WHERE doc_id = 'a'"
        ).fetchone()
        assert "INDEX" in plan[3], spec.name


def test_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the clock or of the database before is in the file, and nothing is left beside it."""
    for name, made in (("mot", "a"), ("hai", "z"), ("hai", "a")):
        write([extraction(made)], tmp_path / name, ExportOptions(), ENTRIES)
    one, two = (tmp_path / name / "kehoach.sqlite" for name in ("mot", "hai"))
    assert one.read_bytes() == two.read_bytes()
    assert [path.name for path in two.parent.iterdir()] == ["kehoach.sqlite"]


@pytest.mark.parametrize("words", ["'); DROP TABLE tasks; --", '" OR "', "a\0b", "{}[]*^"])
def test_words_of_documents_are_data(tmp_path: Path, words: str) -> None:
    """Whatever a document holds is stored as it is."""
    write([extraction("a", task_text=words)], tmp_path, ExportOptions())
    with closing(sqlite3.connect(tmp_path / "kehoach.sqlite")) as database:
        assert database.execute("SELECT text FROM tasks").fetchall() == [(words,)]


def test_the_documented_queries_run(database: sqlite3.Connection) -> None:
    """What docs/formats.md tells to type is valid."""
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    chapter = text.partition("### SQLite\n")[2].partition("\n### ")[0]
    first, second = re.findall(r"```sql\n(.*?)```", chapter, re.DOTALL)
    assert database.execute(first).fetchall() == []
    assert database.execute(second).fetchall() == []
    asked = second.replace("bao cao", "doi thoai")
    assert database.execute(asked).fetchall() == [("a", "1.10", WORDS, "Sở Mẫu; Sở Mẫu")]


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the database is an error of the output, and no half file is left."""
    monkeypatch.setattr("extractor.exporters.sqlite._SETTINGS", ("page_size = 4096", "max_page_count = 3"))
    with pytest.raises(OutputError, match="full") as caught:
        write([extraction("a")], tmp_path, ExportOptions())
    assert "không ghi được" in caught.value.message_vi
    assert list(tmp_path.iterdir()) == []


def test_a_python_without_full_text_search_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing, not which statement failed."""
    monkeypatch.setattr("extractor.exporters.sqlite._SEARCH", "CREATE VIRTUAL TABLE search USING fts5x(text)")
    with pytest.raises(MissingTool, match="FTS5"):
        write([extraction("a")], tmp_path, ExportOptions())
