"""The real documents: the same words and tables in every format, offsets as recorded, nothing crashes."""

import json
from pathlib import Path

import pytest

from extractor.config import Config
from extractor.errors import UnsupportedFormat
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.pipeline import read
from tests.readers.shown import words

_TABLE_ROWS = 3
"""Smaller grids are the head and the signature."""


def _read(path: Path) -> Document:
    return read(SourceFile.of(path.name, path.read_bytes()), Config())


def _rules_off(found: list[str]) -> list[str]:
    """Without the dashes that stand for a drawn line and with symbols broken at a line end joined."""
    text = " ".join(word for word in found if word.strip("-")).replace("- ", "-")
    return text.split()


def test_all_formats_hold_the_same_words(corpus: Path) -> None:
    """HTML, DOCX and Markdown of a document give the words of its text, in the same order."""
    compared = 0
    for text in sorted((corpus / "docs").glob("*.txt")):
        if "thanh-hoa" in text.name:
            continue  # its text repeats the words of row spans
        expected = _rules_off(words(_read(text)))
        for suffix in (".html", ".docx", ".md"):
            other = text.with_suffix(suffix)
            if other.exists():
                assert _rules_off(words(_read(other))) == expected, other.name
                compared += 1
    assert compared


def test_all_formats_hold_the_same_tables(corpus: Path) -> None:
    """Tables have the same rows and columns in text, HTML and DOCX."""
    for text in sorted((corpus / "docs").glob("*.txt")):
        shapes = {
            suffix: [
                (grid.rows, grid.cols)
                for grid in _read(text.with_suffix(suffix)).grids
                if grid.rows > _TABLE_ROWS
            ]
            for suffix in (".txt", ".html", ".docx")
        }
        assert shapes[".txt"] == shapes[".html"] == shapes[".docx"], text.name


def test_recorded_offsets(corpus: Path) -> None:
    """Cells, sections, legal bases and page breaks of the reference texts stand where they were recorded."""
    recorded = json.loads((corpus / "gold" / "reference_offsets.json").read_text("utf-8"))["documents"]
    for name, facts in recorded.items():
        document = _read(corpus / "docs" / f"{name}.txt")
        cells = {(cell.start, cell.end) for grid in document.grids for cell in grid.cells}
        starts = {block.start for block in document.blocks}
        for found in facts["tables"]:
            spans = [*found["header"], *(span for group in found["groups"] for span in group["spans"])]
            spans += [cell for row in found["rows"] for cell in row["cells"].values()]
            assert {(span["start"], span["end"]) for span in spans} <= cells
        assert {span["start"] for span in (*facts["sections"], *facts["legal_bases"])} <= starts
        assert [page.start for page in document.pages[1:]] == facts["noise"].get("page_breaks_at", [])


@pytest.mark.slow
def test_unlabelled_documents_are_read(corpus: Path) -> None:
    """Every further document gives blocks and cells inside its text."""
    for path in sorted((corpus / "unlabelled").iterdir()):
        if path.suffix not in {".md", ".html", ".docx", ".doc"}:
            continue
        try:
            document = _read(path)
        except UnsupportedFormat:
            assert path.suffix == ".doc"
            continue
        end = len(document.text)
        assert document.blocks, path.name
        assert all(0 <= block.start < block.end <= end for block in document.blocks), path.name
        assert all(0 <= cell.start <= cell.end <= end for grid in document.grids for cell in grid.cells)
