"""What a document shows, as plain lists that tests compare."""

from extractor.model.document import Document, Grid


def blocks(document: Document, kind: str = "paragraph") -> list[str]:
    """Texts of the blocks of one kind."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def rows(document: Document, grid: int = 0) -> list[list[str]]:
    """Cell texts of a grid by row, in the order of the cells."""
    found = document.grids[grid]
    shown: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in found.cells:
        shown[cell.row].append(document.text[cell.start : cell.end])
    return shown


def spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """(rowspan, colspan) of the cells that span, by (row, column)."""
    return {
        (cell.row, cell.col): (cell.rowspan, cell.colspan)
        for cell in grid.cells
        if (cell.rowspan, cell.colspan) != (1, 1)
    }


def words(document: Document) -> list[str]:
    """Words in reading order without furniture; a cell repeated beside itself (a column span) counts once."""
    found: list[str] = []
    for block in document.blocks:
        if block.kind == "grid" and block.grid is not None:
            found += _cell_words(document, document.grids[block.grid])
        elif block.kind != "furniture":
            found += document.text[block.start : block.end].split()
    return found


def _cell_words(document: Document, grid: Grid) -> list[str]:
    found: list[str] = []
    before: tuple[int, list[str]] = (-1, [])
    for cell in grid.cells:
        own = document.text[cell.start : cell.end].split()
        if (cell.row, own) != before or len(own) < 3:
            found += own
        before = (cell.row, own)
    return found


def codes(document: Document) -> list[str]:
    """Codes of the issues."""
    return [issue.code for issue in document.issues]
