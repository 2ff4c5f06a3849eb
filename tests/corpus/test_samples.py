"""The checked-in samples, their gold and their catalogue belong together and can be built again."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from build_samples import STATUS, toolchain
from synthesis.build import WRITERS, gold_bytes, read_source
from synthesis.truth import gold_of

from tests.corpus.conftest import CORPUS, squeezed

SOURCES = sorted((CORPUS / "sources").glob("*.toml"))
CATALOGUE = list(csv.DictReader((CORPUS / "catalog.csv").open(encoding="utf-8")))
MARK = squeezed("VĂN BẢN MẪU - nội dung giả định")


def text_of(path: Path) -> str:
    """The words of a sample, white space aside, without the program's own readers."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
    elif path.suffix == ".docx":
        text = zipfile.ZipFile(path).read("word/document.xml").decode()
    else:
        text = path.read_text(encoding="utf-8")
    return squeezed(text)


def gold_words(gold: dict[str, Any]) -> list[str]:
    """Everything the gold quotes from the document."""
    words = [part["title"] for part in gold["parts"]] + [doc["number"] for doc in gold["citations"]]
    words += [section["heading"] for section in gold["sections"]]
    words += [doc["title"] for doc in gold["unnumbered_citations"]]
    words += [gold["metadata"][name] for name in ("number", "place", "title")]
    words.append(gold["metadata"]["signer"]["name"])
    for task in gold["tasks"]:
        words += [task["text"], task["product"], *(stage["raw"] for stage in task["deadlines"])]
        words += task["lead"] + task["coordinating"]
    return [word for word in words if word]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_gold_quotes_its_document(source: Path) -> None:
    """Every number, heading, title, task, unit and deadline of the gold stands in the .txt of the sample."""
    draft, _ = read_source(source)
    gold = json.loads((CORPUS / "gold" / f"{draft.doc_id}.gold.json").read_text(encoding="utf-8"))
    text = text_of(CORPUS / "samples" / f"{draft.doc_id}.txt")
    assert [word for word in gold_words(gold) if squeezed(word) not in text] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_gold_is_what_its_source_says(source: Path) -> None:
    """Building the gold again gives the same bytes, and its digest is that of the .txt."""
    draft, _ = read_source(source)
    text = (CORPUS / "samples" / f"{draft.doc_id}.txt").read_bytes()
    built = gold_bytes(gold_of(draft, hashlib.sha256(text).hexdigest()))
    assert (CORPUS / "gold" / f"{draft.doc_id}.gold.json").read_bytes() == built


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row["file"].removeprefix("samples/"))
def test_sample_can_be_built_again(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    """The source gives the checked-in bytes, wherever font, reportlab and zlib are those of the catalogue."""
    if row["format"] == "pdf":
        request.getfixturevalue("fonts")
    if row["built_with"] != (here := toolchain(row["format"])):
        pytest.skip(f"built with {row['built_with']}, here {here}")
    (draft,) = [draft for draft, _ in map(read_source, SOURCES) if draft.doc_id == row["doc_id"]]
    assert WRITERS[row["format"]](draft) == (CORPUS / row["file"]).read_bytes()


def test_catalogue_lists_every_sample_as_a_sample() -> None:
    """One row a file with its digest; each is called a sample there and in its own text."""
    files = sorted(f"samples/{path.name}" for path in (CORPUS / "samples").iterdir())
    assert sorted(row["file"] for row in CATALOGUE) == files
    for row in CATALOGUE:
        path = CORPUS / row["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
        assert row["status"] == STATUS
        assert MARK in text_of(path)


def test_both_kinds_of_plan_come_from_two_provinces() -> None:
    """Prose plans and decisions with appendix, each from two provinces and in the formats promised."""
    provinces: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for row in CATALOGUE:
        provinces.setdefault(row["parts"], set()).add(row["province"])
        forms.setdefault(row["parts"], set()).add(row["format"])
    assert {parts: len(names) for parts, names in provinces.items()} == {
        "plan": 2,
        "decision + plan + appendix": 2,
    }
    assert forms == {"plan": {"txt", "pdf"}, "decision + plan + appendix": {"txt", "html", "docx", "pdf"}}


def test_docx_holds_fixed_dates_only() -> None:
    """No clock in the file: the members of a DOCX carry one fixed date."""
    for row in CATALOGUE:
        if row["format"] == "docx":
            archive = zipfile.ZipFile(io.BytesIO((CORPUS / row["file"]).read_bytes()))
            assert {entry.date_time for entry in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}
