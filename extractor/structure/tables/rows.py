"""Lines → logical rows: groups, tasks, sub-rows, totals, notes; merged and ditto cells filled from above."""

from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.model.records import Column
from extractor.rules import ruleset
from extractor.structure.tables.grid import EMPTY, LEFT, Line, Slot
from extractor.structure.tables.join import is_loose_end, join_rows
from extractor.text.row_labels import label_parts, label_style

_CORE = {"lead", "coordinating", "product", "deadline"}
_BULLET = regex.compile(r"^\s*[-–+•*]\s*")
_DASH = regex.compile(r"[-–—+•*]")
"""What stands in the number column before a sub-row that bears no number."""
_DOWNWARDS = {"stt", "task", "lead", "coordinating", "basis", "group", "supervisor", "budget"}
"""Fields a sub-row takes from the row it belongs to; product and time are its own."""


class LogicalRow(NamedTuple):
    """A row with its kind, cells filled."""

    kind: str
    slots: Line


class Shape(NamedTuple):
    """What the columns of a table are."""

    columns: tuple[Column, ...]
    stt: int | None
    task: int
    numbered: bool
    """Whether any line has a number in the number column."""
    merged_lead: int | None
    """The lead column if merged cells reach down in it."""

    @classmethod
    def of(cls, columns: tuple[Column, ...], lines: Sequence[Line]) -> "Shape":
        """The shape of a table with these columns and data lines."""
        fields = [column.field for column in columns]
        stt = fields.index("stt") if "stt" in fields else None
        plain = next((col for col in range(len(columns)) if col != stt), 0)
        task = fields.index("task") if "task" in fields else plain
        numbered = stt is not None and any(line[stt].text for line in lines)
        lead = fields.index("lead") if "lead" in fields else None
        reaches = lead is not None and any(
            line[lead].covered == "above" or _is_ditto(line[lead].text) for line in lines
        )
        return cls(columns, stt, task, numbered, lead if reaches else None)


def logical_rows(lines: Sequence[Line], shape: Shape) -> list[LogicalRow]:
    """The rows of the data lines of one table."""
    rows: list[LogicalRow] = []
    above: Line = (EMPTY,) * len(shape.columns)
    for index, line in enumerate(lines):
        full = _from_above(line, above)
        below = lines[index + 1] if index + 1 < len(lines) else None
        kind = _kind(full, below, shape)
        if (
            kind == "subrow"
            and rows
            and rows[-1].kind != "group"
            and is_loose_end(above, line, shape.stt, shape.task)
        ):
            above = join_rows(above, line)
            rows[-1] = LogicalRow(rows[-1].kind, above)
            continue
        if kind == "group":
            full = _collapsed(full)
        elif kind in {"task", "subrow"}:
            full = _filled(full, rows, kind, shape)
        rows.append(LogicalRow(kind, full))
        above = full
    return rows


def _from_above(line: Line, above: Line) -> Line:
    """Slots under merged cells take the words of the cell that reaches down to them."""
    if not any(slot.covered == "above" for slot in line):
        return line
    return tuple(
        _inherit(upper, "table.cell.rowspan") if slot.covered == "above" else slot
        for slot, upper in zip(line, above, strict=True)
    )


def _inherit(slot: Slot, rule: str) -> Slot:
    if slot.covered == "left":
        return LEFT
    return slot._replace(inherited=bool(slot.text), rule=rule, covered="")


def _kind(line: Line, below: Line | None, shape: Shape) -> str:
    own = [(col, slot) for col, slot in enumerate(line) if slot.is_own]
    if not own:
        return "note"
    rules = ruleset("tables")
    text = own[0][1].text
    title = line[shape.task].text if line[shape.task].is_own else text
    if rules.pattern("table.total").search(text) or rules.pattern("table.total").search(title):
        return "total"
    if _is_one_text(line, own):
        return "note" if rules.pattern("table.note").search(text) else "group"
    if len(own) == 1 and rules.pattern("table.note").search(text):
        return "note"
    if _is_group(line, own, below, shape):
        return "group"
    return "subrow" if _is_subrow(line, shape) else "task"


def _is_one_text(line: Line, own: Sequence[tuple[int, Slot]]) -> bool:
    """One cell over the columns, or its text repeated in every column."""
    width = len(line)
    if len({slot.text for _, slot in own}) > 1 or width < 2:
        return False
    reach = max(slot.colspan for _, slot in own)
    return reach * 2 > width or (len(own) * 2 > width and len(own) > 1)


def _is_group(line: Line, own: Sequence[tuple[int, Slot]], below: Line | None, shape: Shape) -> bool:
    """A title without unit, product and time: numbered like a group, or parent of the numbers below."""
    wide = _wide_title(line, own, shape)
    is_beside = _is_title_beside(own, shape)
    filled = set() if wide or is_beside else {shape.columns[col].field for col, _ in own}
    has_core = any(column.field in _CORE for column in shape.columns)
    if filled & _CORE or any(slot.inherited and slot.text for slot in line):
        return False
    if not has_core and not wide and any(col not in {shape.stt, shape.task} for col, _ in own):
        return False
    if shape.stt is None or not line[shape.stt].is_own:
        return len(own) == 1 and _has_group_title(own[0][1], shape)
    label = ruleset("tables").pattern("table.label").match(line[shape.stt].text)
    if label is None:
        return len(own) == 1 and _has_group_title(own[0][1], shape)
    parts = label_parts(label["label"])
    if label_style(parts)[0] in "RA" and (wide or line[shape.task].text or is_beside):
        return True
    return has_core and below is not None and _is_child(parts, below, shape)


def _wide_title(line: Line, own: Sequence[tuple[int, Slot]], shape: Shape) -> bool:
    """Whether one cell over most columns is all that stands beside the number, wherever it begins."""
    beside = [slot for col, slot in own if col != shape.stt]
    return len(own) == 2 and len(beside) == 1 and beside[0].colspan * 2 > len(line)


def _is_title_beside(own: Sequence[tuple[int, Slot]], shape: Shape) -> bool:
    """Whether all that stands beside a Roman number or capital letter is a title in the next column, be it
    the one of units: a task with a unit and no words is none."""
    if shape.stt is None or [col for col, _ in own] != [shape.stt, shape.stt + 1]:
        return False
    label = ruleset("tables").pattern("table.label").match(own[0][1].text)
    return label is not None and label_style(label_parts(label["label"])) in {"R", "A"}


def _has_group_title(slot: Slot, shape: Shape) -> bool:
    """A lone text that is numbered like a group, in capitals, or bold."""
    if ruleset("tables").pattern("table.label_in_text").match(slot.text):
        return True
    return shape.numbered and not _BULLET.match(slot.text) and (slot.text.isupper() or slot.bold is True)


def _is_child(parts: tuple[str, ...], below: Line, shape: Shape) -> bool:
    """Whether the line below is numbered under ``parts`` (5.1 or a under 5, anew from 1), or has a dash."""
    assert shape.stt is not None
    number = below[shape.stt].text
    if not number or _DASH.fullmatch(number):
        return bool(number or _BULLET.match(below[shape.task].text))
    label = ruleset("tables").pattern("table.label").match(number)
    if label is None:
        return False
    under = label_parts(label["label"])
    is_longer = len(under) > len(parts) and under[: len(parts)] == parts
    return is_longer or (label_style(parts) == "1" and under in {("a",), ("1",)})


def _is_subrow(line: Line, shape: Shape) -> bool:
    """A further row under the number above: number merged or missing in a table that numbers its rows."""
    if shape.stt is None or not shape.numbered:
        return line[shape.task].inherited
    slot = line[shape.stt]
    return slot.inherited or not slot.text or _DASH.fullmatch(slot.text) is not None


def _collapsed(line: Line) -> Line:
    """A group text repeated in every column as one cell."""
    own = [col for col, slot in enumerate(line) if slot.is_own]
    if len(own) < 2 or len({line[col].text for col in own}) > 1:
        return line
    first = own[0]
    slots = [LEFT if col != first and col in own else slot for col, slot in enumerate(line)]
    slots[first] = line[first]._replace(colspan=len(own))
    return tuple(slots)


def _filled(line: Line, rows: Sequence[LogicalRow], kind: str, shape: Shape) -> Line:
    """Ditto marks resolved; a sub-row takes what it lacks from its row, a lead from the merged cell above."""
    slots = list(line)
    for col, slot in enumerate(line):
        if slot.is_own and _is_ditto(slot.text):
            slots[col] = _nearest(rows, col, slot, "table.cell.ditto")
        elif slot.text or slot.covered:
            continue
        elif kind == "subrow" and _takes(shape, col, line):
            slots[col] = _nearest(rows, col, slot, "table.cell.subrow")
        elif col == shape.merged_lead:
            slots[col] = _nearest(rows, col, slot, "table.cell.empty")
    return tuple(slots)


def _is_ditto(text: str) -> bool:
    return len(text) < 12 and ruleset("tables").pattern("table.ditto").match(text) is not None


def _takes(shape: Shape, col: int, line: Line) -> bool:
    """Whether an empty cell of a sub-row means the cell above; not where merged cells show what is meant."""
    if shape.stt is not None and line[shape.stt].inherited:
        return False
    return shape.columns[col].field in _DOWNWARDS


def _nearest(rows: Sequence[LogicalRow], col: int, slot: Slot, rule: str) -> Slot:
    """The nearest filled cell above in the same column and group; ``slot`` itself if there is none."""
    for row in reversed(rows):
        if row.kind == "group":
            break
        upper = row.slots[col]
        if row.kind in {"task", "subrow"} and upper.text and not _is_ditto(upper.text):
            return _inherit(upper, rule)
    return slot
