"""What a user supplies about a document (metadata.csv) where the document itself is silent."""

from collections.abc import Callable
from datetime import date

import msgspec

from extractor.model.records import Header, Org, Provenance, Province
from extractor.model.types import VOCABULARY
from extractor.rules.provinces import find_provinces
from extractor.text.dates import parse_date
from extractor.text.normalize import collapse, key

FIELDS = ("type", "number", "issued_on", "place", "issuer", "province", "title", "plan_year")
"""Header fields that can be supplied."""

_COMPARED = ("type", "number", "issued_on", "province", "plan_year")

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
    parsers: dict[str, Callable[[str], object]] = {
        "issued_on": parse_day,
        "type": parse_type,
        "plan_year": parse_year,
        "province": find_province,
    }
    return tuple(name for name, parse in parsers.items() if supplied.get(name) and not parse(supplied[name]))


def contradicted(header: Header, supplied: dict[str, str]) -> tuple[str, ...]:
    """The supplied fields that ``header``, completed with them, states otherwise.

    Issuer, place and title are free words with many right spellings and are not compared.
    """
    given = complete(Header(), supplied)
    return tuple(
        name
        for name in _COMPARED
        if (value := getattr(given, name)) is not None and _bare(value) != _bare(getattr(header, name))
    )


def _bare(value: object) -> object:
    """What two spellings of one value share."""
    if isinstance(value, Province):
        return value.name
    return key(value) if isinstance(value, str) else value


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
    """The province of that name as it stood ``on`` the day."""
    mentions = find_provinces(collapse(words), on)
    return mentions[0].province if mentions else None


def _issuer(words: str) -> Org | None:
    nowhere = Provenance(start=0, end=0, spans=(), rule=RULE)
    return Org(surface=collapse(words), provenance=nowhere) if words.strip() else None
