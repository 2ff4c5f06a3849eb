"""Legal bases as the documents they name: a paragraph that lists several is several bases."""

from collections.abc import Iterator, Sequence
from functools import cache

import regex
from msgspec import Struct
from msgspec.structs import replace

from extractor.model.changes import StatedBasis
from extractor.model.extraction import Extraction
from extractor.model.records import Citation, LegalBasis, Span
from extractor.rules import ruleset
from extractor.text.normalize import quote

_SO_BEGINS = regex.compile(
    r"""\s*[,.;]\s*
    (?: (?:ubnd|ủy\s+ban\s+nhân\s+dân)\b [^,;.]{0,60}? \s(?:ban\s+hành|xây\s+dựng|triển\s+khai)\b .*
      | [^,;.]* ) \b (?:như\s+sau|sau\s+đây) \s*[:.]?\s*\Z""",
    regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
)
"""The end of a preamble behind its last basis: who issues what."""
_GIVEN = r"(?:\s*ngày[\s\d/.\-]+(?:tháng[\s\d]+năm[\s\d]+)?)?"


class NamedBasis(Struct, frozen=True, kw_only=True):
    """One document of the legal bases of a plan."""

    stated: StatedBasis
    doc_type: str | None = None
    words: tuple[str, str, tuple[Span, ...]]
    """What is compared: the words from the name of the document on, the text they stand in, their spans."""


def named_bases(extraction: Extraction) -> list[NamedBasis]:
    """The legal bases of a plan, one for each document that is a basis of its own, in reading order.

    A document that only the title of another names (``Quyết định … về thực hiện Nghị quyết …``) is none.
    """
    cited = {citation.id: citation for citation in extraction.plan.citations}
    found: list[NamedBasis] = []
    for basis in extraction.plan.legal_bases:
        citations = [cited[one] for one in basis.citations if one in cited]
        heads = _heads(extraction.text, basis, citations)
        if len(heads) > 1:
            found += _parts(extraction, basis, (citations, heads))
        else:
            found.append(_whole(extraction, basis, citations))
    return found


def _heads(text: str, basis: LegalBasis, citations: Sequence[Citation]) -> list[Citation]:
    """The citations that are bases, not part of the title of one."""
    heads: list[Citation] = []
    end = basis.provenance.start
    for citation in citations:
        start = citation.provenance.start
        last = text[heads[-1].provenance.end : start] if heads else ""
        behind_mark = text[end:start].rpartition(";")
        if not heads or (behind_mark[1] and _opening().fullmatch(behind_mark[2])) or _listed(last):
            heads.append(citation)
        end = max(end, citation.provenance.end)
    return heads


def _listed(between: str) -> bool:
    """Whether only date, issuer and a comma or ``và`` stand between two citations: they are a list."""
    return bool(_list().fullmatch(between)) and not _title().search(between)


def _whole(extraction: Extraction, basis: LegalBasis, citations: Sequence[Citation]) -> NamedBasis:
    place, text = basis.provenance, extraction.text
    stated = _stated(extraction, basis, citations)
    start = citations[0].provenance.start if citations else place.start
    if not _opening().fullmatch(text[place.start : start]):
        start = place.start
    return _named(extraction, stated, citations, start)


def _parts(
    extraction: Extraction, basis: LegalBasis, found: tuple[Sequence[Citation], Sequence[Citation]]
) -> Iterator[NamedBasis]:
    """A basis for each document of a list, with its own words and the place of these."""
    citations, heads = found
    ends = [*(head.provenance.start for head in heads[1:]), basis.provenance.end]
    for at, (head, end) in enumerate(zip(heads, ends, strict=True)):
        start = head.provenance.start
        words = extraction.text[start:end]
        last = start + len((_SO_BEGINS if at == len(heads) - 1 else _ending()).sub("", words))
        own = [one for one in citations if start <= one.provenance.start < last]
        spans = _cut(basis.provenance.spans, start, last)
        stated = replace(
            _stated(extraction, basis, own),
            text=_quoted(extraction.text, spans),
            start=start,
            end=last,
            spans=spans,
            page=spans[0].page if spans else None,
        )
        yield _named(extraction, stated, own, start)


def _stated(extraction: Extraction, basis: LegalBasis, citations: Sequence[Citation]) -> StatedBasis:
    place = basis.provenance
    return StatedBasis(
        doc_id=extraction.plan.doc_id,
        id=basis.id,
        text=basis.text,
        targets=tuple(dict.fromkeys(one.target for one in citations if one.target)),
        start=place.start,
        end=place.end,
        spans=place.spans,
        page=place.spans[0].page if place.spans else None,
    )


def _named(
    extraction: Extraction, stated: StatedBasis, citations: Sequence[Citation], start: int
) -> NamedBasis:
    words, spans = stated.text, stated.spans
    if start > stated.start:
        spans = _cut(spans, start, stated.end)
        words = _quoted(extraction.text, spans)
    return NamedBasis(
        stated=stated,
        doc_type=citations[0].doc_type if citations else None,
        words=(_SO_BEGINS.sub("", words), extraction.text, spans),
    )


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """What of the spans lies between two places; the boxes stay those of the paragraph."""
    return tuple(
        replace(span, start=max(span.start, start), end=min(span.end, end))
        for span in spans
        if span.start < end and start < span.end
    )


def _quoted(text: str, spans: Sequence[Span]) -> str:
    return quote(" ".join(text[span.start : span.end] for span in spans))


def _either(name: str) -> str:
    words = ruleset("compare").data["diff"][name]
    return "|".join(r"\s+".join(map(regex.escape, one.split())) for one in words)


@cache
def _opening() -> regex.Pattern[str]:
    return regex.compile(rf"(?:\s|[-–+•,:]|\b(?:{_either('basis_opening')})\b)*+", regex.IGNORECASE)


@cache
def _title() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{_either('basis_title')})\b", regex.IGNORECASE)


@cache
def _list() -> regex.Pattern[str]:
    return regex.compile(
        rf"{_GIVEN}(?:\s*của\s[^,;.]{{1,80}}?)?\s*(?:,|,?\s*\bvà\b)\s*(?:các\s+)?", regex.IGNORECASE
    )


@cache
def _ending() -> regex.Pattern[str]:
    """What stands between two documents of a list and belongs to neither."""
    return regex.compile(rf"(?:\s|[-–+•,;]|\b(?:{_either('basis_opening')})\b)++\Z", regex.IGNORECASE)
