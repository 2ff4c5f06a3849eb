"""Header fields: what the first page and the signature block state about the document as a whole."""

from collections.abc import Iterator, Sequence

from extractor.extractors.header.completeness import incomplete
from extractor.extractors.header.copies import without_copy
from extractor.extractors.header.issuer import Issuer, find_issuer, find_province
from extractor.extractors.header.marks import mark_issues
from extractor.extractors.header.number import find_number, find_place_and_date
from extractor.extractors.header.signature import Closing, find_closing
from extractor.model.document import Document
from extractor.model.outline import UNTITLED, Found, Outline, Paragraph
from extractor.model.records import Header, Issue, Org, Part, Provenance, Province
from extractor.model.types import VOCABULARY
from extractor.rules import ruleset
from extractor.text.normalize import collapse

_ZONE_PARAGRAPHS = 40
_HEADLESS_PARAGRAPHS = 25

_Range = tuple[int, int]


def extract(document: Document, found: Found) -> Iterator[Header | Issue]:
    """The header, and issues for what it lacks. Ranges are those of the clean text.

    Source: Nghị định 30/2020/NĐ-CP, Annex I (boxes 2–5a, 7, 9b).
    """
    outline = found.outline
    zone = header_zone(outline)
    lines = without_copy([(outline.clean.text[p.start : p.end], p) for p in zone])
    number = find_number(lines, document, outline)
    place, issued_on = find_place_and_date(lines)
    day = issued_on.value if issued_on else None
    part = _titled_part(outline)
    issuer = find_issuer(lines, outline)
    closing = find_closing(outline)
    province = find_province(issuer, part.title if part else None, place.value if place else None, day)
    issuer = _with_province(issuer, province)
    if issuer is not None and _signed_by_chairman(closing):
        issuer = issuer.as_chairman()
    stated = {"number": number, "place": place, "issued_on": issued_on}
    fields = {
        name: _provenance(document, outline, one.ranges, one.rule) for name, one in stated.items() if one
    }
    fields |= _further_fields(document, outline, issuer, closing)
    if part is not None:
        fields |= {"title": part.provenance} if part.title else {}
        fields |= _type_place(document, outline, part)
    header = Header(
        type=part.kind if part and part.kind in VOCABULARY["doc_type"] else None,
        number=number.value if number else None,
        issued_on=day,
        place=place.value if place else None,
        issuer=_org(document, outline, issuer),
        province=province,
        title=part.title if part else None,
        signatory=closing.signatory,
        recipients=closing.recipients,
        plan_year=plan_year(part.title or "") if part else None,
        signatures=document.signatures,
        fields=dict(sorted(fields.items())),
    )
    yield header
    yield from incomplete(header)
    yield from mark_issues(document, outline)


def _type_place(document: Document, outline: Outline, part: Part) -> dict[str, Provenance]:
    """Where the type word stands: in the heading of the part, before its title."""
    words = VOCABULARY["doc_type"].get(part.kind, "")
    title_at = outline.clean.clean_offset(part.provenance.start) or 0
    at = outline.clean.text.upper().rfind(words.upper(), 0, title_at + (0 if part.title else len(words)))
    if not words or at < 0:
        return {}
    return {"type": _provenance(document, outline, [(at, at + len(words))], "part.type_word")}


def _titled_part(outline: Outline) -> Part | None:
    """The first part that names its type; None where no type word stands in the document."""
    part = outline.parts[0] if outline.parts else None
    return part if part is not None and part.provenance.rule != UNTITLED else None


def header_zone(outline: Outline) -> list[Paragraph]:
    """Paragraphs before the title of the first part; the first ones where no part is found."""
    part = _titled_part(outline)
    limit = part.provenance.start if part else None
    zone: list[Paragraph] = []
    for paragraph in outline.paragraphs[:_ZONE_PARAGRAPHS]:
        if limit is not None and paragraph.ranges[0][0] >= limit:
            break
        if limit is None and len(zone) >= _HEADLESS_PARAGRAPHS:
            break
        zone.append(paragraph)
    return zone


def plan_year(title: str) -> int | None:
    """The single year a title plans for; periods, horizons and dates name none."""
    rules = ruleset("header")
    text = rules.pattern("header.year_range").sub(" ", collapse(title))
    years = {int(match["year"]) for match in rules.pattern("header.year").finditer(text)}
    return years.pop() if len(years) == 1 else None


def _signed_by_chairman(closing: Closing) -> bool:
    """Whether the chairman signs in his own name: KT. CHỦ TỊCH or CHỦ TỊCH without TM. before it."""
    signatory = closing.signatory
    if signatory is None or (signatory.authority or "").startswith(("TM.", "T/M.")):
        return False
    return closing.for_chairman


def _with_province(issuer: Issuer | None, province: Province | None) -> Issuer | None:
    if issuer is None or province is None or not issuer.is_provincial or issuer.names_place:
        return issuer
    return issuer.at(province.name)


def _org(document: Document, outline: Outline, issuer: Issuer | None) -> Org | None:
    if issuer is None:
        return None
    provenance = _provenance(document, outline, issuer.ranges, issuer.rule)
    return Org(id=issuer.id, name=issuer.name, surface=issuer.surface, provenance=provenance)


def _further_fields(
    document: Document, outline: Outline, issuer: Issuer | None, closing: Closing
) -> dict[str, Provenance]:
    pairs = {
        "issuer": list(issuer.ranges) if issuer else [],
        "signatory": list(closing.signatory_ranges),
        "recipients": list(closing.recipient_ranges),
    }
    return {
        name: _provenance(document, outline, ranges, f"header.{name}")
        for name, ranges in pairs.items()
        if ranges
    }


def _provenance(document: Document, outline: Outline, ranges: Sequence[_Range], rule: str) -> Provenance:
    source = [pair for start, end in ranges for pair in outline.clean.ranges(start, end)]
    return document.provenance(source, rule)
