"""Normal forms of the deadlines that sources state, by shape (the forms of OUTPUT)."""

import calendar
from collections.abc import Callable
from typing import Any

from .draft import Deadline

EMPTY: dict[str, Any] = {
    "interval": None, "bound": None, "rrule": None, "per": None, "duration": None, "anchor": None,
    "inferred": [], "flags": [], "residue": None,
}  # fmt: skip


def normal_form(argument: str, raw: str, plan_year: int | None) -> Deadline:
    """The deadline entry for "shape arg arg", e.g. "quarter 2024 3"."""
    shape, *words = argument.split()
    if shape == "ongoing":
        return _entry(raw, **_ongoing(plan_year))
    return _entry(raw, **SHAPES[shape](*words))


def _entry(raw: str, **fields: Any) -> Deadline:
    return {"raw": raw, **EMPTY, **fields}


def _ongoing(plan_year: int | None) -> dict[str, Any]:
    if plan_year is None:
        return {"kind": "ongoing"}
    return {"kind": "ongoing", "interval": _months(plan_year, 1, 12), "inferred": ["year:plan_title"]}


def _months(year: int, first: int, last: int) -> str:
    return f"{year}-{first:02d}-01/{year}-{last:02d}-{calendar.monthrange(year, last)[1]:02d}"


def _within_months(year: str, first: str, last: str) -> dict[str, Any]:
    return {"kind": "within", "interval": _months(int(year), int(first), int(last))}


def _quarters(year: str, first: str, last: str | None = None) -> dict[str, Any]:
    return _within_months(year, str(int(first) * 3 - 2), str(int(last or first) * 3))


def _years(first: str, last: str | None = None) -> dict[str, Any]:
    return {"kind": "within", "interval": f"{first}-01-01/{last or first}-12-31"}


def _by(day: str, bound: str) -> dict[str, Any]:
    return {"kind": "by", "interval": f"../{day}", "bound": bound}


def _every(rrule: str, count: str | None = None, period: str | None = None) -> dict[str, Any]:
    per = {"n_min": int(count), "n_max": int(count), "period": period} if count and period else None
    return {"kind": "recurring", "rrule": f"FREQ={rrule}", "per": per}


def _due(rrule: str) -> dict[str, Any]:
    return {"kind": "recurring_by", "rrule": f"FREQ={rrule}", "bound": "exclusive"}


SHAPES: dict[str, Callable[..., dict[str, Any]]] = {
    "quarter": _quarters,
    "month": lambda year, month: _within_months(year, month, month),
    "months": _within_months,
    "year": _years,
    "dates": lambda first, last: {"kind": "within", "interval": f"{first}/{last}"},
    "before": lambda day: _by(day, "exclusive"),
    "until": lambda day: _by(day, "inclusive"),
    "from": lambda day: {"kind": "from", "interval": f"{day}/.."},
    "every": _every,
    "due": _due,
    "event": lambda: {"kind": "event"},
    "plan": lambda: {"kind": "plan_ref"},
}
