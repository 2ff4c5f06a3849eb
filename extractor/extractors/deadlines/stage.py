"""What a time phrase is read with and what it gives."""

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from extractor.model import types as t
from extractor.model.records import Deadline, Provenance

FALLBACK = "deadline.cell"
"""Rule of a stage whose words fit no shape."""


class Context(Struct, frozen=True, kw_only=True):
    """What stands around a time phrase and may lend it a year."""

    plan_year: int | None = None
    """The single year the plan is for; None where its title names none or several."""
    issued_on: date | None = None
    """Date of the document."""
    group: str = ""
    """Words of the group row or heading above; its year counts where it names exactly one."""
    excluded: tuple[tuple[int, int], ...] = ()
    """Half-open ranges of the given text no deadline is read from: citations and titles."""


class Stage(Struct, frozen=True, kw_only=True):
    """One stage of a deadline in normal form; the fields are those of the record ``Deadline``."""

    start: int
    """First code point in the given text."""
    end: int
    """One past the last code point in the given text."""
    rule: str
    kind: t.DeadlineKind = "unspecified"
    interval: str | None = None
    bound: t.DeadlineBound | None = None
    rrule: str | None = None
    per: dict[str, int | str] | None = None
    duration: str | None = None
    anchor: str | None = None
    inferred: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    residue: str | None = None

    def record(self, raw: str, provenance: Provenance) -> Deadline:
        """The stage as a record with the words ``raw``; the rule of ``provenance`` becomes the stage's."""
        fields: dict[str, Any] = asdict(self)
        for name in ("start", "end", "rule"):
            del fields[name]
        place = replace(provenance, rule=self.rule)
        return Deadline(raw=raw, provenance=place, **fields)
