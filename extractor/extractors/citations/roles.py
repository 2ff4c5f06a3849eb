"""Decides which citations are the document itself, and in which role the others stand."""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.extractors.citations.mentions import Mention
from extractor.model.outline import Paragraph
from extractor.rules import ruleset

_REACH = 200
_NUMBER_LINE_MAX = 8
"""Code points before the number on the line that states it."""
_SHARED = {"replaces", "amends"}
"""Roles that the words before a list give to all of it."""


def line_start(text: str, at: int) -> int:
    """Start of the clean line that holds ``at``."""
    return text.rfind("\n", 0, at) + 1


def own_numbers(text: str, mentions: Sequence[Mention], header_number: str | None) -> frozenset[str]:
    """Numbers of the document itself: the header's, else its number line, else the captions of its parts.

    Handwriting in a caption is misread: a number of the same symbol whose date cannot be read is our own.
    """
    numbered = [m for m in mentions if m.number is not None]
    if header_number:
        symbol = _symbol(header_number)
        undated = [m for m in numbered if m.issued_on is None and m.number and _is_caption(text, m)]
        misread = {m.number.normal for m in undated if m.number and _symbol(m.number.normal) == symbol}
        return frozenset({header_number} | misread)
    line = ruleset("citations").pattern("citation.number_line")
    for mention in numbered:
        start = mention.number.start if mention.number else mention.start
        begin = line_start(text, mention.start)
        if start - begin <= _NUMBER_LINE_MAX and line.match(text[begin:start]):
            return frozenset({mention.number.normal}) if mention.number else frozenset()
    return frozenset(m.number.normal for m in numbered if m.number and _is_caption(text, m))


def _symbol(number: str) -> str:
    return number.lstrip("0123456789")


def _is_caption(text: str, mention: Mention) -> bool:
    before = text[line_start(text, mention.start) : mention.start]
    return ruleset("citations").pattern("citation.attached").fullmatch(before) is not None


def mark_self(mentions: Sequence[Mention], own: frozenset[str]) -> list[Mention]:
    """The mentions, those of the document's own number with kind ``self``."""
    return [
        replace(m, kind="self", title=None, status=None) if m.number and m.number.normal in own else m
        for m in mentions
    ]


def roles(text: str, mentions: Sequence[Mention], bases: Sequence[Paragraph]) -> list[str]:
    """Role of each mention, in order.

    An act inside the title of another stands in the role that title gives it; else the paragraph decides.
    """
    out: list[str] = []
    for index, mention in enumerate(mentions):
        if mention.kind in {"self", "internal"}:
            out.append("self")
            continue
        outer = _outer(mentions, index)
        role = _nested_role(text, mention, outer) if outer else _plain_role(text, mention, bases)
        is_heir = index > 0 and out[-1] in _SHARED and role not in _SHARED and not outer
        out.append(out[-1] if is_heir and _is_joined(text, mentions[index - 1], mention) else role)
    return out


def _is_joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions of one type stand in one list."""
    if one.doc_type != other.doc_type:
        return False
    end = max(one.full_end, one.title[1] if one.title else 0, one.status[1] if one.status else 0)
    return ruleset("citations").pattern("citation.list_joint").fullmatch(text, end, other.start) is not None


def _outer(mentions: Sequence[Mention], index: int) -> Mention | None:
    """The nearest citation before whose title holds the mention."""
    start = mentions[index].start
    for other in reversed(mentions[max(0, index - 6) : index]):
        if other.title is not None and other.title[0] <= start < other.title[1]:
            return other
    return None


def _nested_role(text: str, mention: Mention, outer: Mention) -> str:
    begin = outer.title[0] if outer.title else mention.start
    tie = ruleset("citations").pattern("citation.before_nested").search(text, begin, mention.start)
    return (tie.lastgroup if tie and tie.lastgroup else "body") if mention.kind != "nickname" else "body"


def _plain_role(text: str, mention: Mention, bases: Sequence[Paragraph]) -> str:
    low = max(line_start(text, mention.start), mention.start - _REACH)
    if ruleset("citations").pattern("citation.amended_by").search(text, low, mention.start):
        return "amends"
    index = bisect_right(bases, mention.start, key=lambda basis: basis.start) - 1
    if index >= 0 and mention.start < bases[index].end:
        return "legal_basis"
    if ruleset("citations").pattern("citation.replaces").search(text, low, mention.start):
        return "replaces"
    return "body"
