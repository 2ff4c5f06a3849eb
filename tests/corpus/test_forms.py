"""Scans and files in legacy fonts made of generated plans say what the plans say."""

import numpy as np
import pytest
from synthesis.build import WRITERS
from synthesis.compose import compose
from synthesis.content import generate
from synthesis.content_table import KINDS
from synthesis.draft import Draft
from synthesis.legacy import ENCODINGS, TCVN3, legacy_docx, pieces_of
from synthesis.office import converted, program
from synthesis.scan import Flaws, pictures_of, scan_of

from extractor import pipeline
from extractor.config import Config
from extractor.model.document import Document
from extractor.model.source import SourceFile
from extractor.text.legacy import convert
from tests.corpus.conftest import squeezed

LETTERS = "Ằẳ Ẵắ Ặầ Ẩẫ Ấậ Đđ Ềể Ễế Ệê Ìỉ Ĩí Ịò Ỏõ Óọ Ồổ Ỗố Ộờ Ởỡ Ớợ Ùủ Ũú Ụừ Ửữ Ứự Ỳỷ Ỹý Ỵ"
needs_office = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


def plan() -> Draft:
    """One generated plan with a table."""
    return compose(generate(5, 3, KINDS))


def read(name: str, data: bytes) -> Document:
    """The document of a file."""
    return pipeline.read(SourceFile.of(name, data), Config())


def words(document: Document) -> str:
    """The text of a document without page numbers and white space."""
    blocks = [block for block in document.blocks if block.kind != "furniture"]
    return squeezed("".join(document.text[block.start : block.end] for block in blocks))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_of_legacy_fonts_are_those_that_come_back(encoding: str) -> None:
    """Every Vietnamese letter, small and capital, is set in the letters that the standard has for it."""
    for letter in LETTERS + LETTERS.swapcase():
        pieces = pieces_of(letter, encoding)
        back = [convert(text, encoding, capitals=font.endswith("H")).text for text, font in pieces]  # type: ignore[arg-type]
        assert "".join(back) == letter
    assert len(set(TCVN3.values())) == len(TCVN3)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_word_files_in_legacy_fonts_hold_the_same_words(encoding: str) -> None:
    """A plan set in .VnTime or VNI-Times is read as the plan in Unicode is, and says so."""
    docx = WRITERS["docx"](plan())
    legacy = legacy_docx(docx, encoding)
    assert "Kế hoạch".encode() not in legacy
    document = read("cu.docx", legacy)
    assert document.text == read("moi.docx", docx).text
    assert "legacy_font_converted" in {issue.code for issue in document.issues}


@needs_office
@pytest.mark.parametrize(("encoding", "form"), [("tcvn3", "rtf"), ("vni", "rtf"), ("tcvn3", "doc")])
def test_old_files_in_legacy_fonts_hold_the_same_words(encoding: str, form: str) -> None:
    """The same through LibreOffice as .rtf and .doc."""
    docx = WRITERS["docx"](plan())
    (data,) = converted({"cu.docx": legacy_docx(docx, encoding)}, form).values()
    assert words(read(f"cu.{form}", data)) == words(read("moi.docx", docx))


@needs_office
def test_doc_files_hold_the_same_words() -> None:
    """A .doc of LibreOffice is read as the .docx it was made of."""
    docx = WRITERS["docx"](plan())
    (data,) = converted({"moi.docx": docx}, "doc").values()
    assert words(read("moi.doc", data)) == words(read("moi.docx", docx))


def test_scans_are_pictures_and_the_same_each_time(fonts: str) -> None:
    """A scan has pages of the size of the plan's, no text, and the same bytes for the same flaws and seed."""
    pdf = WRITERS["pdf"](plan())
    flaws = Flaws(dpi=60, skew=1.5, noise=0.05, blur=0.5, quality=40, stamp=True, grey=True)
    scan = scan_of(pdf, flaws, seed=2)
    assert scan == scan_of(pdf, flaws, seed=2)
    assert scan != scan_of(pdf, flaws, seed=3)
    given, made = read("a.pdf", pdf), pictures_of(pdf, flaws)
    assert len(made) == len(given.pages)
    widths = [round(picture.width * 72 / 60) for picture in made]
    assert all(abs(width - page.width) < 2 for width, page in zip(widths, given.pages, strict=True))


def test_a_stamp_is_red(fonts: str) -> None:
    """The stamp of the last page is in colour, over what is printed; other pages have none."""
    pages = pictures_of(WRITERS["pdf"](plan()), Flaws(dpi=40, stamp=True))
    levels = [np.asarray(page, dtype=int) for page in pages]
    red = [int((page[:, :, 0] > page[:, :, 1] + 60).sum()) for page in levels]
    assert red[-1] > 100
    assert not any(red[:-1])
