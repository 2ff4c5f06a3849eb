"""What a user supplies about a document (metadata.csv) where the document itself is silent."""

from datetime import date

import msgspec

from extractor.model.records import Header, Org, Provenance, Province
from extractor.model.types import VOCABULARY
from extractor.rules import gazetteer
from extractor.text.dates import parse_date
from extractor.text.normalize import collapse, key

FIELDS = ("type", "number", "issued_on", "place", "issuer", "province", "title", "plan_year")
"""Header fields that can be supplied."""

RULE = "supplied"
"""Rule of a record that stands nowhere in the text."""


def complete(header: Header, supplied: dict[str, str]) -> Header:
    """``header`` with the fields the document does not state taken from ``supplied``.

    What the document states is never overridden. A supplied value that cannot be read is left out.

    Args:
        supplied: raw words by field name, as in ``FIELDS``.
    """
    issued_on = header.issued_on or parse_day(supplied.get("issued_on", ""))
    values: dict[str, object] = {
        "type": parse_type(supplied.get("type", "")),
        "number": collapse(supplied.get("number", "")) or None,
        "issued_on": issued_on,
        "place": collapse(supplied.get("place", "")) or None,
        "issuer": _issuer(supplied.get("issuer", "")),
        "province": find_province(supplied.get("province", ""), issued_on),
        "title": collapse(supplied.get("title", "")) or None,
        "plan_year": parse_year(supplied.get("plan_year", "")),
    }
    missing = {name: value for name, value in values.items() if value and not getattr(header, name)}
    return msgspec.structs.replace(header, **missing)


def unreadable(supplied: dict[str, str]) -> tuple[str, ...]:
    """The fields whose supplied words cannot be understood: a date, a type, a province or a year."""
    parsers = {"issued_on": parse_day, "type": parse_type, "plan_year": parse_year, "province": find_province}
    return tuple(name for name, parse in parsers.items() if supplied.get(name) and not parse(supplied[name]))


def parse_day(words: str) -> date | None:
    """A date as ``2024-03-05`` or day first (``05/3/2024``, ``05 tháng 3 năm 2024``)."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return parse_date(words)


def parse_type(words: str) -> str | None:
    """A document type by its code (``plan``) or Vietnamese name (``Kế hoạch``)."""
    wanted = key(words)
    names = VOCABULARY["doc_type"]
    return next((code for code, name in names.items() if wanted and wanted in (code, key(name))), None)


def parse_year(words: str) -> int | None:
    """A year of four digits."""
    year = words.strip()
    return int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None


def find_province(words: str, on: date | None = None) -> Province | None:
    """The province of that name or two-digit code which existed ``on`` the day; the older one without a day."""
    wanted = key(words)
    for head in ("tỉnh ", "thành phố ", "tp. ", "tp "):
        wanted = wanted.removeprefix(head)
    found = [row for row in gazetteer("provinces") if wanted and wanted in _names(row)]
    day = str(on) if on else None
    living = [row for row in found if day is None or _alive(row, day)]
    if not living:
        return None
    row = living[0]
    changed = (row["successor_code"], row["successor_name"]) != (row["code"], row["name"])
    return Province(
        code=row["code"],
        name=row["name"],
        successor_code=row["successor_code"] or None if changed else None,
        successor_name=row["successor_name"] or None if changed else None,
    )


def _names(row: dict[str, str]) -> set[str]:
    return {row["code"], key(row["name"]), *(key(name) for name in row["variants"].split(";"))}


def _alive(row: dict[str, str], day: str) -> bool:
    return (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9")


def _issuer(words: str) -> Org | None:
    nowhere = Provenance(start=0, end=0, spans=(), rule=RULE)
    return Org(surface=collapse(words), provenance=nowhere) if words.strip() else None
