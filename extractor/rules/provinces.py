"""Provinces by name at a date, with the unit that succeeded them on 2025-07-01 (Nghị quyết 202/2025/QH15)."""

from datetime import date
from functools import cache

import regex
from msgspec import Struct

from extractor.model.records import Province
from extractor.rules.load import gazetteer
from extractor.text.normalize import key


class ProvinceMention(Struct, frozen=True, kw_only=True):
    """A province named in a text; ``start`` and ``end`` count code points of that text."""

    province: Province
    start: int
    end: int


@cache
def _rows_by_name() -> dict[str, tuple[dict[str, str], ...]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in gazetteer("provinces"):
        names = [row["name"], *row["variants"].split(";")]
        for name in {key(name) for name in names if name.strip() and not _is_initials(name)}:
            rows.setdefault(name, []).append(row)
    return {name: tuple(found) for name, found in rows.items()}


def _is_initials(name: str) -> bool:
    """Bare initials name other things too (HCM in the name of the Youth Union)."""
    return name.isupper() and name.isalpha() and len(name) <= 4


@cache
def _pattern() -> "regex.Pattern[str]":
    names = sorted(_rows_by_name(), key=len, reverse=True)
    return regex.compile(
        r"(?<!\p{L})(?P<kind>tỉnh|thành phố|tp\.?)?\s?(?P<name>\L<names>)(?!\p{L})", names=names
    )


def find_provinces(text: str, on: date | None = None) -> tuple[ProvinceMention, ...]:
    """Provinces that ``text`` names, in order, as they stood on ``on`` (None: the day before the merger).

    Offsets hold where ``text`` is in NFC with single blanks (a clean line).
    """
    folded = key(text)
    found = []
    for match in _pattern().finditer(folded):
        row = _valid(_rows_by_name()[match["name"]], on)
        if row is not None:
            found.append(ProvinceMention(province=_record(row), start=match.start(), end=match.end()))
    return tuple(found)


def _valid(rows: tuple[dict[str, str], ...], on: date | None) -> dict[str, str] | None:
    day = (on or date(2025, 6, 30)).isoformat()
    for row in rows:
        if (row["valid_from"] or "0000") <= day <= (row["valid_to"] or "9999"):
            return row
    return rows[0] if rows else None


def _record(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        name=row["name"],
        successor_code=row["successor_code"] or None,
        successor_name=row["successor_name"] or None,
    )
