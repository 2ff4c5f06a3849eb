"""Legal bases (căn cứ ban hành): one record a basis paragraph of the preamble."""

from bisect import bisect_left
from collections.abc import Iterator

from extractor.extractors.preamble import basis_paragraphs
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import LegalBasis
from extractor.text.normalize import quote
from extractor.text.offsets import merge_ranges

RULE = "preamble.basis"


def extract(document: Document, found: Found) -> Iterator[LegalBasis]:
    """The legal bases of ``found.outline`` with the ids of the citations inside them.

    Source: Nghị định 30/2020/NĐ-CP, Annex I: one line a basis.
    """
    limits = [page.start for page in document.pages]
    starts = [citation.provenance.start for citation in found.citations]
    for number, paragraph in enumerate(basis_paragraphs(found.outline), 1):
        ranges = found.outline.clean.ranges(paragraph.start, paragraph.end)
        if not ranges:
            continue
        provenance = document.provenance(merge_ranges(document.text, ranges, limits), RULE)
        inside = found.citations[bisect_left(starts, provenance.start) : bisect_left(starts, provenance.end)]
        yield LegalBasis(
            id=f"b{number}",
            text=quote(" ".join(document.text[span.start : span.end] for span in provenance.spans)),
            citations=tuple(citation.id for citation in inside),
            provenance=provenance,
        )
