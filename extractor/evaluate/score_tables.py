"""Scores logical tables: what they are, their rows with all cells, their group rows."""

from collections.abc import Iterator, Sequence

from extractor.evaluate.gold import Gold, GoldTable, GoldTask
from extractor.evaluate.match import Outcome, counts, lists_units, pair, shown, told
from extractor.model.records import Plan, Row, Table
from extractor.text.normalize import quote

_DATA = ("task", "subrow")
_UNIT_FIELDS = ("lead", "coordinating")
_JOINERS = frozenset({"và", "các", "cùng", "với"})
"""Words between units that belong to none of them."""


def table_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Tables, their rows and their group rows.

    A row of a task table is right when every mapped cell says what gold says; of other tables gold holds
    only how many rows there are.
    """
    places = {part.id: place for place, part in enumerate(plan.parts)}
    wanted = tuple(enumerate(gold.tables))
    found = plan.tables
    pairs = pair(
        wanted,
        found,
        [
            (
                lambda g: (g[1].kind, g[1].part, g[1].rows),
                lambda f: (f.kind, places.get(f.part or ""), f.row_count),
            ),
            (lambda g: (g[1].kind, g[1].part), lambda f: (f.kind, places.get(f.part or ""))),
            (lambda g: g[1].kind, lambda f: f.kind),
            (lambda g: g[1].part, lambda f: places.get(f.part or "")),
        ],
    )
    for entry, table in pairs:
        index, expected = entry if entry is not None else (None, None)
        if expected is not None and expected.doubtful:
            continue
        yield _table(expected, table, places)
        tasks = [
            task
            for task in gold.tasks
            if task.origin == "table" and task.table == index and index is not None
        ]
        yield from _rows(expected, table, tasks)
        yield from _groups(expected, table)


def _table(wanted: GoldTable | None, found: Table | None, places: dict[str, int]) -> Outcome:
    is_right = wanted is not None and found is not None
    if wanted is not None and found is not None:
        fields = tuple(column.field for column in found.columns)
        same_columns = (
            fields == wanted.columns if wanted.kind == "tasks" else len(fields) == len(wanted.columns)
        )
        is_right = same_columns and (found.kind, places.get(found.part or "")) == (wanted.kind, wanted.part)
    return Outcome(
        kind="tables",
        expected=told(wanted, lambda t: f"{t.kind} in part {t.part}: {', '.join(t.columns)}"),
        got=told(found, lambda t: f"{t.kind} in {t.part}: {', '.join(column.field for column in t.columns)}"),
        is_right=is_right,
    )


def _rows(wanted: GoldTable | None, found: Table | None, tasks: Sequence[GoldTask]) -> Iterator[Outcome]:
    table = wanted or found
    if table is not None and table.kind != "tasks":
        name = f"row of the table in part {wanted.part}" if wanted else "row of a table not in gold"
        expected = [name] * (wanted.rows if wanted else 0)
        yield from counts("table_rows.number", expected, [name] * (found.row_count if found else 0))
        return
    rows = [cells_of(found, row) for row in found.rows if row.kind in _DATA] if found else []
    pairs = pair(
        tasks,
        rows,
        [
            (lambda t: (*_of_task(t), quote(t.product or "")), lambda r: (*_of_row(r), r["product"])),
            (_of_task, _of_row),
            (lambda t: quote(t.text), lambda r: r["task"]),
            (lambda t: t.stt, _stt),
        ],
    )
    fields = wanted.columns if wanted else ()
    yield from (_row(task, row, fields) for task, row in pairs if task is None or not task.doubtful)


def _row(task: "GoldTask | None", row: "_Cells | None", fields: tuple[str, ...]) -> Outcome:
    wrong: list[str] = []
    if task is not None and row is not None:
        wrong = [field for field in fields if not _same_cell(field, task, row)]
    return Outcome(
        kind="table_rows",
        expected=told(task, lambda t: _shown({field: _cell(field, t) for field in fields}, wrong)),
        got=told(row, lambda r: _shown(r, wrong)),
        is_right=task is not None and row is not None and not wrong,
    )


def _of_task(task: GoldTask) -> tuple[str | None, str]:
    return task.stt, quote(task.text)


def _of_row(row: "_Cells") -> tuple[str | None, str]:
    return _stt(row), row["task"]


class _Cells(dict[str, str]):
    """Words of a row by column field; an empty text for a column the table lacks."""

    def __missing__(self, field: str) -> str:
        return ""


def cells_of(table: Table, row: Row) -> _Cells:
    """The words of a row by column field; columns of the same field joined with a blank."""
    cells = _Cells()
    for column, cell in zip(table.columns, row.cells, strict=False):
        cells[column.field] = f"{cells[column.field]} {quote(cell.text)}".strip()
    return cells


def _same_cell(field: str, task: GoldTask, row: _Cells) -> bool:
    if field == "stt":
        return (task.stt or "") == _stt(row)
    if task.cells is None and field in _UNIT_FIELDS:
        return lists_units(row[field], task.lead if field == "lead" else task.coordinating, _JOINERS)
    return quote(_cell(field, task)) == row[field]


def _cell(field: str, task: GoldTask) -> str:
    if task.cells is not None:
        return task.cells.get(field, "")
    stated = {
        "stt": task.stt,
        "task": task.text,
        "lead": "; ".join(task.lead),
        "coordinating": "; ".join(task.coordinating),
        "product": task.product,
        "deadline": task.deadline_raw,
    }
    return stated[field] or "" if field in stated else task.other.get(field, "")


def _stt(row: _Cells) -> str:
    return row["stt"].rstrip(". ")


def _shown(cells: dict[str, str], wrong: Sequence[str]) -> str:
    names = wrong or list(cells)
    return f"{cells.get('stt', '')}| " + " | ".join(f"{name}: {shown(cells.get(name, ''))}" for name in names)


def _groups(wanted: GoldTable | None, found: Table | None) -> Iterator[Outcome]:
    rows = [_group_text(row) for row in found.rows if row.kind == "group"] if found else []
    if wanted is not None and wanted.group_texts:
        yield from counts("table_groups", [quote(text) for text in wanted.group_texts], rows)
    elif wanted is not None:
        name = f"group of the table in part {wanted.part}"
        yield from counts("table_groups", [name] * wanted.groups, [name] * len(rows))
    else:
        yield from counts("table_groups", (), rows)


def _group_text(row: Row) -> str:
    return quote(" ".join(dict.fromkeys(cell.text for cell in row.cells if cell.text)))
