"""Header words of tables → fields; the words are data (``gazetteer/column_synonyms.csv``)."""

from functools import cache

import regex

from extractor.rules.load import gazetteer
from extractor.text.normalize import key

_MARK = regex.compile(r"\[\w{1,3}\]|\(\s*(?:\d{1,2}|\*+)\s*\)|[*¹²³⁴-⁹]+|(?<=\p{L})\d{1,2}$")
_BRACKET = regex.compile(r"\([^()]*\)")
_FOLD = regex.compile(r"[/,;:.\-–\s]+")
_MAX_WORDS = 16

WHOLE = 2
CONTAINS = 1


def header_key(text: str) -> str:
    """Comparison key of a header cell: footnote marks and punctuation off."""
    folded: str = _FOLD.sub(" ", _MARK.sub(" ", key(text)))
    return folded.strip()


@cache
def _synonyms() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole: dict[str, str] = {}
    contains: list[tuple[str, str]] = []
    for row in gazetteer("column_synonyms"):
        name = header_key(row["header"])
        if row["match"] == "whole":
            whole.setdefault(name, row["field"])
        else:
            contains.append((name, row["field"]))
    return whole, tuple(contains)


@cache
def field_of(text: str) -> tuple[str, int]:
    """Field of a header text and how it was found: whole header (2), contained words (1), not at all (0)."""
    whole, contains = _synonyms()
    name = header_key(text)
    found = whole.get(name) or whole.get(header_key(_BRACKET.sub(" ", text)))
    if found:
        return found, WHOLE
    if len(name.split()) <= _MAX_WORDS:
        padded = f" {name} "
        for words, field in contains:
            if f" {words} " in padded:
                return field, CONTAINS
    return "unknown", 0
