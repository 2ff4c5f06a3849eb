"""Joins the sheets of one table: over pages, over two objects, and the row a page break cut in two."""

from collections.abc import Sequence

import regex

from extractor.model.document import Document
from extractor.rules import ruleset
from extractor.structure.table_grid import LEFT, Line, Sheet, Slot
from extractor.structure.table_header import HeaderBand, line_key
from extractor.text.normalize import quote

_EDGE_TOLERANCE_PT = 12.0
_FINAL = regex.compile(r"[.;:!?…/]\W*$")
_GOES_ON = regex.compile(r"^\W{0,2}\p{Ll}|^[,;)&]")


def is_clear_between(document: Document, before: Sheet, after: Sheet, *, has_header: bool) -> bool:
    """Whether nothing but page furniture and footnotes stands between two sheets.

    A paragraph on the page of the second sheet is its caption, so the sheets are two tables. Above the
    page break the text after a table may be footnotes; where the second sheet repeats the header, the
    header itself says that the table goes on.
    """
    footnote = ruleset("tables").pattern("table.footnote")
    for block in document.blocks:
        if block.kind in {"grid", "furniture"} or block.start < before.end or block.end > after.start:
            continue
        text = document.text[block.start : block.end].strip()
        if not text:
            continue
        if block.page is None or block.page == after.page or not (has_header or footnote.match(text)):
            return False
    return True


def continues(before: Sheet, band: HeaderBand | None, after: Sheet, after_band: HeaderBand | None) -> bool:
    """Whether ``after`` can be the next piece of the table that ``before`` belongs to."""
    if after_band is None:
        return after.width == before.width or _fits(before, after)
    return band is not None and bool(band.keys & after_band.keys) and after.width == before.width


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

    It has no number, and its words go on: one begins with a small letter, or none of the cells above is
    finished. Two finished time cells are two stages, not one broken row.
    """
    filled = [col for col, slot in enumerate(first) if slot.is_own]
    if not filled or any(first[col].colspan > 1 and len(first) > 2 for col in filled):
        return False
    if stt is not None and (first[stt].text or not last[stt].text):
        return bool(not first[stt].text and not last[stt].text and _goes_on(last, first, filled))
    if stt is None and 0 in filled and not _GOES_ON.match(first[0].text):
        return False
    if any(_GOES_ON.match(first[col].text) and last[col].text for col in filled):
        return True
    if deadline is not None and deadline in filled and last[deadline].text:
        return False
    return _goes_on(last, first, filled)


def _goes_on(last: Line, first: Line, filled: Sequence[int]) -> bool:
    above = [col for col in filled if last[col].text]
    return bool(above) and not any(_FINAL.search(last[col].text) for col in above)


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


def is_repeat(line: Line, band: HeaderBand) -> bool:
    """Whether ``line`` repeats one of the header lines."""
    return line_key(line) in band.keys
