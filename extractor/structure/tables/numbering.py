"""Row numbers (STT) that repeat or jump: seen, told, never mended."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.model.records import Table
from extractor.rules import ruleset
from extractor.text.row_labels import label_parts, label_style

_DEEPEST = 20
"""Lists within lists that are remembered: a table of endless ones must not cost more for each."""


class OddRow(NamedTuple):
    """A row whose number neither goes on by one nor begins anew."""

    at: int
    """Place in the table's rows, from 0."""
    number: int
    before: int
    """The number above it."""


def odd_rows(table: Table) -> tuple[OddRow, ...]:
    """The task rows of a table of tasks whose whole number neither follows the one above nor is 1.

    Groups stand for themselves: after a group row any number may come. Rows numbered otherwise (1.1, a) are
    passed over. Numbers that go on behind a list counted anew below a row (1 · 1 2 3 · 2) are in order, and
    of 1 5 3 4 only the 5 is odd: what follows goes on as if it were a 2.
    """
    fields = [column.field for column in table.columns]
    if table.kind != "tasks" or "stt" not in fields:
        return ()
    return tuple(_odd(table, fields.index("stt")))


def _odd(table: Table, stt: int) -> Iterator[OddRow]:
    expected: list[int] = []
    """What may come: the last is what goes on by one, those before it go on behind a list or an odd row."""
    before = 0
    for at, row in enumerate(table.rows):
        if row.kind == "group":
            expected = []
        if row.kind != "task" or stt >= len(row.cells) or row.cells[stt].inherited:
            continue
        number, begins_anew = _number(row.cells[stt].text)
        if begins_anew:
            expected = []
        if number is None:
            continue
        if not expected or number == 1:
            expected = [*expected[-_DEEPEST:], number + 1]
        elif number in expected:
            innermost = max(level for level, other in enumerate(expected) if other == number)
            expected = [*expected[:innermost], number + 1]
        else:
            yield OddRow(at, number, before)
            expected = [*expected[-_DEEPEST:-1], expected[-1] + 1, number + 1]
        before = number


def _number(text: str) -> tuple[int | None, bool]:
    """The whole number a label is, and whether the label heads a group (Roman number, capital letter)."""
    label = ruleset("tables").pattern("table.label").match(text)
    style = label_style(label_parts(label["label"])) if label is not None else ""
    if label is None or style != "1":
        return None, style in {"R", "A"}
    return int(label_parts(label["label"])[0]), False
