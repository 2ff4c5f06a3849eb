"""Words of a page with their boxes, from pdfium's text page.

The cost of reading a PDF is in the calls a character: only the first and the last character of a word
are asked for their box, the characters between only where a word must be cut.
"""

import ctypes
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
import regex

from extractor.readers.pdf.frame import Frame

HYPHEN_AT_LINE_END = "\ufffe"
"""What pdfium makes of a hyphen at the end of a line; the next line follows without a break."""

_WORD = regex.compile(r"[^\s\x00-\x1f\ufffe\u200b\ufeff\u202a-\u202e]++\ufffe?+|\ufffe")
_PRIVATE = regex.compile(r"\p{Co}")
_MARK_INSIDE = regex.compile(r"\d{1,3}+[)\].,;:”\"]++$")
_AREA_UNITS = frozenset({"m", "km", "cm", "dm", "mm", "ha"})
_RAISED = 1.2
"""Points by which a footnote mark's baseline stands above the baseline of its word."""


class PdfWord(NamedTuple):
    """A word as printed: NFC text, box in page points, baseline, and its first character on the text page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    index: int


class PageText(NamedTuple):
    """The words of a page in the order of the content stream, with what could not be read as text."""

    words: list[PdfWord]
    characters: int
    unmapped: int
    """Characters in a private-use area or without any Unicode value."""
    replaced: int
    """U+FFFD written by the file itself."""
    cut: bool
    """Whether the page has more characters than the limit; the rest was not read."""


class _Glyphs:
    """Boxes and baselines of single characters, with one reused buffer for all calls."""

    def __init__(self, text_page: Any, frame: Frame, index_of: Callable[[int], int]) -> None:
        self._page = text_page
        self._frame = frame
        self._index_of = index_of
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Loose box of the character at text offset ``at`` in page points."""
        pdfium.FPDFText_GetLooseCharBox(self._page, self._index_of(at), self._rect_ref)
        rect = self._rect
        return self._frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def baseline(self, at: int) -> float:
        """Distance of the character's baseline from the top of the page."""
        pdfium.FPDFText_GetCharOrigin(self._page, self._index_of(at), self._x_ref, self._y_ref)
        return self._frame.point(self._x.value, self._y.value)[1]

    def word(self, text: str, start: int, end: int) -> PdfWord:
        """The word of characters ``start:end`` of ``text``."""
        x0, top, x1, bottom = self.box(start)
        if end - start > 1:
            left, upper, right, lower = self.box(end - 1)
            x0, top, x1, bottom = min(x0, left), min(top, upper), max(x1, right), max(bottom, lower)
        return PdfWord(_spelled(text[start:end]), x0, top, x1, bottom, self.baseline(start), start)


def read_words(text_page: Any, frame: Frame, limit: int) -> PageText:
    """The words of a loaded text page, at most ``limit`` characters of it."""
    count = pdfium.FPDFText_CountChars(text_page)
    text = _text(text_page, min(count, limit))
    index_of = _same if len(text) == min(count, limit) else _char_index(text_page)
    glyphs = _Glyphs(text_page, frame, index_of)
    words: list[PdfWord] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        _add(words, glyphs, text, start, end)
    lost = max(min(count, limit) - len(text), 0)
    return PageText(
        words=words,
        characters=len(text),
        unmapped=lost + len(_PRIVATE.findall(text)),
        replaced=text.count("\ufffd"),
        cut=count > limit,
    )


def split_word(word: PdfWord, text_page: Any, frame: Frame, edges: list[float]) -> list[PdfWord]:
    """``word`` cut where its characters change sides of a column border ``edges`` (x, sorted)."""
    glyphs = _Glyphs(text_page, frame, _char_index(text_page))
    letters = [(char, glyphs.box(word.index + offset)) for offset, char in enumerate(word.text)]
    pieces: list[PdfWord] = []
    side = None
    for offset, (char, box) in enumerate(letters):
        here = sum(edge <= (box[0] + box[2]) / 2 for edge in edges)
        if pieces and here == side:
            last = pieces[-1]
            pieces[-1] = last._replace(text=last.text + char, x1=max(last.x1, box[2]))
        else:
            pieces.append(
                PdfWord(char, box[0], word.top, box[2], word.bottom, word.baseline, word.index + offset)
            )
        side = here
    return pieces


def _add(words: list[PdfWord], glyphs: _Glyphs, text: str, start: int, end: int) -> None:
    """Appends the word ``start:end``, a raised footnote mark at its end as a word of its own."""
    word = glyphs.word(text, start, end)
    mark = _mark_start(word, glyphs, text, start, end)
    if mark is None:
        words.append(word)
        return
    words.append(glyphs.word(text, start, mark))
    words.append(glyphs.word(text, mark, end)._replace(baseline=word.baseline))


def _mark_start(word: PdfWord, glyphs: _Glyphs, text: str, start: int, end: int) -> int | None:
    """Offset of the superscript digits that end the word (a footnote mark glued to it), None without.

    A glued mark would spoil a number: ``66-NQ/TW`` with mark 1 is not ``66-NQ/TW1``. Powers of units
    (m2, km2) stay whole.
    """
    last = end - 1
    if not text[last].isdigit():
        inside = _MARK_INSIDE.search(text, start, end)
        if inside is None or inside.start() == start:
            return None
        last = inside.start() + len(inside.group().rstrip(')].,;:”"')) - 1
    if last == start or glyphs.baseline(last) > word.baseline - _RAISED:
        return None
    mark = last
    while (
        mark - 1 > start and text[mark - 1].isdigit() and glyphs.baseline(mark - 1) < word.baseline - _RAISED
    ):
        mark -= 1
    return None if text[start:mark].lower() in _AREA_UNITS else mark


def _spelled(text: str) -> str:
    """NFC; hyphens that the file or pdfium marks as end-of-line hyphens are hyphens."""
    if text.isascii():
        return text
    text = text.replace(HYPHEN_AT_LINE_END, "-").replace("\u00ad", "-")
    return unicodedata.normalize("NFC", text)


def _text(text_page: Any, count: int) -> str:
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    units = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")


def _same(at: int) -> int:
    return at


def _char_index(text_page: Any) -> Callable[[int], int]:
    return lambda at: pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, at)
