"""One picture of a page → words, ruled tables, confidence: the same shape a digital page gives.

Ruled tables are read cell by cell, everything else as words in no order: rows and columns are made from the
words' places anyway, and the engine's own search for blocks loses lines beside stamps and signatures.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from extractor.readers.ocr.doubts import looked_again
from extractor.readers.ocr.engine import BLOCK, LINE, SPARSE, Engine, Rectangle, SeenWord, load_engine
from extractor.readers.ocr.numerals import recounted
from extractor.readers.ocr.picture import Prepared, prepare
from extractor.readers.ocr.pixels import Picture
from extractor.readers.ocr.ruling import find_rules, without_rules
from extractor.readers.page.document import FoundPage, rows_of
from extractor.readers.page.grid import PageGrids, find_tables, level_lines
from extractor.readers.page.tables import fill_tables
from extractor.readers.page.words import Box, PageWord, Rule, SetWord, Style
from extractor.text.composed import normalize

_LEAST_INK = 0.0003
"""Square inches of ink from which something is written in a cell."""
_MARGIN = 0.04
"""Inches of paper left around what is shown to the engine."""
_ONE_LINE = 0.26
"""Inches up to which the ink of a cell is one line of print."""
_POINTS = 72


class Recognised(NamedTuple):
    """A recognised page, and whether marks in colour were taken out of its picture."""

    page: FoundPage
    cleaned: bool
    cut: bool
    """Whether there were more crossings of lines than the limit: the page was then read without tables."""


class _Sheet(NamedTuple):
    """What is shown to the engine: the page without lines, its ink, pixels an inch."""

    grey: Picture
    ink: Picture
    dpi: float


class Recogniser:
    """Recognises the pages of one document; the engine starts with the first page that needs it.

    Args:
        folder: where Tesseract's Vietnamese data lie; None for the places where systems keep them.
        limit: crossings of ruling lines looked at on one page.
    """

    def __init__(self, folder: str | None, limit: int) -> None:
        self._folder, self._limit = folder, limit
        self._engine: Engine | None = None

    def __enter__(self) -> "Recogniser":
        return self

    def __exit__(self, *_: object) -> None:
        if self._engine is not None:
            self._engine.close()

    def read(self, picture: Picture, dpi: float, beside: Sequence[SetWord] = ()) -> Recognised:
        """Reads one page.

        Args:
            picture: grey or coloured page.
            dpi: pixels an inch.
            beside: words of a text layer to be kept where nothing is recognised (stamps).

        Raises:
            MissingTool: the parts for recognition are not installed.
        """
        if self._engine is None:
            self._engine = load_engine(self._folder)
        return recognise(self._engine, picture, dpi, limit=self._limit, beside=beside)


def recognise(
    engine: Engine, picture: Picture, dpi: float, *, limit: int, beside: Sequence[SetWord] = ()
) -> Recognised:
    """Reads one page; see ``Recogniser.read``.

    Args:
        engine: the recogniser.
        picture: grey or coloured page.
        dpi: pixels an inch.
        limit: crossings of ruling lines looked at.
        beside: words of a text layer, in page points.
    """
    ready = prepare(picture, dpi)
    lines = find_rules(ready.ink, ready.dpi)
    grids = find_tables(lines.rules, limit)
    sheet = _Sheet(without_rules(ready.grey, lines.mask), ready.ink & ~lines.mask, ready.dpi)
    seen = [
        recounted(looked_again(engine, word, sheet.grey, round(sheet.dpi)), sheet.ink)
        for word in (*_in_tables(engine, sheet, grids), *_outside(engine, sheet, grids))
    ]
    words = list(_words(seen, _POINTS / ready.dpi))
    words += [item for item in beside if not any(_overlap(item.word, other.word) for other in words)]
    return Recognised(_page(words, ready, grids, lines.rules), ready.cleaned, grids.cut)


def _in_tables(engine: Engine, sheet: _Sheet, grids: PageGrids) -> Iterator[SeenWord]:
    """The words of each cell, the cell read on its own."""
    dpi = round(sheet.dpi)
    for table in grids.tables:
        for slot in table.slots:
            box = _inked(sheet, _pixels(slot.box, sheet))
            if box is not None:
                low = box[3] - box[1] <= (_ONE_LINE + 2 * _MARGIN) * sheet.dpi
                yield from engine.words(sheet.grey, box, dpi=dpi, mode=LINE if low else BLOCK)


def _outside(engine: Engine, sheet: _Sheet, grids: PageGrids) -> Iterator[SeenWord]:
    """The words of the page, its tables painted over."""
    grey, ink = sheet.grey.copy(), sheet.ink.copy()
    for table in grids.tables:
        x0, top, x1, bottom = _pixels(table.box, sheet)
        grey[top:bottom, x0:x1] = 255
        ink[top:bottom, x0:x1] = 0
    rest = sheet._replace(grey=grey, ink=ink)
    box = _inked(rest, (0, 0, grey.shape[1], grey.shape[0]))
    if box is not None:
        yield from engine.words(grey, box, dpi=round(sheet.dpi), mode=SPARSE)


def _pixels(box: Box, sheet: _Sheet) -> Rectangle:
    """A box of points in whole pixels inside the page."""
    scale = sheet.dpi / _POINTS
    height, width = sheet.grey.shape
    x0, top, x1, bottom = (round(edge * scale) for edge in box)
    return max(x0, 0), max(top, 0), min(x1, width), min(bottom, height)


def _inked(sheet: _Sheet, box: Rectangle) -> Rectangle | None:
    """The part of ``box`` that holds ink, with a margin; None where nothing is written."""
    import cv2
    import numpy as np

    x0, top, x1, bottom = box
    ink = sheet.ink[top:bottom, x0:x1]
    if np.count_nonzero(ink) < _LEAST_INK * sheet.dpi**2:
        return None
    left, above, wide, high = cv2.boundingRect(ink)
    margin = round(_MARGIN * sheet.dpi)
    return (
        max(x0 + left - margin, x0),
        max(top + above - margin, top),
        min(x0 + left + wide + margin, x1),
        min(top + above + high + margin, bottom),
    )


def _overlap(one: PageWord, two: PageWord) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.top < two.bottom and two.top < one.bottom


def _page(words: list[SetWord], ready: Prepared, grids: PageGrids, rules: Sequence[Rule]) -> FoundPage:
    tables, outside = fill_tables(grids.tables, words, lambda word, _: [word])
    height, width = ready.grey.shape
    scale = _POINTS / ready.dpi
    sure = [item.word.confidence for item in words if item.word.confidence is not None]

    def place(box: Box) -> Box:
        x0, top, x1, bottom = ready.turn.back(tuple(edge / scale for edge in box))  # type: ignore[arg-type]
        return x0 * scale, top * scale, x1 * scale, bottom * scale

    return FoundPage(
        width=width * scale,
        height=height * scale,
        rows=rows_of(outside),
        tables=tables,
        lines=level_lines(list(rules)),
        read_by="ocr",
        confidence=round(fmean(sure), 3) if sure else None,
        place=place if ready.turn.is_needed else None,
    )


def _words(seen: Sequence[SeenWord], scale: float) -> Iterator[SetWord]:
    """The words in page points. All words of a line are as high as the line: the box of a word is that of its
    letters, and "xem" is lower than "Ủy"."""
    tops: dict[int, int] = {}
    bottoms: dict[int, int] = {}
    for word in seen:
        tops[word.line] = min(word.top, tops.get(word.line, word.top))
        bottoms[word.line] = max(word.bottom, bottoms.get(word.line, word.bottom))
    for at, word in enumerate(seen):
        made = PageWord(
            text=normalize(word.text),
            x0=word.x0 * scale,
            top=tops[word.line] * scale,
            x1=word.x1 * scale,
            bottom=bottoms[word.line] * scale,
            baseline=word.baseline * scale,
            at=at,
            confidence=round(word.confidence, 2),
        )
        yield SetWord(made, Style.UNKNOWN)
