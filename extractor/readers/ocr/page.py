"""One picture of a page → words, ruled tables, confidence: the same shape a digital page gives.

Ruled tables are read cell by cell, everything else as the engine divides it: one block loses lines where
letters change their size, and words looked for in no order are fewer. Rows and columns are made anew anyway.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

from extractor.extras import check
from extractor.readers.ocr.cells import read_cells
from extractor.readers.ocr.doubts import looked_again
from extractor.readers.ocr.engine import AUTO, Engine, SeenWord, load_engine
from extractor.readers.ocr.letters import mended
from extractor.readers.ocr.lines import lines_again, passed_over, side_by_side
from extractor.readers.ocr.numerals import recounted
from extractor.readers.ocr.orientation import LEGIBLE, better_turns, quarter_turns, turned_by
from extractor.readers.ocr.phrases import marked
from extractor.readers.ocr.picture import Prepared, prepare
from extractor.readers.ocr.pixels import Picture
from extractor.readers.ocr.ruling import find_rules, without_rules
from extractor.readers.ocr.sheet import POINTS, Sheet
from extractor.readers.ocr.shown import placing
from extractor.readers.pace import allow_recognition
from extractor.readers.page.document import FoundPage, rows_of
from extractor.readers.page.grid import PageGrids, find_tables, level_lines
from extractor.readers.page.tables import fill_tables
from extractor.readers.page.words import PageWord, Rule, SetWord, Style

_NOISE = 0.5
"""Confidence below which a word without letter or digit is dirt …"""
_BULLETS = frozenset("-–+•*")
"""… unless it opens its line as one of these."""
_DIRT = frozenset("`´¨^~\\¬¦{}‘’“”\"'„‚«»_")
"""No word of print consists of these alone."""


class Recognised(NamedTuple):
    """A recognised page, and whether marks in colour were taken out of its picture."""

    page: FoundPage
    cleaned: bool
    cut: bool
    """Whether there were more crossings of lines than the limit: the page was then read without tables."""


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
            check("ocr")
            self._engine = load_engine(self._folder)
        allow_recognition()
        engine, ready = self._engine, prepare(picture, dpi)
        turns = quarter_turns(engine, picture, dpi, ready.ink)
        if turns:
            picture, beside = turned_by(picture, turns), ()
            ready = prepare(picture, dpi)
        seen = recognise(engine, ready, limit=self._limit, beside=beside)
        if (seen.page.confidence or 1.0) < LEGIBLE:
            more = better_turns(engine, picture, dpi, seen.page.confidence or 0.0)
            if more:
                turns += more
                seen = recognise(engine, prepare(turned_by(picture, more), dpi), limit=self._limit)
        return seen._replace(page=seen.page._replace(turned=turns % 4))


def recognise(engine: Engine, ready: Prepared, *, limit: int, beside: Sequence[SetWord] = ()) -> Recognised:
    """Reads one page that stands upright.

    Args:
        engine: the recogniser.
        ready: the page as prepared.
        limit: crossings of ruling lines looked at.
        beside: words of a text layer, in page points.
    """
    lines = find_rules(ready.ink, ready.dpi)
    grids = find_tables(lines.rules, limit)
    sheet = Sheet(without_rules(ready.grey, lines.mask), ready.ink & ~lines.mask, round(ready.dpi))
    seen = [word for table in grids.tables for word in read_cells(engine, sheet, table)]
    seen += _outside(engine, sheet.without([table.box for table in grids.tables]))
    words = list(_words(list(_checked(engine, seen, sheet)), POINTS / ready.dpi))
    words += [item for item in beside if not any(_overlap(item.word, other.word) for other in words)]
    return Recognised(_page(words, ready, grids, lines.rules), ready.cleaned, grids.cut)


def _checked(engine: Engine, seen: Sequence[SeenWord], sheet: Sheet) -> Iterator[SeenWord]:
    """The words after a second look at doubtful ones, with letters of Vietnamese print, numerals counted."""
    for _, line in groupby(seen, key=lambda word: word.line):
        words: list[SeenWord] = []
        for word in line:
            again = looked_again(engine, word, sheet.grey, sheet.dpi)
            again = again._replace(text=mended(again.text, opens_line=not words))
            is_bullet = not words and again.text in _BULLETS
            if is_bullet or _is_print(again):
                words.append(recounted(again, sheet.ink, words[-1].text if words else ""))
        yield from marked(words)


def _is_print(word: SeenWord) -> bool:
    """Whether a word is more than dirt: letters, digits, or marks that are sure."""
    return any(map(str.isalnum, word.text)) or (word.confidence >= _NOISE and not _DIRT.issuperset(word.text))


def _outside(engine: Engine, sheet: Sheet) -> Iterator[SeenWord]:
    """The words of the page without its tables."""
    whole = 0, 0, sheet.grey.shape[1], sheet.grey.shape[0]
    ink = sheet.ink_box(whole)
    if ink is None:
        return
    seen = engine.words(sheet.grey, sheet.with_margin(ink, whole), dpi=sheet.dpi, mode=AUTO)
    seen = side_by_side(engine, seen, sheet)
    seen = lines_again(engine, seen, sheet)
    yield from seen
    yield from passed_over(engine, seen, sheet)


def _overlap(one: PageWord, two: PageWord) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.top < two.bottom and two.top < one.bottom


def _page(words: list[SetWord], ready: Prepared, grids: PageGrids, rules: Sequence[Rule]) -> FoundPage:
    tables, outside = fill_tables(grids.tables, words, lambda word, _: [word])
    height, width = ready.grey.shape
    scale = POINTS / ready.dpi
    sure = [item.word.confidence for item in words if item.word.confidence is not None]

    return FoundPage(
        width=width * scale,
        height=height * scale,
        rows=rows_of(outside),
        tables=tables,
        lines=level_lines(list(rules)),
        read_by="ocr",
        confidence=round(fmean(sure), 3) if sure else None,
        place=placing(ready),
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
            text=word.text,
            x0=word.x0 * scale,
            top=tops[word.line] * scale,
            x1=word.x1 * scale,
            bottom=bottoms[word.line] * scale,
            baseline=word.baseline * scale,
            at=at,
            confidence=round(word.confidence, 2),
        )
        yield SetWord(made, Style.UNKNOWN)
