"""Plain text in its layouts: portal text with tab cells, text of PDF pages, wrapped or unwrapped prose.

The layout is measured, never taken from the name. ``Document.text`` is the decoded file: NFC, ``\\n``.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex
from msgspec import structs

from extractor.model.document import Block, BlockKind, Document, Grid, Page
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.compose import Body, check_length, long_line_message, nothing_to_read, split_long
from extractor.readers.encoding import character_issues, decode, encoding_issues
from extractor.readers.limits import Limits, ReaderConfig
from extractor.readers.lines import TextLine, split_lines
from extractor.readers.text_cells import read_table
from extractor.readers.text_pages import (
    is_double_spaced,
    is_wrapped,
    is_wrapped_note,
    page_starts,
    paging,
)

_OPENS_PARAGRAPH = regex.compile(
    r"\s*(?:[-+*•–—]\s|[\d.]{1,8}[.)]\s|\p{L}{1,2}\)\s|[IVXLC]{1,6}\.\s|Điều\s+\d|Căn\s+cứ\s)"
)


def read(source: SourceFile, config: ReaderConfig) -> Document:
    """Text as paragraphs, lines, grids and, where page breaks show, pages.

    Raises:
        ReadError: nothing to read (code ``empty``), binary data, or longer than the limits allow.
    """
    decoded = decode(source.data)
    check_length(len(decoded.text), config.limits)
    body = lay_out(decoded.text, config.limits)
    if not body.blocks:
        raise nothing_to_read(source)
    issues = (*encoding_issues(decoded), *body.issues, *character_issues(decoded.text))
    return structs.replace(body, issues=issues).document(source, "text")


def lay_out(text: str, limits: Limits, *, note: bool = False) -> Body:
    """Blocks, grids and pages of a text in normal form; no block where it holds no letter.

    Args:
        note: the text may be a few lines out of a document, to be joined on less evidence.
    """
    lines = split_lines(text)
    layout = _Layout(text, lines, limits, note=note and is_wrapped_note(lines))
    blocks = tuple(layout.blocks())
    return Body(
        text=text, blocks=blocks, grids=tuple(layout.grids), pages=layout.pages, issues=tuple(layout.issues)
    )


class _Layout:
    """One text, measured once, then cut into blocks."""

    def __init__(self, text: str, lines: list[TextLine], limits: Limits, *, note: bool) -> None:
        self._text = text
        self._lines = lines
        self._limit = limits.line_characters
        self._limits = limits
        double_spaced = is_double_spaced(lines)
        starts = page_starts(lines, double_spaced=double_spaced)
        found = paging(lines, starts, len(text)) if starts else None
        self.pages: tuple[Page, ...] = found.pages if found else ()
        self._furniture = found.furniture if found else frozenset()
        self._wrapped = double_spaced or note or is_wrapped(lines)
        can_part = self._wrapped and not double_spaced and not note and not starts
        self._by_gap = can_part and _gaps_part_paragraphs(lines)
        self.grids: list[Grid] = []
        self.issues: list[Issue] = []

    def blocks(self) -> Iterator[Block]:
        """Blocks in reading order; collects ``grids`` and ``issues`` on the way."""
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if line.is_blank and not line.text.startswith("\t"):
                at += 1
                continue
            table = read_table(self._lines, at)
            if table and not table.is_table:
                for index in range(at, table.next_line):
                    yield from self._prose(index, index + 1)
                at = table.next_line
            elif table:
                grid = table.grid()
                yield Block(kind="grid", start=line.start, end=grid.cells[-1].end, grid=len(self.grids))
                self.grids.append(grid)
                at = table.next_line
            else:
                behind = self._paragraph_end(at)
                yield from self._prose(at, behind)
                at = behind

    def _paragraph_end(self, at: int) -> int:
        behind = at + 1
        while self._by_gap and behind < len(self._lines) and not self._lines[behind].is_blank:
            behind += 1
        return behind

    def _prose(self, at: int, behind: int) -> Iterator[Block]:
        start, end = self._lines[at].trimmed()[0], self._lines[behind - 1].trimmed()[1]
        if start >= end:
            return
        kind: BlockKind = "paragraph" if self._by_gap or not self._wrapped else "line"
        if at in self._furniture:
            kind = "furniture"
        page = self._page(start)
        pieces = list(split_long(self._text, start, end, self._limit))
        if len(pieces) > 1 and not self.issues:
            self.issues.append(Issue(code="limit_reached", message=long_line_message(self._limits)))
        for low, high in pieces:
            yield Block(kind=kind, start=low, end=high, page=page)

    def _page(self, offset: int) -> int | None:
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None


def _gaps_part_paragraphs(lines: list[TextLine]) -> bool:
    """Whether blank lines stand between all paragraphs: no labelled line follows another directly."""
    inside = opening = 0
    for before, line in pairwise(lines):
        if not before.is_blank and not line.is_blank:
            inside += 1
            opening += _OPENS_PARAGRAPH.match(line.text) is not None
    return inside > 0 and opening <= inside * 0.05
