"""Portal pages crawled as one run of bars: the body of the document stands between two tables.

Crawlers print a page whose layout is a table as cells too. A cell that opens with the title of a document
or an appendix, or that holds articles, sections or legal bases, is no cell: it is taken out as text.
"""

from collections.abc import Iterator
from itertools import pairwise

import regex
from msgspec import Struct

from extractor.model.types import VOCABULARY
from extractor.readers import md_inline, md_table
from extractor.rules import ruleset

_TITLE = regex.compile(
    r"\**\s*(?:PHỤ\s+LỤC\b.*|(?:"
    + "|".join(name.upper() for name in VOCABULARY["doc_type"].values())
    + r")\s*)\**"
)
_SECTION = regex.compile(r"\**\s*(?:[IVX]{1,6}\.\s*\p{Lu}|Điều\s+\d{1,3}\.|Căn\s+cứ\s)")
_MIN_SECTIONS = 2
_HEAD_LINES = 150
_MIN_ATTRIBUTES = 4
_TITLE_LINES = 6


class Page(Struct, frozen=True):
    """Lines of a crawled page: what the portal prints above the document, the document, what is behind."""

    head: list[str]
    document: list[str]
    tail: list[str]


def split_page(lines: list[str]) -> Page:
    """The document among what its portal prints around it; all of it where no portal shows."""
    start = _behind_attributes(lines)
    behind = _tail_start(lines, start) if start else len(lines)
    return Page(head=lines[:start], document=lines[start:behind], tail=lines[behind:])


def _behind_attributes(lines: list[str]) -> int:
    """Index of the bar behind the last value of the box of attributes; 0 without one."""
    is_label = ruleset("furniture").pattern("furniture.portal_attribute").fullmatch
    labels = [at for at, line in enumerate(lines[:_HEAD_LINES]) if is_label(line.strip())]
    if len(labels) < _MIN_ATTRIBUTES:
        return 0
    bars = [at for at in range(labels[-1], len(lines)) if md_table.is_bar(lines[at])]
    if len(bars) < 2:
        return 0
    opens_row = bars[1] + 1 < len(lines) and md_table.is_bar(lines[bars[1] + 1])
    if len(bars) > 2 and lines[bars[1] + 1].startswith("#"):  # the portal's own article about the document
        return bars[2]
    return bars[1] + opens_row


def _tail_start(lines: list[str], start: int) -> int:
    """Index of the first line behind the document: the portal repeats its title before the first notice."""
    is_tail = ruleset("furniture").pattern("furniture.portal_tail").fullmatch
    notice = next((at for at in range(start, len(lines)) if is_tail(lines[at].strip())), len(lines))
    for at in range(notice - 1, max(notice - _TITLE_LINES, start) - 1, -1):
        if md_table.is_bar(lines[at]):
            return at + 1
    return notice


def segments(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of ``lines`` (from a bar to a bar): whether a run is body text, and its lines."""
    start = 0
    bars = [index for index, line in enumerate(lines) if md_table.is_bar(line)]
    for first, second in pairwise(bars):
        slot = lines[first + 1 : second]
        if not is_body(slot):
            continue
        if start < first:
            yield False, lines[start : first + 1]
        yield True, slot
        start = second
    if start < len(lines):
        yield False, lines[start:]


def is_body(slot: list[str]) -> bool:
    """Whether a run of lines without a blank one holds more than one paragraph of a document's body."""
    if len(slot) > 1 and _TITLE.fullmatch(slot[0].strip()):
        return True
    return sum(_SECTION.match(line) is not None for line in slot) >= _MIN_SECTIONS


def plain_lines(slot: list[str]) -> list[str]:
    """The physical lines of body text without markup; structure joins them to paragraphs."""
    return md_inline.without_markup("\n".join(slot)).split("\n")
