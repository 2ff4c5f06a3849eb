"""Documents with tables, made by hand: cells from rows of texts, with pages and merged cells."""

from collections.abc import Sequence

from extractor.model.document import Block, Document, Grid, GridCell, Page

Spec = str | tuple[str, int, int]
"""Text of a cell, or text with row span and column span."""


class Builder:
    """Writes text, blocks and grids in reading order."""

    def __init__(self) -> None:
        self._text = ""
        self._blocks: list[Block] = []
        self._grids: list[Grid] = []
        self._pages: list[Page] = []
        self._page: int | None = None

    def page(self) -> "Builder":
        """Begins the next page."""
        self._page = len(self._pages) + 1
        self._pages.append(Page(number=self._page, start=len(self._text), end=len(self._text)))
        return self

    def paragraph(self, text: str, kind: str = "paragraph") -> "Builder":
        """A paragraph, or another kind of block."""
        start = self._write(text + "\n")
        self._blocks.append(Block(kind=kind, start=start, end=start + len(text), page=self._page))  # type: ignore[arg-type]
        return self

    def table(self, rows: Sequence[Sequence[Spec]], ruled: bool | None = True) -> "Builder":
        """A grid; slots under a merged cell are left out of ``rows``."""
        taken: set[tuple[int, int]] = set()
        cells: list[GridCell] = []
        start = len(self._text)
        for row, specs in enumerate(rows):
            col = 0
            for spec in specs:
                text, down, across = (spec, 1, 1) if isinstance(spec, str) else spec
                while (row, col) in taken:
                    col += 1
                at = self._write("\t" + text + "\n") + 1
                cells.append(
                    GridCell(row=row, col=col, start=at, end=at + len(text), rowspan=down, colspan=across)
                )
                taken |= {(row + r, col + c) for r in range(down) for c in range(across)}
                col += across
            self._write("\n")
        grid = Grid(
            rows=len(rows),
            cols=max(cell.col + cell.colspan for cell in cells),
            cells=tuple(cells),
            page=self._page,
            ruled=ruled,
        )
        self._blocks.append(
            Block(kind="grid", start=start, end=len(self._text), page=self._page, grid=len(self._grids))
        )
        self._grids.append(grid)
        return self

    def document(self) -> Document:
        """The document so far."""
        return Document(
            name="plan",
            sha256="0" * 64,
            size=len(self._text),
            media_type="text/plain",
            reader="text",
            text=self._text,
            pages=tuple(self._pages),
            blocks=tuple(self._blocks),
            grids=tuple(self._grids),
        )

    def _write(self, text: str) -> int:
        start = len(self._text)
        self._text += text
        if self._pages:
            last = self._pages[-1]
            self._pages[-1] = Page(number=last.number, start=last.start, end=len(self._text))
        return start


def of_rows(*rows: Sequence[Spec]) -> Document:
    """A document that is one table."""
    return Builder().table(rows).document()
