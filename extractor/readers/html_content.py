"""Which part of a web page is the document, which tables only lay it out, and what a browser hides."""

from collections.abc import Iterator

import regex
from lxml import etree
from msgspec import Struct

from extractor.rules.columns import WHOLE, field_of

SKIPPED = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "video", "audio"}
    | {"canvas", "map", "button", "select", "option", "input", "textarea", "nav", "dialog", "footer"}
)
"""Elements whose content is no text of the document."""

_HIDDEN_STYLE = regex.compile(r"(?i:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_MARKS = regex.compile(r"(?i:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|NƠI\s+NHẬN|\b(?:TM|KT|TL|TUQ)\.\s|PHỤ\s+LỤC)")
"""What opens and closes an official document: header, recipients, signature, appendix."""

_SHARE_WITH_MARKS = 0.5
_SHARE_WITHOUT_MARKS = 0.9
_LAYOUT_SHARE = 0.8
_LAYOUT_SIZE = 2000
_DATA_COLS, _DATA_ROWS = 3, 3
"""Cells of a row, and rows of that many cells, from which a table holds data however long one cell is."""
_NAMED = 2
"""Cells of the first row that name known columns (STT, nội dung, chủ trì …), from which it holds data."""


class Weight(Struct):
    """What one element holds, its descendants included."""

    text: int = 0
    """Code points outside links, white space collapsed."""
    marks: int = 0
    nested: int = 0
    """Code points inside tables below it."""
    largest_cell: int = 0
    widest_row: int = 0
    widest_rows: int = 0
    """Rows as wide as the widest, those of inner tables aside."""


def is_hidden(element: etree._Element) -> bool:
    """Whether attributes of the element itself keep it off the page."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end events below ``root`` without recursion; skipped elements give an end event only."""
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start" and (element.tag in SKIPPED or is_hidden(element)):
            events.skip_subtree()
            continue
        yield event, element


def weigh(root: etree._Element) -> dict[etree._Element, Weight]:
    """The weight of every visible element, in one pass from the leaves up."""
    weights: dict[etree._Element, Weight] = {}
    for event, element in walk(root):
        if event == "start":
            weights[element] = _add_text(Weight(), element.text, in_link=element.tag == "a")
            continue
        own = weights.get(element)
        parent = element.getparent()
        above = weights.get(parent) if parent is not None and element is not root else None
        if above is None or parent is None:
            continue
        _add_text(above, element.tail, in_link=parent.tag == "a")
        if own is not None:
            _add(above, own, element.tag, in_link=parent.tag == "a")
    return weights


def _add_text(weight: Weight, text: str | None, *, in_link: bool) -> Weight:
    if text and not in_link:
        weight.text += len(" ".join(text.split()))
        weight.marks += len(_MARKS.findall(text))
    return weight


def _add(above: Weight, own: Weight, tag: object, *, in_link: bool) -> None:
    above.marks += own.marks
    above.text += 0 if in_link else own.text
    above.nested += own.text if tag == "table" else own.nested
    above.largest_cell = max(above.largest_cell, own.text if tag in {"td", "th"} else own.largest_cell)
    if tag in {"td", "th"}:
        above.widest_row += 1
    elif tag in {"tr", "tbody", "thead", "tfoot"}:
        rows = 1 if tag == "tr" else own.widest_rows
        if own.widest_row > above.widest_row:
            above.widest_row, above.widest_rows = own.widest_row, rows
        elif own.widest_row == above.widest_row:
            above.widest_rows += rows


def content_root(body: etree._Element, weights: dict[etree._Element, Weight]) -> etree._Element:
    """The smallest element that holds the document: menus and boxes beside it are left behind.

    Goes down while one child holds most of the text outside links and every mark of an official document
    (so a signature or an appendix beside the main text is never lost).
    """
    root = body
    while True:
        here = weights.get(root)
        child = max(root, key=lambda element: weights.get(element, Weight()).text, default=None)
        inside = weights.get(child) if child is not None else None
        if here is None or child is None or inside is None or child.tag in {"table", "p", "tr", "tbody"}:
            return root
        share = _SHARE_WITH_MARKS if here.marks else _SHARE_WITHOUT_MARKS
        if inside.text < here.text * share or inside.marks < here.marks or not inside.text:
            return root
        root = child


def lays_out(table: etree._Element, weight: Weight) -> bool:
    """Whether a table only places things on the page: one column, or most text in one cell or inner table.

    Known headers or rows of equal width are data, and one cell of them may be long.
    """
    if weight.widest_row <= 1:
        return True
    if weight.nested * 2 > weight.text:
        return True
    if weight.text <= _LAYOUT_SIZE or weight.largest_cell <= weight.text * _LAYOUT_SHARE:
        return False
    is_even = weight.widest_row >= _DATA_COLS and weight.widest_rows >= _DATA_ROWS
    return not ((is_even and not weight.marks) or _is_named(table))


def _is_named(table: etree._Element) -> bool:
    """Whether the first row with several cells names known columns."""
    for row in table.iter("tr"):
        cells = [
            " ".join("".join(map(str, cell.itertext())).split()) for cell in row.iterchildren("td", "th")
        ]
        if len(cells) > 1:
            return sum(field_of(cell)[1] == WHOLE for cell in cells) >= _NAMED
    return False
