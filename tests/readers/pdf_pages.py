"""Small PDFs made for a test: text at a place, lines, boxes. Standard fonts, hence letters without marks."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractor.config import Config
from extractor.model.document import Document, Grid
from extractor.model.source import SourceFile
from extractor.readers.pdf.read import read

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, **options: Any) -> bytes:
    """The bytes of a PDF, one page a drawing; y counts from the top as in the reader."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, bottomup=1, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read_pdf(data: bytes, config: Config | None = None) -> Document:
    """The document in ``data``."""
    return read(SourceFile.of("test.pdf", data), config or Config())


def put(canvas: Canvas, x: float, top: float, text: str, size: float = 12, font: str = "Helvetica") -> None:
    """Text with its left edge at ``x``, baseline ``top`` points below the upper edge."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top, text)


def centre(
    canvas: Canvas, x: float, top: float, text: str, size: float = 12, font: str = "Helvetica"
) -> None:
    """Text with its middle at ``x``."""
    canvas.setFont(font, size)
    canvas.drawCentredString(x, HEIGHT - top, text)


def paragraph(canvas: Canvas, top: float, lines: int = 8) -> None:
    """Justified lines of running text from x = 85 to x = 510."""
    for line in range(lines):
        words = f"running text of line {line} goes on and on to the right edge of the page that holds it"
        text = canvas.beginText(85, HEIGHT - top - 18 * line)
        text.setFont("Helvetica", 12)
        text.setWordSpace((425 - canvas.stringWidth(words, "Helvetica", 12)) / words.count(" "))
        text.textLine(words)
        canvas.drawText(text)


def rule(canvas: Canvas, x0: float, top: float, x1: float, bottom: float) -> None:
    """A drawn line."""
    canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)


def table(canvas: Canvas, xs: list[float], tops: list[float]) -> None:
    """All lines of a full grid."""
    for x in xs:
        rule(canvas, x, tops[0], x, tops[-1])
    for top in tops:
        rule(canvas, xs[0], top, xs[-1], top)


def lines(document: Document, kind: str = "line") -> list[str]:
    """Texts of the blocks of one kind, in reading order."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def rows(document: Document, grid: Grid) -> list[list[str]]:
    """Cell texts row by row."""
    found: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row].append(document.text[cell.start : cell.end])
    return found


def codes(document: Document) -> list[str]:
    """Codes of the issues."""
    return [issue.code for issue in document.issues]


def shuffled(items: Iterable[Draw]) -> Draw:
    """One drawing of several, the last first: the order in the file is not the order on the page."""
    drawings = list(items)

    def draw(canvas: Canvas) -> None:
        for item in reversed(drawings):
            item(canvas)

    return draw
