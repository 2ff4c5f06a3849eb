"""Quarters and recurrences of deadlines."""

from extractor.model.records import Deadline, Provenance
from extractor.report.timing import when

PLACE = Provenance(start=0, end=0, spans=(), rule="test")


def _when(**fields: object) -> tuple[str, ...]:
    return when([Deadline(raw="x", provenance=PLACE, **fields)])  # type: ignore[arg-type]


def test_a_deadline_stands_in_the_quarter_of_its_last_day() -> None:
    """Due by 30 June is the second quarter, whatever the first day."""
    assert _when(kind="by", interval="../2030-06-30") == ("q2",)


def test_an_interval_stands_in_each_quarter_it_touches() -> None:
    """February to April: first and second quarter; a whole year: the year."""
    assert _when(kind="within", interval="2030-02-01/2030-04-30") == ("q1", "q2")
    assert _when(kind="within", interval="2030-01-01/2030-12-31") == ("year",)


def test_recurring_and_ongoing_have_their_own_columns() -> None:
    """A rule with months gives their quarters, too."""
    assert _when(kind="recurring", rrule="FREQ=MONTHLY") == ("recurring",)
    assert _when(kind="recurring", rrule="FREQ=YEARLY;BYMONTH=6,12") == ("q2", "q4", "recurring")
    assert _when(kind="ongoing") == ("ongoing",)


def test_what_is_not_stated_is_said_so() -> None:
    """No deadline, or one that names no time."""
    assert when([]) == ("none",)
    assert _when(kind="unspecified") == ("other",)
    assert _when(kind="by", interval="nonsense/2030-13-01") == ("other",)
