"""The quoting property (OUTPUT): the texts of a record's spans, joined with one blank, are its words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.model.records import Provenance
from extractor.model.types import VOCABULARY
from extractor.text.dates import parse_date
from extractor.text.normalize import key, quote
from extractor.text.quoting import misquotes, quoted
from tests.real_corpus import cases, extracted, unlabelled

every_document = pytest.mark.parametrize("path", cases())


@every_document
def test_every_record_is_quoted(path: Path) -> None:
    """Headings, legal bases, cells, tasks, deadlines, units and numbers are the words of their spans."""
    document, plan = extracted(path)
    assert list(misquotes(plan, document.text)) == []


@every_document
def test_sections_start_with_their_label(path: Path) -> None:
    """The text of a section begins with its label."""
    document, plan = extracted(path)
    wrong = [
        (section.id, text[:40])
        for section in plan.sections
        if not key(text := quoted(document.text, section.provenance.spans)).startswith(key(section.label))
    ]
    assert wrong == []


@every_document
def test_parts_quote_their_title(path: Path) -> None:
    """The title of a part stands in the text of its spans."""
    document, plan = extracted(path)
    wrong = [
        (part.id, part.title, text[:200])
        for part in plan.parts
        if part.title and key(part.title) not in key(text := quoted(document.text, part.provenance.spans))
    ]
    assert wrong == []


@every_document
def test_citations_end_with_their_number(path: Path) -> None:
    """A numbered mention runs to the end of its number as printed, inside date and issuer."""
    document, plan = extracted(path)
    wrong = []
    for citation in plan.citations:
        text = quoted(document.text, citation.provenance.spans)
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
def test_header_fields_are_quoted(path: Path) -> None:
    """Every header field that the document states has a place, and the words there are the field."""
    document, plan = extracted(path)
    header = plan.header
    texts = {name: quoted(document.text, place.spans) for name, place in header.fields.items()}
    if "type" in texts:
        assert key(VOCABULARY["doc_type"][str(header.type)]) in key(texts["type"])
    if "number" in texts:
        assert key(texts["number"]).replace(" ", "").endswith(key(header.number or "?").replace(" ", ""))
    if "issued_on" in texts:
        assert parse_date(texts["issued_on"]) == header.issued_on
    if "recipients" in texts:
        missing = [line for line in header.recipients if key(line) not in key(texts["recipients"])]
        assert missing == []
    stated = {"type", "number", "issued_on", "place", "issuer", "title", "signatory", "recipients"}
    assert {name for name in stated if getattr(header, name)} <= texts.keys()


@every_document
def test_places_on_pages_name_their_page(path: Path) -> None:
    """Where the format has pages, every span says on which it stands, and words on it have a box."""
    document, plan = extracted(path)
    if document.pages:
        spans = [span for place in _places(plan) for span in place.spans]
        assert [span for span in spans if span.page is None] == []
        assert all(span.bbox for span in spans) or not any(page.words for page in document.pages)


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
    test_every_record_is_quoted(path)
    test_sections_start_with_their_label(path)
    test_parts_quote_their_title(path)
    test_citations_end_with_their_number(path)
    test_header_fields_are_quoted(path)
    test_places_on_pages_name_their_page(path)
    test_ids_are_unique(path)
