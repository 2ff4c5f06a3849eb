"""Collects the citations of a clean text as mentions: place, type, number, date, issuer, title, note."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import regex
from msgspec import Struct
from msgspec.structs import replace

from extractor.extractors.citations.heads import read_head
from extractor.extractors.citations.issuers import issuer_before
from extractor.extractors.citations.names import find_names
from extractor.extractors.citations.numbers import Number, find_numbers
from extractor.extractors.citations.standards import find_standards
from extractor.extractors.citations.symbols import count_issuers
from extractor.extractors.citations.tail import date_before, read_status, read_tail, read_title
from extractor.rules import ruleset
from extractor.text.normalize import tone_placement

_NICKNAMED = {"scheme", "programme", "project"}
_ONLY_GOVERNMENT = {("CP",), ("TTg",)}
_JOINED = regex.compile(r"[ ]?(?:,|và|;|/)[ ]?(?:và[ ])?(?:các[ ])?")
_JOINT_TYPES = {"joint_circular", "joint_resolution"}


class Mention(Struct, frozen=True, kw_only=True, gc=False):
    """One citation in clean offsets; ``full_end`` is where date and issuer end."""

    kind: str
    start: int
    end: int
    full_end: int
    rule: str
    doc_type: str | None = None
    name: str | None = None
    number: Number | None = None
    spoken: bool = True
    issued_on: date | None = None
    year: int | None = None
    issuer: tuple[int, int] | None = None
    issuer_before: bool = False
    title: tuple[int, int] | None = None
    status: tuple[int, int] | None = None
    titled_by: int | None = None
    """Start of the mention whose title gives this name."""
    defined_by: int | None = None
    """Start of the mention for which the document defines this short name."""


def collect(text: str, own_types: Collection[str] = ()) -> list[Mention]:
    """All mentions of ``text`` in reading order.

    Args:
        text: clean text, one paragraph or cell a line.
        own_types: types of the document itself and its parts; empty when unknown.
    """
    folded = tone_placement(text)
    if len(folded) != len(text):  # a decomposed letter was composed: offsets would shift
        folded = text
    mentions = sorted([*_numbered(folded), *_standards(folded)], key=lambda mention: mention.start)
    mentions = _merge(mentions, _named(folded, mentions, own_types))
    out: list[Mention] = []
    for line in _lines(folded, mentions):
        out.extend(_complete(folded, line))
    return out


def _named(text: str, numbered: Sequence[Mention], own_types: Collection[str]) -> Iterator[Mention]:
    """Laws, nicknames, self-references and the like as mentions without tail."""
    known = {(m.number.serial, m.doc_type) for m in numbered if m.number is not None}
    for name in find_names(text, known, own_types):
        yield Mention(
            kind=name.kind,
            start=name.start,
            end=name.end,
            full_end=name.end,
            rule=name.rule,
            doc_type=name.doc_type,
            name=name.name,
        )


def _numbered(text: str) -> Iterator[Mention]:
    floor = 0
    previous: Mention | None = None
    for number in find_numbers(text):
        line_start = text.rfind("\n", 0, number.start) + 1
        head = read_head(text, number, max(floor, line_start))
        if head is None:
            continue
        doc_type, before = head.doc_type, head.issuer
        if (
            not head.spoken
            and previous is not None
            and previous.start >= line_start
            and previous.number is not None
        ):
            shares = previous.number.groups == number.groups
            doc_type = previous.doc_type if shares else doc_type
        nickname = doc_type in _NICKNAMED and number.groups in _ONLY_GOVERNMENT
        previous = Mention(
            kind="nickname" if nickname else "numbered",
            start=head.start,
            end=number.end,
            full_end=number.end,
            rule="citation.nickname" if nickname else "citation.number",
            doc_type=doc_type,
            number=number,
            spoken=head.spoken,
            issuer=before,
            issuer_before=before is not None,
        )
        floor = number.end
        yield previous


def _standards(text: str) -> Iterator[Mention]:
    for number in find_standards(text):
        yield Mention(
            kind="numbered",
            start=number.start,
            end=number.end,
            full_end=number.end,
            rule="citation.standard",
            doc_type="standard",
            number=number,
            spoken=False,
        )


def _merge(numbered: list[Mention], others: Iterator[Mention]) -> list[Mention]:
    """Both sorted by place; a mention that overlaps a numbered one or one before it is dropped."""
    merged: list[Mention] = []
    taken = [(m.start, m.end) for m in numbered]
    candidates = [m for m in others if not _overlaps(taken, m.start, m.end)]
    for mention in sorted([*numbered, *candidates], key=lambda m: (m.start, -m.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return merged


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (start, start))
    if index < len(taken) and taken[index][0] < end:
        return True
    return index > 0 and taken[index - 1][1] > start


def _lines(text: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    line: list[Mention] = []
    line_end = -1
    for mention in mentions:
        if mention.start > line_end:
            if line:
                yield line
            line = []
            found = text.find("\n", mention.start)
            line_end = len(text) if found < 0 else found
        line.append(mention)
    if line:
        yield line


def _complete(text: str, line: list[Mention]) -> list[Mention]:
    """The mentions of one line with date, issuer, title and note."""
    line_start = text.rfind("\n", 0, line[0].start) + 1
    found = text.find("\n", line[-1].start)
    line_end = len(text) if found < 0 else found
    starts = [m.start for m in line[1:]] + [line_end]
    tailed = [_with_tail(text, m, limit) for m, limit in zip(line, starts, strict=True)]
    shared = _share(text, tailed) if len(tailed) > 1 else tailed
    placed = _issuers_before(text, shared, line_start)
    places = [(m.start, m.full_end) for m in placed]
    return [_with_title(text, m, line_end, _from(places, i + 1)) for i, m in enumerate(placed)]


def _from(places: list[tuple[int, int]], index: int) -> Iterator[tuple[int, int]]:
    """The places from ``index`` on, without a copy: a line may hold thousands."""
    while index < len(places):
        yield places[index]
        index += 1


def _with_tail(text: str, mention: Mention, limit: int) -> Mention:
    if mention.kind not in {"numbered", "named"}:
        return mention
    if mention.kind == "named":
        return _with_law_tail(text, mention, limit)
    tail = read_tail(text, mention.end, limit, joint=_is_joint(mention))
    return replace(
        mention,
        full_end=tail.end,
        issued_on=tail.issued_on,
        year=tail.year,
        issuer=mention.issuer or tail.issuer,
    )


def _with_law_tail(text: str, mention: Mention, limit: int) -> Mention:
    """A law by name with its date; its issuer only where a date tells that one act is meant."""
    tail = read_tail(text, mention.end, limit)
    if tail.issued_on is None and tail.year is None:
        bare = ruleset("citations").pattern("citation.law_year").match(text, mention.end, limit)
        return replace(mention, full_end=bare.end(), year=int(bare["year"])) if bare else mention
    return replace(mention, full_end=tail.end, issued_on=tail.issued_on, year=tail.year, issuer=tail.issuer)


def _is_joint(mention: Mention) -> bool:
    """Whether several authorities issue the act: by its type, or its symbol names more than one of them."""
    if mention.doc_type in _JOINT_TYPES:
        return True
    return mention.number is not None and count_issuers(mention.number.groups) > 1


def _share(text: str, line: list[Mention]) -> list[Mention]:
    """Numbers joined in a list take the date and issuer printed after the last one."""
    out = list(line)
    for index in range(len(out) - 2, -1, -1):
        one, after = out[index], out[index + 1]
        if one.number is None or after.number is None or one.number.groups != after.number.groups:
            continue
        if one.issuer is not None or not _JOINED.fullmatch(text, one.full_end, after.start):
            continue
        is_dated = one.issued_on is not None or one.year is not None or not _may_be_of(one.number, after)
        out[index] = replace(
            one,
            issued_on=one.issued_on if is_dated else after.issued_on,
            year=one.year if is_dated else after.year,
            issuer=after.issuer,
            issuer_before=True,
        )
    return out


def _may_be_of(number: Number, after: Mention) -> bool:
    """Whether the date printed after the last of a list may be that of ``number``."""
    year = after.issued_on.year if after.issued_on else after.year
    return number.year is None or number.year == year


def _issuers_before(text: str, line: list[Mention], line_start: int) -> list[Mention]:
    """Issuers that stand before the citation: UBND tỉnh … tại Quyết định số …; heirs of a list share them."""
    out: list[Mention] = []
    floor = line_start
    for mention in line:
        is_open = mention.kind == "numbered" and mention.issuer is None
        out.append(
            _with_issuer_before(text, floor, mention, out[-1] if out else None) if is_open else mention
        )
        floor = mention.full_end
    return out


def _with_issuer_before(text: str, floor: int, mention: Mention, before: Mention | None) -> Mention:
    issuer = issuer_before(text, floor, mention.start)
    if issuer is not None:
        is_dated = mention.issued_on is not None or mention.year is not None
        day = mention.issued_on if is_dated else date_before(text, floor, issuer[0])
        return replace(mention, issuer=issuer, issued_on=day, issuer_before=True)
    if mention.spoken or before is None or not before.issuer_before or not _same_symbol(before, mention):
        return mention
    return replace(mention, issuer=before.issuer, issuer_before=before.issuer is not None)


def _same_symbol(one: Mention, other: Mention) -> bool:
    return one.number is not None and other.number is not None and one.number.groups == other.number.groups


def _with_title(text: str, mention: Mention, line_end: int, heads: Iterator[tuple[int, int]]) -> Mention:
    if mention.kind not in {"numbered", "named"}:
        return mention
    if mention.kind == "named":
        return replace(mention, status=read_status(text, mention.full_end, line_end))
    title = read_title(text, mention.full_end, line_end, heads)
    return replace(mention, title=title.title, status=title.status)
