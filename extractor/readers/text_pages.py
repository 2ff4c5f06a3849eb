"""Plain text made from PDF pages: physical lines, page breaks, page numbers and link footers.

Two forms: form feeds between pages; or a blank line after each wrapped line, where a page begins with a
line that starts with a blank and has no blank line before it (text layer of a plan of Bình Phước, 2024).
"""

from collections.abc import Sequence
from itertools import pairwise

import regex
from msgspec import Struct

from extractor.model.document import Page
from extractor.readers.lines import TextLine

_URL = regex.compile(r"\s*+(?:https?://|www\.)\S++\s*+")
_PAGE_NUMBER = regex.compile(
    r"\s*+(?:[-–]\s*+)?+(?:Trang\s++)?+(\d{1,4})(?:\s*+/\s*+\d{1,4})?+\s*+(?:[-–]\s*+)?+"
)
_MIN_LINES = 10
_OPEN_ENDS = (" của", " và", " số", "/", "-")
_DOUBLE_SPACED = 0.85
_WIDEST = 140
"""Code points; a printed line of A4 in 13–14 point type holds 60–110."""


class Paging(Struct, frozen=True):
    """Pages and the lines (by index) that are page furniture."""

    pages: tuple[Page, ...] = ()
    furniture: frozenset[int] = frozenset()


def is_double_spaced(lines: Sequence[TextLine]) -> bool:
    """Whether nearly every line is followed by a blank one and the lines are wrapped at a page's width."""
    filled = [index for index, line in enumerate(lines) if not line.is_blank]
    if len(filled) < _MIN_LINES:
        return False
    followed = sum(1 for index in filled if index + 1 < len(lines) and lines[index + 1].is_blank)
    widths = sorted(len(lines[index].text.strip()) for index in filled)
    wide = widths[int(len(widths) * 0.98)]
    return followed >= _DOUBLE_SPACED * len(filled) and wide <= _WIDEST and is_wrapped(lines)


def is_wrapped(lines: Sequence[TextLine]) -> bool:
    """Whether sentences run over line ends: many lines begin with a small letter after an open line."""
    filled = [text for line in lines if (text := line.text.strip())]
    if len(filled) < 2:
        return False
    pairs = pairwise(filled)
    open_ends = sum(1 for before, after in pairs if before[-1] not in ".;:!?" and after[:1].islower())
    widths = sorted(map(len, filled))
    return open_ends >= max(len(filled) * 0.12, 2) and widths[int(len(widths) * 0.95)] <= _WIDEST


def is_wrapped_note(lines: Sequence[TextLine]) -> bool:
    """Whether a text of a few lines, too short to measure, has a sentence that runs over a line end."""
    filled = [text for line in lines if (text := line.text.strip())]
    return len(filled) < _MIN_LINES and any(
        before[-1] not in ".;:!?" and (after[0].islower() or before.endswith(_OPEN_ENDS))
        for before, after in pairwise(filled)
    )


def page_starts(lines: Sequence[TextLine], *, double_spaced: bool) -> list[int]:
    """Indexes of the lines that open a page, the first line included; empty where no page break shows."""
    starts = [index for index, line in enumerate(lines) if line.opens_page]
    if not starts and double_spaced:
        starts = [
            index
            for index in range(1, len(lines))
            if lines[index].text.startswith(" ")
            and not lines[index].is_blank
            and not lines[index - 1].is_blank
        ]
    return [0, *(index for index in starts if index)] if starts else []


def paging(lines: Sequence[TextLine], starts: list[int], length: int) -> Paging:
    """Pages over a text of ``length`` code points and the furniture at their edges."""
    bounds = [lines[index].start for index in starts[1:]]
    pages = tuple(
        Page(number=number, start=start, end=end)
        for number, (start, end) in enumerate(zip([0, *bounds], [*bounds, length], strict=True), 1)
    )
    furniture: set[int] = set()
    for first, behind in zip(starts, [*starts[1:], len(lines)], strict=True):
        filled = [index for index in range(first, behind) if not lines[index].is_blank]
        furniture.update(_furniture(lines, filled))
    return Paging(pages, frozenset(furniture))


def _furniture(lines: Sequence[TextLine], filled: list[int]) -> set[int]:
    """Links at the foot, a lone number at the head or foot of one page."""
    found = set()
    rest = list(filled)
    while rest and _URL.fullmatch(lines[rest[-1]].text):
        found.add(rest.pop())
    for index in {rest[0], rest[-1]} if rest else set():
        if _PAGE_NUMBER.fullmatch(lines[index].text):
            found.add(index)
    return found
