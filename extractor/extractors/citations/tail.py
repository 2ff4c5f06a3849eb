"""Reads what follows a number or name: date, issuer, title, note on its status.

All functions take clean text with one tone placement (``tone_placement`` keeps the length, so offsets hold).
"""

import re
from collections.abc import Iterator
from datetime import date

import regex
from msgspec import Struct

from extractor.rules import ruleset
from extractor.text.dates import make_date

_REACH = 260
_TITLE_MAX = 1500
_CENTURY_TURN = 45
_OF = regex.compile(r"[ ]?,?[ ](?:của|do)[ ]")
_COORDINATED = regex.compile(r"(?:[,;/]|[ ](?:và|hoặc|cùng|với))[ ]?(?:và[ ])?(?:các[ ])?$")
_AFTER_QUOTE = regex.compile(r"[ ](?:giai[ ]đoạn|năm[ ]\d|đến[ ]năm|thời[ ]kỳ)")
_ENDS = frozenset({";", ".", ":", ")", "\n", ""})
"""Marks behind a number, a date or a title after which nothing more is said about the act."""
_NO_LAST_WORDS = (" và", " hoặc", " cùng", " với", " theo", " tại")
_STOP_WORDS = r"đ(?:ược s|ã )|hết h|c[óò]n? h|kể t|thì |như s|và (?:các |quy |văn )|\["
_MAY_STOP = re.compile(  # re: many times faster than regex at scanning for one class
    r"[;:.“\"«()\[\])”, ]"
    rf"(?:(?<=[^, ])|(?<=,)(?= (?:[ỦUCHSBTt]|{_STOP_WORDS}))|(?<= )(?={_STOP_WORDS}))"
)
"""Where a ``citation.title_stop`` can begin: its marks, the blanks before its words; a test compares both."""
_CLOSING = {"“": "”", '"': '"', "«": "»"}


class Tail(Struct, frozen=True, kw_only=True, gc=False):
    """Date and issuer with places (clean offsets); ``end`` is where they end."""

    end: int
    issued_on: date | None = None
    year: int | None = None
    issuer: tuple[int, int] | None = None


def read_tail(text: str, start: int, limit: int, *, joint: bool = False) -> Tail:
    """Date and issuer that follow ``start``, in either order, before ``limit`` (next citation, line end).

    A ``joint`` act names several issuers; their place runs from the first to the last.
    """
    limit = min(limit, start + _REACH)
    if text[start : start + 1] in _ENDS:
        return Tail(end=start)
    day, year, end = _read_date(text, start, limit)
    issuer = read_issuer(text, end, limit)
    if issuer is not None and joint:
        issuer = (issuer[0], _last_issuer(text, issuer[1], limit))
    if issuer is not None:
        end = issuer[1]
        if day is None and year is None:
            day, year, end = _read_date(text, end, limit)
    return Tail(end=end, issued_on=day, year=year, issuer=issuer)


def _read_date(text: str, start: int, limit: int) -> tuple[date | None, int | None, int]:
    rules = ruleset("citations")
    found = rules.pattern("citation.date").match(text, start, limit)
    if found is None:
        is_year = text.startswith(" năm ", start)
        only_year = rules.pattern("citation.year").match(text, start, limit) if is_year else None
        return (None, int(only_year["year"]), only_year.end()) if only_year else (None, None, start)
    day, month, digits = found.group("day", "month", "year")
    if day is None:
        return None, None, found.end()
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= _CENTURY_TURN else 2000
    return make_date(day, month, year), year, found.end()


def read_issuer(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Place of the issuer named after "của" at ``start``; None where none is."""
    of = _OF.match(text, start, limit) if text[start : start + 1] not in _ENDS else None
    if of is None:
        return None
    return issuer_at(text, of.end(), limit)


def _last_issuer(text: str, end: int, limit: int) -> int:
    """End of the last issuer of a list whose first ends at ``end``: Bộ A, Bộ B và Bộ C."""
    joined = ruleset("citations").pattern("citation.issuer_joined")
    while (found := joined.match(text, end, limit)) is not None:
        known = ruleset("citations").pattern("citation.issuer").match(text, found.end(), limit)
        if known is None:
            break
        end = known.end("issuer")
    return end


def date_before(text: str, low: int, end: int) -> date | None:
    """The date that ends at ``end``: ngày 21/4/2031, Thủ tướng Chính phủ đã ban hành Chỉ thị …"""
    found = ruleset("citations").pattern("citation.date_before").search(text, low, end)
    return make_date(found["day"], found["month"], found["year"]) if found else None


def issuer_at(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Place of the issuer that begins at ``start``: a known body, else the words up to the title."""
    rules = ruleset("citations")
    known = rules.pattern("citation.issuer").match(text, start, limit)
    found = known or rules.pattern("citation.issuer_unknown").match(text, start, limit)
    return found.span("issuer") if found else None


class Title(Struct, frozen=True, kw_only=True, gc=False):
    """Title and status note with places; None where the text gives none."""

    title: tuple[int, int] | None = None
    status: tuple[int, int] | None = None


def read_title(text: str, start: int, line_end: int, heads: Iterator[tuple[int, int]]) -> Title:
    """Title from its first word to its end, and the status note after it.

    Args:
        text: clean text, one tone placement.
        start: end of date and issuer.
        line_end: end of the paragraph.
        heads: start and full end of the citations that follow in the paragraph, in order.
    """
    if text[start : start + 1] in _ENDS:
        return Title()
    first = ruleset("citations").pattern("citation.title_start").match(text, start, line_end)
    if first is None:
        return Title(status=read_status(text, start, line_end))
    begin = first.start("title")
    line_end = min(line_end, begin + _TITLE_MAX)
    end = _title_end(text, begin, line_end, heads)
    if end <= first.end("title"):
        return Title()
    return Title(title=(begin, end), status=read_status(text, end, line_end))


def read_status(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Place of the note on the act's status that begins at ``start``."""
    if text[start : start + 1] in _ENDS:
        return None
    found = ruleset("citations").pattern("citation.status").match(text, start, limit)
    return found.span("status") if found else None


def _title_end(text: str, begin: int, line_end: int, heads: Iterator[tuple[int, int]]) -> int:
    at = begin
    for head_start, head_end in heads:
        if head_start >= line_end:
            break
        if head_start < at:
            continue
        stop = _stop(text, at, head_start)
        if stop is not None:
            return _trim(text, begin, stop)
        joint = _COORDINATED.search(text, at, head_start)
        if joint is not None:
            return _trim(text, begin, joint.start())
        at = head_end
    stop = _stop(text, at, line_end) if at < line_end else None
    return _trim(text, begin, line_end if stop is None else stop)


def next_stop(text: str, at: int, limit: int) -> "regex.Match[str] | None":
    """What ``citation.title_stop`` finds first before ``limit``, tried only where one can begin."""
    stop = ruleset("citations").pattern("citation.title_stop")
    while (start := _MAY_STOP.search(text, at, limit)) is not None:
        found = stop.match(text, start.start(), limit)
        if found is not None:
            return found
        at = start.end()
    return None


def _stop(text: str, start: int, limit: int) -> int | None:
    """First mark between ``start`` and ``limit`` that ends a title; brackets and quotes are stepped over."""
    at = start
    while (found := next_stop(text, at, limit)) is not None:
        if found["quote"]:
            closed = text.find(_CLOSING[found["quote"]], found.end(), limit)
            if closed < 0:
                at = found.end()
                continue
            if _AFTER_QUOTE.match(text, closed + 1):
                at = closed + 1
                continue
            return closed + 1
        if found["open"]:
            if ruleset("citations").pattern("citation.bracket_note").match(text, found.start()):
                return found.start()
            closed = text.find(")", found.end(), limit)
            at = closed + 1 if closed >= 0 else found.end()
            continue
        return found.start()
    return None


def _trim(text: str, begin: int, end: int) -> int:
    kept = text[begin:end].rstrip(" ,;/.-")
    while kept.endswith(_NO_LAST_WORDS):
        kept = kept[: kept.rindex(" ")].rstrip(" ,;")
    return begin + len(kept)
