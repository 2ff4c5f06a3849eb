"""read → structure → extract → Plan."""

from typing import Any, cast

import msgspec

from extractor.config import Config
from extractor.extractors.header.completeness import restated
from extractor.extractors.header.supplied import complete
from extractor.extras import needing
from extractor.model.document import Document, Page
from extractor.model.outline import Found
from extractor.model.records import (
    Citation,
    CitationLink,
    CitedDocument,
    Header,
    Issue,
    LegalBasis,
    OrganizationSummary,
    Plan,
    Source,
    SourcePage,
    Task,
)
from extractor.model.source import SourceFile
from extractor.readers.page.picture import PagePicture
from extractor.readers.sniff import mismatch, sniff
from extractor.readers.unsupported import unsupported
from extractor.registry import EXTRACTORS, PICTURES, READERS, load
from extractor.structure import outline

STAGES = ("read", "structure", *EXTRACTORS)
"""The order of work."""

_PLACE: dict[type, str] = {
    LegalBasis: "legal_bases",
    Citation: "citations",
    CitedDocument: "cited_documents",
    CitationLink: "citation_links",
    Task: "tasks",
    OrganizationSummary: "organizations",
    Issue: "issues",
}


def read(source: SourceFile, config: Config) -> Document:
    """The document in ``source``, by the reader its bytes ask for.

    Raises:
        ReadError: no reader for it, or damaged, encrypted, too large …
    """
    kind = sniff(source, config.limits)
    if kind not in READERS:
        raise unsupported(source.name, kind)
    with needing("ocr", "office"):
        document: Document = load(READERS[kind])(source, config)
    issue = mismatch(source, kind)
    return msgspec.structs.replace(document, issues=(issue, *document.issues)) if issue else document


def page_picture(
    document: Document, source: SourceFile, config: Config, *, number: int, scale: float
) -> PagePicture:
    """Page ``number`` (from 1) of ``document``, whose reader is one of ``PICTURES``.

    Args:
        document: as ``read`` gave it for ``source`` and ``config``.
        number: the page.
        scale: pixels a point.

    Raises:
        ReadError: the page cannot be shown.
    """
    page = document.pages[number - 1]
    with needing("ocr"):
        found: PagePicture = load(PICTURES[document.reader])(source, config, page, scale)
    return found


def page_pixels(reader: str, source: SourceFile, page: SourcePage, config: Config, scale: float) -> Any:
    """A page as a plan tells of it, as boxes lie on it: rows × columns × 3 (red, green, blue).

    Args:
        reader: one of ``PICTURES``.
        source: the file the plan was read from.
        page: with its size.
        scale: pixels a point.

    Raises:
        ReadError: the page cannot be shown.
    """
    shape = Page(number=page.number, start=0, end=0, width=page.width, height=page.height, turned=page.turned)
    with needing("ocr"):
        return load(PICTURES[reader])(source, config, shape, scale).pixels


def analyse(document: Document, supplied: dict[str, str] | None = None) -> Found:
    """Structure and all records of a document.

    Args:
        supplied: header fields a user supplies, raw words by field name; they stand in where the document
            is silent, before the extractors that read the header run.
    """
    structure = outline(document)
    found = Found(outline=structure, issues=(*document.issues, *structure.issues))
    for name, entry in EXTRACTORS.items():
        found = _add(found, list(load(entry)(document, found)))
        if name == "header" and supplied:
            header = complete(found.header, supplied)
            found = msgspec.structs.replace(found, header=header, issues=restated(found.issues, header))
    return found


def _add(found: Found, made: list[object]) -> Found:
    changes: dict[str, object] = {}
    lists: dict[str, list[object]] = {}
    for record in made:
        if isinstance(record, Header):
            changes["header"] = record
        else:
            lists.setdefault(_PLACE[type(record)], []).append(record)
    changes |= {place: (*getattr(found, place), *records) for place, records in lists.items()}
    if Task in map(type, made):  # a later stage may give a task again, with more said of it
        tasks = cast("tuple[Task, ...]", changes["tasks"])
        changes["tasks"] = tuple({task.id: task for task in tasks}.values())
    return msgspec.structs.replace(found, **changes)


def assemble(document: Document, found: Found, doc_id: str, supplied: dict[str, str] | None = None) -> Plan:
    """The plan record of an analysed document."""
    source = Source(
        name=document.name,
        sha256=document.sha256,
        bytes=document.size,
        media_type=document.media_type,
        pages=tuple(_source_page(page) for page in document.pages),
        reader=document.reader,
        supplied=supplied or {},
    )
    return Plan(
        doc_id=doc_id,
        source=source,
        header=found.header,
        parts=found.outline.parts,
        sections=found.outline.sections,
        legal_bases=found.legal_bases,
        citations=found.citations,
        cited_documents=found.cited_documents,
        citation_links=found.citation_links,
        tables=found.outline.tables,
        tasks=found.tasks,
        organizations=found.organizations,
        issues=found.issues,
    )


def _source_page(page: Page) -> SourcePage:
    return SourcePage(
        number=page.number,
        read_by=page.read_by,
        confidence=page.confidence,
        width=page.width,
        height=page.height,
        turned=page.turned,
    )
