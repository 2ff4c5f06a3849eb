"""Whole time cells of task tables in normal form, by the shapes of ``rules/data/deadlines.toml``.

Named groups of a shape say what to fill: day, month, quarter, year and the same with ``_to`` for the end.
Both days of an interval are inclusive; an open side is ``..`` (EDTF).
"""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any, NamedTuple

from extractor.extractors.deadlines.stage import FALLBACK, Context, Stage
from extractor.rules import ruleset
from extractor.text.dates import make_date
from extractor.text.normalize import fold_same_length
from extractor.text.numerals import roman_value


class _Bounds(NamedTuple):
    start: str
    end: str


def read_cell(text: str, context: Context) -> tuple[Stage, ...]:
    """The deadline of a whole time cell, one entry a stage in reading order.

    Args:
        text: words of the cell, white space collapsed.
        context: plan year, date of issue, group row; what lends a year is named in ``inferred``.

    Returns:
        Empty for a blank cell; kind ``unspecified`` and rule ``FALLBACK`` where no shape fits.
    """
    rules = ruleset("deadlines")
    folded = fold_same_length(text).strip(" .;,")
    for rule in rules:
        if rule.id == FALLBACK:
            continue
        match = rules.pattern(rule.id).fullmatch(folded)
        if match is None:
            continue
        made = _fields(rule.id, rule.value, match.groupdict(), context.plan_year)
        if made is not None:
            return (Stage(start=0, end=len(text), rule=rule.id, **made),)
    return (Stage(start=0, end=len(text), rule=FALLBACK),)


def _fields(
    rule_id: str, value: Mapping[str, Any], groups: Mapping[str, str | None], plan_year: int | None
) -> dict[str, Any] | None:
    """Fields of the record; None where the groups give no date."""
    made: dict[str, Any] = {**value, "flags": tuple(value.get("flags", ()))}
    if groups.get("months"):
        made["rrule"] = f"FREQ=MONTHLY;INTERVAL={int(groups['months'] or 1)}"
        return made
    needs_year = rule_id in {"deadline.ongoing", "deadline.plan_year"} or (
        "year" in groups and not _year(groups)
    )
    if needs_year:
        if plan_year is None:
            return made if rule_id == "deadline.ongoing" else None
        groups = {**groups, "year": str(plan_year)}
        made["inferred"] = ("year:plan_title",)
    if groups.get("year") or groups.get("year_to"):
        bounds = _bounds(groups)
        if bounds is None:
            return None
        made["interval"] = _interval(value["kind"], bounds)
    return made


def _year(groups: Mapping[str, str | None]) -> str | None:
    return groups.get("year") or groups.get("year_to")


def _interval(kind: str, bounds: _Bounds) -> str:
    if kind == "by":
        return f"../{bounds.end}"
    return f"{bounds.start}/.." if kind == "from" else f"{bounds.start}/{bounds.end}"


def _bounds(groups: Mapping[str, str | None]) -> _Bounds | None:
    """First and last day; the year of the end fills a start without year, and the other way round."""
    year = int(groups.get("year") or groups.get("year_to") or 0)
    year_to = int(groups.get("year_to") or year)
    has_end = any(groups.get(f"{unit}_to") for unit in ("day", "month", "quarter", "year"))
    first = _days(year, groups.get("month"), groups.get("quarter"), groups.get("day"))
    last = first
    if has_end:
        last = _days(year_to, groups.get("month_to"), groups.get("quarter_to"), groups.get("day_to"))
    if first is None or last is None or first.start > last.end:
        return None
    return _Bounds(first.start, last.end)


def _days(year: int, month: str | None, quarter: str | None, day: str | None) -> _Bounds | None:
    """First and last day of a day, month, quarter or year."""
    if day:
        found = make_date(day, month or 0, year)
        return _Bounds(found.isoformat(), found.isoformat()) if found else None
    low, high = 1, 12
    if month:
        low = high = int(month)
    elif quarter:
        number = quarter.split()[-1].upper()
        place = int(number) if number.isdigit() else roman_value(number) or 0
        low, high = place * 3 - 2, place * 3
    return _Bounds(f"{year}-{low:02d}-01", f"{year}-{high:02d}-{monthrange(year, high)[1]:02d}")
