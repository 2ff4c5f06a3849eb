"""The mentions behind the figures of the citation table: the words around each, and its page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from extractor.model.extraction import Extraction

_CONTEXT = 100
"""Code points shown before and behind a mention."""

Mention = tuple[int, int | None, str, str, str]
"""Place of the document, page, words before, the mention, words behind."""


def mentions(extractions: Mapping[str, Extraction], place: Mapping[str, int]) -> dict[str, list[Mention]]:
    """The mentions of each cited document by its id, those of the citing document itself left out.

    Args:
        extractions: the plans by ``doc_id``.
        place: place of each document on the page; those without one are not shown.
    """
    found: dict[str, list[Mention]] = defaultdict(list)
    for doc_id, at in place.items():
        if doc_id in extractions:
            for key, mention in _of(extractions[doc_id], at):
                found[key].append(mention)
    return dict(found)


def _of(extraction: Extraction, at: int) -> Iterator[tuple[str, Mention]]:
    plan, text = extraction.plan, extraction.text
    citations = {citation.id: citation for citation in plan.citations}
    for cited in plan.cited_documents:
        if "self" in cited.roles:
            continue
        for citation in filter(None, map(citations.get, cited.mentions)):
            where = citation.provenance
            before, behind = text[max(where.start - _CONTEXT, 0) : where.start], text[where.end :][:_CONTEXT]
            page = where.spans[0].page if where.spans else None
            yield cited.target, (at, page, before, text[where.start : where.end], behind)
