"""Plans as rows of the analysts' tables, in the columns of ``columns.toml``."""

from collections.abc import Callable, Iterable, Iterator

from extractor.model.extraction import Extraction
from extractor.model.records import CitedDocument, Deadline, Org, Plan, Provenance, TaskGroup
from extractor.model.types import VOCABULARY
from extractor.text.normalize import quote
from extractor.text.quoting import quoted

Value = str | int | float | None
Row = tuple[Value, ...]

_SELF = "self"
JOINT = "; "
"""Between the members of a list in one cell."""
MAX_CELLS = 100
"""Repeating columns of ``table_rows``: one freak of a table must not make every row as wide; the cells beyond
stand together in the last column."""


def documents(made: Extraction) -> Iterator[Row]:
    """One row: the header and how much was found."""
    plan, header = made.plan, made.plan.header
    province = header.province
    yield (
        province.name if province else None,
        province.successor_name if province else None,
        header.type,
        header.number,
        str(header.issued_on) if header.issued_on else None,
        _name(header.issuer),
        header.title,
        header.plan_year,
        len(plan.source.pages) or None,
        plan.source.reader,
        len(plan.sections),
        len(plan.citations),
        len(plan.tasks),
        len(plan.issues),
        plan.source.name,
    )


def sections(made: Extraction) -> Iterator[Row]:
    """One row a section."""
    for node in made.plan.sections:
        place = _place(node.provenance)
        yield (node.id, node.part, node.label, node.level, node.kind, node.heading, *place)


def citations(made: Extraction) -> Iterator[Row]:
    """One row a mention, with its words as printed."""
    for mention in made.plan.citations:
        surface = quote(" ".join(made.text[span.start : span.end] for span in mention.provenance.spans))
        yield (
            mention.id,
            mention.kind,
            mention.role,
            mention.doc_type,
            mention.number,
            str(mention.issued_on) if mention.issued_on else None,
            _name(mention.issuer),
            mention.title,
            mention.target,
            mention.section,
            surface,
            *_place(mention.provenance),
            mention.target_inferred,
            _sure(mention.provenance),
        )


def cited_documents(made: Extraction) -> Iterator[Row]:
    """One row a cited document."""
    for cited in made.plan.cited_documents:
        yield (
            cited.target,
            cited.doc_type,
            cited.number,
            str(cited.issued_on) if cited.issued_on else None,
            cited.issuer,
            title_or_name(cited, made),
            JOINT.join(cited.mentions),
            JOINT.join(cited.roles),
        )


def title_or_name(cited: CitedDocument, made: Extraction) -> str | None:
    """The title of a cited document; else the name it is cited by (``Luật Lưu trữ``), which is its title."""
    if cited.title:
        return cited.title
    named = (one for one in made.plan.citations if one.kind == "named" and one.id in cited.mentions)
    return next((quoted(made.text, one.provenance.spans) for one in named), None)


def citation_links(made: Extraction) -> Iterator[Row]:
    """One row an edge; a document whose own number is unknown goes by its ``doc_id``, or all would be one."""
    for link in made.plan.citation_links:
        source = made.plan.doc_id if link.source == _SELF else link.source
        yield (source, link.relation, link.target, link.citation)


def tasks(made: Extraction) -> Iterator[Row]:
    """One row a task; lists joined."""
    for task in made.plan.tasks:
        yield (
            task.id,
            task.origin,
            task.nature,
            JOINT.join(_group(group) for group in task.groups),
            task.section,
            task.stt,
            task.text,
            *_units(task.lead),
            *_units(task.coordinating),
            task.product,
            *_deadlines(task.deadlines),
            JOINT.join(topic.id for topic in task.topics),
            JOINT.join(task.citations),
            *_place(task.provenance),
            _sure(task.provenance),
            _bounds(task.deadlines),
        )


def task_units(made: Extraction) -> Iterator[Row]:
    """One row a unit of a task."""
    for task in made.plan.tasks:
        for role, units in (("lead", task.lead), ("coordinating", task.coordinating)):
            for unit in units:
                yield (task.id, role, unit.id, unit.name, unit.surface)


def deadlines(made: Extraction) -> Iterator[Row]:
    """One row a stage of a deadline, counted from 1 in its task."""
    for task in made.plan.tasks:
        for n, stage in enumerate(task.deadlines, 1):
            said = (stage.raw, stage.kind, stage.interval, stage.bound, stage.rrule)
            per = stage.per or {}
            yield (task.id, n, *said, per.get("n_min"), per.get("n_max"), per.get("period"))


def table_rows(made: Extraction) -> Iterator[Row]:
    """One row a logical table row, counted from 1 in its table; as many cells as the row has, at most 100."""
    for table in made.plan.tables:
        for n, row in enumerate(table.rows, 1):
            yield (table.id, n, row.kind, *_within(tuple(cell.text for cell in row.cells)))


def issues(made: Extraction) -> Iterator[Row]:
    """One row an issue."""
    for issue in made.plan.issues:
        place = _place(issue.provenance) if issue.provenance else (None, None, None)
        yield (issue.code, issue.message, *place, VOCABULARY["issue_code"][issue.code])


def corrections(made: Extraction) -> Iterator[Row]:
    """One row something a person mended."""
    for one in made.plan.corrections:
        yield (one.kind, one.record, one.field, one.was, one.value, one.who, one.when, one.note)


ROWS: dict[str, Callable[[Extraction], Iterator[Row]]] = {
    "documents": documents,
    "sections": sections,
    "citations": citations,
    "cited_documents": cited_documents,
    "citation_links": citation_links,
    "tasks": tasks,
    "task_units": task_units,
    "deadlines": deadlines,
    "table_rows": table_rows,
    "issues": issues,
    "corrections": corrections,
}


def rows(table: str, made: Extraction) -> Iterator[Row]:
    """The rows of one table for one document, ``doc_id`` first."""
    for row in ROWS[table](made):
        yield (made.plan.doc_id, *row)


def widest_table(plans: Iterable[Plan]) -> int:
    """Cells of the widest table row: how often the repeating column stands."""
    cells = (len(row.cells) for plan in plans for table in plan.tables for row in table.rows)
    return min(max(cells, default=1), MAX_CELLS)


def _within(cells: tuple[str, ...]) -> tuple[str, ...]:
    if len(cells) <= MAX_CELLS:
        return cells
    return (*cells[: MAX_CELLS - 1], JOINT.join(cells[MAX_CELLS - 1 :]))


def _place(provenance: Provenance) -> tuple[int, int, int | None]:
    page = provenance.spans[0].page if provenance.spans else None
    return provenance.start, provenance.end, page


def _sure(provenance: Provenance) -> int | None:
    """Confidence of recognition in per cent."""
    return None if provenance.confidence is None else round(provenance.confidence * 100)


def _name(unit: Org | None) -> str | None:
    return (unit.name or unit.surface) if unit else None


def _group(group: TaskGroup) -> str:
    return " ".join(word for word in (group.label, group.title) if word)


def _units(units: tuple[Org, ...]) -> tuple[str, str]:
    return JOINT.join(unit.name or unit.surface for unit in units), JOINT.join(unit.id for unit in units)


def _deadlines(stages: tuple[Deadline, ...]) -> tuple[str, str, str, str]:
    ends = [_ends(stage.interval) for stage in stages]
    return (
        JOINT.join(dict.fromkeys(stage.raw for stage in stages)),
        JOINT.join(stage.kind for stage in stages),
        JOINT.join(start for start, _ in ends),
        JOINT.join(end for _, end in ends),
    )


def _bounds(stages: tuple[Deadline, ...]) -> str:
    """How each stage's last day counts, in the places of the other lists; empty where no day is due."""
    bounds = [stage.bound or "" for stage in stages]
    return JOINT.join(bounds) if any(bounds) else ""


def _ends(interval: str | None) -> tuple[str, str]:
    start, _, end = (interval or "").partition("/")
    return start, end or start
