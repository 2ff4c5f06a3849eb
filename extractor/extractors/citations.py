"""Citations (viện dẫn): one record a mention, with number, date, issuer, title, role and canonical id."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

import regex
from msgspec import Struct
from msgspec.structs import replace

from extractor.extractors import citation_targets as targets
from extractor.extractors.citation_mentions import Mention, collect
from extractor.extractors.citation_names import nicknames
from extractor.extractors.citation_numbers import code_types
from extractor.extractors.citation_roles import mark_self, own_numbers, roles
from extractor.extractors.citation_titles import named_by_title
from extractor.extractors.preamble import basis_paragraphs
from extractor.model.document import Document
from extractor.model.outline import Found, Outline
from extractor.model.records import Citation, Issue, Org, Provenance
from extractor.rules import gazetteer
from extractor.text.normalize import key, quote, slug
from extractor.text.offsets import merge_ranges

_PROVINCE = regex.compile(r"(?:[Tt]ỉnh|TỈNH)[ ](?P<place>\p{Lu}\p{L}*+(?:[ ](?:-[ ])?+\p{Lu}\p{L}*+){1,3})")
_PAIRED_TYPES = {
    "regulation": {"QĐ", "QC"},
    "programme": {"CTr", "CT", "NQ", "KH"},
    "other": set(code_types()),
}
SELF = "self"
"""Target of a citation of the document itself."""


class _Context(Struct, frozen=True, kw_only=True):
    """What all citations of one document share."""

    document: Document
    outline: Outline
    province: str | None
    limits: tuple[int, ...]
    starts: tuple[int, ...]
    approvals: dict[int, str]
    dates: dict[tuple[str, str | None], tuple[date | None, int | None]]
    issuers: dict[tuple[str, str | None], str]
    issued_on: date | None

    def ranges(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Source ranges of a clean range, whole where only blanks part them."""
        return merge_ranges(self.document.text, self.outline.clean.ranges(start, end), self._near(start, end))

    def _near(self, start: int, end: int) -> tuple[int, ...]:
        if not self.limits:
            return ()
        ranges = self.outline.clean.ranges(start, end)
        low = min(r[0] for r in ranges)
        high = max(r[1] for r in ranges)
        return self.limits[bisect_left(self.limits, low) : bisect_right(self.limits, high)]

    def words(self, start: int, end: int) -> str:
        """The words of a clean range as the source prints them."""
        return quote(" ".join(self.document.text[a:b] for a, b in self.ranges(start, end)))


def extract(document: Document, found: Found) -> Iterator[Citation | Issue]:
    """All citations of the document in reading order, and what is odd about them.

    Needs ``found.outline`` and, where they are known, ``found.header`` and the parts.
    Source: Nghị định 30/2020/NĐ-CP, Nghị định 78/2025/NĐ-CP on numbers and on citing.
    """
    text = found.outline.clean.text
    mentions = collect(text, _own_types(found))
    mentions = sorted([*mentions, *named_by_title(text, mentions)], key=lambda m: m.start)
    mentions = [m for m in mentions if not _is_furniture(found.outline, m.start)]
    mentions = mark_self(mentions, own_numbers(text, mentions, found.header.number))
    if not any(m.kind != "self" for m in mentions):
        yield Issue(code="no_citations", message="no citation of another document was found")
    context = _context(document, found, mentions)
    last: list[Citation] = []
    for number, (mention, role) in enumerate(
        zip(mentions, roles(text, mentions, basis_paragraphs(found.outline)), strict=True), 1
    ):
        citation = _citation(context, mention, role, f"c{number}", last)
        last.append(citation)
        yield citation
        yield from _issues(mention, citation)


def _own_types(found: Found) -> frozenset[str]:
    kinds = {part.kind for part in found.outline.parts} - {"appendix"}
    return frozenset(kinds | ({found.header.type} if found.header.type else set()))


def _is_furniture(outline: Outline, start: int) -> bool:
    index = bisect_right(outline.paragraphs, start, key=lambda paragraph: paragraph.start) - 1
    return index >= 0 and outline.paragraphs[index].kind == "furniture"


def _context(document: Document, found: Found, mentions: Sequence[Mention]) -> _Context:
    province = (
        found.header.province.name if found.header.province else _first_province(found.outline.clean.text)
    )
    dates: dict[tuple[str, str | None], tuple[date | None, int | None]] = {}
    issuers: dict[tuple[str, str | None], str] = {}
    for mention in mentions:
        if mention.number is None:
            continue
        entry = (mention.number.normal, mention.doc_type)
        if mention.issued_on or mention.year:
            dates.setdefault(entry, (mention.issued_on, mention.year))
        if mention.issuer:
            issuers.setdefault(entry, found.outline.clean.text[slice(*mention.issuer)])
    context = _Context(
        document=document,
        outline=found.outline,
        province=province,
        dates=dates,
        issuers=issuers,
        limits=tuple(page.start for page in document.pages),
        starts=tuple(paragraph.start for paragraph in found.outline.paragraphs),
        issued_on=found.header.issued_on,
        approvals={},
    )
    approving = {m.approved_by for m in mentions if m.approved_by is not None}
    approvals = {m.start: _target_number(context, m)[0] for m in mentions if m.start in approving}
    return replace(context, approvals=approvals)


def _first_province(text: str) -> str | None:
    found = _PROVINCE.search(text)
    return found["place"].title() if found else None


def _citation(
    context: _Context, mention: Mention, role: str, identity: str, before: Sequence[Citation]
) -> Citation:
    number = mention.number
    ranges = context.ranges(mention.start, mention.end)
    full = context.outline.clean.ranges(mention.start, max(mention.full_end, mention.end))
    target, inferred = _target(context, mention, before)
    raw = context.words(number.start, number.end) if number else None
    normal = number.normal if number else (mention.name if mention.kind == "nickname" else None)
    return Citation(
        id=identity,
        kind=mention.kind,
        doc_type=mention.doc_type,
        number=normal,
        number_raw=raw or normal,
        issued_on=mention.issued_on or _own_date(context, mention),
        issuer=_issuer(context, mention),
        title=context.words(*mention.title) if mention.title else None,
        status_note=context.words(*mention.status) if mention.status else None,
        role=role,
        target=target,
        target_inferred=inferred,
        section=_section(context, mention.start),
        repairs=_repairs(context, mention),
        full_start=min(a for a, _ in full),
        full_end=max(b for _, b in full),
        provenance=_provenance(context, ranges, mention.rule),
    )


def _own_date(context: _Context, mention: Mention) -> date | None:
    """The document's own date beside its own number line."""
    return context.issued_on if mention.kind == "self" and not mention.spoken else None


def _provenance(context: _Context, ranges: tuple[tuple[int, int], ...], rule: str) -> Provenance:
    return context.document.provenance(ranges, rule)


def _section(context: _Context, start: int) -> str | None:
    index = bisect_right(context.starts, start) - 1
    return context.outline.paragraphs[index].section if index >= 0 else None


def _issuer(context: _Context, mention: Mention) -> Org | None:
    if mention.issuer is None:
        return None
    surface = context.words(*mention.issuer)
    body = targets.body(surface, context.province)
    ranges = context.ranges(*mention.issuer)
    return Org(
        id=body.id,
        name=body.name,
        surface=surface,
        provenance=_provenance(context, ranges, "citation.issuer"),
    )


def _repairs(context: _Context, mention: Mention) -> tuple[str, ...]:
    """What was repaired in the number, also what the clean view folded before matching."""
    if mention.number is None:
        return ()
    ranges = context.outline.clean.ranges(mention.number.start, mention.number.end)
    raw = context.document.text[min(a for a, _ in ranges) : max(b for _, b in ranges)]
    repairs = list(mention.number.repairs)
    if any(letter in raw for letter in "\u00d0\u0189\u00f0"):
        repairs.append("eth")
    if any(letter in raw for letter in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"):
        repairs.append("dash")
    if "blank" not in repairs and any(
        letter.isspace() or letter in "\u200b\u200c\u200d\u2060\ufeff\u00ad" for letter in raw
    ):
        repairs.append("blank")
    return tuple(sorted(set(repairs)))


def _target(context: _Context, mention: Mention, before: Sequence[Citation]) -> tuple[str | None, str | None]:
    """Canonical id of the cited document and where it was inferred from."""
    if mention.kind == "self":
        return SELF, None
    if mention.kind == "generic":
        return None, None
    if mention.kind == "back_reference":
        return _target_back(mention, before)
    if mention.kind == "nickname":
        return _target_nickname(context, mention, before)
    if mention.number is not None:
        return _target_number(context, mention)
    if mention.approved_by is not None:
        return context.approvals.get(mention.approved_by), "document"
    return _target_law(context, mention)


def _target_number(context: _Context, mention: Mention) -> tuple[str, str | None]:
    number = mention.number
    assert number is not None
    entry = (number.normal, mention.doc_type)
    words = (
        context.outline.clean.text[slice(*mention.issuer)] if mention.issuer else context.issuers.get(entry)
    )
    place = targets.jurisdiction(number, words, context.province)
    year = number.year or (mention.issued_on.year if mention.issued_on else mention.year)
    inferred = None
    if year is None and entry in context.dates:
        issued_on, stated = context.dates[entry]
        year, inferred = (issued_on.year if issued_on else stated), "document"
    return targets.target(place, mention.doc_type, year, number.normal), inferred


def _target_back(mention: Mention, before: Sequence[Citation]) -> tuple[str | None, str | None]:
    serial = mention.name
    for citation in reversed(before):
        if citation.doc_type != mention.doc_type or citation.kind not in {"numbered", "named"}:
            continue
        if serial is None or (citation.number or "").startswith((f"{serial}/", f"{serial}-")):
            return citation.target, "document"
    return None, None


def _target_nickname(
    context: _Context, mention: Mention, before: Sequence[Citation]
) -> tuple[str | None, str | None]:
    serial = mention.number.serial if mention.number else (mention.name or "").partition("/")[0]
    word = {"scheme": "đề án", "programme": "chương trình", "resolution": "nghị quyết"}.get(
        mention.doc_type or "", ""
    )
    row = nicknames().get((word, serial))
    if row is not None:
        year = date.fromisoformat(row["date"]).year
        return targets.target("vn", row["doc_type"], year, row["number"]), "gazetteer"
    for citation in before:
        if citation.doc_type == "decision" and (citation.number or "").startswith(f"{serial}/"):
            return citation.target, "document"
    return None, None


def _target_law(context: _Context, mention: Mention) -> tuple[str | None, str | None]:
    name = mention.name or ""
    rows = [row for row in gazetteer("laws") if key(row["name"]) == key(name)]
    row = _law_row(rows, mention, context.issued_on)
    if row is not None:
        year = date.fromisoformat(row["date"]).year
        return targets.target("vn", mention.doc_type, year, row["number"] or row["name"]), "gazetteer"
    stated = mention.issued_on.year if mention.issued_on else mention.year
    short = name.split(" ", 2 if mention.doc_type in {"code", "ordinance"} else 1)[-1]
    return targets.target("vn", mention.doc_type, stated, short or slug(name)), None


def _law_row(rows: list[dict[str, str]], mention: Mention, issued_on: date | None) -> dict[str, str] | None:
    """The law of that name with the stated date or year, else the last one before the citing document."""
    if mention.issued_on is not None:
        return next((row for row in rows if row["date"] == mention.issued_on.isoformat()), None)
    if mention.year is not None:
        return next((row for row in rows if row["date"].startswith(str(mention.year))), None)
    until = issued_on.isoformat() if issued_on else "9999"
    return max((row for row in rows if row["date"] <= until), key=lambda row: row["date"], default=None)


def _issues(mention: Mention, citation: Citation) -> Iterator[Issue]:
    number = mention.number
    if number is not None:
        dated = citation.issued_on.year if citation.issued_on else None
        if number.irregular or (number.year and dated and abs(number.year - dated) > 1):
            yield Issue(
                code="number_irregular",
                message=f"irregular number {citation.number_raw}",
                provenance=citation.provenance,
            )
        if _mismatch(mention):
            yield Issue(
                code="type_mismatch",
                provenance=citation.provenance,
                message=f"{citation.number_raw} is called {citation.doc_type}, its symbol says {number.code}",
            )
    if citation.kind in {"numbered", "named", "nickname", "back_reference"}:
        if (
            citation.target is None
            or f"/{targets.UNKNOWN}/" in citation.target
            or f"-{targets.UNKNOWN}/" in citation.target
        ):
            yield Issue(
                code="target_unresolved",
                provenance=citation.provenance,
                message="the cited document could not be told: year, province or short name unknown",
            )


def _mismatch(mention: Mention) -> bool:
    number = mention.number
    if number is None or not mention.spoken or number.code is None or mention.doc_type is None:
        return False
    if number.code in _PAIRED_TYPES.get(mention.doc_type, set()):
        return False
    return code_types()[number.code] != mention.doc_type and mention.kind == "numbered"
