"""Finds the header lines of a sheet and what each column holds."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from extractor.model.records import Column
from extractor.rules import ruleset
from extractor.rules.columns import WHOLE, field_of, header_key
from extractor.structure.tables.columns import columns_of
from extractor.structure.tables.grid import Line, Sheet, Slot

_LOOK_AT = 8
_MAX_DEPTH = 3
_MAX_CELL_WORDS = 25


class HeaderBand(Struct, frozen=True, kw_only=True):
    """Header lines ``first:last`` of a sheet, number lines ``last:body``."""

    first: int
    last: int
    body: int
    columns: tuple[Column, ...]
    keys: frozenset[tuple[str, ...]]
    """Comparison keys of the header lines; a later line with one of them repeats the header."""
    longest: int
    """Most characters in a header line."""


def find_header(sheet: Sheet) -> HeaderBand | None:
    """The header of ``sheet``; None where its first lines look like data."""
    for index, line in enumerate(sheet.lines[:_LOOK_AT]):
        if is_header_line(line, marked=index < sheet.marked) or (index == 0 and _is_bold_header(sheet)):
            last = _header_end(sheet.lines, index)
            body = last
            while body < len(sheet.lines) and is_number_line(sheet.lines[body]):
                body += 1
            lines = sheet.lines[index:last]
            return HeaderBand(
                first=index,
                last=last,
                body=body,
                columns=columns_of(_texts(lines, sheet.width)),
                keys=frozenset(line_key(line) for line in lines),
                longest=max(sum(len(slot.text) for slot in line) for line in lines),
            )
    return None


def is_header_line(line: Line, *, marked: bool = False) -> bool:
    """Whether the texts of ``line`` are column headers."""
    own = [slot.text for slot in line if slot.is_own]
    if len(own) < 2 or any(len(text.split()) > _MAX_CELL_WORDS for text in own):
        return False
    found = [field_of(text) for text in own]
    fields = {field for field, strength in found if strength}
    whole = {field for field, strength in found if strength == WHOLE}
    if marked and len(set(own)) > 1:
        return True
    if found[0] == ("stt", WHOLE):
        return True
    return len(whole) >= 2 or (len(whole) >= 1 and len(fields) >= 3)


def _is_bold_header(sheet: Sheet) -> bool:
    """A first line of bold cells over all columns, above a line that is not bold."""
    if len(sheet.lines) < 2 or sheet.width < 2:
        return False
    first, second = ([slot for slot in line if slot.text] for line in sheet.lines[:2])
    if len(first) < sheet.width or not all(slot.bold for slot in first):
        return False
    return not all(slot.bold for slot in second) and len({slot.text for slot in first}) > 1


def _header_end(lines: Sequence[Line], first: int) -> int:
    """One past the last header line: lines under merged header cells belong to it."""
    last = first + 1
    spread = _is_spread(lines[first])
    while last < len(lines) and last - first < _MAX_DEPTH:
        line = lines[last]
        if is_number_line(line) or not any(slot.is_own for slot in line):
            break
        reached = (
            any(slot.covered == "above" for slot in line)
            and first + max(slot.rowspan for slot in lines[first]) > last
        )
        if not reached and not (spread and _is_under(lines[last - 1], line)):
            break
        last += 1
        spread = _is_spread(line)
    return last


def _is_spread(line: Line) -> bool:
    return any(1 < slot.colspan < len(line) for slot in line if slot.is_own)


def _is_under(above: Line, line: Line) -> bool:
    """Whether ``line`` only fills columns under merged header cells, with a few words each."""
    for upper, slot in zip(above, line, strict=True):
        if not slot.is_own:
            continue
        if upper.covered != "left" and upper.colspan == 1:
            return False
        if len(slot.text.split()) > 8:
            return False
    return True


def _texts(lines: Sequence[Line], width: int) -> tuple[tuple[str, ...], ...]:
    columns: list[tuple[str, ...]] = [()] * width
    for line in lines:
        cover = ""
        for col, slot in enumerate(line):
            cover = slot.text if not slot.covered else cover if slot.covered == "left" else ""
            if cover and (not columns[col] or columns[col][-1] != cover):
                columns[col] = (*columns[col], cover)
    return tuple(columns)


def is_number_line(line: Line) -> bool:
    """Whether the line holds the numbers of the columns: 1 2 3 …, (1) (2) …, A B 1 2 …"""
    texts = [slot.text for slot in line if slot.is_own]
    if len(texts) < 3 or len(texts) * 2 < len(line):
        return False
    pattern = ruleset("tables").pattern("table.column_number")
    numbers = []
    for text in texts:
        match = pattern.match(text)
        if match is None:
            return False
        if match["number"].isdigit():
            numbers.append(int(match["number"]))
    steps = all(after - before == 1 for before, after in pairwise(numbers))
    return steps and (not numbers or numbers[0] <= 2)


def line_key(line: Sequence[Slot]) -> tuple[str, ...]:
    """Comparison key of the texts of a line, place by place."""
    return tuple(header_key(slot.text) for slot in line)
