"""The functions that ``make`` of a rule names."""

from collections.abc import Mapping
from types import MappingProxyType

from extractor.extractors.deadlines import intervals, recurrence
from extractor.extractors.deadlines.found import Fields, Found, Maker


def plain(found: Found) -> tuple[Fields, ...]:
    """Nothing but what the rule itself says, and the words it hangs on."""
    return ({"anchor": found.anchor},)


MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "plain": plain,
        "point": intervals.point,
        "day": intervals.day,
        "bare_day": intervals.bare_day,
        "days_of_month": intervals.days_of_month,
        "listed": intervals.listed,
        "plan_year": intervals.plan_year,
        "school_year": intervals.school_year,
        "other_year": intervals.other_year,
        "from_issue": intervals.from_issue,
        "length": intervals.length,
        "reference": intervals.reference,
        "every": recurrence.every,
        "due_dates": recurrence.due_dates,
        "due_day": recurrence.due_day,
        "due_quarters": recurrence.due_quarters,
        "report_periods": recurrence.report_periods,
        "months_each_year": recurrence.months_each_year,
        "weekday": recurrence.weekday,
        "week_of_month": recurrence.week_of_month,
    }
)
