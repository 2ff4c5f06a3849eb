"""Merged cells that a source repeats: a group title in each column, a number in each line."""

from collections.abc import Sequence
from itertools import groupby

from extractor.structure.tables.grid import ABOVE, LEFT, Line, Slot

_MIN_LETTERS = 6
_HEADER_LINES = 3


def unrepeat(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with repeated texts as merged cells again; lines of a source that has merged cells stay.

    Over columns: three or more equal texts, or two at the head of a line or in the first lines. Down the
    lines: number and task both equal to those above, and equal header texts at the top. Two equal cells in
    the middle of a row (a unit that leads and coordinates) and marks such as ``x`` are left alone.
    """
    if any(slot.covered in {"left", "above"} for line in lines for slot in line):
        return tuple(lines)
    merged = [_merge_across(line, is_top=index < _HEADER_LINES - 1) for index, line in enumerate(lines)]
    return tuple(_merge_down(merged))


def _merge_across(line: Line, *, is_top: bool) -> Line:
    slots: list[Slot] = []
    for text, run in groupby(line, key=lambda slot: slot.text):
        members = list(run)
        count = len(members)
        is_wide = count > 2 or (count == 2 and (is_top or not slots))
        if is_wide and _is_words(text):
            slots.extend([members[0]._replace(colspan=count), *([LEFT] * (count - 1))])
        else:
            slots.extend(members)
    return tuple(slots)


def _is_words(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _MIN_LETTERS


def _merge_down(lines: list[Line]) -> list[Line]:
    placed: list[Line] = lines[:1]
    for index in range(1, len(lines)):
        above, line = lines[index - 1], lines[index]
        same = [bool(slot.text) and slot.text == upper.text for slot, upper in zip(line, above, strict=True)]
        is_header = index < _HEADER_LINES and _is_split_header(above, line, same)
        is_second = len(line) > 3 and all(same[:2]) and not all(same) and line[0].colspan == 1
        if is_header:
            placed.append(tuple(ABOVE if equal else slot for slot, equal in zip(line, same, strict=True)))
            placed[index - 1] = _reach_down(placed[index - 1], same)
        elif is_second:
            placed.append((ABOVE, ABOVE, *line[2:]))
        else:
            placed.append(line)
    return placed


def _is_split_header(above: Line, line: Line, same: Sequence[bool]) -> bool:
    """Equal texts over single columns, other texts under the merged ones."""
    return (
        any(same)
        and any(slot.colspan > 1 for slot in above)
        and all(
            equal or slot.text == "" or upper.colspan > 1 or upper.covered == "left"
            for slot, upper, equal in zip(line, above, same, strict=True)
        )
    )


def _reach_down(line: Line, same: Sequence[bool]) -> Line:
    return tuple(
        slot._replace(rowspan=slot.rowspan + 1) if equal and not slot.covered else slot
        for slot, equal in zip(line, same, strict=True)
    )
