"""Words that every writer prints the same way."""

from .citations import print_date
from .draft import Cell, Header, Paragraph, Row, Table

STATE_LINES = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def place_and_date(header: Header) -> str:
    """ "Bình Phước, ngày 05 tháng 3 năm 2024"."""
    return f"{header.place}, {print_date(header.issued_on, long=True)}"


def paragraph_words(paragraph: Paragraph) -> str:
    """The paragraph with its printed label."""
    return f"{paragraph.label} {paragraph.text}" if paragraph.label else paragraph.text


def recipient_lines(recipients: tuple[str, ...]) -> list[str]:
    """ "- Như trên;" … the last line ends with a full stop."""
    return [f"- {line};" for line in recipients[:-1]] + [f"- {line}." for line in recipients[-1:]]


def expanded(table: Table) -> list[tuple[Row, list[Cell]]]:
    """Each row with one cell a column: spanned cells repeat, as portals export them."""
    down: dict[int, tuple[int, Cell]] = {}
    grid = []
    for row in table.rows:
        cells: list[Cell] = []
        waiting = list(row.cells)
        while len(cells) < len(table.fields):
            column = len(cells)
            if column in down:
                left, cell = down.pop(column)
                if left > 1:
                    down[column] = (left - 1, cell)
                cells.append(cell)
                continue
            cell = waiting.pop(0)
            for covered in range(column, column + cell.colspan):
                if cell.rowspan > 1:
                    down[covered] = (cell.rowspan - 1, cell)
                cells.append(cell)
        grid.append((row, cells))
    return grid
