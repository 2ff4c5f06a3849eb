"""Cited documents resolved over their mentions, and the edges of the citation network."""

from collections.abc import Iterator, Sequence

from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Citation, CitationLink, CitedDocument
from extractor.model.types import VOCABULARY
from extractor.text.normalize import slug

_SELF = "self"
_RELATIONS = {"implements": "implements", "replaces": "replaces", "amends": "cites"}


def extract(document: Document, found: Found) -> Iterator[CitedDocument | CitationLink]:
    """One record per target over all its mentions, in order of first mention, then the edges.

    Needs ``found.citations``; an edge starts at this document (its canonical id, else ``self``) or, for an
    act named inside the title of another, at that other act.
    """
    mentions: dict[str, list[Citation]] = {}
    for citation in found.citations:
        if citation.target is not None and citation.target != _SELF:
            mentions.setdefault(citation.target, []).append(citation)
    for target, cited in mentions.items():
        yield _document(target, cited)
    yield from _links(found)


def _document(target: str, cited: Sequence[Citation]) -> CitedDocument:
    best = next((one for one in cited if one.kind == "numbered"), cited[0])
    issuers = [one.issuer.name or one.issuer.surface for one in cited if one.issuer]
    return CitedDocument(
        target=target,
        doc_type=best.doc_type,
        number=best.number,
        issued_on=next((one.issued_on for one in cited if one.issued_on), None),
        issuer=issuers[0] if issuers else None,
        title=next((one.title for one in cited if one.title), None),
        mentions=tuple(one.id for one in cited),
        roles=tuple(dict.fromkeys(one.role for one in cited)),
    )


def _links(found: Found) -> Iterator[CitationLink]:
    own = _own_target(found)
    seen: set[tuple[str, str, str]] = set()
    outer: Citation | None = None
    for citation in found.citations:
        target = citation.target
        if target is None or target == _SELF:
            continue
        source, relation = _edge(citation, outer, own)
        if citation.role != "amended":
            outer = citation
        if source != target and (source, relation, target) not in seen:
            seen.add((source, relation, target))
            yield CitationLink(source=source, relation=relation, target=target, citation=citation.id)


def _edge(citation: Citation, outer: Citation | None, own: str) -> tuple[str, str]:
    if citation.role in {"amended", "implements"} and outer is not None and outer.target is not None:
        return outer.target, "amends" if citation.role == "amended" else "implements"
    return own, _RELATIONS.get(citation.role, "cites")


def _own_target(found: Found) -> str:
    header = found.header
    if not header.number or not header.type:
        return _SELF
    place = f"vn-{slug(header.province.name)}" if header.province else "vn"
    year = header.issued_on.year if header.issued_on else "unknown"
    return f"{place}/{slug(VOCABULARY['doc_type'][header.type])}/{year}/{slug(header.number)}"
