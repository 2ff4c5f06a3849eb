"""Finds national standards (TCVN) and technical regulations (QCVN) cited by number."""

from collections.abc import Iterator

from extractor.extractors.citations.names import occurrences
from extractor.extractors.citations.numbers import Number
from extractor.rules import ruleset


def find_standards(text: str) -> Iterator[Number]:
    """Every standard of ``text`` as a number with its series (TCVN, QCVN …)."""
    pattern = ruleset("citations").pattern("citation.standard")
    series: list[str] = ruleset("citations").data["words"]["national_standards"]
    for name in series:
        for at in occurrences(text, name):
            found = pattern.match(text, at) if not text[at - 1 : at].isalpha() else None
            if found is not None and found["series"] == name:
                yield _number(found.groupdict(), found.span())


def _number(parts: dict[str, str | None], place: tuple[int, int]) -> Number:
    series, body, serial, year, issuer = (
        parts[name] for name in ("series", "body", "serial", "year", "issuer")
    )
    normal = " ".join(part for part in (series, body, serial) if part)
    normal += (f":{year}" if year else "") + (f"/{issuer}" if issuer else "")
    return Number(
        start=place[0],
        end=place[1],
        normal=normal,
        serial=serial or "",
        year=int(year) if year else None,
        groups=(),
        series=series,
    )
