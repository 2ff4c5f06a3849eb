"""Cited documents resolved over their mentions, and the edges of the citation network."""

from collections.abc import Iterator, Sequence

from extractor.extractors.citations.issuers import deployed_by
from extractor.extractors.citations.targets import body, district
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Citation, CitationLink, CitedDocument, Issue, Org
from extractor.model.types import VOCABULARY, LinkRelation
from extractor.rules import ruleset
from extractor.text.normalize import key, slug

_SELF = "self"
_RELATIONS: dict[str, LinkRelation] = {"implements": "implements", "replaces": "replaces"}
_NESTED: dict[str, LinkRelation] = {"amended": "amends", "implements": "implements", "replaces": "replaces"}


def extract(document: Document, found: Found) -> Iterator[CitedDocument | CitationLink | Issue]:
    """One record per target over all its mentions, in order of first mention; contradictions; the edges.

    Needs ``found.citations``; an edge starts at this document (its canonical id, else ``self``) or, for an
    act named inside the title of another, at that other act. Mentions of one document that print different
    dates or issuers are an issue ``number_irregular`` each: one of them is wrong.
    """
    mentions: dict[str, list[Citation]] = {}
    for citation in found.citations:
        if citation.target is not None and citation.target != _SELF:
            mentions.setdefault(citation.target, []).append(citation)
    for target, cited in mentions.items():
        yield _document(target, cited, found)
        yield from _contradictions(cited)
    yield from _links(found)


def _document(target: str, cited: Sequence[Citation], found: Found) -> CitedDocument:
    best = next((one for one in cited if one.kind == "numbered"), cited[0])
    issuers = [one.issuer.name or one.issuer.surface for one in cited if one.issuer]
    return CitedDocument(
        target=target,
        doc_type=best.doc_type,
        number=best.number,
        issued_on=next((one.issued_on for one in cited if one.issued_on), None),
        issuer=issuers[0] if issuers else _told_issuer(cited, found),
        title=next((one.title for one in cited if one.title), None),
        mentions=tuple(one.id for one in cited),
        roles=tuple(dict.fromkeys(one.role for one in cited)),
    )


def _told_issuer(cited: Sequence[Citation], found: Found) -> str | None:
    """The issuer that no mention prints, but the words before one tell."""
    province = found.header.province.name if found.header.province else None
    for one in cited:
        at = found.outline.clean.clean_offset(one.provenance.start) if one.kind == "numbered" else None
        words = deployed_by(found.outline.clean.text, at) if at is not None else None
        if words is not None:
            return body(words, province).name
    return None


def _contradictions(cited: Sequence[Citation]) -> Iterator[Issue]:
    dated = [one for one in cited if one.issued_on is not None]
    issued = [one for one in cited if one.issuer is not None]
    for one in dated[1:]:
        if one.issued_on != dated[0].issued_on:
            yield _contradiction(one, f"{one.issued_on} ≠ {dated[0].issued_on}")
    for one in issued[1:]:
        if not _same_body(one.issuer, issued[0].issuer):
            names = [org.name or org.surface for org in (one.issuer, issued[0].issuer) if org]
            yield _contradiction(one, " ≠ ".join(names))


def _contradiction(one: Citation, words: str) -> Issue:
    return Issue(
        code="number_irregular",
        message=f"{one.number or one.target}: các lần nêu khác nhau / mentions contradict: {words}",
        provenance=one.provenance,
    )


def _same_body(one: Org | None, other: Org | None) -> bool:
    """Whether two issuers may be one: a body and its head or its longer name are."""
    if one is None or other is None or (one.id == other.id != "?"):
        return True
    first, second = key(one.name or one.surface), key(other.name or other.surface)
    committee = ruleset("citations").pattern("citation.party_committee")
    is_committee = bool(committee.search(first) and committee.search(second))
    return is_committee or first in second or second in first


def _links(found: Found) -> Iterator[CitationLink]:
    own = _own_target(found)
    seen: set[tuple[str, str, str]] = set()
    outer: Citation | None = None
    for citation in found.citations:
        if citation.target is None or citation.target == _SELF:
            continue
        for edge in _edges(citation, outer, own):
            if edge[0] != edge[2] and edge not in seen:
                seen.add(edge)
                source, relation, target = edge
                yield CitationLink(source=source, relation=relation, target=target, citation=citation.id)
        if not (citation.role == "amends" or _is_nested(citation, outer)):
            outer = citation


def _edges(citation: Citation, outer: Citation | None, own: str) -> Iterator[tuple[str, LinkRelation, str]]:
    """The edges of a mention: an act that amends the one before it is cited too; one in a title is not."""
    target = citation.target or _SELF
    before = outer.target if outer is not None else None
    if _is_nested(citation, outer) and before is not None and citation.role in _NESTED:
        yield before, _NESTED[citation.role], target
        return
    if citation.role == "amends" and before is not None:
        yield target, "amends", before
    yield own, _RELATIONS.get(citation.role, "cites"), target


def _is_nested(citation: Citation, outer: Citation | None) -> bool:
    """Whether the mention stands inside the title of the one before."""
    if outer is None or outer.title is None or citation.provenance.start < outer.full_end:
        return False
    if citation.role == "amended":
        return True
    words = citation.number_raw or citation.title
    if words is None:  # a law cited by its name: by its place
        return citation.provenance.start < outer.full_end + len(outer.title)
    return words in outer.title


def _own_target(found: Found) -> str:
    header = found.header
    if not header.number or not header.type:
        return _SELF
    below = district(header.issuer.name or "") if header.issuer else ""
    place = f"vn-{slug(header.province.name)}{below}" if header.province else "vn"
    year = header.issued_on.year if header.issued_on else "unknown"
    return f"{place}/{slug(VOCABULARY['doc_type'][header.type])}/{year}/{slug(header.number)}"
