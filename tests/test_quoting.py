"""The quoting property (OUTPUT): the texts of a record's spans, joined with one blank, are its words."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.model.document import Document
from extractor.model.records import Org, Plan, Provenance, Span
from extractor.model.types import VOCABULARY
from extractor.text.dates import parse_date
from extractor.text.normalize import key, quote
from tests.real_corpus import cases, extracted, unlabelled

every_document = pytest.mark.parametrize("path", cases())

Pair = tuple[str, str, str]
"""Which record, its words, what its spans quote."""


def quoted(document: Document, spans: Iterable[Span]) -> str:
    """What spans quote."""
    return quote(" ".join(document.text[span.start : span.end] for span in spans))


def unequal(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs whose words are not what the spans quote."""
    return [(name, words, text) for name, words, text in pairs if quote(words) != text]


@every_document
def test_sections_quote_label_and_heading(path: Path) -> None:
    """A section's text starts with its label, its heading spans quote the heading."""
    document, plan = extracted(path)
    headings = (
        (section.id, section.heading or "", quoted(document, section.heading_spans))
        for section in plan.sections
    )
    labels = [
        (section.id, section.label, text[:40])
        for section in plan.sections
        if not key(text := quoted(document, section.provenance.spans)).startswith(key(section.label))
    ]
    assert unequal(headings) == []
    assert labels == []


@every_document
def test_parts_quote_their_title(path: Path) -> None:
    """The title of a part stands in the text of its spans."""
    document, plan = extracted(path)
    wrong = [
        (part.id, part.title, text[:200])
        for part in plan.parts
        if part.title and key(part.title) not in key(text := quoted(document, part.provenance.spans))
    ]
    assert wrong == []


@every_document
def test_legal_bases_are_quoted(path: Path) -> None:
    """A legal basis is quoted word for word."""
    document, plan = extracted(path)
    bases = ((basis.id, basis.text, quoted(document, basis.provenance.spans)) for basis in plan.legal_bases)
    assert unequal(bases) == []


@every_document
def test_citations_end_with_their_number(path: Path) -> None:
    """A numbered mention runs to the end of its number as printed, inside date and issuer."""
    document, plan = extracted(path)
    wrong = []
    for citation in plan.citations:
        text = quoted(document, citation.provenance.spans)
        if citation.number_raw and not text.endswith(quote(citation.number_raw)):
            wrong.append((citation.id, citation.number_raw, text))
        if (
            not citation.full_start
            <= citation.provenance.start
            < citation.provenance.end
            <= citation.full_end
        ):
            wrong.append((citation.id, "outside its full span", text))
    assert wrong == []


@every_document
def test_cells_are_quoted(path: Path) -> None:
    """Every cell of every table with a place of its own is quoted word for word."""
    document, plan = extracted(path)
    cells = (
        (f"{table.id} row {place}", cell.text, quoted(document, cell.provenance.spans))
        for table in plan.tables
        for place, row in enumerate(table.rows)
        for cell in row.cells
        if cell.provenance is not None
    )
    assert unequal(cells) == []


@every_document
def test_tasks_are_quoted(path: Path) -> None:
    """A task's text and product stand in its spans or are marked as inherited; deadlines are quoted."""
    document, plan = extracted(path)
    wrong = [
        (task.id, field, words, text)
        for task in plan.tasks
        for field, words in (("task", task.text), ("product", task.product or ""))
        if field not in task.inherited
        and quote(words) not in (text := quoted(document, task.provenance.spans))
    ]
    deadlines = (
        (task.id, deadline.raw, quoted(document, deadline.provenance.spans))
        for task in plan.tasks
        for deadline in task.deadlines
    )
    assert wrong == []
    assert unequal(deadlines) == []


@every_document
def test_organizations_are_quoted(path: Path) -> None:
    """The spans of an organisation quote its surface, the head a list shares included."""
    document, plan = extracted(path)
    wrong = [
        (org.surface, text)
        for org in _orgs(plan)
        if key(org.surface) != key(text := quoted(document, org.provenance.spans))
    ]
    assert wrong == []


def _orgs(plan: Plan) -> Iterator[Org]:
    if plan.header.issuer is not None and "issuer" not in plan.source.supplied:
        yield plan.header.issuer
    for task in plan.tasks:
        yield from (*task.lead, *task.coordinating)
    yield from (citation.issuer for citation in plan.citations if citation.issuer is not None)


@every_document
def test_header_fields_are_quoted(path: Path) -> None:
    """Every header field that the document states has a place, and the words there are the field."""
    document, plan = extracted(path)
    header = plan.header
    texts = {name: quoted(document, place.spans) for name, place in header.fields.items()}
    assert (
        unequal((name, getattr(header, name), texts[name]) for name in ("title", "place") if name in texts)
        == []
    )
    if "type" in texts:
        assert key(VOCABULARY["doc_type"][str(header.type)]) in key(texts["type"])
    if "number" in texts:
        assert key(texts["number"]).replace(" ", "").endswith(key(header.number or "?").replace(" ", ""))
    if "issued_on" in texts:
        assert parse_date(texts["issued_on"]) == header.issued_on
    if "recipients" in texts:
        missing = [line for line in header.recipients if quote(line) not in texts["recipients"]]
        assert missing == []
    stated = {"type", "number", "issued_on", "place", "issuer", "title", "signatory", "recipients"}
    assert {name for name in stated if getattr(header, name)} <= texts.keys()


@every_document
def test_every_place_lies_in_the_text(path: Path) -> None:
    """Spans are not empty and lie inside the text, start and end are their hull, PDF spans name a page."""
    document, plan = extracted(path)
    places = list(_places(plan))
    assert places
    for place in places:
        assert place.spans, place
        assert all(0 <= span.start < span.end <= len(document.text) for span in place.spans), place
        assert place.start == min(span.start for span in place.spans), place
        assert place.end == max(span.end for span in place.spans), place
        if document.pages:
            assert all(span.page is not None for span in place.spans), place


def _places(record: Any) -> Iterator[Provenance]:
    if isinstance(record, Provenance):
        yield record
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from _places(getattr(record, name))
    elif isinstance(record, dict):
        for item in record.values():
            yield from _places(item)
    elif isinstance(record, tuple):
        for item in record:
            yield from _places(item)


@every_document
def test_ids_are_unique(path: Path) -> None:
    """No two records of a kind share an id, and every reference between records leads somewhere."""
    _, plan = extracted(path)
    for kind in ("parts", "sections", "legal_bases", "citations", "tables", "tasks"):
        ids = [record.id for record in getattr(plan, kind)]
        assert len(ids) == len(set(ids)), kind
    sections = {section.id for section in plan.sections}
    assert {section.parent for section in plan.sections if section.parent} <= sections
    assert {citation.section for citation in plan.citations if citation.section} <= sections
    citations = {citation.id for citation in plan.citations}
    assert {mention for doc in plan.cited_documents for mention in doc.mentions} <= citations
    assert {mention for basis in plan.legal_bases for mention in basis.citations} <= citations
    assert {task.table for task in plan.tasks if task.table} <= {table.id for table in plan.tables}


@pytest.mark.parametrize("path", unlabelled())
def test_documents_without_gold_keep_every_property(path: Path) -> None:
    """Documents nobody looked at while this was written are quoted just as well."""
    test_sections_quote_label_and_heading(path)
    test_parts_quote_their_title(path)
    test_legal_bases_are_quoted(path)
    test_citations_end_with_their_number(path)
    test_cells_are_quoted(path)
    test_tasks_are_quoted(path)
    test_organizations_are_quoted(path)
    test_header_fields_are_quoted(path)
    test_every_place_lies_in_the_text(path)
    test_ids_are_unique(path)
