"""PDFs made to do harm, or damaged on their way: refused before they are opened, or mended."""

import zlib

import pytest

from extractor.config import Config, Limits
from extractor.errors import DamagedFile, ReadError
from extractor.model.source import SourceFile
from extractor.readers.pdf.hazards import check
from extractor.readers.pdf.mend import mended
from extractor.readers.pdf.read import read

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> >> >>"
)


def stream(content: bytes, extra: bytes = b"/Filter /FlateDecode", layers: int = 1) -> bytes:
    """A stream object, packed so many times."""
    for _ in range(layers):
        content = zlib.compress(content, 9)
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def pdf(content: bytes, *more: bytes, page: bytes = PAGE) -> bytes:
    """A file of one page with that object for its content."""
    catalog, tree = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate((catalog, tree, page, content, FONT, *more), 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    return bytes(made)


TEXT = b"BT /F1 12 Tf 60 700 Td (KE HOACH MAU) Tj ET"
GOOD = pdf(stream(TEXT))
LIMITS = Limits(stream_bytes=1_000_000, image_pixels=1_000_000)
PICTURE = (
    b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /Filter /FlateDecode"
)
RANGES = b"begincmap\n1 beginbfrange\n<00000000> <FFFFFFFF> <0000>\nendbfrange\nendcmap"
HOSTILE = {
    "inflated": (pdf(stream(b" " * 2_000_000)), "inflated_size"),
    "inflated twice": (
        pdf(stream(b" " * 2_000_000, b"/Filter [/FlateDecode /FlateDecode]", 2)),
        "inflated_size",
    ),
    "pixels": (pdf(stream(TEXT), stream(b"\xff" * 100, PICTURE)), "too_large"),
    "characters": (pdf(stream(TEXT), stream(RANGES)), "resource_limit"),
    "brackets": (pdf(stream(b"[" * 5000 + b"]" * 5000 + b" TJ")), "damaged"),
    "nested page": (
        pdf(stream(TEXT), page=PAGE[:-2] + b"/Z " + b"<</A " * 5000 + b"1" + b">>" * 5000 + b">>"),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_before_a_library_opens_it(name: str) -> None:
    """Each has its code."""
    data, code = HOSTILE[name]
    with pytest.raises(ReadError) as caught:
        check(SourceFile.of("a.pdf", data), LIMITS)
    assert caught.value.code == code


def test_ordinary_tables_of_characters_are_no_hazard() -> None:
    """Single codes far apart, and ranges of whole alphabets, are what makers of PDFs write."""
    single = b"".join(b"<%04X> <%04X>\n" % (code, 0x1EA0 + code) for code in range(2000))
    table = b"2000 beginbfchar\n" + single + b"endbfchar\n2 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange"
    assert check(SourceFile.of("a.pdf", pdf(stream(TEXT), stream(table))), LIMITS).names_page


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"/Kids", b"/Ktds")
        .replace(b"trailer", b"tra\xe0ler")
        .replace(b"startxref", b"skartxref"),
        GOOD[: GOOD.index(b"xref\n0")] + b"\0" * 4000,
    ],
    ids=["bytes changed", "end never came"],
)
def test_damage_is_mended_and_said(data: bytes) -> None:
    """Pages that are whole are read; the document bears truncated."""
    made = read(SourceFile.of("a.pdf", data), Config())
    assert "KE HOACH MAU" in made.text
    assert "truncated" in [issue.code for issue in made.issues]


def test_a_file_cut_off_is_not_mended() -> None:
    """It is to be fetched again."""
    cut = GOOD[: GOOD.index(b"xref\n0")]
    assert mended(cut) is None
    with pytest.raises(DamagedFile):
        read(SourceFile.of("a.pdf", cut[: len(cut) // 2]), Config())


def test_a_tree_of_pages_without_a_page_is_damage() -> None:
    """A node that is its own child opens as a page with nothing on it."""
    tree = b"<< /Type /Pages /Count 1 /Kids [2 0 R] /MediaBox [0 0 595 842] >>"
    data = GOOD.replace(b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", tree).replace(
        b"/Type /Page ", b"/Type /Pag_ "
    )
    with pytest.raises(DamagedFile):
        read(SourceFile.of("a.pdf", data), Config())
