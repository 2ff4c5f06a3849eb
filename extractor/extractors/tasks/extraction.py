"""Tasks from the rows of task tables, and those of prose among them.

Needs the tables of the outline, the citations and the plan year; gives tasks and the issues of the tables.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from extractor.extractors.deadlines import Context, is_unread
from extractor.extractors.tasks.groups import GroupPath
from extractor.extractors.tasks.prose import prose_tasks
from extractor.extractors.tasks.row_cells import (
    UNIT_FIELDS,
    UnitReader,
    cells_of,
    deadlines_of,
    other_of,
    page_starts,
    ranges_of,
)
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Deadline, Issue, Org, Provenance, Row, Table, Task, TaskGroup
from extractor.text.normalize import key
from extractor.text.offsets import merge_ranges

_SUFFIXES = "bcdeghiklmnopqrstuvxy"


class _Source(NamedTuple):
    """What every row is read with."""

    document: Document
    units: UnitReader
    citations: list[tuple[int, str]]
    plan_year: int | None
    issued_on: date | None


class _Place(Struct, frozen=True, kw_only=True):
    """Where a row stands: its id, its groups, the task it is a sub-row of."""

    id: str
    groups: tuple[TaskGroup, ...]
    subrow_of: str | None


def extract(document: Document, found: Found) -> Iterator[Task | Issue]:
    """The tasks of all task tables and of prose in reading order, ids t1, t2 …; a sub-row of t7 is t7b.

    Issues: columns that could not be named, cells filled from above, unknown units, time cells in no known
    shape; each kind of words is reported once.
    """
    tables = [table for table in found.outline.tables if table.kind == "tasks"]
    source = _Source(
        document=document,
        units=UnitReader(document, tables),
        citations=sorted((citation.provenance.start, citation.id) for citation in found.citations),
        plan_year=found.header.plan_year,
        issued_on=found.header.issued_on,
    )
    for table in found.outline.tables:
        yield from _table_issues(table)
    tasks = list(_numbered(source, tables, sorted(prose_tasks(document, found), key=_start)))
    yield from tasks
    yield from unit_issues(tasks)
    yield from deadline_issues(tasks)


def _numbered(source: _Source, tables: list[Table], prose: list[Task]) -> Iterator[Task]:
    """Tasks of tables and of prose with ids in the order of the document."""
    number = 0
    waiting = deque(prose)
    for table in sorted(tables, key=_start):
        while waiting and _start(waiting[0]) < _start(table):
            number += 1
            yield replace(waiting.popleft(), id=f"t{number}")
        for place, row in _places(table, number):
            number += place.subrow_of is None
            yield _task(source, table, row, place)
    for task in waiting:
        number += 1
        yield replace(task, id=f"t{number}")


def _start(record: Table | Task) -> int:
    return record.provenance.start


def _places(table: Table, number: int) -> Iterator[tuple[_Place, Row]]:
    """Each task row of a table with its place; ``number`` tasks came before."""
    fields = [column.field for column in table.columns]
    stt = fields.index("stt") if "stt" in fields else None
    path = GroupPath(stt)
    parent, subrows = "", 0
    for row in table.rows:
        if row.kind == "group":
            path.enter(row.cells)
            parent = ""
        elif row.kind == "subrow" and parent:
            subrows += 1
            yield _Place(id=parent + _suffix(subrows), groups=path.groups, subrow_of=parent), row
        elif row.kind in {"task", "subrow"}:
            if stt is not None:
                path.meet(row.cells[stt].text)
            number += 1
            parent, subrows = f"t{number}", 0
            yield _Place(id=parent, groups=path.groups, subrow_of=None), row


def _suffix(count: int) -> str:
    return _SUFFIXES[count - 1] if count <= len(_SUFFIXES) else f"b{count}"


def _task(source: _Source, table: Table, row: Row, place: _Place) -> Task:
    columns, cells = table.columns, row.cells
    units = [
        unit for role in UNIT_FIELDS for unit in source.units.units(cells_of(columns, cells, role), role)
    ]
    context = Context(
        plan_year=source.plan_year,
        issued_on=source.issued_on,
        group=" › ".join(group.title or "" for group in place.groups),
    )
    provenance = _row_provenance(source.document, row)
    return Task(
        id=place.id,
        origin="table",
        table=table.id,
        groups=place.groups,
        stt=_text(table, row, "stt").rstrip(" .)") or None,
        subrow_of=place.subrow_of,
        text=_text(table, row, "task"),
        lead=tuple(org for role, org in units if role == "lead"),
        coordinating=tuple(org for role, org in units if role == "coordinating"),
        product=_text(table, row, "product") or None,
        deadlines=deadlines_of(source.document, cells_of(columns, cells, "deadline"), context),
        citations=_inside(provenance, source.citations),
        other=other_of(columns, cells),
        inherited=_inherited(table, row),
        provenance=provenance,
    )


def _text(table: Table, row: Row, field: str) -> str:
    return " ".join(cell.text for cell in cells_of(table.columns, row.cells, field))


def _inherited(table: Table, row: Row) -> tuple[str, ...]:
    fields = [column.field for column, cell in zip(table.columns, row.cells, strict=True) if cell.inherited]
    return tuple(dict.fromkeys(field for field in fields if field not in {"stt", "unknown"}))


def _row_provenance(document: Document, row: Row) -> Provenance:
    """The row's own cells in text order: one span if nothing stands between them, two over a page break."""
    own = sorted(piece for cell in row.cells if not cell.inherited for piece in ranges_of(cell))
    own = own or sorted(piece for cell in row.cells for piece in ranges_of(cell))
    return document.provenance(merge_ranges(document.text, own, page_starts(document)), "task.table_row")


def _inside(provenance: Provenance, citations: list[tuple[int, str]]) -> tuple[str, ...]:
    """Ids of the citations that begin inside the spans."""
    found: list[str] = []
    for span in provenance.spans:
        low = bisect_left(citations, (span.start, ""))
        high = bisect_left(citations, (span.end, ""))
        found.extend(citation for _, citation in citations[low:high])
    return tuple(found)


def _table_issues(table: Table) -> Iterator[Issue]:
    if all(column.field == "unknown" for column in table.columns):
        message = f"{table.id}: chưa nhận ra cột nào / no column named; see column_synonyms.csv"
        yield Issue(code="table_unmapped", message=message, provenance=table.provenance)
    rules = [
        cell.provenance.rule for row in table.rows for cell in row.cells if cell.inherited and cell.provenance
    ]
    dittos = rules.count("table.cell.ditto")
    if dittos:
        message = f"{table.id}: {dittos} ô “như trên” lấy từ hàng trên / ditto cells filled from above"
        yield Issue(code="ditto_resolved", message=message, provenance=table.provenance)
    if len(rules) > dittos:
        message = f"{table.id}: {len(rules) - dittos} ô lấy chữ của ô trên / cells take words from above"
        yield Issue(code="cell_inherited", message=message, provenance=table.provenance)


def unit_issues(tasks: Iterable[Task]) -> Iterator[Issue]:
    """Names of units that the gazetteer does not know, each wording once."""
    unknown: dict[str, Org] = {}
    for task in tasks:
        for org in (*task.lead, *task.coordinating):
            if org.id == "?":
                unknown.setdefault(key(org.surface), org)
    for org in unknown.values():
        yield Issue(
            code="unit_unknown",
            message=f"“{org.surface}” chưa có trong danh mục / is not in organizations.csv",
            provenance=org.provenance,
        )


_LENT = {
    "year:plan_title": "{count} thời hạn không nêu năm, suy từ tên kế hoạch / deadlines without a year: "
    "{count}, inferred from the title of the plan",
    "year:issued_on": "{count} thời hạn không nêu năm, suy từ ngày ban hành / deadlines without a year: "
    "{count}, inferred from the date of issue",
    "start:issued_on": "{count} thời hạn không nêu ngày bắt đầu, lấy ngày ban hành / deadlines without a "
    "first day: {count}, that of the issue taken",
}
"""What is told of deadlines that take something from outside their words, by where it comes from."""
_LENT_ELSE = "{count} thời hạn không nêu đủ, suy từ {source} / deadlines completed: {count}, from {source}"


def deadline_issues(tasks: Iterable[Task]) -> Iterator[Issue]:
    """Time cells in no known shape, each wording once; how many years came from outside the cell."""
    stages = [stage for task in tasks for stage in task.deadlines]
    unread: dict[str, Deadline] = {}
    for stage in stages:
        if is_unread(stage.provenance.rule):
            unread.setdefault(key(stage.raw), stage)
    for stage in unread.values():
        message = f"“{stage.raw}” giữ nguyên văn, chưa chuẩn hoá được / kept as printed"
        yield Issue(code="deadline_unparsed", message=message, provenance=stage.provenance)
    for source in dict.fromkeys(tag for stage in stages for tag in stage.inferred):
        lent = [stage for stage in stages if source in stage.inferred]
        message = _LENT.get(source, _LENT_ELSE).format(count=len(lent), source=source)
        yield Issue(code="year_inferred", message=message, provenance=lent[0].provenance)
