"""Digital PDFs of real offices: the same words, rows and cells as other readings of them give."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from extractor.config import Config, OcrConfig
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.readers.pdf.read import read

WORD = re.compile(r"\w+")


def _documents(corpus: Path) -> list[Path]:
    return [path for path in sorted((corpus / "docs").glob("*.pdf")) if not path.name.endswith(".scan.pdf")]


def _read(path: Path) -> Document:
    return read(SourceFile.of(path.name, path.read_bytes()), Config())


def test_words_are_those_of_the_text_edition(corpus: Path) -> None:
    """Outside of tables, whose headers print repeats, at most one word in a hundred differs from the text."""
    compared = 0
    for path in _documents(corpus):
        text = path.with_suffix(".txt")
        document = _read(path)
        if not text.exists() or document.grids:
            continue
        furniture = [
            document.text[block.start : block.end] for block in document.blocks if block.kind == "furniture"
        ]
        told = Counter(WORD.findall(unicodedata.normalize("NFC", text.read_text(encoding="utf-8"))))
        found = Counter(WORD.findall(document.text)) - Counter(WORD.findall(" ".join(furniture)))
        assert sum(((told - found) + (found - told)).values()) <= told.total() / 100, path.name
        compared += 1
    if not compared:
        pytest.skip("no real PDF has a text edition beside it")


def test_blocks_and_words_tile_the_text(corpus: Path) -> None:
    """Every visible character lies in a block, words are sorted and stand where their text stands."""
    for path in _documents(corpus):
        document = _read(path)
        covered = 0
        for block in document.blocks:
            assert not document.text[covered : block.start].strip()
            covered = block.end
        for page in document.pages:
            starts = [word.start for word in page.words]
            assert starts == sorted(starts)
            assert all(" " not in document.text[word.start : word.end] for word in page.words)


def test_grids_have_the_cells_another_reader_finds(corpus: Path) -> None:
    """On pages without shading pdfplumber finds the same number of cells (it takes shading for lines)."""
    compared = 0
    for path in _documents(corpus):
        document = _read(path)
        with pdfplumber.open(path) as other:
            for page in other.pages:
                shaded = any(min(rect["width"], rect["height"]) > 5 and rect["fill"] for rect in page.rects)
                if shaded or not (page.rects or page.lines):
                    continue
                ours = [
                    len(grid.cells) for grid in document.grids if grid.page == page.page_number and grid.ruled
                ]
                theirs = [len(table.cells) for table in page.find_tables()]
                assert sorted(ours) == sorted(theirs), (path.name, page.page_number)
                compared += len(ours)
                page.close()
    assert compared > 0


def test_scans_that_are_not_recognised_are_said(corpus: Path) -> None:
    """With recognition turned off a scan gives pages read by none and says so; nothing is invented."""
    path = min((corpus / "docs").glob("*.scan.pdf"))
    document = read(SourceFile.of(path.name, path.read_bytes()), Config(ocr=OcrConfig(pages="never")))
    assert {page.read_by for page in document.pages} == {"none"}
    assert document.issues[0].code == "no_text_layer"
    assert document.text == ""


@pytest.mark.slow
def test_unlabelled_documents_are_read(corpus: Path) -> None:
    """Decrees, circulars and decisions of the gazette are read, each page with its head set aside."""
    for path in sorted((corpus / "unlabelled").glob("*.pdf")):
        document = _read(path)
        heads = {block.page for block in document.blocks if block.kind == "furniture"}
        assert len(heads) >= len(document.pages) - 1, path.name
