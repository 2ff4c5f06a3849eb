"""Dates as Vietnamese documents write them: day first, three spellings."""

from datetime import date

import regex

DATE = r"(?:(?P<day>\d{1,2})\s*+(?:tháng|/|-|\.)\s*+(?P<month>\d{1,2})\s*+(?:năm|/|-|\.)\s*+(?P<year>\d{4}))"
_DATE = regex.compile(DATE, regex.IGNORECASE)


def make_date(day: str | int, month: str | int, year: str | int) -> date | None:
    """The date, or None where no such day exists."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """First date in ``text``: ``08/6/2010``, ``8-6-2010``, ``08 tháng 6 năm 2010``."""
    match = _DATE.search(text)
    return make_date(match["day"], match["month"], match["year"]) if match else None
