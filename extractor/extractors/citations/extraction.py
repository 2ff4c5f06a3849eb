"""Citations (viện dẫn): one record a mention, with number, date, issuer, title, role and canonical id."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

import regex
from msgspec import Struct

from extractor.extractors.citations.mentions import Mention, collect
from extractor.extractors.citations.near import by_issuer
from extractor.extractors.citations.numbers import Number, find_blank_numbers
from extractor.extractors.citations.pinpoints import pinpoints_before, read_pinpoints
from extractor.extractors.citations.resolve import Target, facts, resolve
from extractor.extractors.citations.roles import mark_self, own_numbers, roles
from extractor.extractors.citations.short_names import with_short_names
from extractor.extractors.citations.symbols import code_types
from extractor.extractors.citations.targets import UNKNOWN, body
from extractor.extractors.citations.titles import named_by_title
from extractor.extractors.preamble import basis_paragraphs
from extractor.model.document import Document
from extractor.model.outline import Found, Outline
from extractor.model.records import Citation, Issue, Org, Pinpoint
from extractor.text.normalize import quote
from extractor.text.offsets import merge_ranges

_PROVINCE = regex.compile(r"(?:[Tt]ỉnh|TỈNH)[ ](?P<place>\p{Lu}\p{L}*+(?:[ ](?:-[ ])?+\p{Lu}\p{L}*+){1,3})")
_PAIRED_CODES = {"regulation": {"QĐ", "QC"}, "programme": {"CTr", "CT", "NQ", "KH"}}
_ETH = frozenset("\u00d0\u0189\u00f0")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
_BLANK = regex.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_DATED_YEARS_APART = 1


class _Source(Struct, frozen=True, kw_only=True):
    """The way from clean offsets to the source."""

    document: Document
    outline: Outline
    page_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    province: str | None
    issued_on: date | None

    def ranges(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Source ranges of a clean range, whole where only blanks part them and no page begins."""
        ranges = self.outline.clean.ranges(start, end)
        if len(ranges) == 1:
            return ranges
        low = bisect_left(self.page_starts, ranges[0][0])
        high = bisect_right(self.page_starts, ranges[-1][1])
        return merge_ranges(self.document.text, ranges, self.page_starts[low:high])

    def raw(self, start: int, end: int) -> str:
        """The source text of a clean range, blanks where its parts meet."""
        ranges = self.ranges(start, end)
        if len(ranges) == 1:
            return self.document.text[slice(*ranges[0])]
        return " ".join(self.document.text[a:b] for a, b in ranges)

    def pinpoints(self, mention: Mention) -> tuple[Pinpoint, ...]:
        """The places inside the cited document that the mention names."""
        text = self.outline.clean.text
        if mention.kind == "internal":
            return read_pinpoints(text[mention.start : mention.end])
        return pinpoints_before(text, mention.start, text.rfind("\n", 0, mention.start) + 1)

    def section(self, start: int) -> str | None:
        """Id of the innermost section at a clean offset."""
        index = bisect_right(self.paragraph_starts, start) - 1
        return self.outline.paragraphs[index].section if index >= 0 else None


def extract(document: Document, found: Found) -> Iterator[Citation | Issue]:
    """All citations of the document in reading order, and what is odd about them.

    Needs ``found.outline`` and, where they are known, ``found.header`` and the parts.
    Source: Nghị định 30/2020/NĐ-CP, Nghị định 78/2025/NĐ-CP on numbers and on citing.
    """
    text = found.outline.clean.text
    source = _source(document, found)
    mentions = _mentions(found, text)
    if not any(mention.kind not in {"self", "internal"} for mention in mentions):
        yield Issue(code="no_citations", message="không thấy viện dẫn văn bản nào / no citation was found")
    known = facts(text, mentions, source.province, source.issued_on)
    decided = zip(
        mentions,
        roles(text, mentions, basis_paragraphs(found.outline)),
        resolve(mentions, known),
        strict=True,
    )
    for index, (mention, role, target) in enumerate(decided, 1):
        citation = _citation(source, mention, role, target, f"c{index}")
        yield citation
        yield from _issues(mention, citation)
    for start, end in find_blank_numbers(text):
        yield Issue(
            code="number_irregular",
            message="số văn bản còn để trống / the serial is left blank",
            provenance=document.provenance(source.ranges(start, end), "citation.number_blank"),
        )


def _mentions(found: Found, text: str) -> list[Mention]:
    mentions = by_issuer(text, collect(text, _own_types(found)))
    mentions = sorted([*mentions, *named_by_title(text, mentions)], key=lambda mention: mention.start)
    if any(paragraph.kind == "furniture" for paragraph in found.outline.paragraphs):
        mentions = [mention for mention in mentions if not _is_furniture(found.outline, mention.start)]
    mentions = with_short_names(text, mentions)
    return mark_self(mentions, own_numbers(text, mentions, found.header.number))


def _source(document: Document, found: Found) -> _Source:
    province = found.header.province
    return _Source(
        document=document,
        outline=found.outline,
        page_starts=tuple(page.start for page in document.pages),
        paragraph_starts=tuple(paragraph.start for paragraph in found.outline.paragraphs),
        province=province.name if province else _first_province(found.outline.clean.text),
        issued_on=found.header.issued_on,
    )


def _first_province(text: str) -> str | None:
    found = _PROVINCE.search(text)
    return found["place"].title() if found else None


def _own_types(found: Found) -> frozenset[str]:
    kinds = {part.kind for part in found.outline.parts} - {"appendix", "other"}
    return frozenset(kinds | ({found.header.type} if found.header.type else set()))


def _is_furniture(outline: Outline, start: int) -> bool:
    index = bisect_right(outline.paragraphs, start, key=lambda paragraph: paragraph.start) - 1
    return index >= 0 and outline.paragraphs[index].kind == "furniture"


def _citation(source: _Source, mention: Mention, role: str, target: Target, identity: str) -> Citation:
    number = mention.number
    full = source.outline.clean.ranges(mention.start, max(mention.full_end, mention.end))
    raw = source.raw(number.start, number.end) if number else None
    normal = (
        number.normal
        if number
        else (mention.name if mention.rule == "citation.nickname" and mention.kind == "nickname" else None)
    )
    return Citation(
        id=identity,
        kind=mention.kind,
        doc_type=mention.doc_type,
        number=normal,
        number_raw=normal if not raw or raw == normal else quote(raw),
        issued_on=mention.issued_on or _own_date(source, mention),
        issuer=_issuer(source, mention),
        title=quote(source.raw(*mention.title)) if mention.title else None,
        pinpoints=source.pinpoints(mention),
        status_note=quote(source.raw(*mention.status)) if mention.status else None,
        role=role,
        target=target.id,
        target_inferred=target.inferred,
        section=source.section(mention.start),
        repairs=_repairs(number, raw) if number and raw else (),
        full_start=full[0][0],
        full_end=full[-1][1],
        provenance=source.document.provenance(source.ranges(mention.start, mention.end), mention.rule),
    )


def _own_date(source: _Source, mention: Mention) -> date | None:
    """The document's own date beside its own number line."""
    return source.issued_on if mention.kind == "self" and not mention.spoken else None


def _issuer(source: _Source, mention: Mention) -> Org | None:
    if mention.issuer is None:
        return None
    surface = quote(source.raw(*mention.issuer))
    known = body(surface, source.province)
    provenance = source.document.provenance(source.ranges(*mention.issuer), "citation.issuer")
    return Org(id=known.id, name=known.name, surface=surface, provenance=provenance)


def _repairs(number: Number, raw: str) -> tuple[str, ...]:
    """What was repaired in the number, also what the clean view folded before matching."""
    if raw == number.normal and " " not in raw:
        return number.repairs if len(number.repairs) < 2 else tuple(sorted(set(number.repairs)))
    repairs = set(number.repairs)
    if not _ETH.isdisjoint(raw):
        repairs.add("eth")
    if not _DASHES.isdisjoint(raw):
        repairs.add("dash")
    if number.series is None and _BLANK.search(raw) and "hyphen" not in repairs:
        repairs.add("blank")
    return tuple(sorted(repairs))


def _issues(mention: Mention, citation: Citation) -> Iterator[Issue]:
    number = mention.number
    if number is not None and _is_odd(number, citation.issued_on):
        yield Issue(
            code="number_irregular",
            message=f"số, ký hiệu khác thường / irregular number: {citation.number_raw}",
            provenance=citation.provenance,
        )
    if _mismatch(mention):
        yield Issue(
            code="type_mismatch",
            provenance=citation.provenance,
            message=f"{citation.number_raw}: ký hiệu là của loại khác / symbol is not a {citation.doc_type}",
        )
    is_open = mention.kind in {"self", "generic", "internal"} or mention.titled_by is not None
    if not is_open and _is_unknown(citation.target):
        yield Issue(
            code="target_unresolved",
            provenance=citation.provenance,
            message="chưa rõ văn bản nào: thiếu năm, tỉnh hay tên đủ / year, province or name unknown",
        )


def _is_odd(number: Number, issued_on: date | None) -> bool:
    if number.irregular or number.year is None or issued_on is None:
        return number.irregular
    return abs(number.year - issued_on.year) > _DATED_YEARS_APART


def _is_unknown(target: str | None) -> bool:
    return target is None or f"/{UNKNOWN}/" in target or target.startswith(f"vn-{UNKNOWN}/")


def _mismatch(mention: Mention) -> bool:
    """Whether the spoken type contradicts the symbol; types that share a code, or have none, do not."""
    number = mention.number
    if number is None or number.code is None or not mention.spoken or mention.kind != "numbered":
        return False
    if mention.doc_type in {None, "other"} or number.code in _PAIRED_CODES.get(mention.doc_type or "", set()):
        return False
    return code_types()[number.code] != mention.doc_type
