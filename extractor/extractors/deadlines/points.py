"""Points in time: a day, week, month, quarter, half year or year as its first and last day."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from msgspec import Struct

from extractor.extractors.deadlines.stage import Context
from extractor.rules import ruleset
from extractor.text.dates import make_date
from extractor.text.numerals import roman_value

POINT = "deadline.point"
_DECADE_DAYS = 10


class Span(NamedTuple):
    """First and last day, both inside."""

    start: date
    end: date


class Dated(Struct, frozen=True, kw_only=True):
    """Days of one point or of two, and where a missing year came from; ``days`` None where none came."""

    days: Span | None
    inferred: tuple[str, ...] = ()


class Point(Struct, frozen=True, kw_only=True):
    """The parts a phrase names; the year may be missing."""

    parts: dict[str, str]

    @property
    def year(self) -> int | None:
        """The year it names itself."""
        return int(self.parts["year"]) if "year" in self.parts else None

    @property
    def is_vague(self) -> bool:
        """Whether its bounds are a convention: thirds, weeks counted from the first, "the last months"."""
        return "third" in self.parts or "week" in self.parts or ("edge" in self.parts and not self._count)

    @property
    def clock(self) -> str:
        """Time of the day in Việt Nam as ISO 8601 writes it behind a date; empty where none is named."""
        if "hour" not in self.parts:
            return ""
        return f"T{int(self.parts['hour']):02d}:{int(self.parts.get('minute', 0)):02d}+07:00"

    @property
    def _count(self) -> int:
        return int(self.parts.get("count", 0))

    def days(self, year: int) -> Span | None:
        """First and last day in ``year``; None where no such day exists."""
        if "day" in self.parts:
            day = make_date(self.parts["day"], self.parts["month"], year)
            return Span(day, day) if day else None
        low, high = self._months()
        if "third" in self.parts:
            return _third(year, low, high, self.parts["third"])
        if "week" in self.parts:
            first = date(year, low, 7 * number(self.parts["week"]) - 6)
            return Span(first, first + timedelta(days=6))
        return months(year, low, high)

    def _months(self) -> tuple[int, int]:
        if "month" in self.parts:
            return int(self.parts["month"]), int(self.parts["month"])
        if "quarter" in self.parts:
            last = 3 * quarter_value(self.parts["quarter"])
            return last - 2, last
        if "edge" in self.parts:
            count = self._count or 4
            return (1, count) if self.parts["edge"] == "đầu" else (13 - count, 12)
        return 1, 12


def months(year: int, low: int, high: int) -> Span:
    """From the first day of month ``low`` to the last of month ``high``."""
    return Span(date(year, low, 1), date(year, high, monthrange(year, high)[1]))


def _third(year: int, low: int, high: int, which: str) -> Span:
    """The first, middle or last third: of a month in decades of days, of longer units in months."""
    place = ("đầu", "giữa", "cuối").index(which)
    if low == high:
        last = monthrange(year, low)[1] if which == "cuối" else _DECADE_DAYS * (place + 1)
        return Span(date(year, low, _DECADE_DAYS * place + 1), date(year, low, last))
    length = (high - low + 1) // 3
    return months(year, low + place * length, low + (place + 1) * length - 1)


def quarter_value(text: str) -> int:
    """1–4 of ``IV`` or ``4``."""
    return int(text) if text.isdigit() else roman_value(text.upper()) or 1


def number(text: str) -> int:
    """A small number in digits or as a word."""
    folded = text.lower()
    return int(folded) if folded.isdigit() else int(words()["numbers"][folded])


def words() -> Mapping[str, Any]:
    """The table ``[words]`` of the rule file."""
    table: Mapping[str, Any] = ruleset("deadlines").data["words"]
    return table


def read_point(text: str, head: str = "") -> Point | None:
    """The parts of a point in time; ``head`` is the unit word that stands before an earlier one only.

    It comes first: what follows "quý 1 và" is a quarter, though 2/2024 alone would be a month.
    """
    pattern = ruleset("deadlines").pattern(POINT)
    match = (pattern.fullmatch(f"{head} {text.strip()}") if head else None) or pattern.fullmatch(text.strip())
    if match is None:
        return None
    return Point(parts={name: part.lower() for name, part in match.groupdict().items() if part})


class Years:
    """Fills years that are not said from what stands around, and names the source."""

    def __init__(self, context: Context, cell: str = "") -> None:
        self.issued_on = context.issued_on
        said = (("cell", _only_year(cell)), ("group_row", _only_year(context.group)))
        known = ((f"year:{name}", year) for name, year in (*said, ("plan_title", context.plan_year)))
        self.known = next(((tag, year) for tag, year in known if year), None)
        self.plan_year = context.plan_year
        self.is_said = _years_of("deadline.any_year", cell) != set()

    def one(self, point: Point) -> Dated | None:
        """Days of a point; None where there is no such day."""
        if point.year:
            days = point.days(point.year)
            return Dated(days=days) if days else None
        return self._fill(point)

    def two(self, first: Point, last: Point) -> Dated | None:
        """Days from the start of ``first`` to the end of ``last``: one year serves both, or the next."""
        anchor = self.one(last if last.year else first)
        if anchor is None or anchor.days is None:
            return anchor
        if last.year:
            start = first.days(first.year or last.year)
            if start and not first.year and start.start > anchor.days.end:
                start = first.days(last.year - 1)
            return _joined(start, anchor.days, anchor)
        year = anchor.days.start.year
        end = last.days(year)
        if end and end.end < anchor.days.start:
            end = last.days(year + 1)
        return _joined(anchor.days, end, anchor)

    def _fill(self, point: Point) -> Dated | None:
        if self.known:
            tag, year = self.known
            days = point.days(year)
            return Dated(days=days, inferred=(tag,)) if days else None
        if self.issued_on is None or not self._is_near(point):
            return Dated(days=None) if point.days(2024) else None
        days = point.days(self.issued_on.year)
        if days and days.end < self.issued_on:
            days = point.days(self.issued_on.year + 1)
        return Dated(days=days, inferred=("year:issued_on",)) if days else None

    @staticmethod
    def _is_near(point: Point) -> bool:
        """Whether the next one after the issue is meant: so for days, months, quarters, not for years."""
        return any(name in point.parts for name in ("day", "month", "quarter"))


def _joined(first: Span | None, last: Span | None, anchor: Dated) -> Dated | None:
    if first is None or last is None or first.start > last.end:
        return None
    return Dated(days=Span(first.start, last.end), inferred=anchor.inferred)


def _only_year(text: str) -> int | None:
    """The year a text lends, if it is exactly one."""
    found = _years_of("deadline.lent_year", text)
    return int(found.pop()) if len(found) == 1 else None


def _years_of(rule_id: str, text: str) -> set[str]:
    return {match["year"] for match in ruleset("deadlines").pattern(rule_id).finditer(text)}
