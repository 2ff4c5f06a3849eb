"""The table of a source: printed rows with their spans, and one task a task row.

A row of a source is a group {group = "I", title = …, form = "merged" | "stt" | "inside"} or a task
{stt, task, lead, coordinating, product, deadline, …}. A unit cell may be "^" (covered by the row
span above) or start with "nt" marks; `spans = {lead = 3}` opens a row span.
"""

from typing import Any

from .draft import Cell, Row, Table, Task, Unit
from .marks import Ledger, Marked

CORE = ("stt", "task", "lead", "coordinating", "product", "deadline")
CENTRED = {"stt", "deadline"}
DITTO = {"nt", "-nt-", "Như trên"}


def compose_table(source: dict[str, Any], ledger: Ledger) -> Table:
    """The printed table and its truth."""
    return Table(
        fields=tuple(source["fields"]),
        widths=tuple(source["widths"]),
        rows=tuple(_header_rows(source)) + tuple(_Body(source, ledger).rows()),
        **source.get("look", {}),
    )


def _header_rows(source: dict[str, Any]) -> list[Row]:
    rows = [
        Row(kind="header", cells=tuple(_header_cell(cell) for cell in cells)) for cells in source["header"]
    ]
    if numbers := source.get("numbers"):
        rows.append(Row(kind="numbers", cells=tuple(Cell(text=text, center=True) for text in numbers)))
    return rows


def _header_cell(cell: str | dict[str, Any]) -> Cell:
    fields = {"text": cell} if isinstance(cell, str) else cell
    return Cell(**{"bold": True, "center": True, **fields})


class _Body:
    """Reads body rows in order, with the group path and the cells that still reach down."""

    def __init__(self, source: dict[str, Any], ledger: Ledger) -> None:
        self.source, self.ledger = source, ledger
        self.fields: list[str] = list(source["fields"])
        self.groups: list[str] = []
        self.above: dict[str, Marked] = {}

    def rows(self) -> list[Row]:
        return [self._group(row) if "group" in row else self._task_row(row) for row in self.source["rows"]]

    def _group(self, row: dict[str, Any]) -> Row:
        label, title = row["group"], self.ledger.plain(row["title"])
        level = label.count(".") + 1
        self.groups = [*self.groups[: level - 1], label]
        self.above = {}
        rest = len(self.fields) - 2
        cells: tuple[Cell, ...]
        match row["form"]:
            case "merged":
                cells = (Cell(text=f"{label}. {title}", colspan=len(self.fields), bold=True),)
            case "stt":
                head = (Cell(text=label, bold=True, center=True), Cell(text=title, bold=True))
                cells = head + tuple(Cell(text="") for _ in range(rest))
            case "wide":
                cells = (
                    Cell(text=label, bold=True, center=True),
                    Cell(text=title, colspan=len(self.fields) - 1, bold=True),
                )
            case "centred":
                cells = (Cell(text=f"{label}. {title}", colspan=len(self.fields), bold=True, center=True),)
            case other:
                raise ValueError(f"unknown form of a group row: {other!r}")
        return Row(kind="group", cells=cells)

    def _task_row(self, row: dict[str, Any]) -> Row:
        said = {name: self._said(name, row) for name in self.fields}
        spans: dict[str, int] = row.get("spans", {})
        cells = tuple(
            Cell(
                text=said[name].text,
                rowspan=spans.get(name, 1),
                center=name in CENTRED,
                mark=row.get("mark", "") if name == "task" else "",
            )
            for name in self.fields
            if row.get(name) != "^"
        )
        for name, cell in said.items():
            if cell.text.strip() and cell.text.strip() not in DITTO:
                self.above[name] = cell
        return Row(kind="task", cells=cells, task=self._task(row, said))

    def _said(self, name: str, row: dict[str, Any]) -> Marked:
        if row.get(name) == "^":
            return self.above[name]
        return self.ledger.read(row.get(name, ""))

    def _resolved(self, name: str, said: dict[str, Marked]) -> Marked | None:
        cell = said.get(name)
        if cell is not None and cell.text.strip() in DITTO:
            return self.above.get(name)
        return cell

    def _units(self, name: str, said: dict[str, Marked]) -> tuple[Unit, ...]:
        cell = self._resolved(name, said)
        return tuple(cell.units) if cell else ()

    def _task(self, row: dict[str, Any], said: dict[str, Marked]) -> Task:
        deadline, product = self._resolved("deadline", said), self._resolved("product", said)
        return Task(
            text=said["task"].text,
            lead=self._units("lead", said),
            coordinating=self._units("coordinating", said),
            product=(product.text or None) if product else None,
            deadline_raw=(deadline.text or None) if deadline else None,
            deadlines=tuple(deadline.deadlines) if deadline else (),
            stt=row["stt"].rstrip(".") if "stt" in row else None,
            groups=tuple(self.groups),
            other={name: cell.text for name, cell in said.items() if name not in CORE and cell.text},
        )
