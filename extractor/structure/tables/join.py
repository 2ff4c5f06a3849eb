"""Joins the sheets of one table: over pages, over two objects, and the row a page break cut in two."""

from bisect import bisect_left

import regex

from extractor.model.document import Document
from extractor.rules import ruleset
from extractor.structure.tables.grid import LEFT, Line, Sheet, Slot
from extractor.structure.tables.header import HeaderBand, line_key
from extractor.text.likeness import distance
from extractor.text.normalize import quote

_EDGE_TOLERANCE_PT = 12.0
_SLACK = 20
"""Characters by which footnote marks and blanks may lengthen a repeated header."""
_MISREAD = 0.15
"""Part of the letters of a header that a scan may misread and still repeat it: one word in ten is wrong on
bad pages, and a wrong word has one or two wrong letters."""
_MISREAD_CELL = 0.34
"""The same for one cell …"""
_SHORT_CELL = 4
"""… with more letters than this: TT may be read as anything."""
_LEAST_HEADER = 12
"""Letters a header must have to be told by likeness."""
_FINAL = regex.compile(r"[.:!?…]\W*$")
_BULLET = regex.compile(r"[-–+•*]")
_GOES_ON = regex.compile(r"^\W{0,2}\p{Ll}|^[,;)&]")


class Between:
    """What stands between the grids of a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        blocks = (block for block in document.blocks if block.kind not in {"grid", "furniture"})
        self._blocks = sorted(blocks, key=lambda block: block.start)

    def is_clear(self, before: Sheet, after: Sheet, *, has_header: bool) -> bool:
        """Whether nothing but footnotes stands between two sheets.

        A paragraph on the page of the second sheet is its caption, so the sheets are two tables. Above the
        page break the text after a table may be footnotes; where the second sheet repeats the header, the
        header itself says that the table goes on.
        """
        footnote = ruleset("tables").pattern("table.footnote")
        low = bisect_left(self._blocks, before.end, key=lambda block: block.start)
        high = bisect_left(self._blocks, after.start, key=lambda block: block.start)
        for block in self._blocks[low:high]:
            text = self._text[block.start : block.end].strip()
            if not text:
                continue
            if block.page is None or block.page == after.page or not (has_header or footnote.match(text)):
                return False
        return True


def continues(before: Sheet, band: HeaderBand | None, after: Sheet, after_band: HeaderBand | None) -> bool:
    """Whether ``after`` can be the next piece of the table that ``before`` belongs to."""
    if after_band is None:
        return after.width == before.width or _fits(before, after)
    if band is None or after.width != before.width:
        return False
    is_scan = after.is_recognised or before.is_recognised
    return bool(band.keys & after_band.keys) or (
        is_scan and any(_is_like(one, band) for one in after_band.keys)
    )


def _fits(before: Sheet, after: Sheet) -> bool:
    return (
        bool(before.edges and after.edges)
        and after.width < before.width
        and _places(before, after) is not None
    )


def _places(before: Sheet, after: Sheet) -> list[int] | None:
    """For each column of ``after`` the column of ``before`` at the same x; None if one lacks it."""
    places = []
    for edge in after.edges:
        near = min(range(before.width), key=lambda col: abs(before.edges[col] - edge))
        if abs(before.edges[near] - edge) > _EDGE_TOLERANCE_PT:
            return None
        places.append(near)
    return places if len(set(places)) == len(places) else None


def refit(before: Sheet, after: Sheet) -> tuple[Line, ...]:
    """Lines of ``after`` in the columns of ``before``; columns that ``after`` lacks are empty."""
    if after.width == before.width or not before.edges:
        return after.lines
    places = _places(before, after) or []
    lines = []
    for line in after.lines:
        wide = [Slot()] * before.width
        for place, slot in zip(places, line, strict=True):
            wide[place] = slot
        for col in range(1, before.width):
            if col not in places and wide[col - 1].colspan > 1:
                wide[col] = LEFT
        lines.append(tuple(wide))
    return tuple(lines)


def is_broken_row(last: Line, first: Line, stt: int | None, deadline: int | None) -> bool:
    """Whether ``first``, at the top of a page, goes on with the row ``last`` at the foot of the page before.

    It has no number, and its words go on: one begins with a small letter, a cell above breaks off (comma,
    open bracket, "và"), or none of the cells above is finished. Two finished time cells are two stages.
    """
    filled = [col for col, slot in enumerate(first) if slot.is_own]
    if not filled or any(first[col].colspan > 1 and len(first) > 2 for col in filled):
        return False
    if stt is not None and first[stt].text:
        return False
    if stt is None and 0 in filled and not _GOES_ON.match(first[0].text):
        return False
    above = [col for col in filled if last[col].text]
    if any(_GOES_ON.match(first[col].text) or _breaks_off(last[col].text) for col in above):
        return True
    if deadline is not None and deadline in above:
        return False
    return bool(above) and not any(_FINAL.search(last[col].text) for col in above)


def _breaks_off(text: str) -> bool:
    is_open = text.rfind("(") > text.rfind(")")
    return is_open or ruleset("tables").pattern("table.breaks_off").search(text) is not None


def is_loose_end(last: Line, line: Line, stt: int | None, task: int) -> bool:
    """Whether ``line`` holds nothing but further words of the task above: no number, no unit, no time."""
    filled = [col for col, slot in enumerate(line) if slot.text or slot.covered]
    if stt is None or filled != [task] or not line[task].is_own or not last[task].text:
        return False
    return not _BULLET.match(line[task].text) and not _FINAL.search(last[task].text)


def join_rows(last: Line, first: Line) -> Line:
    """One line of two: the cells joined column by column."""
    return tuple(_join(upper, lower) for upper, lower in zip(last, first, strict=True))


def _join(upper: Slot, lower: Slot) -> Slot:
    if not lower.is_own:
        return upper
    if not upper.text:
        return lower
    return upper._replace(
        text=quote(f"{upper.text} {lower.text}"),
        ranges=(*upper.ranges, *lower.ranges),
        rule="table.cell.joined",
    )


def is_repeat(line: Line, band: HeaderBand, *, is_recognised: bool = False) -> bool:
    """Whether ``line`` repeats one of the header lines; on a scan letters of it may be misread."""
    if sum(len(slot.text) for slot in line) > band.longest + _SLACK:
        return False
    found = line_key(line)
    return found in band.keys or (is_recognised and _is_like(found, band))


def _is_like(line: tuple[str, ...], band: HeaderBand) -> bool:
    return any(_are_alike(line, header) for header in band.keys)


def _are_alike(line: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Whether two lines are one, but for letters that recognition takes for others."""
    letters = sum(map(len, header))
    if len(line) != len(header) or letters < _LEAST_HEADER:
        return False
    wrong = 0
    for read, printed in zip(line, header, strict=True):
        most = _SHORT_CELL if len(printed) <= _SHORT_CELL else int(len(printed) * _MISREAD_CELL)
        apart = distance(read, printed, most)
        if apart > most:
            return False
        wrong += apart
    return wrong <= letters * _MISREAD
