"""Fonts that a PDF names and does not bring along: boxes are the same whatever was read or drawn before."""

import pypdfium2
import pytest

from tests.readers.pdf_pages import read_pdf

SANS, SERIF = 32, 34
"""Flags of a font descriptor."""


def pdf(flags: int, stem: int = 80, *, widths: bool = False) -> bytes:
    """One line of text in a font that no system has."""
    drawing = b"BT 60 700 Td/F 14 Tf(Ke hoach WAM phat trien)Tj ET"
    stated = b"/FirstChar 32/LastChar 126/Widths[%s]" % (b"700 " * 95) if widths else b""
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/KhongCo/Encoding/WinAnsiEncoding%s/FontDescriptor"
        b"<</Type/FontDescriptor/FontName/KhongCo/Flags %d/StemV %d>>>>"
    ) % (stated, flags, stem)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        font,
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, item) for number, item in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer<</Root 1 0 R>>" % body


@pytest.mark.parametrize("flags", [SANS, SERIF])
def test_drawing_one_document_leaves_the_boxes_of_the_next_alone(flags: int) -> None:
    """A page in another weight and width is drawn (as for recognition) between two readings."""
    before = read_pdf(pdf(flags))
    for stem in (50, 80, 200):
        with pypdfium2.PdfDocument(pdf(flags, stem, widths=True)) as drawn:
            drawn[0].render(scale=4)
        assert read_pdf(pdf(flags)) == before
    assert all(word.x1 > word.x0 for word in before.pages[0].words)
    assert before.text.startswith("Ke hoach WAM")
