"""What reading a digital PDF costs against pdfplumber: CPU of both in the same run, as ratios."""

import gc
import math
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2.raw as pdfium
import pytest

from extractor.config import Config
from extractor.model.source import SourceFile
from extractor.readers.pdf.frame import page_frame
from extractor.readers.pdf.read import read
from extractor.readers.pdf.ruling import read_rules
from extractor.readers.pdf.source import open_page, open_pdf
from extractor.readers.pdf.words import read_words

pytestmark = pytest.mark.bench

WORDS_AND_RULES = 15
TABLES = 8
ROUNDS = 6
"""Times each document is read at most: its quickest counts, on both sides."""
LIMITS = Config().limits


def _cpu(work: Callable[[Path], None], paths: list[Path]) -> list[float]:
    """CPU seconds of ``work`` on each document, read one after the other as a run does."""
    gc.collect()  # what earlier work left in memory is not searched while this is measured
    spent = []
    for path in paths:
        start = time.process_time()
        work(path)
        spent.append(time.process_time() - start)
    return spent


def _words_and_rules(path: Path) -> None:
    source = SourceFile.of(path.name, path.read_bytes())
    with open_pdf(source, LIMITS) as document:
        for index in range(pdfium.FPDF_GetPageCount(document)):
            with open_page(document, index) as handles:
                assert handles is not None
                frame = page_frame(handles.page, handles.text_page)
                read_words(handles.text_page, frame, LIMITS.page_characters)
                read_rules(handles.page, frame, LIMITS.page_rules)


def _whole(path: Path) -> None:
    read(SourceFile.of(path.name, path.read_bytes()), Config())


def _plumber_words(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.close()


def _plumber_tables(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            for table in page.find_tables():
                table.extract()
            page.close()


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "floor"),
    [
        ("words and rules", _words_and_rules, _plumber_words, WORDS_AND_RULES),
        ("words and tables with cell text", _whole, _plumber_tables, TABLES),
    ],
)
def test_reading_costs_a_fraction_of_pdfplumber(
    corpus: Path, name: str, ours: Callable[[Path], None], theirs: Callable[[Path], None], floor: int
) -> None:
    """Over all real digital PDFs, reading takes at most 1/15 (words) and 1/8 (tables) of pdfplumber's CPU."""
    paths = [path for path in sorted((corpus / "docs").glob("*.pdf")) if not path.name.endswith(".scan.pdf")]
    ours(paths[0])
    theirs(paths[0])
    quick, slow = ([math.inf] * len(paths) for _ in range(2))
    ratio = 0.0
    for _ in range(ROUNDS):  # what else the machine does makes either slower by turns, never quicker
        quick = [min(pair) for pair in zip(quick, _cpu(ours, paths), strict=True)]
        slow = [min(pair) for pair in zip(slow, _cpu(theirs, paths), strict=True)]
        ratio = sum(slow) / sum(quick)
        print(f"{name}: 1/{ratio:.1f} of pdfplumber (at most 1/{floor})")
        if ratio >= floor:
            break
    assert ratio >= floor
