"""The reading order of a document as physical lines: blocks taken apart, layout tables unfolded."""

from collections.abc import Iterator

import regex
from msgspec import Struct, structs

from extractor.model.document import Block, Document, Grid
from extractor.structure.tables import is_layout
from extractor.text.normalize import collapse, fold_same_length

_LINE = regex.compile(r"[^\n]+")
_SIDE_BY_SIDE = regex.compile(r"\s*+(?P<left>\S[^\n]{6,80}?\S)(?:[ ]{4,}|\t)\s*(?P<right>\S[^\n]{2,80})")
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
    folded = fold_same_length(document.text)
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        if block.kind != "grid":
            yield from _block_lines(folded, block, splits=document.reader in _HARD_BREAKS)
            continue
        index = block.grid
        if index is None:
            continue
        grid = document.grids[index]
        if not is_layout(document, grid):
            yield index
            continue
        yield from _layout_lines(folded, grid, index)


def _block_lines(folded: str, block: Block, *, splits: bool) -> Iterator[Line]:
    if block.kind != "paragraph" or not splits:
        gap = _SIDE_BY_SIDE.fullmatch(folded, block.start, block.end)
        if gap is not None:
            yield from _side_by_side(folded, block, gap)
            return
        line = _line(folded, block, block.start, block.end)
        if line.text:
            yield structs.replace(line, whole=block.kind == "paragraph")
        return
    for match in _LINE.finditer(folded, block.start, block.end):
        line = _line(folded, block, match.start(), match.end())
        if line.text:
            yield line


def _side_by_side(folded: str, block: Block, gap: "regex.Match[str]") -> Iterator[Line]:
    """The two columns of a line that plain text sets apart with blanks (header, signature)."""
    for column, name in enumerate(("left", "right")):
        side = structs.replace(block, start=gap.start(name), end=gap.end(name), column=column)
        yield structs.replace(_line(folded, side, side.start, side.end), layout=True)


def _layout_lines(folded: str, grid: Grid, index: int) -> Iterator[Line]:
    seen: set[str] = set()
    for number, cell in enumerate(grid.cells):
        words = folded[cell.start : cell.end].strip()
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
        for match in _LINE.finditer(folded, cell.start, cell.end):
            line = _line(folded, block, match.start(), match.end())
            if line.text:
                yield structs.replace(line, layout=True, cell=(index, number))


def _line(folded: str, block: Block, start: int, end: int) -> Line:
    raw = folded[start:end]
    words = raw.strip()
    begin = start + raw.find(words) if words else start
    return Line(text=collapse(words), start=begin, end=begin + len(words), block=block, whole=False)
