"""Words that open, qualify and end the names of units (``rules/data/organizations.toml``), by first word."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import regex

from extractor.extractors.units.names import Words, words_of
from extractor.rules import gazetteer, ruleset

Entries = dict[str, frozenset[tuple[str, ...]]]
"""Entries of a list by their first word."""

_NUMERAL = regex.compile(r"[ivx]+|\d{1,2}")
_HYPHENS = frozenset(("", "-", "–"))


class Lexicon(NamedTuple):
    """The lists of ``[split]``."""

    heads: Entries
    generic: Entries
    qualifiers: Entries
    stops: Entries
    verbs: Entries
    compounds: Entries
    persons: Entries
    shared: frozenset[str]
    shared_by_colon: Entries
    owners: Entries
    placed: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lists, read once; names of provinces are qualifiers too."""
    data = ruleset("organizations").data["split"]
    lists = {name: {tuple(entry.split()) for entry in entries} for name, entries in data.items()}
    return Lexicon(
        heads=_by_first(lists["heads"]),
        generic=_by_first(lists["generic"]),
        qualifiers=_by_first(lists["qualifiers"] | _province_names()),
        stops=_by_first(lists["stops"]),
        verbs=_by_first(lists["verbs"]),
        compounds=_by_first(lists["compounds"]),
        persons=_by_first(lists["persons"]),
        shared=frozenset(data["shared_heads"]),
        shared_by_colon=_by_first(lists["shared_heads"] | lists["shared_by_colon"]),
        owners=_by_first(lists["owners"]),
        placed=frozenset(data["placed"]),
    )


@cache
def provinces() -> Entries:
    """Names of provinces as ``lexicon().qualifiers`` holds them."""
    return _by_first(_province_names())


def _by_first(entries: Iterable[tuple[str, ...]]) -> Entries:
    grouped: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        grouped.setdefault(entry[0], set()).add(entry)
    return {first: frozenset(members) for first, members in grouped.items()}


def _province_names() -> set[tuple[str, ...]]:
    """Names of provinces, with and without the word for their kind."""
    return {
        tuple(word.key for word in words_of(f"{prefix}{name}"))
        for row in gazetteer("provinces")
        for name in (row["name"], *row["variants"].split(";"))
        for prefix in ("", "tỉnh ", "thành phố ", "tp ")
        if name
    }


def entry_at(words: Words, index: int, entries: Entries) -> int:
    """Number of words of the longest entry at ``index``; 0 if there is none. Only hyphens stand inside."""
    if index >= len(words):
        return 0
    best = 0
    for entry in entries.get(words[index].key, ()):
        run = words[index : index + len(entry)]
        if len(entry) > best and tuple(word.key for word in run) == entry:
            best = len(entry) if all(word.gap.strip() in _HYPHENS for word in run[1:]) else best
    return best


def ends_compound(words: Words, index: int) -> bool:
    """Whether the word at ``index`` is the second of a compound noun: "trình" in "công trình" is no verb."""
    return index > 0 and entry_at(words, index - 1, lexicon().compounds) > 0


def qualifier_at(words: Words, index: int) -> int:
    """Number of words of the qualifier at ``index``; the number of a region (khu vực XII) is one."""
    if (
        index
        and index < len(words)
        and words[index - 1].key == "vực"
        and _NUMERAL.fullmatch(words[index].key)
    ):
        return 1
    return entry_at(words, index, lexicon().qualifiers)
