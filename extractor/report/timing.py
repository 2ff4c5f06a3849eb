"""When tasks are due, so that plans of different years compare: quarters and recurrences, never dates."""

from collections.abc import Iterable
from datetime import date

import regex

from extractor.model.records import Deadline

_MONTHS = regex.compile(r"BYMONTH=(?P<months>[\d,]+)")
_LONGEST = 190
"""Days of an interval that still names quarters; a longer one is the whole year or more."""

QUARTERS = ("q1", "q2", "q3", "q4")
WHEN = (*QUARTERS, "year", "recurring", "ongoing", "other", "none")
"""Columns: quarter in which a task is due, in the year, recurring, ongoing, another kind, not stated."""


def when(deadlines: Iterable[Deadline]) -> tuple[str, ...]:
    """The columns of a task, in their order."""
    found = {column for deadline in deadlines for column in _columns(deadline)}
    return tuple(column for column in WHEN if column in found) or ("none",)


def _columns(deadline: Deadline) -> set[str]:
    if deadline.kind == "ongoing":
        return {"ongoing"}
    months = _MONTHS.search(deadline.rrule or "")
    if months is not None:
        return {"recurring", *(_quarter(int(month)) for month in months["months"].split(","))}
    if deadline.kind in {"recurring", "recurring_by"}:
        return {"recurring"}
    first, last = _days(deadline.interval)
    if last is None:
        return {"other"}
    if deadline.kind == "by" or first is None:
        return {_quarter(last.month)}
    if (last - first).days > _LONGEST:
        return {"year"} if deadline.kind == "within" else {_quarter(last.month)}
    return {_quarter(month) for month in _months(first, last)}


def _quarter(month: int) -> str:
    return QUARTERS[(month - 1) // 3]


def _days(interval: str | None) -> tuple[date | None, date | None]:
    """First and last day of an interval; ``..`` leaves one open."""
    ends = [None if part in {"", ".."} else part for part in (interval or "/").split("/")]
    try:
        first, last = (date.fromisoformat(end) if end else None for end in ends)
    except ValueError:
        return None, None
    return first, last


def _months(first: date, last: date) -> Iterable[int]:
    at = first.year * 12 + first.month - 1
    while at <= last.year * 12 + last.month - 1:
        yield at % 12 + 1
        at += 1
