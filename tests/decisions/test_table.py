"""decisions.csv as people leave it: encodings, separators, Vietnamese names, contradictions."""

from pathlib import Path

import pytest

from extractor.decisions.table import decisions_of, read_decisions, written
from extractor.errors import ConfigError
from extractor.model.decision import Decision

ROWS = (
    Decision(kind="match", text_sha="a" * 16, other_sha="1" * 16, verdict="same", note="=1+1", who="NV1"),
    Decision(kind="task", doc_id=("kh",), text_sha="b" * 16, field="lead", value="Sở Nội vụ; Sở Tư pháp"),
    Decision(kind="task", text_sha="c" * 16, topics=("press", "video"), when="2030-01-05"),
)
HEAD = "kind,text_sha,other_sha,verdict\n"


def _bare(rows: tuple[Decision, ...]) -> list[tuple[object, ...]]:
    return [(*row.subject, *row.ruling, row.note, row.who, row.when) for row in rows]


def test_what_is_written_reads_back() -> None:
    """The same decisions; a cell like a formula is defused, a hash of digits is no number."""
    text = written(ROWS).decode("utf-8-sig")
    assert "'=1+1" in text
    assert ",h1111111111111111," in text
    assert _bare(decisions_of(text, "d.csv").rows) == _bare(ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_a_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    """UTF-8 or UTF-16, with or without byte order mark; comma, semicolon or TAB; also behind ``sep=``."""
    lines = [("loại", "mã câu chữ", "mã câu chữ kia", "kết luận"), ("Cặp", "ha1", "hb2", "Giống")]
    text = "\r\n".join(separator.join(line) for line in lines)
    for start in ("", f"sep={separator}\r\n"):
        path = tmp_path / "decisions.csv"
        path.write_bytes((start + text).encode(encoding))
        (row,) = read_decisions(path).rows
        assert (row.kind, row.pair, row.verdict) == ("match", ("a1", "b2"), "same")


def test_contradictions_are_told_and_not_used() -> None:
    """Two rows on one pair, whichever side comes first, that differ: neither is used. The same twice is fine."""
    found = decisions_of(
        HEAD + "match,a,b,same\nmatch,b,a,different\nmatch,c,d,same\nmatch,d,c,same\n", "d.csv"
    )
    assert [row.pair for row in found.rows] == [("c", "d"), ("c", "d")]
    (notice,) = found.notices
    assert notice.code == "decision_conflict"
    assert "2, 3" in notice.message


def test_rows_that_cannot_be_understood_are_told() -> None:
    """An unknown kind or verdict, a missing hash, a field that cannot be mended: the line is named."""
    text = (
        "kind,text_sha,other_sha,verdict,field\nfoo,a,,,\nmatch,a,b,maybe,\nmatch,a,,same,\ntask,a,,,colour\n"
    )
    found = decisions_of(text, "d.csv")
    assert found.rows == ()
    assert [notice.code for notice in found.notices] == ["decision_unread"] * 4
    assert all(f"d.csv:{line}:" in notice.message for line, notice in enumerate(found.notices, 2))


@pytest.mark.parametrize(
    "data", [b"a,b\n1,2\n", "kind,text_sha\nc\u1eb7p,a".encode("cp1258", "replace") + b"\xff"]
)
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """A table without the columns, or in another encoding, is a usage error."""
    path = tmp_path / "d.csv"
    path.write_bytes(data)
    with pytest.raises(ConfigError):
        read_decisions(path)


FIELDS = "kind,doc_id,text_sha,field,value,verdict,topics\n"


@pytest.mark.parametrize(
    "rows",
    [
        "task,,a,lead,A,,\ntask,doc1,a,lead,B,,\n",
        "task,x;y,a,lead,A,,\ntask,y;x,a,lead,B,,\n",
        "heading,x,a,,A,,\nheading,x,a,heading,B,,\n",
        "task,x,a,,,wrong,\ntask,x,a,lead,B,,\n",
        "task,x,a,,,wrong,\ntask,,a,,,,press\n",
    ],
)
def test_contradictions_in_other_words(rows: str) -> None:
    """Of all documents and of one, documents in another order, the field left out, no task that is mended."""
    found = decisions_of(FIELDS + rows, "d.csv")
    assert found.rows == ()
    assert [notice.code for notice in found.notices] == ["decision_conflict"]


@pytest.mark.parametrize(
    "rows",
    [
        "task,x,a,lead,A,,\ntask,y,a,lead,B,,\n",
        "task,x,a,,,,a;b\ntask,x,a,,,,b;a\n",
        "task,x,a,lead,Sở  Y tế,,\ntask,x,a,lead,Sở Y tế,,\n",
        "task,x,a,,,wrong,\ntask,,a,,,wrong,\n",
        "task,x,a,lead,A,,\ntask,x,a,deadline,B,,\n",
    ],
)
def test_no_contradictions(rows: str) -> None:
    """Other documents, other fields, the same said twice: order of topics and blanks do not count."""
    found = decisions_of(FIELDS + rows, "d.csv")
    assert (len(found.rows), found.notices) == (2, ())


def test_each_dispute_is_told() -> None:
    """Two fields of one task that are disputed are two notices."""
    rows = "task,x,a,lead,A,,\ntask,x,a,stt,1,,\ntask,,a,lead,B,,\ntask,x,a,stt,2,,\n"
    one, other = decisions_of(FIELDS + rows, "d.csv").notices
    assert "2, 4" in one.message
    assert "3, 5" in other.message


@pytest.mark.parametrize("value", ["=1", "'=1", "''=1", "＝1", "'＝1", "-5", "'trích", "@x", "' =1"])
def test_cells_like_formulas_come_back(value: str) -> None:
    """No cell begins as a formula, full-width signs too; a ``'`` that is of the words stays."""
    text = written([Decision(kind="task", text_sha="a", field="text", value=value)]).decode("utf-8-sig")
    assert f",{value}," not in text or value == "'trích"
    assert decisions_of(text, "d.csv").rows[0].value == value


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("kind,text_sha,value\ntask\ntask,a,x\n", 2),
        ("kind,doc_id,text_sha\ntask\n", 2),
        ("sep=;\nkind;text_sha;field\n\ntask;a;colour\n", 4),
        ('kind,text_sha,note\ntask,a,"two\nlines"\nfoo,a,\n', 4),
    ],
)
def test_a_row_that_is_cut_is_told(text: str, line: int) -> None:
    """A short row or a field that is none: its line in the file is named, whatever stands above."""
    (notice,) = decisions_of(text, "d.csv").notices
    assert (notice.code, f"d.csv:{line}:" in notice.message) == ("decision_unread", True)


@pytest.mark.parametrize("cell", ["x" * 200_000, '"open', '"open\ntask,a,"x"'])
def test_a_table_that_cannot_be_read_is_refused(cell: str) -> None:
    """A cell without end, a quotation mark never closed: the line is named, no row is swallowed."""
    with pytest.raises(ConfigError, match=r"d\.csv:3:"):
        decisions_of(f"kind,text_sha,value\ntask,a,x\ntask,a,{cell}\ntask,b,x\n", "d.csv")
