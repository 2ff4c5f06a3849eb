"""Finds document numbers (số, ký hiệu) in clean text and brings them to their normal form."""

from collections.abc import Iterator
from functools import cache

import regex
from msgspec import Struct

from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import strip_marks

_WINDOW = 30
_FIRST_YEAR = 1945
_LAST_YEAR = 2100
_SPLIT = regex.compile(r"[-/.]")
_FOOTNOTE = regex.compile(r"(?<=^(?:CP|TTg|TW|TU|UBND|VPCP|B\p{Lu}+))\d{1,2}$")
_SEPARATOR_BLANKS = regex.compile(r"[ ]*+([-/])[ ]*+")


class Number(Struct, frozen=True, kw_only=True):
    """A document number and its place in the clean text.

    ``normal`` is the number as the regulation spells it; ``groups`` are the parts of its symbol;
    ``party`` tells the dash-first form of the Party; ``repairs`` names what differs from the clean text.
    """

    start: int
    end: int
    normal: str
    serial: str
    year: int | None
    groups: tuple[str, ...]
    party: bool = False
    irregular: bool = False
    repairs: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """Type code of the symbol (NĐ, QĐ, KH …), wherever it stands; None where there is none."""
        codes = code_types()
        return next((group for group in self.groups if group in codes), None)

    @property
    def is_strong(self) -> bool:
        """Whether the symbol alone shows a document number: a type code with a body, or a legislature."""
        if any(group.startswith(("QH", "UBTVQH")) for group in self.groups):
            return self.year is not None
        return self.code is not None and len(self.groups) > 1


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


def find_numbers(text: str) -> Iterator[Number]:
    """Every run of ``text`` shaped like a document number, left to right, not overlapping.

    The slash is looked for first (plain search), then one pattern is tried where the serial begins;
    the few numbers without slash follow a hyphen after a digit.
    """
    done = 0
    for start in sorted({*_slash_starts(text), *_dash_starts(text)}):
        if start < done:
            continue
        number = _number_at(text, start)
        if number is not None:
            done = number.end
            yield number


def _slash_starts(text: str) -> Iterator[int]:
    before = ruleset("citations").pattern("citation.dash_before")
    at = text.find("/")
    while at >= 0:
        last = at - 2 if text[at - 1 : at] == " " else at - 1
        char = text[last] if last >= 0 else ""
        if char.isdigit() or (char.islower() and text[last - 1 : last].isdigit()):
            start = _serial_start(text, last if char.isdigit() else last - 1)
            if start >= 0:
                yield start
        elif char.isupper() or (char.isalpha() and text[last - 1 : last].isupper()):
            found = before.search(text, max(0, at - _WINDOW), at)
            if found and _is_free(text, found.start()):
                yield found.start()
        at = text.find("/", at + 1)


def _serial_start(text: str, last: int) -> int:
    start = last
    while start > 0 and text[start - 1].isdecimal():
        start -= 1
    return start if _is_free(text, start) else -1


def _is_free(text: str, start: int) -> bool:
    """Whether no digit, decimal mark or standard's prefix is tied to the serial from the left."""
    before = text[start - 1 : start]
    if before in {"/", ".", ",", "+", "_"}:
        return False
    if before == "-":
        return not text[start - 2 : start - 1].isalnum()
    if before == ":":
        return text[start - 2 : start - 1] != "" and not text[start - 2].isdigit()
    return True


_DASH = regex.compile(
    r"(?<![\d.,/-])\d{1,4}+[a-zđ]?[ ]?-[ ]?(?=(?:HĐBT|TTg|CP|CT|TC|LCT|SL|UB)(?![\p{L}\d/-]))"
)


def _dash_starts(text: str) -> Iterator[int]:
    for mark in ("-HĐBT", "-TTg", "-CP", "-CT", "-SL", "-UB", "-LCT"):
        at = text.find(mark)
        while at >= 0:
            if text[at - 1 : at].isdigit():
                start = _serial_start(text, at - 1)
                if start >= 0 and _DASH.match(text, start):
                    yield start
            at = text.find(mark, at + 1)


def _number_at(text: str, start: int) -> Number | None:
    rules = ruleset("citations")
    found = rules.pattern("citation.number").match(text, start)
    if found is not None:
        return _slashed(found)
    found = rules.pattern("citation.number_without_symbol").match(text, start)
    if found is not None:
        normal = found.group()
        return Number(
            start=start,
            end=found.end(),
            normal=normal,
            serial=found["serial"],
            year=int(found["year"]),
            groups=(),
            irregular=True,
        )
    found = rules.pattern("citation.number_without_slash").match(text, start)
    if found is not None:
        serial = found["serial"] + (found["letter"] or "")
        return Number(
            start=start,
            end=found.end(),
            normal=f"{serial}-{found['symbol']}",
            serial=serial,
            year=None,
            groups=(found["symbol"],),
            repairs=("blank",) if " " in found.group() else (),
        )
    return None


def _slashed(found: "regex.Match[str]") -> Number | None:
    parts = found.groupdict()
    repairs: dict[str, None] = {}
    serial = parts["serial"] + (parts["letter"] or "")
    tail = parts["symbol"] or parts["body"]
    symbol, cut = _symbol(tail, repairs)
    code = _symbol(parts["code"], repairs)[0] if parts["code"] else None
    groups = tuple(_SPLIT.split(f"{code}/{symbol}" if code else symbol))
    if not _is_symbol(groups):
        return None
    year = parts["year"]
    if code is not None:
        head = _party_head(serial, code, parts["gap"] or "", repairs)
        if head is None:
            return None
    else:
        head = serial + (f"/{year}" if year else "")
    raw = found.group()[: len(found.group()) - cut]
    if " " in raw and not (code is not None and raw.count(" ") == 1 and parts["gap"] == " "):
        repairs["blank"] = None
    return Number(
        start=found.start(),
        end=found.end() - cut,
        normal=f"{head}/{symbol}",
        serial=serial,
        year=_full_year(year),
        groups=groups,
        party=code is not None,
        irregular=year is not None and not _is_year(year),
        repairs=tuple(repairs),
    )


def _party_head(serial: str, code: str, gap: str, repairs: dict[str, None]) -> str | None:
    if "-" in gap:
        return f"{serial}-{code}"
    if code not in code_types():
        return None if not gap else f"{serial} {code}"
    repairs["hyphen"] = None
    return f"{serial}-{code}"


def _symbol(raw: str, repairs: dict[str, None]) -> tuple[str, int]:
    """The symbol in its normal spelling and how many last code points of ``raw`` are no part of it."""
    joined = _SEPARATOR_BLANKS.sub(r"\1", raw)
    groups = _SPLIT.split(joined)
    marks = _SPLIT.findall(joined)
    footnote = _FOOTNOTE.search(groups[-1])
    if footnote:
        groups[-1] = groups[-1][: footnote.start()]
    spelled = [_spell(group, repairs) for group in groups]
    symbol = spelled[0] + "".join(mark + group for mark, group in zip(marks, spelled[1:], strict=True))
    if symbol in _glued():
        repairs["hyphen"] = None
        symbol = "-".join(_glued()[symbol])
    return symbol, len(footnote.group()) if footnote else 0


def _spell(group: str, repairs: dict[str, None]) -> str:
    right = _spellings().get(group)
    if right is None:
        return group
    repairs[right[1]] = None
    return right[0]


def _is_symbol(groups: tuple[str, ...]) -> bool:
    """At least two capitals in all, the first group no lone letter but L, G (Lệnh, giấy) before a body."""
    capitals = sum(letter.isupper() for group in groups for letter in group)
    return capitals > 1 and (len(groups[0]) > 1 or len(groups) > 1)


def _is_year(digits: str) -> bool:
    if len(digits) == 2:
        return int(digits) >= 45 or int(digits) <= 9
    return len(digits) == 4 and _FIRST_YEAR <= int(digits) <= _LAST_YEAR


def _full_year(digits: str | None) -> int | None:
    if digits is None or not _is_year(digits):
        return None
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) >= 45 else 2000)
    return int(digits)
