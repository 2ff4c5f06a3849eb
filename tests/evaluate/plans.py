"""Small plans and gold for the tests of the evaluation."""

from typing import Any

from msgspec import convert

from extractor.evaluate.gold import Gold
from extractor.model.records import (
    Cell,
    Citation,
    CitedDocument,
    Column,
    Header,
    Org,
    Plan,
    Provenance,
    Row,
    Section,
    Source,
    Span,
    Table,
    Task,
)


def place(start: int = 0, end: int = 1) -> Provenance:
    """A place somewhere."""
    return Provenance(start=start, end=end, spans=(Span(start=start, end=end),), rule="test")


def plan(**records: Any) -> Plan:
    """A plan of a text file that holds ``records``."""
    source = Source(name="a.txt", sha256="", bytes=1, media_type="text/plain", reader="text")
    return Plan(**{"doc_id": "a", "source": source, "header": Header(), **records})


def gold(**data: Any) -> Gold:
    """Gold as its JSON would give it."""
    return convert({"doc_id": "a", **data}, Gold)


def section(path: str, heading: str | None, *, kind: str = "heading", level: int = 1) -> Section:
    """A section of the first part."""
    label = path.rpartition(".")[2]
    return Section(
        id=f"p1/{path}", part="p1", label=label, level=level, kind=kind, heading=heading, provenance=place()
    )


def citation(number: str, kind: str = "numbered", start: int = 0) -> Citation:
    """A mention of a decision."""
    return Citation(
        id=f"c{start}",
        kind=kind,
        doc_type="decision",
        number=number,
        full_start=start,
        full_end=start + 1,
        provenance=place(start, start + 1),
    )


def cited(number: str, issuer: str | None = None) -> CitedDocument:
    """A distinct decision."""
    return CitedDocument(target=number, doc_type="decision", number=number, issuer=issuer)


def org(surface: str) -> Org:
    """A unit as printed."""
    return Org(surface=surface, provenance=place())


def table(rows: list[tuple[str, ...]], *, groups: int = 0, kind: str = "tasks") -> Table:
    """A table of number, task, lead and deadline with ``groups`` group rows before its rows."""
    fields = ("stt", "task", "lead", "deadline")
    made = tuple(Row(kind="group", cells=(Cell(text="I"), Cell(text="Nhóm"))) for _ in range(groups))
    made += tuple(Row(kind="task", cells=tuple(Cell(text=text) for text in row)) for row in rows)
    return Table(
        id="t1",
        kind=kind,
        columns=tuple(Column(field=field, header=field) for field in fields),
        row_count=len(rows),
        group_count=groups,
        rows=made,
        provenance=place(),
    )


def task(stt: str, text: str, *lead: str) -> Task:
    """A task of the table."""
    return Task(
        id=f"t{stt}", origin="table", stt=stt, text=text, lead=tuple(map(org, lead)), provenance=place()
    )


GOLD_ROW = {
    "id": "1",
    "origin": "table",
    "table": 0,
    "stt": "1",
    "text": "Mở lớp học bơi",
    "lead": ["Sở Y tế", "UBND xã"],
    "deadline_raw": "Quý I/2031",
}
GOLD_TABLE = {"kind": "tasks", "columns": ["stt", "task", "lead", "deadline"], "rows": 1, "groups": 1}
