"""The reading order of a document as physical lines: blocks taken apart, layout tables unfolded."""

from collections.abc import Iterator

import regex
from msgspec import Struct, structs

from extractor.model.document import Block, Document
from extractor.structure.tables import is_layout
from extractor.text.normalize import collapse, fold_same_length

_LINE = regex.compile(r"[^\n]+")
_HARD_BREAKS = {"html", "docx"}
"""Formats whose paragraphs hold a line feed only where the author broke the line."""


class Line(Struct, frozen=True, kw_only=True):
    """A run of text that is read as one: a physical line or a whole paragraph.

    ``whole`` lines are paragraphs as they stand; others may be joined with their neighbours.
    ``text`` has dashes and look-alikes folded, blanks at the ends removed; offsets are those of the source.
    """

    text: str
    start: int
    end: int
    block: Block
    whole: bool
    layout: bool = False
    cell: tuple[int, int] | None = None
    """Grid and cell the line stands in, in a layout table; lines of different cells are never joined."""


def lines(document: Document) -> Iterator[Line | int]:
    """Lines in reading order; an int is the index of a data grid at its place."""
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        if block.kind != "grid":
            yield from _block_lines(document, block)
            continue
        index = block.grid
        if index is None:
            continue
        grid = document.grids[index]
        if not is_layout(document, grid):
            yield index
            continue
        yield from _layout_lines(document, index)


def _block_lines(document: Document, block: Block) -> Iterator[Line]:
    splits = block.kind == "paragraph" and document.reader in _HARD_BREAKS
    if not splits:
        line = _line(document, block, block.start, block.end)
        if line.text:
            yield structs.replace(line, whole=block.kind == "paragraph")
        return
    for match in _LINE.finditer(document.text, block.start, block.end):
        line = _line(document, block, match.start(), match.end())
        if line.text:
            yield line


def _layout_lines(document: Document, index: int) -> Iterator[Line]:
    seen: set[str] = set()
    for number, cell in enumerate(document.grids[index].cells):
        words = document.text[cell.start : cell.end].strip()
        if not words or words in seen:
            continue
        seen.add(words)
        block = Block(
            kind="line",
            start=cell.start,
            end=cell.end,
            page=cell.page,
            bbox=cell.bbox,
            column=cell.col,
            bold=cell.bold,
        )
        for match in _LINE.finditer(document.text, cell.start, cell.end):
            line = _line(document, block, match.start(), match.end())
            if line.text:
                yield structs.replace(line, layout=True, cell=(index, number))


def _line(document: Document, block: Block, start: int, end: int) -> Line:
    raw = document.text[start:end]
    begin = start + len(raw) - len(raw.lstrip())
    text = collapse(fold_same_length(raw))
    return Line(text=text, start=begin, end=begin + len(raw.strip()), block=block, whole=False)
