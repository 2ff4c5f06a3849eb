"""Reads pinpoints (điểm, khoản, Điều): the places inside a document that stand before its citation."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractor.model.records import Pinpoint
from extractor.rules import ruleset

_REACH = 240
_WORDS = ("iều ", "hoản ", "iểm ")
_MAY_PIN = re.compile(r"(?:iều|hoản) (?:từ )?\d|iểm [a-zđ]")
"""What every pinpoint holds; "một số điều của" is none."""
_POINT, _CLAUSE, _ARTICLE = range(3)
_LEVELS = {"điểm": _POINT, "khoản": _CLAUSE, "điều": _ARTICLE}
_Value = tuple[str, str]
_NONE: tuple[_Value | None, ...] = (None,)


class _Group(Struct, frozen=True, kw_only=True):
    """Places of one level named together (khoản 1, 2 và 3), each as first and last of a range."""

    level: int
    values: tuple[_Value, ...]


def pinpoints_before(text: str, start: int, floor: int) -> tuple[Pinpoint, ...]:
    """The places named directly before the citation at ``start``, in reading order.

    Args:
        text: clean text.
        start: where the citation begins.
        floor: start of the line, or end of the citation before.
    """
    low = max(floor, start - _REACH)
    if all(text.find(word, low, start) < 0 for word in _WORDS):
        return ()
    if _MAY_PIN.search(text, low, start) is None:
        return ()
    rules = ruleset("citations")
    runs = rules.pattern("citation.pinpoints").finditer(text, low, start)
    run = max(runs, key=lambda found: found.end(), default=None)
    if run is None or not rules.pattern("citation.pinpoint_tie").fullmatch(text, run.end(), start):
        return ()
    return read_pinpoints(run.group())


def read_pinpoints(words: str) -> tuple[Pinpoint, ...]:
    """The places that ``words`` name: "điểm a, b khoản 1 và khoản 3 Điều 5" are three.

    The order is inside-out: in a list the last head serves all before it.
    """
    groups = tuple(_groups(words))
    found: list[Pinpoint] = []
    clauses = articles = _NONE
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group.level == _ARTICLE:
            clauses, articles = _NONE, group.values
        elif group.level == _CLAUSE:
            clauses = group.values
        if index == 0 or groups[index - 1].level >= group.level:
            found[:0] = _places(group.values if group.level == _POINT else _NONE, clauses, articles)
    return tuple(dict.fromkeys(found))


def _places(
    points: Sequence[_Value | None], clauses: Sequence[_Value | None], articles: Sequence[_Value | None]
) -> Iterator[Pinpoint]:
    for article in articles:
        for clause in clauses:
            for point in points:
                yield _place(point, clause, article)


def _place(*parts: _Value | None) -> Pinpoint:
    """One place of point, clause and article; its end where one of them is a range."""
    first, last = ([part[side] if part else None for part in parts] for side in (0, 1))
    to = Pinpoint(point=last[0], clause=last[1], article=last[2]) if first != last else None
    return Pinpoint(point=first[0], clause=first[1], article=first[2], to=to)


def _groups(words: str) -> Iterator[_Group]:
    """The values behind each head; a head repeated opens a new group, unless it ends a range."""
    level = _ARTICLE
    values: list[_Value] = []
    for item in ruleset("citations").pattern("citation.pinpoint").finditer(words):
        named = _LEVELS[item["head"].lower()] if item["head"] else level
        if values and item["to"] and named == level:
            values[-1] = (values[-1][0], item["value"])
            continue
        if values and item["head"]:
            yield _Group(level=level, values=tuple(values))
            values = []
        level = named
        values.append((item["value"], item["value"]))
    if values:
        yield _Group(level=level, values=tuple(values))
