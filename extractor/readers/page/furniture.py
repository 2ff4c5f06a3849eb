"""Page furniture: page numbers, running heads, link footers, stamps of digital signatures.

Furniture keeps its place in the text; it is only set aside from the running text. A lone number counts as
page number where it fits the page or stands in the margin; a running head is what recurs at the same
height on other pages, its page number aside.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from extractor.readers.page.lines import Row
from extractor.readers.page.words import Style
from extractor.rules import ruleset

_OUTER = 2
"""Rows from the top and from the bottom of a page that may be furniture."""
_SAME_HEIGHT = 6.0
_MARGIN = 0.1
"""Part of the page height that counts as margin."""
_REPEATS = 3
"""Pages on which a row without page number recurs to be a running head …"""
_SHARE = 0.3
"""… and the part of all pages (heads of odd pages only are on half of them)."""
_PAGE_TOKEN = regex.compile(r"\d{1,4}+")
_BESIDE = 0.3
"""Part of its height by which a lone number reaches beside another row where it is no page number."""
_FAR = 12.0
"""Free space in points between a running head and its page number."""


class PageRows(NamedTuple):
    """The rows of one page outside of tables, and the page's place and size."""

    number: int
    width: float
    height: float
    rows: Sequence[Row]


class _Outer(NamedTuple):
    """A row near the top or the bottom edge of a page."""

    page: int
    row: int
    height: int
    """Distance from the nearer edge, the lower one negative: pages may lie across or upright."""
    text: str
    number: int | None
    in_margin: bool


def furniture(pages: Sequence[PageRows]) -> list[set[int]]:
    """For each page, the indexes of its rows that are furniture."""
    found: list[set[int]] = [_by_pattern(page) for page in pages]
    outer = [item for at, page in enumerate(pages) for item in _outer(at, page, found[at])]
    for item in (*_page_numbers(outer, pages), *_running(outer, len(pages))):
        found[item.page].add(item.row)
    return found


def _by_pattern(page: PageRows) -> set[int]:
    """Links, stamps, what the reader set aside, and text that does not show: off the page or without ink
    beside visible text."""
    rules = ruleset("furniture")
    link, stamp = rules.pattern("furniture.link"), rules.pattern("furniture.signature_stamp")
    unseen = {at for at, row in enumerate(page.rows) if row.has(Style.HIDDEN)}
    marks = {at for at, row in enumerate(page.rows) if link.fullmatch(row.text) or stamp.fullmatch(row.text)}
    # A page with nothing but hidden text is a scan with a text layer, or its box is wrong: that text is read.
    marks |= {at for at, row in enumerate(page.rows) if all(item.style & Style.ASIDE for item in row.words)}
    found = marks | (unseen if len(unseen) < len(page.rows) else set())
    return found | _stamp_details(page, found)


def _stamp_details(page: PageRows, stamps: set[int]) -> set[int]:
    detail = ruleset("furniture").pattern("furniture.signature_detail")
    found: set[int] = set()
    for step in (1, -1):
        for at in sorted(stamps, reverse=step < 0):
            row = at + step
            while 0 <= row < len(page.rows) and row not in stamps and detail.fullmatch(page.rows[row].text):
                found.add(row)
                row += step
    return found


def _outer(at: int, page: PageRows, known: set[int]) -> Iterator[_Outer]:
    rows = [index for index in range(len(page.rows)) if index not in known]
    for index in dict.fromkeys((*rows[:_OUTER], *rows[-_OUTER:])):
        row = page.rows[index]
        text, number = _without_page(row)
        in_margin = row.bottom < page.height * _MARGIN or row.top > page.height * (1 - _MARGIN)
        height = row.top if row.top < page.height / 2 else row.top - page.height
        yield _Outer(at, index, round(height), text, number, in_margin)


def _without_page(row: Row) -> tuple[str, int | None]:
    """Text of a row without the page number that stands apart at its left or right end."""
    words = [item.word for item in row.words]
    if len(words) > 1:
        if _PAGE_TOKEN.fullmatch(words[-1].text) and words[-1].x0 - words[-2].x1 > _FAR:
            return " ".join(word.text for word in words[:-1]), int(words[-1].text)
        if _PAGE_TOKEN.fullmatch(words[0].text) and words[1].x0 - words[0].x1 > _FAR:
            return " ".join(word.text for word in words[1:]), int(words[0].text)
    rules = ruleset("furniture")
    for rule in ("furniture.page_number", "furniture.page_of"):
        match = rules.pattern(rule).fullmatch(row.text)
        if match:
            return "", int(match["page"])
    return row.text, None


def _page_numbers(outer: Sequence[_Outer], pages: Sequence[PageRows]) -> Iterator[_Outer]:
    """Lone numbers that count the pages or stand in the margin."""
    lone = [
        item
        for item in outer
        if not item.text and item.number is not None and _stands_alone(pages[item.page].rows, item.row)
    ]
    shifts = Counter(item.number - pages[item.page].number for item in lone if item.number is not None)
    for item in lone:
        assert item.number is not None
        shift = item.number - pages[item.page].number
        if shift == 0 or shifts[shift] > 1 or item.in_margin:
            yield item


def _stands_alone(rows: Sequence[Row], at: int) -> bool:
    """Whether no other row reaches beside a row: the number of a table row in the middle of its cell does."""
    own = rows[at]
    beside = (rows[other] for other in (at - 1, at + 1) if 0 <= other < len(rows))
    return all(min(own.bottom, row.bottom) - max(own.top, row.top) < _BESIDE * own.height for row in beside)


def _running(outer: Sequence[_Outer], pages: int) -> Iterator[_Outer]:
    """Rows with the same words at the same height on several pages, page numbers counting along."""
    alike: dict[str, list[_Outer]] = defaultdict(list)
    for item in outer:
        if item.text:
            alike[item.text].append(item)
    for items in alike.values():
        for item in items:
            partners = {other.page for other in items if _recurs(item, other)}
            numbered = item.number is not None and len(partners) > 1
            if numbered or (item.in_margin and len(partners) >= max(_REPEATS, _SHARE * pages)):
                yield item


def _recurs(one: _Outer, two: _Outer) -> bool:
    """Whether two rows are the same running head; on odd and even pages the number may change sides."""
    if abs(one.height - two.height) > _SAME_HEIGHT:
        return False
    if one.number is None or two.number is None:
        return one.number is two.number
    return one.number - one.page == two.number - two.page
