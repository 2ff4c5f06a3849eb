"""Places the cells of lines that lost their merged cells: crawls and plain text keep only what is printed.

Such a source gives fewer cells than the table has columns, numbered from the left. What is missing was
merged: over the columns (a group title, the label of a sum), or with the cell above (number and task of a
second stage), or it was a header over two columns.
"""

from collections.abc import Sequence

from extractor.rules import ruleset
from extractor.rules.columns import WHOLE, field_of
from extractor.structure.tables.grid import ABOVE, LEFT, Line, Slot

_HEADER_WORDS = 12


def align(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """Lines with every slot in its column; lines without missing cells stay as they are."""
    if not any(slot.covered == "missing" for line in lines for slot in line):
        return tuple(lines)
    placed = list(lines)
    start = _align_header(placed, width)
    fields = _fields(placed[: max(start, 1)], width)
    for index in range(start, len(placed)):
        if _missing(placed[index]):
            placed[index] = _align_line(_cells(placed[index]), fields)
    return tuple(placed)


def _fields(header: Sequence[Line], width: int) -> list[str]:
    """Fields of the columns by the header lines, as far as they are whole."""
    if any(_missing(line) for line in header):
        return ["unknown"] * width
    return [field_of(" ".join(line[col].text for line in header).strip())[0] for col in range(width)]


def _missing(line: Line) -> bool:
    return any(slot.covered == "missing" for slot in line)


def _cells(line: Line) -> list[Slot]:
    return [slot for slot in line if slot.covered != "missing"]


def _align_line(cells: list[Slot], fields: list[str]) -> Line:
    gap = len(fields) - len(cells)
    text = cells[0].text
    if len(cells) == 1:
        return _spread(cells, 0, gap)
    if ruleset("tables").pattern("table.total").search(text):
        return _spread(cells, 0, gap)
    if len(cells) == 2 and _is_label(text):
        return _spread(cells, 1, gap)
    if _is_label(text):
        at = _best_gap(cells, fields)
        fill = (ABOVE if at < len(cells) else Slot(),) * gap
        return (*cells[:at], *fill, *cells[at:])
    return (ABOVE,) * gap + tuple(cells)


def _best_gap(cells: list[Slot], fields: list[str]) -> int:
    """Before which cell the missing ones stood: times and units go under their headers, else at the end."""
    gap = len(fields) - len(cells)
    fits = {
        at: sum(_fits(slot.text, fields[col if col < at else col + gap]) for col, slot in enumerate(cells))
        for at in range(2, len(cells) + 1)
    }
    return max(fits, key=lambda at: (fits[at], at == len(cells), -at))


def _fits(text: str, field: str) -> int:
    """1 where a time or unit stands under its header, -1 under another; 0 for other texts."""
    rules = ruleset("tables")
    if rules.pattern("table.looks_like_deadline").search(text):
        return 1 if field == "deadline" else -1
    if rules.pattern("table.looks_like_unit").search(text):
        return 1 if field in {"lead", "coordinating"} else -1
    return -1 if text and field in {"deadline", "lead", "coordinating"} else 0


def _is_label(text: str) -> bool:
    return ruleset("tables").pattern("table.label").match(text) is not None


def _spread(cells: list[Slot], at: int, gap: int) -> Line:
    """The cells with the one at ``at`` reaching over the missing columns."""
    wide = cells[at]._replace(colspan=cells[at].colspan + gap)
    return (*cells[:at], wide, *((LEFT,) * gap), *cells[at + 1 :])


def _align_header(lines: list[Line], width: int) -> int:
    """Two header lines whose merged cells are lost: one cell of the first reaches over the second.

    Returns how many lines were placed.
    """
    if len(lines) < 2 or not (_missing(lines[0]) and _missing(lines[1])):
        return 0
    upper, lower = _cells(lines[0]), _cells(lines[1])
    texts = [slot.text for slot in (*upper, *lower)]
    merged = len(upper) + len(lower) - width
    if merged < 1 or len(lower) < 2 or any(len(text.split()) > _HEADER_WORDS for text in texts):
        return 0
    if not any(field_of(slot.text)[1] for slot in upper):
        return 0
    wide = _wide_cells(upper, merged, len(lower))
    first: list[Slot] = []
    second: list[Slot] = []
    below = list(lower)
    for index, slot in enumerate(upper):
        if index in wide:
            share = len(below) if index == wide[-1] else len(lower) // merged
            first.extend([slot._replace(colspan=share), *([LEFT] * (share - 1))])
            second.extend(below[:share])
            below = below[share:]
        else:
            first.append(slot._replace(rowspan=2))
            second.append(ABOVE)
    if len(first) != width or len(second) != width:
        return 0
    lines[0], lines[1] = tuple(first), tuple(second)
    return 2


def _wide_cells(upper: list[Slot], merged: int, lower: int) -> list[int]:
    """Which cells of the first line reach over several columns: those that are no usual header of one."""
    ranked = sorted(range(len(upper)), key=lambda index: (_is_narrow(upper[index].text), -index))
    return sorted(ranked[:merged])


def _is_narrow(text: str) -> int:
    """How surely a header stands over one column only."""
    field, strength = field_of(text)
    if field == "stt":
        return 3
    return 2 if strength == WHOLE and field not in {"lead", "deadline", "budget"} else int(strength == WHOLE)
