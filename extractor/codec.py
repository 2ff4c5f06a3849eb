"""Records ↔ JSON bytes, and the JSON Schema (2020-12) of each record."""

from typing import Any, TypeVar

import msgspec

from extractor.errors import SchemaError
from extractor.model import changes, comparison, manifest, records
from extractor.model.records import Record

SCHEMA_BASE = "https://kehoach.example/schemas/"
"""Base of ``$id``: a name, never fetched."""

R = TypeVar("R", bound=Record)

PUBLISHED: dict[str, type[Record]] = {
    "plan": records.Plan,
    "header": records.Header,
    "part": records.Part,
    "section": records.Section,
    "legal_basis": records.LegalBasis,
    "citation": records.Citation,
    "cited_document": records.CitedDocument,
    "citation_link": records.CitationLink,
    "table": records.Table,
    "task": records.Task,
    "organization": records.OrganizationSummary,
    "issue": records.Issue,
    "manifest": manifest.Manifest,
    "comparison": comparison.Comparison,
    "diff": changes.PlanDifference,
}


def encode(record: Record, *, indent: int = 0) -> bytes:
    """JSON of a record, keys in field order, absent as null; ``indent`` blanks a level, 0 for one line."""
    data = msgspec.json.encode(record)
    return msgspec.json.format(data, indent=indent) if indent else data


def decode(data: bytes, kind: type[R]) -> R:
    """The record in ``data``.

    Raises:
        SchemaError: not JSON, an unknown key, a missing key or a wrong type; names the place.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:
        raise SchemaError(
            f"not a valid {kind.__name__}: {error}",
            message_vi=f"không đúng khuôn dạng {kind.__name__}: {error}",
        ) from error


def decode_complete(data: bytes, kind: type[R]) -> R:
    """The record in ``data``, which must have every key, as its JSON Schema asks.

    Raises:
        SchemaError: as ``decode``, or a key is missing; names the place.
    """
    record = decode(data, kind)
    place = _first_difference(msgspec.json.decode(data), msgspec.json.decode(encode(record)), "$")
    if place is not None:
        raise SchemaError(
            f"not a valid {kind.__name__}: key missing or not in its normal form at `{place}`",
            message_vi=f"không đúng khuôn dạng {kind.__name__}: thiếu khóa hoặc sai dạng ở `{place}`",
        )
    return record


def _first_difference(given: Any, whole: Any, place: str) -> str | None:
    if isinstance(given, dict) and isinstance(whole, dict):
        for name, value in whole.items():
            if name not in given:
                return f"{place}.{name}"
            found = _first_difference(given[name], value, f"{place}.{name}")
            if found is not None:
                return found
        return None
    if isinstance(given, list) and isinstance(whole, list):
        pairs = zip(given, whole, strict=True)
        found_in = (_first_difference(one, other, f"{place}[{n}]") for n, (one, other) in enumerate(pairs))
        return next((found for found in found_in if found is not None), None)
    return None if given == whole else place


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a published record: all keys required, none further allowed."""
    kind = PUBLISHED[name]
    _, components = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    root = components.pop(kind.__name__)
    for part in (root, *components.values()):
        if part.get("type") == "object" and "properties" in part:
            part["required"] = list(part["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_BASE}{name}.schema.json",
        **root,
        "$defs": dict(sorted(components.items())),
    }


def schema_bytes(name: str) -> bytes:
    """The schema as it is checked in under ``schemas/``."""
    return msgspec.json.format(msgspec.json.encode(schema(name)), indent=2) + b"\n"
