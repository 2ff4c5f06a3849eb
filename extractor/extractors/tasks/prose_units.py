"""Who is bound by a sentence: its subject, those it works with, the units of a field line or a heading.

Where a list of units begins and ends is ``unit_scan``. Source: domain rules for tasks of prose.
"""

from collections.abc import Iterator, Sequence

import regex

from extractor.extractors.tasks.unit_scan import (
    Listed,
    entry_at,
    first_key,
    lexicon_entries,
    lexicon_words,
    units_at,
)
from extractor.extractors.units.names import names, words_of
from extractor.rules import ruleset

_CLAUSE_END = regex.compile(r"[,;]\s+")
_CLAUSE_REACH = 420
_OPENING = 24
_LONGEST_HEADING = 400
_FULL_CLASS = 3


def subject(text: str, *, is_assigned: bool, is_work: bool = False) -> Listed | None:
    """The units a paragraph gives its duty to, as the sentence itself says.

    Args:
        text: the paragraph without bullet or label.
        is_assigned: whether the section assigns work, so that any verb behind a unit will do; elsewhere only
            an assigning verb, a colon, chủ trì or có trách nhiệm tell a duty.
        is_work: whether the section says what is to be done: there a sentence that opens with the name of a
            unit and goes on with what it does is its duty.
    """
    rules = ruleset("prose_tasks")
    assigned = rules.pattern("prose.assigned").match(text)
    if assigned:
        found = units_at(text, assigned.end())
        if found and found.cue != "end":
            return found
    for place in _places(text):
        found = units_at(text, place)
        if found is None or found.cue == "end" or (place and not found.cue):
            continue
        if found.is_explicit or (is_assigned and (found.cue or _opens_with_name(text, found))):
            return found
        if is_work and found.is_order and _opens_with_name(text, found, shortest_class=_FULL_CLASS):
            return found
    return _done_by(text)


def _opens_with_name(text: str, found: Listed, *, shortest_class: int = _LONGEST_HEADING) -> bool:
    """Whether a list that no explicit cue follows can still be a subject: it opens with a name.

    Args:
        shortest_class: words a class needs to be a name without "các": ``UBND cấp xã``, not ``Tổ chức``.
    """
    words = words_of(text[found.start : found.end])
    known = names().at(words, 0)
    if known is None or text[found.end : found.end + 1] != " ":
        return False
    is_body = words[0].key == "các" or not known[0].id.startswith("@") or known[1] >= shortest_class
    return text[found.start].isupper() and is_body


def _places(text: str) -> Iterator[int]:
    """Where a subject may stand: first, or behind a clause of time or ground."""
    yield 0
    if first_key(text, 0) in lexicon_entries("clauses") and entry_at(words_of(text[:_OPENING]), 0, "clauses"):
        for mark in _CLAUSE_END.finditer(text, 0, _CLAUSE_REACH):
            yield mark.end()


def _done_by(text: str) -> Listed | None:
    for match in ruleset("prose_tasks").pattern("prose.done_by").finditer(text):
        found = units_at(text, match.end())
        is_named = found is not None and (text[found.start].isupper() or text.startswith("các", found.start))
        if found and is_named and found.cue in lexicon_words("done"):
            return found
    return None


def coordinators(text: str) -> Iterator[Listed]:
    """The lists behind ``phối hợp với``."""
    for match in ruleset("prose_tasks").pattern("prose.coordinating").finditer(text):
        found = units_at(text, match.end(), is_partner=True)
        if found is not None:
            yield found


def is_units_only(text: str, openings: Sequence[str] = ()) -> Listed | None:
    """The list of units if the whole text is one, a closing colon apart: the heading of their tasks.

    Args:
        openings: rules for words that may stand before the units of a heading.
    """
    if len(text) > _LONGEST_HEADING:
        return None
    rules = ruleset("prose_tasks")
    opened = next(
        (m for rule in ("prose.assigned", *openings) if (m := rules.pattern(rule).match(text))), None
    )
    found = units_at(text, opened.end() if opened else 0)
    if found is None or text[found.end :].strip(" .:;,"):
        return None
    return found


def in_field(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and role (empty: that of the field) of the lists in the value of a field line.

    A plain list is one; where verbs follow, each clause has its own: ``A chủ trì, phối hợp với B; C mở lớp``.
    """
    start = 0
    while start < len(text):
        found = units_at(text, start)
        if found is None or found.cue in {"", "end", ":"}:
            yield start, len(text), ""
            return
        clause_end = text.find(";", found.end)
        clause_end = len(text) if clause_end < 0 else clause_end
        yield found.start, found.end, ""
        for partner in coordinators(text[found.end : clause_end]):
            yield found.end + partner.start, found.end + partner.end, "coordinating"
        start = clause_end + 1
        start += len(text[start:]) - len(text[start:].lstrip())
