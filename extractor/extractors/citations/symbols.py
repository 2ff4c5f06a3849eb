"""Reads the symbol of a document number (QĐ-UBND): its groups, its normal spelling, its type code."""

from functools import cache, lru_cache

import regex
from msgspec import Struct

from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import strip_marks

_SPLIT = regex.compile(r"[-/.]")
_FOOTNOTE = regex.compile(r"(?<=^(?:CP|TTg|TW|TU|UBND|VPCP|B\p{Lu}+))\d{1,2}$")
_TERM = regex.compile(r"(?:QH|UBTVQH)(?!\d++$)(?:[\dIl][\dIlOS]|[Il]\d\d)")
"""A legislature whose term, two digits, a scan misread: QHI5, QHI15."""
_DIGITS = str.maketrans("IlOS", "1105")
_SEPARATOR_BLANKS = regex.compile(r"[ ]*+([-/])[ ]*+")


class Symbol(Struct, frozen=True, kw_only=True, gc=False):
    """A symbol in its normal spelling.

    ``groups`` are its parts, ``repairs`` what was mended (ascii, case, hyphen, ocr); the last ``cut`` code
    points of what was read are no part of it (a footnote mark).
    """

    text: str
    groups: tuple[str, ...]
    repairs: tuple[str, ...]
    cut: int


@lru_cache(maxsize=4096)
def read_symbol(raw: str) -> Symbol:
    """The symbol printed as ``raw`` (blanks round its marks allowed)."""
    joined = _SEPARATOR_BLANKS.sub(r"\1", raw)
    groups = _SPLIT.split(joined)
    marks = _SPLIT.findall(joined)
    footnote = _FOOTNOTE.search(groups[-1])
    if footnote:
        groups[-1] = groups[-1][: footnote.start()]
    spelled = [_spellings().get(group, (group, "")) for group in groups]
    text = spelled[0][0] + "".join(mark + group for mark, (group, _) in zip(marks, spelled[1:], strict=True))
    repairs = [repair for _, repair in spelled if repair]
    read = _misread(text)
    if read is not None:
        text = read
        repairs = ["ocr"]
    if text in _glued():
        repairs.append("hyphen")
        text = "-".join(_glued()[text])
    cut = len(footnote.group()) if footnote else 0
    return Symbol(text=text, groups=tuple(_SPLIT.split(text)), repairs=tuple(repairs), cut=cut)


def _misread(text: str) -> str | None:
    """The symbol meant by one that a scan misread; None unless its groups are known then."""
    wrong: dict[str, str] = ruleset("citations").data["misread"]
    groups = _SPLIT.split(text)
    if _TERM.fullmatch(groups[-1]):
        letters = groups[-1].rstrip("1234567890IlOS")
        return text[: len(text) - len(groups[-1])] + letters + groups[-1][-2:].translate(_DIGITS)
    if wrong.keys().isdisjoint(groups):
        return None
    right = [wrong.get(group, group) for group in groups]
    known = {*code_types(), *issuer_levels()}
    is_whole = (
        any(group in code_types() for group in right) if len(right) > 1 else right[0] in issuer_levels()
    )
    if is_whole and known.issuperset(right):
        return "".join(mark + group for mark, group in zip(["", *_SPLIT.findall(text)], right, strict=True))
    return None


@lru_cache(maxsize=4096)
def type_code(groups: tuple[str, ...]) -> str | None:
    """The group that states the type (NĐ, QĐ …), wherever it stands; None where none does."""
    codes = code_types()
    return next((group for group in groups if group in codes), None)


@lru_cache(maxsize=4096)
def is_symbol(groups: tuple[str, ...]) -> bool:
    """At least two capitals in all, the first group no lone letter but L, G (Lệnh, giấy) before a body."""
    capitals = sum(letter.isupper() for group in groups for letter in group)
    return capitals > 1 and (len(groups[0]) > 1 or len(groups) > 1)


@lru_cache(maxsize=4096)
def count_issuers(groups: tuple[str, ...]) -> int:
    """How many groups of a symbol are issuers."""
    return sum(group in issuer_levels() for group in groups)


@cache
def code_types() -> dict[str, str]:
    """Type code → document type."""
    return {code: row["doc_type"] for row in gazetteer("doc_types") for code in row["codes"].split()}


@cache
def issuer_levels() -> dict[str, str]:
    """Abbreviation of an issuer → central, party or province."""
    return {row["code"]: row["level"] for row in gazetteer("issuers")}


@cache
def _spellings() -> dict[str, tuple[str, str]]:
    """Misspelt group → (right group, repair); a group that is right itself is never an entry."""
    right = {*code_types(), *issuer_levels()}
    wrong: dict[str, tuple[str, str]] = {}
    for group in sorted(right):
        for spelling, repair in ((group.upper(), "case"), (strip_marks(group), "ascii")):
            if spelling not in right:
                wrong.setdefault(spelling, (group, repair))
                wrong.setdefault(spelling.upper(), (group, repair))
                wrong.setdefault(spelling.capitalize(), (group, repair))
    for group in ("CP", "TW", "UBND", "HĐND", "NĐ", "QĐ", "NQ"):
        wrong[group.capitalize()] = wrong[group.lower()] = (group, "case")
    for group in ("TTg", "CT", "TT", "KH"):
        wrong[group.lower()] = (group, "case")
    return wrong


@cache
def _glued() -> dict[str, tuple[str, str]]:
    """Symbol without its hyphen (QĐUBND) → its two groups, for known codes and issuers only."""
    codes = [code for code in code_types() if len(code) > 1]
    known = {*code_types(), *issuer_levels()}
    pairs = {code + issuer: (code, issuer) for code in codes for issuer in issuer_levels() if len(issuer) > 1}
    return {glued: pair for glued, pair in pairs.items() if glued not in known}
