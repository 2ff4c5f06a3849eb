"""Pages of a PDF: a cursor that runs down, wrapped and justified lines, page numbers at the top.

Lengths are points; y runs down from the top edge and is turned round when drawing.
"""

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
MARGINS = {"left": 30 * MM, "right": 18 * MM, "top": 20 * MM, "bottom": 20 * MM}

RAISED = "^"
"""Ends the font of a raised number."""
MARK_SIZE = 0.6

Word = tuple[str, str]
"""A word and its font. A word that ends in a hyphen broken off its number is followed without a blank."""


class Pages:
    """The canvas, the size of the page and the place on it."""

    def __init__(self, canvas: Any, restart_numbers: bool, running_head: str = "", note: str = "") -> None:
        self.canvas, self.restart_numbers, self.running_head = canvas, restart_numbers, running_head
        self.note = note
        self.number, self.y, self.width, self.height = 0, 0.0, *A4

    @property
    def left(self) -> float:
        return MARGINS["left"]

    @property
    def text_width(self) -> float:
        return self.width - MARGINS["left"] - MARGINS["right"]

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.height - MARGINS["bottom"] - self.y

    @property
    def page_room(self) -> float:
        """Points of a whole page between the margins."""
        return self.height - MARGINS["top"] - MARGINS["bottom"]

    def start_part(self, landscape: bool) -> None:
        """A new page of the part's orientation; numbering restarts where the layout says so."""
        if self.number:
            self.canvas.showPage()
        self.width, self.height = (A4[1], A4[0]) if landscape else A4
        self.number = 1 if self.restart_numbers else self.number + 1
        self._open()

    def new_page(self) -> None:
        """The next page of the same part."""
        self.canvas.showPage()
        self.number += 1
        self._open()

    def _open(self) -> None:
        self.canvas.setPageSize((self.width, self.height))
        self.y = MARGINS["top"]
        if self.number > 1:
            self.draw([(str(self.number), "Serif")], 0, 12 * MM, 13, center=self.width)
        if self.running_head:
            words = words_of(self.running_head, "Serif-Italic")
            self.draw(words, self.left, self.height - 11 * MM, 9)
        if self.note:
            y = self.height - MARGINS["bottom"] + 4
            self.rule(self.left, y, self.left + 140, y)
            self.draw(words_of(self.note, "Serif"), self.left, y + 11, 9)

    def draw(
        self, words: list[Word], x: float, y: float, size: float, *, center: float = 0, fill: float = 0
    ) -> None:
        """One line with its baseline at y; centred in a width or stretched to fill one."""
        natural = line_width(words, size)
        if center:
            x += (center - natural) / 2
        text = self.canvas.beginText(x, self.height - y)
        gaps = sum(1 for word, _ in words[:-1] if not word.endswith("\u00ad"))
        # Set on every line: the word space outlives a text object within its page.
        text.setWordSpace((fill - natural) / gaps if fill and gaps else 0)
        for at, (word, font) in enumerate(words):
            is_mark = font.endswith(RAISED)
            text.setFont(font.removesuffix(RAISED), size * (MARK_SIZE if is_mark else 1))
            text.setRise(size * 0.35 if is_mark else 0)
            text.textOut(shown(word, last=at == len(words) - 1))
        self.canvas.drawText(text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def paragraph(self, words: list[Word], size: float, *, indent: float, centred: bool) -> None:
        """Wraps words over lines and pages; the last line of a justified paragraph stays ragged."""
        leading = size * 1.25
        lines = wrap(words, self.text_width, size, indent)
        for at, line in enumerate(lines):
            if self.room < leading:
                self.new_page()
            self.y += leading
            first = indent if at == 0 else 0
            if centred:
                self.draw(line, self.left, self.y, size, center=self.text_width)
            else:
                fill = self.text_width - first if at < len(lines) - 1 else 0
                self.draw(line, self.left + first, self.y, size, fill=fill)


def shown(word: str, *, last: bool) -> str:
    """The word with the blank after it; a soft hyphen marks a piece that joins the next one."""
    if word.endswith("\u00ad"):
        return word[:-1]
    return word if last else f"{word} "


def line_width(words: list[Word], size: float) -> float:
    """Natural width of a line in points."""
    last = len(words) - 1
    return sum(width_of(shown(word, last=at == last), font, size) for at, (word, font) in enumerate(words))


def width_of(text: str, font: str, size: float) -> float:
    """Natural width of a piece of a line; the numbers of footnotes are small."""
    scale = MARK_SIZE if font.endswith(RAISED) else 1
    return float(stringWidth(text, font.removesuffix(RAISED), size * scale))


def words_of(text: str, font: str) -> list[Word]:
    """Words of a text; a document number may break after its hyphens, as word processors do."""
    found: list[Word] = []
    for word in text.split():
        pieces = word.split("-") if "/" in word and "-" in word.partition("/")[2] else [word]
        found += [(f"{piece}-\u00ad", font) for piece in pieces[:-1]] + [(pieces[-1], font)]
    return found


def wrap(words: list[Word], width: float, size: float, indent: float = 0) -> list[list[Word]]:
    """Greedy lines of at most `width`; the first is shorter by `indent`. A word too long stands alone."""
    lines: list[list[Word]] = []
    line: list[Word] = []
    used, room = 0.0, width - indent
    for word, font in words:
        glued = word.endswith("\u00ad")
        length = width_of(word.rstrip("\u00ad"), font, size)
        if line and used + length > room and not font.endswith(RAISED):
            lines.append(line)
            line, used, room = [], 0.0, width
        line.append((word, font))
        used += length + (0 if glued else width_of(" ", font, size))
    return [*lines, line] if line else lines
