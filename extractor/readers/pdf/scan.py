"""Pages that are pictures: whether a page needs recognition, and its picture.

A page is recognised where its text layer is missing, is garbage (few of its words are possible syllables), or
is no more than a stamp on a scanned page. A good layer of recognised text below a scan is kept.
"""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

from extractor.extras import needing
from extractor.readers.page.words import Box, SetWord, Style
from extractor.readers.pdf.frame import Frame
from extractor.text.syllables import count_syllables

Layer = Literal["good", "none", "garbage", "stamp"]
"""What the text layer of a page is worth; ``stamp``: a few words beside a scan that holds the text."""

_POINTS = 72
_DPI = 200
"""Resolution of a page whose pictures do not tell their own."""
_LEAST_DPI, _MOST_DPI = 100, 300
_WHOLE = 0.9
"""Part of a page that a picture covers to be the page."""
_HALF = 0.5
"""Part of a page that a picture covers to be more than an illustration."""
_ENOUGH = 20
"""Words by which a layer is judged."""
_GARBAGE = 0.3
"""Part of possible syllables below which a layer is garbage, or in another language (English has 0.2)."""
_POOR = 0.8
"""The same for a layer of recognised text below a scan: good recognition has 0.95."""
_SAMPLE = 60
_FEW = 80
"""Words of a scanned page's layer that may be no more than stamps and a letterhead."""
_OVERLAY = 1.3
"""Ink of the whole page against that of its pictures from which the rest is text, not a watermark."""


class Pictures(NamedTuple):
    """The pictures of a page: the part of the page they cover, and the resolution of the largest."""

    share: float
    dpi: float
    others: int
    """Drawings and text laid over them."""


def is_doubtful(words: Sequence[SetWord]) -> bool:
    """Whether a text layer must be judged at all: a quick look, for pages of print are many."""
    if len(words) < _FEW or words[0].style & Style.HIDDEN:
        return True
    return count_syllables(" ".join(item.word.text for item in words[:_SAMPLE])).share < _GARBAGE


def judge(words: Sequence[SetWord], pictures: Pictures) -> Layer:
    """What the text layer of a page is worth."""
    if not words:
        return "none"
    is_hidden = all(item.style & Style.HIDDEN for item in words)
    sample = count_syllables(" ".join(item.word.text for item in words[:_SAMPLE]))
    least = _POOR if is_hidden and pictures.share >= _HALF else _GARBAGE
    if sample.words >= _ENOUGH and sample.share < least:
        whole = count_syllables(" ".join(item.word.text for item in words))
        if whole.share < least:
            return "garbage"
    if pictures.share >= _HALF and len(words) < _FEW and not is_hidden:
        return "stamp"
    if is_hidden and pictures.share >= _HALF and sample.words < _ENOUGH:
        return "garbage"
    return "good"


def pictures_of(page: Any, frame: Frame) -> Pictures:
    """What pictures lie on a loaded page."""
    share = dpi = 0.0
    others = 0
    for item, kind in _objects(page):
        if kind != pdfium.FPDF_PAGEOBJ_IMAGE:
            others += 1
            continue
        box = _bounds(item, frame)
        wide, high = min(box[2], frame.width) - max(box[0], 0), min(box[3], frame.height) - max(box[1], 0)
        here = max(wide, 0) * max(high, 0) / max(frame.width * frame.height, 1)
        if here > _HALF / 10:
            dpi = max(dpi, _dpi(item, box))
        share += here
    return Pictures(min(share, 1.0), dpi, others)


def _objects(page: Any) -> Iterator[tuple[Any, int]]:
    """The objects of a page; of a form, what it holds."""
    for at in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind
            continue
        inside = [
            pdfium.FPDFFormObj_GetObject(item, index)
            for index in range(pdfium.FPDFFormObj_CountObjects(item))
        ]
        kinds = {pdfium.FPDFPageObj_GetType(one) for one in inside}
        picture = pdfium.FPDF_PAGEOBJ_IMAGE
        yield item, picture if kinds == {picture} else pdfium.FPDF_PAGEOBJ_FORM


def _bounds(item: Any, frame: Frame) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, bottom, right, top))):
        return 0.0, 0.0, 0.0, 0.0
    return frame.box(left.value, bottom.value, right.value, top.value)


def _dpi(item: Any, box: Box) -> float:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:  # a scan wrapped in a form
        item = pdfium.FPDFFormObj_GetObject(item, 0)
    if not pdfium.FPDFImageObj_GetImagePixelSize(item, ctypes.byref(wide), ctypes.byref(high)):
        return 0.0
    longer = max(box[2] - box[0], box[3] - box[1])
    return max(wide.value, high.value) * _POINTS / longer if longer > 1 else 0.0


def render(page: Any, frame: Frame, pictures: Pictures, limit: int) -> tuple[Any, float]:
    """The picture of a loaded page, rows × columns × 3 (red, green, blue), and its pixels an inch.

    Watermarks that lie over a scan as drawings are left out; this changes the page in memory.

    Args:
        limit: pixels at most; a larger page is rendered coarser.
    """
    dpi = min(max(pictures.dpi or _DPI, _LEAST_DPI), _MOST_DPI)
    inches = max(frame.width * frame.height, 1) / _POINTS**2
    dpi = min(dpi, (limit / inches) ** 0.5)
    if pictures.share >= _WHOLE and pictures.others:
        whole = drawn(page, frame, _LEAST_DPI / 2)
        removed = _without_others(page)
        alone = drawn(page, frame, _LEAST_DPI / 2)
        if (255 - whole).sum() > _OVERLAY * (255 - alone).sum():
            for item in removed:
                pdfium.FPDFPage_InsertObject(page, item)
            removed = []
        picture = drawn(page, frame, dpi)
        for item in removed:
            pdfium.FPDFPageObj_Destroy(item)
        return picture, dpi
    return drawn(page, frame, dpi), dpi


def _without_others(page: Any) -> list[Any]:
    """Takes off the page what is no picture; the objects are the caller's."""
    others = [item for item, kind in _objects(page) if kind != pdfium.FPDF_PAGEOBJ_IMAGE]
    return [item for item in others if pdfium.FPDFPage_RemoveObject(page, item)]


def drawn(page: Any, frame: Frame, dpi: float) -> Any:
    """A loaded page drawn upright, rows × columns × 3 (red, green, blue).

    Raises:
        MissingTool: the parts for recognition are not installed.
    """
    with needing("ocr"):
        import numpy as np

    width, height = (max(round(side * dpi / _POINTS), 1) for side in (frame.width, frame.height))
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_BGR, pixels.ctypes.data_as(ctypes.c_void_p), width * 3
    )
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(
        bitmap, page, 0, 0, width, height, frame.turned, pdfium.FPDF_REVERSE_BYTE_ORDER
    )
    pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels
