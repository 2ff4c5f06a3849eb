"""Words of a page with their boxes, from pdfium's text page.

The cost of reading a PDF is in the calls a character: only the first and the last character of a word
are asked for their box, the characters between only where a word must be cut.
"""

import ctypes
import math
import unicodedata
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
import regex

from extractor.readers.page.words import PageWord
from extractor.readers.pdf.frame import Frame

HYPHEN_AT_LINE_END = "\ufffe"
"""What pdfium makes of a hyphen at the end of a line; the next line follows without a break."""

_WORD = regex.compile(r"[^\s\x00-\x1f\ufffe\u200b\ufeff\u202a-\u202e]++\ufffe?+|\ufffe")
_PRIVATE = regex.compile(r"\p{Co}")
_ENDS_IN_DIGIT = regex.compile(r"\S*(?P<digits>\d)[)\].,;:”\"]*+")
_rectangle = Struct("4f").unpack_from
_loose_box, _origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
_AREA_UNITS = frozenset({"m", "km", "cm", "dm", "mm", "ha"})
_RAISED = 1.2
"""Points by which a footnote mark's baseline stands above the baseline of its word."""


_make = PageWord._make


class PageText(NamedTuple):
    """The words of a page in the order of the content stream, with what could not be read as text."""

    words: list[PageWord]
    characters: int
    unmapped: int
    """Characters in a private-use area or without any Unicode value."""
    replaced: int
    """U+FFFD written by the file itself."""
    cut: bool
    """Whether the page has more characters than the limit; the rest was not read."""


class _Glyphs:
    """Boxes and baselines of characters of one text page, with one reused buffer for all calls."""

    def __init__(self, text_page: Any, frame: Frame, text: str) -> None:
        self._page = text_page
        self._frame = frame
        self._text = text
        self._composed = unicodedata.is_normalized("NFC", text)
        same = len(text) == pdfium.FPDFText_CountChars(text_page)
        self._index_of = None if same else pdfium.FPDFText_GetCharIndexFromTextIndex
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._upright, self._shift = frame.upright, (frame.e, frame.f)
        self._top = self._bottom = math.nan
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)

    def word(self, start: int, end: int) -> PageWord:
        """The word of characters ``start:end``: loose boxes of its first and last character, first baseline.

        The hot loop of reading a PDF: no calls but those to pdfium, no attribute read twice.
        """
        page, rect_ref, rect = self._page, self._rect_ref, self._rect
        first, last = start, end - 1
        if self._index_of is not None:
            first, last = self._index_of(page, first), self._index_of(page, last)
        _loose_box(page, first, rect_ref)
        left, top, right, bottom = _rectangle(rect)
        # A letter as high and as low as the one before stands on the same baseline.
        if top != self._top or bottom != self._bottom:
            _origin(page, first, self._x_ref, self._y_ref)
            self._top, self._bottom = top, bottom
        if last > first:
            _loose_box(page, last, rect_ref)
            left2, top2, right2, bottom2 = _rectangle(rect)
            left = left2 if left2 < left else left
            right = right2 if right2 > right else right
            top = top2 if top2 > top else top
            bottom = bottom2 if bottom2 < bottom else bottom
        text = self._text[start:end]
        if not self._composed:
            text = unicodedata.normalize("NFC", text)
        if not self._upright:
            frame = self._frame
            return PageWord(text, *frame.box(left, bottom, right, top), self.baseline(start), start)
        e, f = self._shift
        return _make((text, left + e, f - top, right + e, f - bottom, f - self._y.value, start, None))

    def baseline(self, at: int) -> float:
        """Distance of the baseline of character ``at`` from the top of the page."""
        self._top = self._bottom = math.nan
        index = at if self._index_of is None else self._index_of(self._page, at)
        pdfium.FPDFText_GetCharOrigin(self._page, index, self._x_ref, self._y_ref)
        return self._frame.point(self._x.value, self._y.value)[1]

    def mark_start(self, word: PageWord, start: int, end: int) -> int | None:
        """Offset of the superscript digits that end the word (a footnote mark glued to it), None without.

        A glued mark would spoil a number: ``66-NQ/TW`` with mark 1 is not ``66-NQ/TW1``. Powers of units
        (m2, km2) stay whole.
        """
        text = self._text
        match = _ENDS_IN_DIGIT.fullmatch(text, start, end)
        if match is None or (last := match.end("digits") - 1) == start:
            return None
        if self.baseline(last) > word.baseline - _RAISED:
            return None
        mark = last
        while (
            mark - 1 > start
            and text[mark - 1].isdigit()
            and self.baseline(mark - 1) < word.baseline - _RAISED
        ):
            mark -= 1
        return None if text[start:mark].lower() in _AREA_UNITS else mark


def read_words(text_page: Any, frame: Frame, limit: int) -> PageText:
    """The words of a loaded text page, at most ``limit`` characters of it."""
    count = pdfium.FPDFText_CountChars(text_page)
    whole = _text(text_page, min(count, limit))
    glyphs = _Glyphs(text_page, frame, whole.replace(HYPHEN_AT_LINE_END, "-"))
    words: list[PageWord] = []
    for match in _WORD.finditer(whole):
        start, end = match.span()
        word = glyphs.word(start, end)
        mark = (
            glyphs.mark_start(word, start, end) if end - start > 1 and not whole[end - 1].isalpha() else None
        )
        if mark is None:
            words.append(word)
        else:
            words.append(glyphs.word(start, mark))
            words.append(glyphs.word(mark, end)._replace(baseline=word.baseline))
    lost = max(min(count, limit) - len(whole), 0)
    return PageText(
        words=words,
        characters=len(whole),
        unmapped=lost + len(_PRIVATE.findall(whole)),
        replaced=whole.count("\ufffd"),
        cut=count > limit,
    )


def split_word(text_page: Any, frame: Frame, word: PageWord, edges: list[float]) -> list[PageWord]:
    """``word`` cut where its characters change sides of a column border ``edges`` (x, sorted)."""
    glyphs = _Glyphs(text_page, frame, "")
    pieces: list[PageWord] = []
    side = None
    for offset, char in enumerate(word.text):
        x0, x1 = glyphs.word(word.at + offset, word.at + offset + 1)[1:4:2]
        here = sum(edge <= (x0 + x1) / 2 for edge in edges)
        if pieces and here == side:
            last = pieces[-1]
            pieces[-1] = last._replace(text=last.text + char, x1=max(last.x1, x1))
        else:
            pieces.append(word._replace(text=char, x0=x0, x1=x1, at=word.at + offset))
        side = here
    return pieces


def _text(text_page: Any, count: int) -> str:
    """The first ``count`` characters of the page."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")
