"""Fonts that pdfium puts in place of fonts a PDF does not bring along, in one state for every document.

pdfium has two of them, one with serifs and one without, whose weight and width are set anew for each letter
that is drawn. They are shared by all documents of a process, so that the boxes of letters, which are only
looked up, would depend on what was drawn before. Drawing one letter in each sets both to known values.
"""

import pypdfium2
import pypdfium2.raw as pdfium

_SIDE = 16
_NEITHER_SERIF_NOR_SYMBOL, _SERIF = 32, 34
"""Flags of a font descriptor: ISO 32000-1, table 123."""


def reset() -> None:
    """Sets the fonts; half a millisecond."""
    document = pypdfium2.PdfDocument(_TWO_LETTERS)
    page = pdfium.FPDF_LoadPage(document.raw, 0)
    bitmap = pdfium.FPDFBitmap_Create(_SIDE, _SIDE, 0)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, _SIDE, _SIDE, 0, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    document.close()


def _font(flags: int) -> bytes:
    """A font that no system has; it states a width, as that is what the substitute is fitted to."""
    described = b"/FontDescriptor<</Type/FontDescriptor/FontName/None/Flags %d/StemV 80>>" % flags
    head = b"/Type/Font/Subtype/TrueType/BaseFont/None/Encoding/WinAnsiEncoding/FirstChar 97/LastChar 97"
    return b"<<%s/Widths[500]%s>>" % (head, described)


def _pdf() -> bytes:
    drawing = b"BT 4 4 Td/A 8 Tf(a)Tj/B 8 Tf(a)Tj ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
        b"/Resources<</Font<</A 5 0 R/B 6 0 R>>>>>>" % (_SIDE, _SIDE),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        _font(_NEITHER_SERIF_NOR_SYMBOL),
        _font(_SERIF),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, item) for number, item in enumerate(objects, 1))
    return b"%%PDF-1.4\n%strailer<</Root 1 0 R>>" % body


_TWO_LETTERS = _pdf()
