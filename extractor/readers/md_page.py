"""Portal pages crawled as one run of bars: the body of the document stands between two tables.

Crawlers print a page whose layout is a table as cells too. A cell that opens with the title of a document
or an appendix, or that holds articles, sections or legal bases, is no cell: it is taken out as text.
"""

from collections.abc import Iterator

import regex

from extractor.model.types import VOCABULARY
from extractor.readers import md_inline, md_table

_TITLE = regex.compile(
    r"\**\s*(?:PHỤ\s+LỤC\b.*|(?:"
    + "|".join(name.upper() for name in VOCABULARY["doc_type"].values())
    + r")\s*)\**"
)
_SECTION = regex.compile(r"\**\s*(?:[IVX]{1,6}\.\s*\p{Lu}|Điều\s+\d{1,3}\.|Căn\s+cứ\s)")
_MIN_SECTIONS = 2


def segments(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of ``lines`` (from a bar to a bar): whether a run is body text, and its lines."""
    start = 0
    bars = [index for index, line in enumerate(lines) if md_table.is_bar(line)]
    for first, second in zip(bars, bars[1:], strict=False):
        slot = lines[first + 1 : second]
        if not _is_body(slot):
            continue
        if start < first:
            yield False, lines[start : first + 1]
        yield True, slot
        start = second
    if start < len(lines):
        yield False, lines[start:]


def _is_body(slot: list[str]) -> bool:
    if len(slot) > 1 and _TITLE.fullmatch(slot[0].strip()):
        return True
    return sum(_SECTION.match(line) is not None for line in slot) >= _MIN_SECTIONS


def plain_lines(slot: list[str]) -> list[str]:
    """The physical lines of body text without markup; structure joins them to paragraphs."""
    return md_inline.without_markup("\n".join(slot)).split("\n")
