"""The document's own number and date: what the body prints, else what a stamp fills in where it is blank.

An e-office leaves ``Số:    /KH-UBND`` and ``ngày   tháng   năm 2024`` open and lays number and date over the
page. Only that is filled in: nothing is guessed, a blank without stamp stays None.
"""

from collections.abc import Sequence
from datetime import date
from typing import Generic, TypeVar

import regex
from msgspec import Struct

from extractor.extractors.header.copies import is_copy_number
from extractor.model.document import Document
from extractor.model.outline import Outline, Paragraph
from extractor.model.records import Box
from extractor.rules import gazetteer, ruleset
from extractor.text.dates import make_date
from extractor.text.normalize import key

Lines = Sequence[tuple[str, Paragraph]]
Range = tuple[int, int]

_BLANKS = regex.compile(r"\s+")
_NEAR = 3
"""Lines above a date in which the head of a stamp of receipt stands."""


_Value = TypeVar("_Value", str, date)


class Stated(Struct, Generic[_Value], frozen=True, kw_only=True):
    """What the first page states: a value, where it stands in the clean text, by which rule."""

    value: _Value
    ranges: tuple[Range, ...]
    rule: str


def find_number(lines: Lines, document: Document, outline: Outline) -> Stated[str] | None:
    """Number and symbol of the document itself; None where none is printed or stamped."""
    pattern = ruleset("header").pattern("header.number")
    blank: tuple[str, Paragraph, regex.Match[str]] | None = None
    for text, paragraph in lines:
        match = pattern.search(text)
        if match is None or is_cited(text[: match.start()]) or is_copy_number(match["rest"]):
            continue
        if match["serial"] is None:
            blank = blank or (text, paragraph, match)
        elif blank is None or _same_symbol(match["rest"], blank[2]["rest"]):
            at = paragraph.start + match.start("serial")
            end = paragraph.start + match.start() + len(match.group().rstrip())
            value = _BLANKS.sub("", match["serial"] + match["rest"])
            rule = "header.number" if blank is None else "header.number_stamp"
            return Stated(value=value, ranges=((at, end),), rule=rule)
    return _stamped_serial(blank, lines, document, outline) if blank else None


def _same_symbol(one: str, other: str) -> bool:
    return key(_BLANKS.sub("", one)) == key(_BLANKS.sub("", other))


def is_cited(before: str) -> bool:
    """Whether the words before a number make it another document's: ``Căn cứ Nghị định``.

    A type word alone leaves it our own; a plan that goes with a decision (``kèm theo``) has no number.
    """
    words = before.rstrip(" :")
    if words.isupper():
        return False
    if "kèm theo" in words.lower():
        return True
    return any(words.lower().endswith(f" {row['word']}") for row in gazetteer("doc_types"))


def _stamped_serial(
    blank: tuple[str, Paragraph, "regex.Match[str]"], lines: Lines, document: Document, outline: Outline
) -> Stated[str] | None:
    """A lone number laid into the blank before the symbol: in the gap itself, or beside it without boxes."""
    _, paragraph, match = blank
    rest_at = paragraph.start + match.start("rest")
    end = paragraph.start + match.start() + len(match.group().rstrip())
    gap = _gap(outline, document, (paragraph.start + match.start(), rest_at), (rest_at, end))
    serial = ruleset("header").pattern("header.lone_serial")
    at = next(index for index, (_, one) in enumerate(lines) if one is paragraph)
    for index, (text, other) in enumerate(lines):
        if not serial.fullmatch(text):
            continue
        box = _box(outline, document, (other.start, other.end))
        is_inside = _lies_in(box, gap) if box and gap else abs(index - at) == 1
        if is_inside:
            ranges = ((other.start, other.end), (rest_at, end))
            value = _BLANKS.sub("", text + match["rest"])
            return Stated(value=value, ranges=ranges, rule="header.number_stamp")
    return None


def _gap(outline: Outline, document: Document, word: Range, rest: Range) -> Box | None:
    left, right = _box(outline, document, word), _box(outline, document, rest)
    if left is None or right is None:
        return None
    return left[2], min(left[1], right[1]), right[0], max(left[3], right[3])


def _box(outline: Outline, document: Document, place: Range) -> Box | None:
    text = outline.clean.text[slice(*place)]
    start = place[0] + len(text) - len(text.lstrip())
    source = outline.clean.ranges(start, place[0] + len(text.rstrip()))
    return document.span(*source[0]).bbox if source else None


def _lies_in(box: Box, gap: Box) -> bool:
    """Whether the middle of a box lies between both ends of a gap, and part of its height beside it."""
    is_between = gap[0] <= (box[0] + box[2]) / 2 <= gap[2]
    return is_between and min(box[3], gap[3]) - max(box[1], gap[1]) > (box[3] - box[1]) / 4


def find_place_and_date(lines: Lines) -> tuple[Stated[str] | None, Stated[date] | None]:
    """Place and date of issue; the date None where it is left blank and no stamp fills it in."""
    pattern = ruleset("header").pattern("header.place_date")
    for text, paragraph in lines:
        match = pattern.search(text)
        if match is None:
            continue
        at = paragraph.start
        place = Stated(
            value=match["place"],
            ranges=((at + match.start("place"), at + match.end("place")),),
            rule="header.place",
        )
        if not (match["day"] and match["month"]):
            return place, _stamped_date(lines, match["year"])
        issued_on = make_date(match["day"], match["month"], match["year"])
        where = ((at + match.start("day"), at + match.end("year")),)
        if issued_on is None:
            return place, None
        return place, Stated(value=issued_on, ranges=where, rule="header.issued_on")
    return None, None


def _stamped_date(lines: Lines, year: str) -> Stated[date] | None:
    """A date that stands alone on a line of the same year; that of a stamp of receipt is another's."""
    rules = ruleset("header")
    for index, (text, paragraph) in enumerate(lines):
        match = rules.pattern("header.date_stamp").fullmatch(text)
        above = lines[max(index - _NEAR, 0) : index]
        if match is None or match["year"] != year:
            continue
        if any(rules.pattern("header.receipt").match(words) for words, _ in above):
            continue
        found = make_date(match["day"], match["month"], match["year"])
        if found is not None:
            at = paragraph.start
            where = ((at + match.start("day"), at + match.end("year")),)
            return Stated(value=found, ranges=where, rule="header.issued_on_stamp")
    return None
