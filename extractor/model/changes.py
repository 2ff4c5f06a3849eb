"""The records of ``kehoach diff``: what became of each task and legal basis of a plan in a later one."""

from typing import Annotated, Literal

from msgspec import Meta

from extractor.model.comparison import Band, BandPrecision, ComparedDocument, ComparedTask, ComparisonIssue
from extractor.model.records import SCHEMA_VERSION, Record, Span

Change = Literal["added", "dropped", "changed", "replaced", "same"]
"""added: only in the new plan; dropped: only in the old one; replaced: a legal basis took another's place."""
Aspect = Literal["words", "product", "time", "lead", "coordinating"]
"""What of a task changed."""
WordKind = Literal["words", "recognition", "year"]
"""recognition: one side is a scan and only letters differ; year: the year of the plan moved on."""


class WordChange(Record, frozen=True, kw_only=True):
    """Words of the old plan and the words that stand in their place."""

    field: Literal["text", "product"] = "text"
    kind: Annotated[
        WordKind,
        Meta(description="only `words` makes a task changed; the others are shown, not counted"),
    ] = "words"
    old: Annotated[str, Meta(description="words that went; empty where words were only added")]
    new: Annotated[str, Meta(description="words that came; empty where words only went")]
    old_spans: tuple[Span, ...] = ()
    new_spans: tuple[Span, ...] = ()


class TaskChange(Record, frozen=True, kw_only=True):
    """A task of either plan and what became of it."""

    change: Change
    aspects: Annotated[tuple[Aspect, ...], Meta(description="what changed; empty unless `changed`")] = ()
    old: ComparedTask | None = None
    new: ComparedTask | None = None
    score: Annotated[float | None, Meta(description="how alike the words are, 0 to 1; no probability")] = None
    band: Annotated[Band | None, Meta(description="how sure it is that both are one task")] = None
    words: tuple[WordChange, ...] = ()


class StatedBasis(Record, frozen=True, kw_only=True):
    """A legal basis as one plan states it."""

    doc_id: str
    id: str
    text: str
    targets: Annotated[tuple[str, ...], Meta(description="documents it cites, the basis itself first")] = ()
    start: int
    end: int
    spans: tuple[Span, ...] = ()
    page: int | None = None


class BasisChange(Record, frozen=True, kw_only=True):
    """A legal basis of either plan and what became of it."""

    change: Change
    old: StatedBasis | None = None
    new: StatedBasis | None = None
    score: float | None = None
    words: tuple[WordChange, ...] = ()


class PlanDifference(Record, frozen=True, kw_only=True):
    """Everything ``kehoach diff`` found; ``diff.json``."""

    schema_version: str = SCHEMA_VERSION
    old: ComparedDocument
    new: ComparedDocument
    year_shift: Annotated[
        int, Meta(description="years between the plans; dates that moved by so much did not change")
    ] = 0
    tasks: tuple[TaskChange, ...] = ()
    legal_bases: tuple[BasisChange, ...] = ()
    bands: tuple[BandPrecision, ...] = ()
    issues: tuple[ComparisonIssue, ...] = ()
