"""The neutral document between readers and structure: text, pages, blocks, grids.

``Document.text`` is the source text: decoded, NFC, ``\\n`` line ends, otherwise untouched. All offsets are
code points into it, half-open. Boxes are PDF points, origin top left. Readers keep reading order: the
blocks, sorted as given, tell the story of the page; a grid stands in ``blocks`` once, at its place, and
the text of its cells stands in ``text`` at the same place (a TAB before each cell, a blank line after
each row, where the reader writes the text itself).
"""

from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple

from msgspec import Struct

from extractor.model import types as t
from extractor.model.records import Box, Issue, Provenance, Signature, Span

BlockKind = Literal["paragraph", "line", "grid", "furniture"]


class Word(NamedTuple):
    """A word and its box; sorted by ``start`` within a page."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    """How sure the recogniser is, 0–1; None where the word was not recognised but read."""


class Page(Struct, frozen=True, kw_only=True):
    """A page: its place in the text, its size in points, its words with boxes."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    read_by: t.ReadBy = "text"
    confidence: float | None = None
    turned: int = 0
    """Quarter turns clockwise from the page as viewers show it to the page as it was read: boxes are on the
    page as read."""
    words: tuple[Word, ...] = ()


class Block(Struct, frozen=True, kw_only=True):
    """A paragraph, a physical line, a grid or page furniture, in reading order.

    ``kind``: ``paragraph`` is whole as it stands; ``line`` is a physical line that structure may join with
    its neighbours; ``grid`` points at ``Document.grids[grid]``; ``furniture`` is a page number, running
    head or footer link: set aside, not lost.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    bbox: Box | None = None
    grid: int | None = None
    column: int | None = None
    """Which column of a side-by-side block (header, signature) the line belongs to, from 0 at the left."""
    bold: bool | None = None
    """Whether all letters are bold; None where the format does not tell."""
    italic: bool | None = None
    centered: bool | None = None
    indent: float | None = None
    """First-line indent against the page's left text edge, in points."""


class GridCell(Struct, frozen=True, kw_only=True):
    """A cell as printed. Row and column count from 0 in its grid; spans are at least 1."""

    row: int
    col: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    bbox: Box | None = None
    bold: bool | None = None


class Grid(Struct, frozen=True, kw_only=True):
    """A table as one place of the source shows it: one page of a PDF, one table element of HTML or DOCX."""

    rows: int
    cols: int
    cells: tuple[GridCell, ...]
    page: int | None = None
    bbox: Box | None = None
    header_rows: int = 0
    """Rows the format itself marks as header (tblHeader, thead); 0 where it does not tell."""
    column_edges: tuple[float, ...] = ()
    """x of the column borders in points, left to right; empty without geometry."""
    ruled: bool | None = None
    """Whether drawn lines or format say it is a table; False when inferred from alignment."""


class Document(Struct, frozen=True, kw_only=True):
    """One file as text with its geometry."""

    name: str
    sha256: str
    size: int
    media_type: str
    reader: t.Reader
    text: str
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    grids: tuple[Grid, ...] = ()
    issues: tuple[Issue, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds code point ``offset``; None where the format has no pages."""
        if not self.pages:
            return None
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        if index < 0 or offset >= max(self.pages[index].end, self.pages[index].start + 1):
            return None
        return self.pages[index]

    def span(self, start: int, end: int) -> Span:
        """The span ``start:end`` with the page it starts on and the box of its words there."""
        page = self.page_at(start)
        if page is None:
            return Span(start=start, end=end)
        return Span(start=start, end=end, page=page.number, bbox=_box(page.words, start, end))

    def provenance(
        self, ranges: "tuple[tuple[int, int], ...] | list[tuple[int, int]]", rule: str
    ) -> Provenance:
        """Provenance over source ranges given in reading order."""
        spans = tuple(self.span(start, end) for start, end in ranges)
        return Provenance(
            start=min(span.start for span in spans),
            end=max(span.end for span in spans),
            spans=spans,
            rule=rule,
            confidence=self._confidence(spans),
        )

    def _confidence(self, spans: tuple[Span, ...]) -> float | None:
        """Mean confidence of the recognised words in the spans, each weighing as many letters as it has."""
        weight = total = 0.0
        for span in spans:
            page = self.page_at(span.start)
            if page is None or page.read_by != "ocr":
                continue
            for word in _inside(page.words, span.start, span.end):
                if word.confidence is not None:
                    weight += word.end - word.start
                    total += word.confidence * (word.end - word.start)
        return round(total / weight, 2) if weight else None


def _inside(words: tuple[Word, ...], start: int, end: int) -> tuple[Word, ...]:
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start)
    return words[first:last]


def _box(words: tuple[Word, ...], start: int, end: int) -> Box | None:
    return box_of(_inside(words, start, end))


def box_of(words: tuple[Word, ...]) -> Box | None:
    """The box around words of one page, in points; None where there are none."""
    if not words:
        return None
    return (
        round(min(word.x0 for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.x1 for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )
