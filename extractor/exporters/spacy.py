"""The spans found as DocBins of spaCy (extra ``[spacy]``): to look at, to train on, to compare with."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.exporters.files import replacing_folder
from extractor.exporters.options import ExportOptions, Notice
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from extractor.model.records import Citation, Org, Plan, Span, Task

if TYPE_CHECKING:
    from extractor.spacy_components import Mark

FOLDER = "spacy"
_DOCUMENTS = 100
"""Documents a file: what is held in memory at once."""

Marked = tuple[str, Sequence[Span], str, str, str]
"""Group of spans, where they stand, label, id of what is named, id of the record."""


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``spacy/part-0001.spacy`` … under ``out``, a hundred documents a file, in the order of the run.

    ``doc.spans`` has the groups ``header``, ``sections``, ``legal_bases``, ``citations``, ``tasks``,
    ``organizations``, ``roles`` and ``deadlines``; a record in several pieces has a span each. ``id_`` of a
    span is that of the record, ``kb_id_`` that of the organisation or the cited document.
    ``doc.user_data["doc_id"]`` names the document. A span takes in whole tokens.

    Raises:
        OutputError: a file cannot be written.
    """
    del options, entries  # spans are exact, and files that gave no document have none
    from extractor.spacy_components import doc_bin

    with replacing_folder(out / FOLDER) as folder:
        for number, some in enumerate(_batches(extractions), 1):
            data = doc_bin((made.plan.doc_id, made.text, _marks(made.plan)) for made in some)
            (folder / f"part-{number:04}.spacy").write_bytes(data)
    return ()


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    some: list[Extraction] = []
    for made in extractions:
        some.append(made)
        if len(some) == _DOCUMENTS:
            yield some
            some = []
    if some:
        yield some


def _marks(plan: Plan) -> "list[Mark]":
    from extractor.spacy_components import Mark

    return [
        Mark(group, span.start, span.end, label, kb_id, record)
        for group, spans, label, kb_id, record in _marked(plan)
        for span in spans
    ]


def _marked(plan: Plan) -> Iterator[Marked]:
    for field, place in plan.header.fields.items():
        yield "header", place.spans, field.upper(), "", ""
    for node in plan.sections:
        yield "sections", node.heading_spans, "HEADING", "", node.id
    for basis in plan.legal_bases:
        yield "legal_bases", basis.provenance.spans, "LEGAL_BASIS", "", basis.id
    for mention in plan.citations:
        yield _citation(mention)
    for task in plan.tasks:
        yield from _task(task)


def _citation(mention: Citation) -> Marked:
    return "citations", mention.provenance.spans, mention.kind.upper(), mention.target or "", mention.id


def _task(task: Task) -> Iterator[Marked]:
    yield "tasks", task.provenance.spans, task.nature.upper(), "", task.id
    for role, units in (("LEAD", task.lead), ("COORDINATING", task.coordinating)):
        for unit in units:
            yield "organizations", unit.provenance.spans, "ORGANIZATION", _known(unit), task.id
            yield "roles", unit.provenance.spans, role, _known(unit), task.id
    for stage in task.deadlines:
        yield "deadlines", stage.provenance.spans, stage.kind.upper(), "", task.id


def _known(unit: Org) -> str:
    return "" if unit.id == "?" else unit.id
