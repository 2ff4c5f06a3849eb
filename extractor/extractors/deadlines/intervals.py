"""Stages with days of their own, as ISO 8601 intervals: both days inside, an open side is ``..``."""

from datetime import date, timedelta
from itertools import pairwise

from extractor.extractors.deadlines.found import Fields, Found
from extractor.extractors.deadlines.points import Dated, Point, Span, number, quarter_value, read_point, words

_OPEN = ".."


def point(found: Found) -> tuple[Fields, ...]:
    """A point in time, or a span between two."""
    first = read_point(found.group("at"))
    last = read_point(found.group("to"), found.value.get("head", "")) if found.group("to") else None
    if first is None or (last is None and found.group("to")):
        return ()
    dated = found.years.two(first, last) if last else found.years.one(first)
    if dated is None:
        return ()
    made = _placed(found, dated, first.clock)
    if first.is_vague or (last and last.is_vague):
        made["flags"] = ("vague",)
    if found.group("before") and last and dated.days:
        made |= {"bound": "exclusive", "interval": _up_to(dated.days, last, first.clock)}
    if found.group("duration"):
        made["duration"] = f"P{number(found.group('duration').split()[0])}M"
    return (made,)


def day(found: Found) -> tuple[Fields, ...]:
    """A day in a time column: due then; with an hour it takes place then."""
    made = point(found)
    if made and found.group("hour"):
        made = tuple({**fields, "kind": "on", "bound": None} for fields in made)
        return tuple({**fields, "interval": _both(fields["interval"])} for fields in made)
    return made


def bare_day(found: Found) -> tuple[Fields, ...]:
    """A day and month alone: due then; two of them are the span from one to the other."""
    first = read_point(found.group("at"))
    last = read_point(found.group("to")) if found.group("to") else None
    if first is None or last is None:
        return point(found)
    dated = found.years.two(first, last)
    if dated is None:
        return ()
    made = {**_placed(found, dated), "kind": "within", "bound": None}
    return ({**made, "interval": f"{dated.days.start}/{dated.days.end}"} if dated.days else made,)


def days_of_month(found: Found) -> tuple[Fields, ...]:
    """From a day of the month to another of the same month, which alone names it."""
    last = read_point(found.group("at"))
    if last is None:
        return ()
    first = Point(parts={**last.parts, "day": found.group("first")})
    dated = found.years.two(first, last)
    return (_placed(found, dated),) if dated else ()


def listed(found: Found) -> tuple[Fields, ...]:
    """Months or quarters side by side, one stage each; the last one's year serves all.

    Quarters that follow each other with a comma are one span.
    """
    head = found.value["head"]
    points = [read_point(item, head) for item in found.all("item")]
    named = [made for made in points if made]
    if len(named) < len(points):
        return ()
    year = next((made.parts["year"] for made in reversed(named) if made.year), None)
    if year:
        named = [Point(parts={"year": year, **made.parts}) for made in named]
    if _is_run(named, found.match.group()):
        named_pairs = [found.years.two(named[0], named[-1])]
    else:
        named_pairs = [found.years.one(made) for made in named]
    return tuple(_placed(found, dated) for dated in named_pairs if dated)


def plan_year(found: Found) -> tuple[Fields, ...]:
    """The year the plan is for, or the one named; no days where neither is there.

    What goes on beside a stage with a year of its own need not end with the plan's year.
    """
    said = found.group("at")
    if found.value["kind"] == "ongoing" and found.years.is_said:
        return ({},)
    year = int(said) if said else found.years.plan_year
    if year is None:
        return ({},)
    made: Fields = {"interval": f"{year}-01-01/{year}-12-31"}
    return (made if said else {**made, "inferred": ("year:plan_title",)},)


def school_year(found: Found) -> tuple[Fields, ...]:
    """September to May."""
    first, last = found.group("at"), found.group("to")
    return ({"interval": f"{first}-09-01/{last}-05-31"},) if int(first) < int(last) else ()


def other_year(found: Found) -> tuple[Fields, ...]:
    """A day in the year after or before the plan's; without days where that year is not known."""
    made: Fields = {"anchor": found.anchor, "bound": found.bound}
    step = words()["next_year"].get(found.group("anchor").lower().partition("năm ")[2])
    place = read_point(found.group("item"))
    if place is None:
        return ()
    if step is None or found.years.plan_year is None:
        return (made,)
    days = place.days(found.years.plan_year + step)
    if days is None:
        return ()
    return ({**made, "interval": f"{_OPEN}/{days.start}", "inferred": ("year:plan_title",)},)


def from_issue(found: Found) -> tuple[Fields, ...]:
    """Once the plan is issued: open from its date."""
    made: Fields = {"anchor": found.anchor}
    issued_on = found.years.issued_on
    if issued_on:
        made |= {"interval": f"{issued_on}/{_OPEN}", "inferred": ("start:issued_on",)}
    return (made,)


def length(found: Found) -> tuple[Fields, ...]:
    """A span and what it runs from; a span of working days is no span of calendar days."""
    unit = " ".join(found.group("unit").lower().split())
    name = "quý" if unit.startswith("q") else unit.split()[0]
    count = number(found.group("length")) * (3 if name == "quý" else 1)
    made: Fields = {"duration": words()["duration"][name].format(count)}
    if found.anchor:
        made["anchor"] = found.anchor
    if unit.endswith("làm việc"):
        made["flags"] = ("working_days",)
    return (made,)


def reference(found: Found) -> tuple[Fields, ...]:
    """Another document says when; how often it comes may still be said."""
    yearly = found.group("anchor").strip().lower().replace("hàng", "hằng").endswith("hằng năm")
    return ({"anchor": found.anchor, "rrule": "FREQ=YEARLY" if yearly else None},)


def _placed(found: Found, dated: Dated, clock: str = "") -> Fields:
    if dated.days is None:
        return {"residue": (found.group("at") or found.match.group()).strip()}
    return {"interval": _interval(found, dated.days, clock), "inferred": dated.inferred}


def _interval(found: Found, days: Span, clock: str) -> str:
    kind, bound = found.value["kind"], found.value.get("bound")
    if kind == "by":
        return f"{_OPEN}/{days.start if bound == 'exclusive' else days.end}{clock}"
    if kind == "from":
        return f"{_after(days) if found.value.get('after') else days.start}{clock}/{_OPEN}"
    return f"{days.start}{clock}/{days.end}{clock}"


def _up_to(days: Span, last: Point, clock: str) -> str:
    """The span that is over when ``last`` begins: đến trước tháng 9."""
    end = last.days(days.end.year)
    return f"{days.start}{clock}/{max(days.start, end.start if end else days.end)}{clock}"


def _after(days: Span) -> date:
    return days.end + timedelta(days=1)


def _both(interval: str) -> str:
    """``../day`` as the interval of that one moment."""
    end = interval.partition("/")[2]
    return f"{end}/{end}"


def _is_run(points: list[Point], text: str) -> bool:
    """Whether quarters stand one after the other without ``và``."""
    numbers = [quarter_value(made.parts["quarter"]) for made in points if "quarter" in made.parts]
    follows = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    return len(numbers) == len(points) and follows and " và " not in text.lower()
