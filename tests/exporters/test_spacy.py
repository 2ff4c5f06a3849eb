"""DocBins as a user of spaCy opens them."""

from pathlib import Path

import pytest

from extractor.exporters.options import ExportOptions
from extractor.exporters.spacy import write
from tests.exporters.made import TEXT, extraction

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'kehoach[spacy]'")


def docs(folder: Path) -> "list[spacy.tokens.Doc]":
    """The documents of all files, in order."""
    vocab = spacy.blank("xx").vocab
    files = sorted((folder / "spacy").glob("*.spacy"))
    return [doc for file in files for doc in spacy.tokens.DocBin().from_disk(file).get_docs(vocab)]


def test_spans_hold_the_words_and_ids_of_the_records(tmp_path: Path) -> None:
    """Text, groups, labels and ids are those of the plan."""
    write([extraction("a")], tmp_path, ExportOptions())
    (doc,) = docs(tmp_path)
    assert doc.text == TEXT
    assert doc.user_data["doc_id"] == "a"
    found = {
        group: [(span.text, span.label_, span.kb_id_, span.id_) for span in spans]
        for group, spans in doc.spans.items()
    }
    unit = ("Sở Mẫu", "ORGANIZATION", "so_mau", "t1")
    assert found == {
        "sections": [("Mở lớp", "HEADING", "", "p1/1.1")],
        "citations": [
            ("Quyết định số 7/QĐ-\nUBND", "NUMBERED", "vn-mau/quyet-dinh/unknown/7-qd-ubnd", "c1"),
        ],
        "tasks": [("Mở lớp", "TASK", "", "t1")],
        "organizations": [unit, unit],
        "roles": [("Sở Mẫu", "LEAD", "so_mau", "t1")] * 2,
        "deadlines": [("tháng 3/2024", "WITHIN", "", "t1")],
    }


def test_many_documents_lie_in_several_files(tmp_path: Path) -> None:
    """In the order of the run, none lost."""
    names = [f"ke-hoach-{n:03}" for n in range(101)]
    write([extraction(name) for name in names], tmp_path, ExportOptions())
    assert len(list((tmp_path / "spacy").iterdir())) == 2
    assert [doc.user_data["doc_id"] for doc in docs(tmp_path)] == names


def test_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """And a run without documents leaves an empty folder."""
    for name in ("mot", "hai"):
        write([extraction("a"), extraction("b")], tmp_path / name, ExportOptions())
    one, two = ((tmp_path / name / "spacy" / "part-0001.spacy").read_bytes() for name in ("mot", "hai"))
    assert one == two
    write([], tmp_path / "hai", ExportOptions())
    assert list((tmp_path / "hai" / "spacy").iterdir()) == []
