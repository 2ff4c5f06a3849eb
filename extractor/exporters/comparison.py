"""A comparison as files: one JSON with everything, a summary, the tables as CSV and as one workbook."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import convert

from extractor.codec import encode
from extractor.exporters.columns import TableSpec
from extractor.exporters.files import write_bytes
from extractor.exporters.options import ExportOptions
from extractor.exporters.rows import JOINT, Row
from extractor.exporters.tabular import write_tables
from extractor.model.comparison import ComparedTask, Comparison, KeyCoverage

COMPARISON = "comparison.json"
SUMMARY = "summary.json"
WORKBOOK = "so-sanh.xlsx"


@cache
def comparison_tables() -> tuple[TableSpec, ...]:
    """The tables of a comparison, in the order analysts open them."""
    raw = tomllib.loads(Path(__file__).with_name("comparison.toml").read_text(encoding="utf-8"))
    return convert(raw["table"], tuple[TableSpec, ...])


def write_comparison(comparison: Comparison, out: Path, options: ExportOptions) -> None:
    """``comparison.json``, ``summary.json``, ``<table>.csv`` and ``so-sanh.xlsx`` under ``out``.

    Raises:
        OutputError: a file cannot be written.
    """
    write_bytes(out / COMPARISON, encode(comparison, indent=1) + b"\n")
    write_bytes(
        out / SUMMARY, msgspec.json.format(msgspec.json.encode(summary(comparison)), indent=1) + b"\n"
    )
    write_tables(
        comparison_tables(), lambda name: comparison_rows(name, comparison), out, options, workbook=WORKBOOK
    )


def summary(comparison: Comparison) -> dict[str, object]:
    """The figures of a comparison: per document and status, per band."""
    provinces = {document.doc_id: document.province for document in comparison.documents}
    topics, tasks = (
        {
            doc_id: dict(sorted(Counter(row.status for row in rows if row.doc_id == doc_id).items()))
            for doc_id in provinces
        }
        for rows in (comparison.coverage_topics, comparison.coverage_tasks)
    )
    return {
        "schema_version": comparison.schema_version,
        "documents": [
            {
                "doc_id": document.doc_id,
                "province": document.province,
                "successor": document.successor,
                "tasks": document.tasks,
                "same_as": document.same_as,
                "topics_by_status": topics[document.doc_id],
                "tasks_by_status": tasks[document.doc_id],
            }
            for document in comparison.documents
        ],
        "matches": dict(sorted(Counter(match.band for match in comparison.matches).items())),
        "bands": [msgspec.to_builtins(band) for band in comparison.bands],
        "catalogue": {
            "entries": len(comparison.catalogue),
            "shared": sum(entry.documents > 1 for entry in comparison.catalogue),
        },
        "citations_shared": len({row.key for row in comparison.coverage_citations if row.status == "both"}),
        "issues": [msgspec.to_builtins(issue) for issue in comparison.issues],
    }


def comparison_rows(table: str, comparison: Comparison) -> Iterator[Row]:
    """The rows of a table, a value a column."""
    return _ROWS[table](comparison)


def _task_of(comparison: Comparison) -> Mapping[tuple[str, str], ComparedTask]:
    return {(task.doc_id, task.task): task for task in comparison.tasks}


def _topics(comparison: Comparison) -> Iterator[Row]:
    names = {topic.id: topic.name for topic in comparison.topics}
    provinces = {document.doc_id: document.province for document in comparison.documents}
    for row in comparison.coverage_topics:
        induced = "yes" if row.induced else "no"
        name, province = names[row.topic], provinces[row.doc_id]
        yield row.topic, name, induced, row.doc_id, province, row.tasks, row.status


def _matches(comparison: Comparison) -> Iterator[Row]:
    task = _task_of(comparison)
    for m in sorted(comparison.matches, key=lambda m: (-m.score, m.match_id, m.a_task, m.b_task)):
        yield (
            *(m.match_id, m.a_doc, m.a_task, m.a_start, m.a_end, m.b_doc, m.b_task, m.b_start, m.b_end),
            *(m.score, m.score_text, m.score_topic, m.band, m.relation, m.status),
            JOINT.join(m.shared_topics),
            JOINT.join(phrase.text for phrase in m.shared_phrases),
            task[m.a_doc, m.a_task].text,
            task[m.b_doc, m.b_task].text,
            m.note,
        )


def _tasks(comparison: Comparison) -> Iterator[Row]:
    task = _task_of(comparison)
    for row in comparison.coverage_tasks:
        one = task[row.doc_id, row.task]
        lead = JOINT.join(unit.name for unit in one.lead)
        yield (
            *(row.doc_id, row.task, row.status, row.best, row.score, one.kind),
            *(JOINT.join(one.topics), one.entry, one.text, lead, one.page),
        )


def _keys(rows: tuple[KeyCoverage, ...]) -> Iterator[Row]:
    for row in rows:
        yield row.key, row.name, row.doc_id, row.count, row.status


def _catalogue(comparison: Comparison) -> Iterator[Row]:
    for entry in comparison.catalogue:
        topics, members = JOINT.join(entry.topics), JOINT.join(entry.members)
        yield entry.id, entry.label, topics, entry.documents, members


_ROWS: dict[str, Callable[[Comparison], Iterator[Row]]] = {
    "coverage_topics": _topics,
    "matches": _matches,
    "coverage_tasks": _tasks,
    "coverage_units": lambda comparison: _keys(comparison.coverage_units),
    "coverage_deadlines": lambda comparison: _keys(comparison.coverage_deadlines),
    "coverage_citations": lambda comparison: _keys(comparison.coverage_citations),
    "catalogue": _catalogue,
}
