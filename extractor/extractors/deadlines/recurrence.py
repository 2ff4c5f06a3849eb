"""Stages that come back, as RFC 5545 recurrence rules."""

from collections.abc import Iterable

from extractor.extractors.deadlines.found import Fields, Found
from extractor.extractors.deadlines.points import number, quarter_value, read_point, words

_LEAP_YEAR = 2024
_QUARTERS = (1, 2, 3, 4)


def every(found: Found) -> tuple[Fields, ...]:
    """A frequency; how often in each period stands in ``per``, since RRULE has no count a period."""
    unit = _unit(found.group("unit"))
    interval = number(found.group("k") or "1") * (3 if unit == "quý" else 1)
    rrule = f"FREQ={words()['frequency'][unit]}" + (f";INTERVAL={interval}" if interval > 1 else "")
    made: Fields = {"rrule": rrule}
    counted = [number(word) for word in found.all("n")]
    if counted or found.match.group().lower().endswith("lần"):
        low, high = (counted or [1])[0], (counted or [1])[-1]
        period = words()["duration"][unit].format(interval)
        made["per"] = {"n_min": min(low, high), "n_max": max(low, high), "period": period}
        what = found.group("what").lower()
        if what and what not in words()["turn"]:
            made["per"]["unit"] = what
    return (made,)


def due_dates(found: Found) -> tuple[Fields, ...]:
    """Days of the year that are due each year, one stage a day."""
    made = []
    for item in found.all("item"):
        point = read_point(item)
        if point is None or point.days(_LEAP_YEAR) is None:
            return ()
        month, day = int(point.parts["month"]), int(point.parts["day"])
        made.append(_due(found, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"))
    return tuple(made)


def due_day(found: Found) -> tuple[Fields, ...]:
    """A day that is due each month."""
    return (_due(found, f"FREQ=MONTHLY;BYMONTHDAY={int(found.group('day'))}"),)


def due_quarters(found: Found) -> tuple[Fields, ...]:
    """A day in the first or last month of quarters; "và năm" is the last month of the year."""
    quarters = {quarter_value(word) for word in found.all("quarter")} or set(_QUARTERS)
    if found.group("and_year"):
        quarters.add(4)
    first = found.group("side").lower() == "đầu"
    due_months = _numbers(3 * quarter - (2 if first else 0) for quarter in quarters)
    return (_due(found, f"FREQ=YEARLY;BYMONTH={due_months};BYMONTHDAY={int(found.group('day'))}"),)


def report_periods(found: Found) -> tuple[Fields, ...]:
    """Periods that reports close: months, quarters, 6 and 9 months, the year; the day is not said."""
    due: set[int] = set()
    for period in found.all("period"):
        text = period.lower()
        if text[0].isdigit():
            due.add(int(text.split()[0]))
        elif text.endswith("năm"):
            due.add(12)
        else:
            due.update(range(1, 13) if text.endswith("tháng") else (3, 6, 9, 12))
    return ({"rrule": f"FREQ=YEARLY;BYMONTH={_numbers(due)}"},)


def months_each_year(found: Found) -> tuple[Fields, ...]:
    """Months or quarters of each year; from … to goes on over the new year."""
    named = [int(word) for word in found.all("month")]
    if found.group("to"):
        low, high = named
        named = [(low - 1 + step) % 12 + 1 for step in range((high - low) % 12 + 1)]
    for word in found.all("quarter"):
        last = 3 * quarter_value(word)
        named += [last - 2, last - 1, last]
    return ({"rrule": f"FREQ=YEARLY;BYMONTH={_numbers(named)}"},)


def weekday(found: Found) -> tuple[Fields, ...]:
    """A day of each week."""
    name = " ".join(found.group("weekday").lower().split())
    made: Fields = {"rrule": f"FREQ=WEEKLY;BYDAY={words()['weekday'][name]}"}
    return ({**made, "kind": "recurring_by", "bound": "exclusive"} if found.group("before") else made,)


def week_of_month(found: Found) -> tuple[Fields, ...]:
    """Seven days of each month, counted from its first."""
    name = found.group("week").lower()
    last = 7 * (1 if name == "đầu" else number(name))
    return ({"rrule": f"FREQ=MONTHLY;BYMONTHDAY={_numbers(range(last - 6, last + 1))}"},)


def _due(found: Found, rrule: str) -> Fields:
    return {"rrule": rrule, "bound": found.bound}


def _numbers(values: Iterable[int]) -> str:
    return ",".join(str(value) for value in sorted(set(values)))


def _unit(text: str) -> str:
    """The unit of time in one spelling."""
    folded = " ".join(text.lower().split())
    return "quý" if folded.startswith("q") else folded
