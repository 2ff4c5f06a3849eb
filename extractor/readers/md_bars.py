"""Rows of a table that a crawler printed as one cell per block with ``|`` alone on a line between cells.

``| a | b |`` with a line end round every bar: a row of k cells takes k slots between bars, then an empty
slot lies between its closing bar and the opening bar of the next row. Empty cells look the same, so the
number of columns and the row ends are found together, by the cheapest division of the whole table.
"""

from functools import lru_cache

import regex

_MAX_COLUMNS = 30
_TRIED = 8
_FILLER = regex.compile(r"[.…_\s]{3,}")
"""Dots that stand for rows left out; between two rows they part them like an empty slot."""
_LABEL = regex.compile(r"[\W_]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|\p{L})[.)]?[\W_]*")


def rows_of(slots: list[str]) -> tuple[list[list[str]], int]:
    """Rows of cell texts and the number of columns, from the texts between consecutive bars."""
    shape = ["" if _FILLER.fullmatch(slot) else slot for slot in slots]
    least = _longest_filled(shape)
    best: tuple[float, list[int], int] | None = None
    for cols in range(max(least, 1), min(least + _TRIED, _MAX_COLUMNS, len(slots)) + 1):
        found = _divide(shape, cols)
        if found and (best is None or found[0] < best[0] * 0.9 - 0.01):
            best = (found[0], found[1], cols)
        if best and best[0] == 0:
            break
    if best is None:
        return [slots], len(slots)
    rows, at = [], 0
    for size in best[1]:
        rows.append(slots[at : at + size])
        at += size + 1
        if at <= len(slots) and slots[at - 1]:
            rows.append([slots[at - 1]])
    return rows, best[2]


def _longest_filled(slots: list[str]) -> int:
    longest = run = 0
    for slot in slots:
        run = run + 1 if slot else 0
        longest = max(longest, run)
    return longest


def _divide(slots: list[str], cols: int) -> tuple[float, list[int]] | None:
    """Cheapest division into rows of at most ``cols`` cells, an empty slot between rows."""
    count = len(slots)
    unknown = float("inf")
    costs = [unknown] * (count + 2)
    sizes = [0] * (count + 2)
    costs[count + 1] = 0.0
    for at in range(count - 1, -1, -1):
        for size in range(1, min(cols, count - at) + 1):
            behind = at + size
            if behind < count and slots[behind]:
                continue
            cost = costs[behind + 1] + _row_cost(
                tuple(map(bool, slots[at:behind])), cols, _is_label(slots[at])
            )
            if cost < costs[at]:
                costs[at], sizes[at] = cost, size
    if costs[0] == unknown:
        return None
    division, at = [], 0
    while at < count:
        division.append(sizes[at])
        at += sizes[at] + 1
    return costs[0], division


def _is_label(slot: str) -> bool:
    return len(slot) <= 8 and _LABEL.fullmatch(slot) is not None


@lru_cache(maxsize=4096)
def _row_cost(filled: tuple[bool, ...], cols: int, starts_with_label: bool) -> float:
    """How unlike a row this is: full rows cost least, a group row little, short and empty rows most.

    An empty cell costs because two rows read as one swallow the empty slot between them.
    """
    size = len(filled)
    empty = filled.count(False)
    if empty == size:
        return 1.5 if size == cols else 3.0
    if size == cols:
        base = 0.0
    elif size == 1:
        base = 0.6
    else:
        base = 1.0 if size == 2 else 1.5 + 0.2 * starts_with_label
    return base + 0.5 * empty + 0.5 * (not filled[0])
