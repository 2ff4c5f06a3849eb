"""The flow of a web page as a browser shows it: inline runs to lines, lines to paragraphs and cells."""

from typing import NamedTuple

import regex
from lxml import etree

from extractor.readers.compose import Composer
from extractor.readers.html_content import Weight, is_hidden, lays_out, walk
from extractor.readers.html_table import HtmlCell, HtmlRow, place, span
from extractor.readers.limits import Limits
from extractor.readers.runs import Line, Run, lines_of

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"legend", "li", "main", "ol", "p", "pre", "section", "summary", "ul"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC = frozenset({"i", "em"})
_SPACE = regex.compile(r"[ \t\r\n\f]+")
_BOLD_STYLE = regex.compile(r"(?i:font-weight\s*:\s*(?:bold|bolder|[6-9]00))")
_PLAIN_STYLE = regex.compile(r"(?i:font-weight\s*:\s*(?:normal|[1-5]00))")
_ITALIC_STYLE = regex.compile(r"(?i:font-style\s*:\s*(?:italic|oblique))")
_CENTER_STYLE = regex.compile(r"(?i:text-align\s*:\s*center)")
_ALIGN_STYLE = regex.compile(r"(?i:text-align\s*:)")


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    centered: bool = False
    pre: bool = False


class _Flow:
    """Inline runs until a block boundary ends the paragraph."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._runs: list[Run] = []

    def add(self, text: str, look: _Look) -> None:
        text = text.replace("\r\n", "\n") if look.pre else _SPACE.sub(" ", text)
        self._runs.append(Run(text, look.bold, look.italic, look.centered))

    def end_line(self) -> None:
        """A forced line break."""
        self._runs.append(Run("\n"))

    def end_paragraph(self) -> None:
        """Turns the runs since the last boundary into lines."""
        self.lines += lines_of(self._runs) if self._runs else []
        self._runs = []


class _Table:
    """An open table: finished rows and the cell being read."""

    def __init__(self, element: etree._Element) -> None:
        border = element.get("border")
        self.ruled = border not in {None, "", "0"} or None
        self.rows: list[HtmlRow] = []
        self.cells: list[HtmlCell] = []
        self.in_head = False
        self.cell: _Flow | None = None
        self._element: etree._Element | None = None

    def open_cell(self, element: etree._Element) -> None:
        self._element = element
        self.cell = _Flow()

    def close_cell(self, limits: Limits) -> None:
        if self.cell is None or self._element is None:
            return
        self.cell.end_paragraph()
        lines = self.cell.lines
        self.cells.append(
            HtmlCell(
                "\n".join(line.text for line in lines),
                span(self._element.get("rowspan"), limits),
                span(self._element.get("colspan"), limits),
                self._element.tag == "th",
                all(bool(line.style.bold) for line in lines) if lines else None,
            )
        )
        self.cell = None

    def close_row(self) -> None:
        if self.cells:
            self.rows.append(HtmlRow(tuple(self.cells), self.in_head))
        self.cells = []


class FlowReader:
    """Walks an element and hands paragraphs and tables to a composer."""

    def __init__(self, composer: Composer, limits: Limits, weights: dict[etree._Element, Weight]) -> None:
        self._composer = composer
        self._limits = limits
        self._weights = weights
        self._page = _Flow()
        self._tables: list[_Table | None] = []
        """Open tables, inmost last; None for one that only lays out or stands in a cell."""
        self._open: _Table | None = None
        self._looks: list[_Look] = [_Look()]
        self._counters: list[int | None] = []

    def read(self, root: etree._Element) -> None:
        """Reads everything visible below ``root``."""
        for event, element in walk(root):
            tag = element.tag
            if event == "start":
                self._looks.append(self._look(element))
                self._start(element, str(tag))
                self._flow.add(element.text or "", self._looks[-1])
                continue
            if self._was_entered(element):
                self._end(element, str(tag))
                self._looks.pop()
            if element is not root and element.tail:
                self._flow.add(element.tail, self._looks[-1])
        self._flush()

    def _was_entered(self, element: etree._Element) -> bool:
        """Whether the element was walked into; one that was skipped is reported where it hides text."""
        if element in self._weights:
            return True
        if is_hidden(element) and "".join(map(str, element.itertext())).strip():
            self._composer.issue(
                "hidden_text", "đã bỏ chữ mà trang ẩn đi / text hidden by the page was left out"
            )
        return False

    @property
    def _flow(self) -> _Flow:
        return self._open.cell if self._open and self._open.cell else self._page

    def _look(self, element: etree._Element) -> _Look:
        above = self._looks[-1]
        style = element.get("style") or ""
        tag = element.tag
        bold = (above.bold or tag in _BOLD or bool(_BOLD_STYLE.search(style))) and not _PLAIN_STYLE.search(
            style
        )
        centered = above.centered
        if element.get("align") or _ALIGN_STYLE.search(style):
            centered = (element.get("align") or "").lower() == "center" or bool(_CENTER_STYLE.search(style))
        return _Look(
            bold=bold,
            italic=above.italic or tag in _ITALIC or bool(_ITALIC_STYLE.search(style)),
            centered=centered or tag == "center",
            pre=above.pre or tag in {"pre", "plaintext", "xmp"},
        )

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._flow.end_line()
            return
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag == "table":
            own = self._weights.get(element, Weight())
            self._tables.append(None if self._open or lays_out(element, own) else _Table(element))
            self._open = self._open or self._tables[-1]
        elif tag in {"ol", "ul"}:
            self._counters.append(_start_of(element) if tag == "ol" else None)
        elif tag == "li":
            self._mark_item(element)
        table = self._tables[-1] if self._tables else None
        if table is None:
            return
        if tag in {"td", "th"}:
            table.close_cell(self._limits)
            table.open_cell(element)
        elif tag == "thead":
            table.in_head = True

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._flow.end_paragraph()
        if tag in {"ol", "ul"} and self._counters:
            self._counters.pop()
        table = self._tables[-1] if self._tables else None
        if table is not None:
            self._end_in_table(table, tag)
        if tag == "table" and self._tables:
            self._tables.pop()
            if table is not None:
                self._open = None
                self._composer.grid(place(tuple(table.rows), ruled=table.ruled))
        self._flush()

    def _end_in_table(self, table: _Table, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            table.close_cell(self._limits)
        if tag in {"tr", "table"}:
            table.close_row()
        if tag == "thead":
            table.in_head = False

    def _mark_item(self, element: etree._Element) -> None:
        """Writes the number that a browser shows before an item of an ordered list."""
        if not self._counters or self._counters[-1] is None:
            return
        value = _number(element.get("value"), self._counters[-1])
        self._counters[-1] = value + 1
        self._flow.add(f"{value}. ", self._looks[-1])

    def _flush(self) -> None:
        self._flow.end_paragraph()
        if self._flow is self._page:
            for line in self._page.lines:
                self._composer.paragraph(line.text, line.style)
            self._page.lines.clear()


def _start_of(element: etree._Element) -> int:
    return _number(element.get("start"), 1)


def _number(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text[:6]) if text.isascii() and text.isdigit() else default
