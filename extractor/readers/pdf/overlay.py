"""What lies on a page beside its content: text boxes, stamps, form fields, comments, attached files.

Appearances that show text (FreeText, stamps, fields of forms and signatures) are laid into the page before
it is read, so their words have a place like all others: an e-office prints number and date so.
"""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from extractor.readers.page.lines import make_rows
from extractor.readers.page.words import Box, PageWord, SetWord, Style
from extractor.readers.pdf.frame import Frame
from extractor.rules import ruleset

_DRAWN = frozenset(
    {
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_WATERMARK,
    }
)
_SILENT = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})
_EMBEDDED = frozenset(
    {
        pdfium.FPDF_ANNOT_FILEATTACHMENT,
        pdfium.FPDF_ANNOT_SOUND,
        pdfium.FPDF_ANNOT_MOVIE,
        pdfium.FPDF_ANNOT_SCREEN,
        pdfium.FPDF_ANNOT_RICHMEDIA,
        pdfium.FPDF_ANNOT_THREED,
    }
)
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MOST = 2_000
"""Annotations of a page that are looked at."""
_DEEPEST = 8
_LINE = 12.0
"""Height in points of a line of text whose look the file does not give."""


class Overlay(Struct):
    """What the annotations of one page hold; boxes in PDF user space."""

    boxes: list[tuple[float, float, float, float]] = []
    """Left, bottom, right, top of each annotation whose look was laid into the page."""
    bare: list[tuple[tuple[float, float, float, float], str]] = []
    """Box and words of annotations with words but without a look."""
    objects: frozenset[int] = frozenset()
    """Addresses of the text objects that annotations brought into the page."""
    comments: int = 0
    embedded: int = 0
    cut: bool = False


def look_at(page: Any) -> Overlay:
    """What the annotations of a loaded page hold; all but those that show text are taken off the page."""
    found = Overlay()
    count = pdfium.FPDFPage_GetAnnotCount(page)
    found.cut = count > _MOST
    for index in reversed(range(min(count, _MOST))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            stays = _sort(annotation, found)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if not stays:
            pdfium.FPDFPage_RemoveAnnot(page, index)
    return found


def lay_down(page: Any) -> bool:
    """Makes the looks of annotations part of the page, to be loaded anew; false where that fails."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def text_objects(page: Any, first: int) -> frozenset[int]:
    """Addresses of the text objects in the page's objects from number ``first`` on."""
    count = pdfium.FPDFPage_CountObjects(page)
    return frozenset(
        address
        for at in range(first, count)
        for address in _texts(pdfium.FPDFPage_GetObject(page, at), _DEEPEST)
    )


def _texts(item: Any, depth: int) -> Iterator[int]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield ctypes.addressof(item.contents)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        for at in range(pdfium.FPDFFormObj_CountObjects(item)):
            yield from _texts(pdfium.FPDFFormObj_GetObject(item, at), depth - 1)


def _sort(annotation: Any, found: Overlay) -> bool:
    """Notes what an annotation holds; whether its look belongs into the page."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind in _SILENT or pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return False
    words = _string(annotation, b"Contents").strip()
    if kind in _EMBEDDED:
        found.embedded += 1
    elif kind not in _DRAWN:
        found.comments += bool(words)
    elif pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:
        found.boxes.append(_box(annotation))
        return True
    else:
        words = _string(annotation, b"V").strip() if kind == pdfium.FPDF_ANNOT_WIDGET else words
        if words:
            found.bare.append((_box(annotation), words))
    return False


def _box(annotation: Any) -> tuple[float, float, float, float]:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(bounds))
    return bounds.left, bounds.bottom, bounds.right, bounds.top


def _string(annotation: Any, name: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, name, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(annotation, name, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def is_laid(text_page: Any, word: PageWord, overlay: Overlay) -> bool:
    """Whether a word came into the page with the look of an annotation."""
    handle = pdfium.FPDFText_GetTextObject(text_page, word.at)
    return bool(handle) and ctypes.addressof(handle.contents) in overlay.objects


def bare_words(overlay: Overlay, frame: Frame, first: int) -> list[SetWord]:
    """Words of annotations without a look, spread over their boxes line by line; ``first`` is their place."""
    words: list[SetWord] = []
    for bounds, text in overlay.bare:
        box = frame.box(*bounds)
        lines = [line.split() for line in text.splitlines() if line.strip()]
        height = min((box[3] - box[1]) / max(len(lines), 1), _LINE) or _LINE
        for at, line in enumerate(lines):
            top = box[1] + at * height
            words += _spread(line, (box[0], top, box[2], top + height), first + len(words))
    return words


def _spread(line: Sequence[str], box: Box, first: int) -> Iterator[SetWord]:
    """The words of a line from the left edge of a box on, letters half as wide as high."""
    x0, top, x1, bottom = box
    letters = sum(map(len, line)) + len(line) - 1
    wide = min((bottom - top) / 2, (x1 - x0) / letters if x1 > x0 else _LINE)
    for at, word in enumerate(line):
        end = x0 + wide * len(word)
        yield SetWord(PageWord(word, x0, top, end, bottom, bottom - (bottom - top) / 4, first + at), 0)
        x0 = end + wide


def without_signatures(words: Sequence[SetWord], boxes: Sequence[Box]) -> list[SetWord]:
    """``words`` of annotations, those of the looks of digital signatures set aside.

    A look is one of a signature where one of its lines names the signer or the time; a line with the number
    of the document stays.
    """
    stamp = ruleset("furniture").pattern("furniture.signature_stamp")
    number = ruleset("furniture").pattern("furniture.issue_stamp")
    aside: set[int] = set()
    for x0, top, x1, bottom in boxes:
        inside = [
            item
            for item in words
            if x0 <= (item.word.x0 + item.word.x1) / 2 <= x1
            and top <= (item.word.top + item.word.bottom) / 2 <= bottom
        ]
        rows = make_rows(inside)
        if any(stamp.match(row.text) for row in rows):
            aside.update(item.word.at for row in rows if not number.match(row.text) for item in row.words)
    return [
        item._replace(style=item.style | Style.ASIDE) if item.word.at in aside else item for item in words
    ]
