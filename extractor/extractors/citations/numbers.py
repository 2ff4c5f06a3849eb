"""Finds document numbers (số, ký hiệu) in clean text and brings them to their normal form."""

from collections.abc import Iterator

import regex
from msgspec import Struct

from extractor.extractors.citations.symbols import code_types, is_symbol, read_symbol, type_code
from extractor.rules import ruleset

_WINDOW = 30
_BLANK_MARKS = (" /", "./", "…/", "_/", ":/", "ố/")
_FIRST_YEAR = 1945
_LAST_YEAR = 2100


class Number(Struct, frozen=True, kw_only=True, gc=False):
    """A document number and its place in the clean text.

    ``normal`` is the number as the regulation spells it; ``groups`` are the parts of its symbol, ``code``
    the one that states the type (NĐ, QĐ …), wherever it stands; ``party`` tells the dash-first form of the
    Party; ``repairs`` names what differs from the clean text.
    """

    start: int
    end: int
    normal: str
    serial: str
    year: int | None
    groups: tuple[str, ...]
    code: str | None = None
    party: bool = False
    series: str | None = None
    """Series of a standard (TCVN); None for the number of an act."""
    irregular: bool = False
    repairs: tuple[str, ...] = ()

    @property
    def is_strong(self) -> bool:
        """Whether the symbol alone shows a document number: a type code with a body, or a legislature."""
        if any(group.startswith(("QH", "UBTVQH")) for group in self.groups):
            return self.year is not None
        return self.code is not None and len(self.groups) > 1


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


def find_blank_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Places of numbers whose serial is left blank: "số      /QĐ-UBND"."""
    pattern = ruleset("citations").pattern("citation.number_blank")
    for mark in _BLANK_MARKS:
        at = text.find(mark)
        while at >= 0:
            low = max(0, at - _WINDOW)
            for found in pattern.finditer(text, low, at + _WINDOW):
                if found.start() <= at < found.end():
                    yield found.span()
            at = text.find(mark, at + 1)


def _slash_starts(text: str) -> Iterator[int]:
    before = ruleset("citations").pattern("citation.dash_before")
    at = text.find("/")
    while at >= 0:
        last = at - 2 if text[at - 1 : at] == " " else at - 1
        char = text[last] if last >= 0 else ""
        if _is_date(text, at):
            at = text.find("/", text.find("/", at + 1) + 1)
            continue
        if char.isdigit() or (char.islower() and text[last - 1 : last].isdigit()):
            start = _serial_start(text, last if char.isdigit() else last - 1)
            if start >= 0:
                yield start
        elif char.isupper() or (char.isalpha() and text[last - 1 : last].isupper()):
            found = before.search(text, max(0, at - _WINDOW), at)
            if found and _is_free(text, found.start()):
                yield found.start()
        at = text.find("/", at + 1)


def _is_date(text: str, at: int) -> bool:
    """Whether the slash at ``at`` is the first of a date: 02/3/2031."""
    if not text[at + 1 : at + 2].isdecimal():
        return False
    after = text.find("/", at + 2, at + 4)
    return after > 0 and text[after + 1 : after + 5].isdecimal() and text[at - 1 : at].isdecimal()


def _serial_start(text: str, last: int) -> int:
    start = last
    while start > 0 and text[start - 1].isdecimal():
        start -= 1
    if text[start - 1 : start] == "." and text[start - 2 : start - 1].isdecimal():
        start -= 1  # 66.2/2025/NQ-CP
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


_DASH = regex.compile(r"(?<=\d[a-zđ]?)-(?:HĐBT|TTg|CP|CT|TC|LCT|SL|UB)(?![\p{L}\d/-])")


def _dash_starts(text: str) -> Iterator[int]:
    for found in _DASH.finditer(text):
        last = found.start() - 1
        start = _serial_start(text, last if text[last].isdecimal() else last - 1)
        if start >= 0:
            yield start


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
            code=type_code((found["symbol"],)),
            repairs=("blank",) if " " in found.group() else (),
        )
    return None


def _slashed(found: "regex.Match[str]") -> Number | None:
    raw_serial, letter, year, raw_symbol, gap, raw_code, raw_body = found.group(
        "serial", "letter", "year", "symbol", "gap", "code", "body"
    )
    serial = raw_serial + (letter or "")
    symbol = read_symbol(raw_symbol or raw_body)
    code = read_symbol(raw_code) if raw_code else None
    groups = (*code.groups, *symbol.groups) if code else symbol.groups
    if not is_symbol(groups):
        return None
    is_ministry = code is not None and symbol.groups[0] in code_types()  # 999-TC/QĐ-CĐKT
    repairs = [*(code.repairs if code else ()), *symbol.repairs]
    if code is not None:
        head = _party_head(serial, code.text, gap or "", repairs)
        if head is None:
            return None
    else:
        head = serial + (f"/{year}" if year else "")
    if _has_blanks(found, gap if code else None):
        repairs.append("blank")
    return Number(
        start=found.start(),
        end=found.end() - symbol.cut,
        normal=f"{head}/{symbol.text}",
        serial=serial,
        year=_full_year(year),
        groups=groups,
        code=type_code(symbol.groups if is_ministry else groups),
        party=code is not None and not is_ministry,
        irregular=year is not None and not _is_year(year),
        repairs=tuple(repairs),
    )


def _has_blanks(found: "regex.Match[str]", gap: str | None) -> bool:
    """Whether the number has blanks, one that stands for the lost hyphen of a Party number aside."""
    return found.group().count(" ") > (1 if gap == " " else 0)


def _party_head(serial: str, code: str, gap: str, repairs: list[str]) -> str | None:
    if "-" in gap:
        return f"{serial}-{code}"
    if code not in code_types():
        return f"{serial} {code}" if gap else None
    repairs.append("hyphen")
    return f"{serial}-{code}"


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
