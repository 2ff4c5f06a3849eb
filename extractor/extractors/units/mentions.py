"""Organisations named anywhere in a running text, without roles."""

from collections.abc import Iterator
from typing import NamedTuple

from extractor.extractors.units.lexicon import entry_at, provinces
from extractor.extractors.units.members import member_at
from extractor.extractors.units.names import Known, Words, after_plural, names, words_of

_INSIDE_SYMBOL = ("-", "–", "/", "&")
"""Behind one of these a word is part of a document symbol: 12/KH-UBND."""


class Mention(NamedTuple):
    """An organisation of the gazetteer, or a body of one place, at ``start:end`` of the text."""

    start: int
    end: int
    known: Known


def find_units(text: str) -> Iterator[Mention]:
    """The organisations of a text in reading order, the longest name at each place.

    Args:
        text: NFC; offsets are code points into it.

    Names of one body need a capital; a collective (các sở, ngành) needs two words. A province named behind a
    body belongs to it.
    """
    words = words_of(text)
    index = 0
    while index < len(words):
        found = _at(words, index)
        if found is None:
            index += 1
            continue
        known, end = found
        yield Mention(words[index].start, words[end - 1].end, known)
        index = end


def _at(words: Words, index: int) -> tuple[Known, int] | None:
    if words[index].gap.endswith(_INSIDE_SYMBOL):
        return None
    member = member_at(words, index)
    if member is not None and words[after_plural(words, index)].is_capital:
        surface = " ".join(word.key for word in words[index : member.last])
        return member.known._replace(name=surface), member.last
    found = names().at(words, index)
    if found is None:
        return None
    known, end = found
    first = after_plural(words, index)
    is_named = end - first > 1 if known.id.startswith("@") else words[first].is_capital
    if not is_named:
        return None
    return known, end + entry_at(words, end, provinces()) * (not known.id.startswith("@"))
