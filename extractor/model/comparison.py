"""The records of a comparison: documents side by side, tasks that match, what each document covers.

Offsets are those of the documents' own texts. A comparison never says "not covered": where a plan is silent,
the status is ``not_stated``.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from extractor.model.records import SCHEMA_VERSION, Deadline, Record, Span

Status = Literal["both", "only", "needs_review", "not_stated"]
"""both: here and in another document; only: in no other; needs_review: a person must look; not_stated."""
Band = Literal["high", "medium", "low"]
TaskKind = Literal["task", "umbrella", "duplicate", "restatement"]
"""umbrella: only sums up other tasks; duplicate: the same words again; restatement: prose of a table row."""


class Unit(Record, frozen=True, kw_only=True):
    """An organisation that leads or coordinates a task."""

    id: Annotated[str, Meta(description="gazetteer id; '?' and the printed words when unknown")]
    name: str


class ComparedDocument(Record, frozen=True, kw_only=True):
    """One document of a comparison."""

    doc_id: str
    province: Annotated[str | None, Meta(description="province as the document names it")] = None
    province_code: str | None = None
    successor: Annotated[str | None, Meta(description="province it became in 2025")] = None
    successor_code: str | None = None
    type: str | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    plan_year: int | None = None
    tasks: Annotated[int, Meta(description="tasks compared: duplicates and restatements left out")] = 0
    extracted: Annotated[
        int, Meta(description="tasks the document states, of every nature, repeated ones too")
    ] = 0
    same_as: Annotated[
        str | None, Meta(description="doc_id of the same document in another format; it then counts once")
    ] = None


class ComparedTask(Record, frozen=True, kw_only=True):
    """A task as it is compared."""

    doc_id: str
    task: str
    kind: TaskKind = "task"
    repeats: Annotated[str | None, Meta(description="task that a duplicate or restatement repeats")] = None
    stt: str | None = None
    text: str
    product: str | None = None
    heading: Annotated[str, Meta(description="headings above it, outermost first")] = ""
    lead: tuple[Unit, ...] = ()
    coordinating: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    topics: tuple[str, ...] = ()
    entry: Annotated[str | None, Meta(description="entry of the catalogue it belongs to")] = None
    start: int
    end: int
    spans: tuple[Span, ...] = ()
    page: int | None = None


class ComparedTopic(Record, frozen=True, kw_only=True):
    """A topic of the comparison."""

    id: str
    name: str
    facet: str = ""
    induced: Annotated[
        bool, Meta(description="made from the words of the documents, not from a topic pack")
    ] = False


class SharedPhrase(Record, frozen=True, kw_only=True):
    """Words that both tasks of a match have, and where."""

    text: str
    a: tuple[Span, ...]
    b: tuple[Span, ...]


class Match(Record, frozen=True, kw_only=True):
    """Two tasks of two documents that may be one: a line of a review queue, not a verdict."""

    match_id: Annotated[str, Meta(description="hash of the words of both tasks")]
    a_doc: str
    a_task: str
    a_start: int
    a_end: int
    b_doc: str
    b_task: str
    b_start: int
    b_end: int
    score: Annotated[float, Meta(description="geometric mean of the scores of text and topics, 0 to 1")]
    score_text: float
    score_topic: Annotated[float | None, Meta(description="null where no topic pack fits the field")] = None
    band: Band
    relation: Annotated[
        Literal["task", "umbrella"], Meta(description="umbrella: one of them only sums up others")
    ] = "task"
    status: Literal["needs_review", "confirmed", "rejected"] = "needs_review"
    shared_topics: tuple[str, ...] = ()
    shared_phrases: tuple[SharedPhrase, ...] = ()
    note: str = ""


class TopicCoverage(Record, frozen=True, kw_only=True):
    """What one document says on one topic."""

    topic: str
    induced: bool = False
    doc_id: str
    tasks: Annotated[int, Meta(description="tasks with the topic")]
    status: Status


class TaskCoverage(Record, frozen=True, kw_only=True):
    """Whether a task of one document stands in another."""

    doc_id: str
    task: str
    status: Status
    best: Annotated[str | None, Meta(description="doc_id:task of the best match")] = None
    score: float | None = None


class KeyCoverage(Record, frozen=True, kw_only=True):
    """How often one document names a unit, a kind of deadline or a cited document."""

    key: str
    name: str = ""
    doc_id: str
    count: int
    status: Status


class CatalogueEntry(Record, frozen=True, kw_only=True):
    """One canonical task: tasks of several documents that match each other."""

    id: str
    label: Annotated[str, Meta(description="words of its most central task")]
    topics: tuple[str, ...] = ()
    members: Annotated[tuple[str, ...], Meta(description="doc_id:task of each member")] = ()
    documents: int


class BandPrecision(Record, frozen=True, kw_only=True):
    """What a band of scores was worth where the truth is known."""

    band: Band
    least: Annotated[float, Meta(description="lowest score of the band")]
    precision: Annotated[float | None, Meta(description="part of right pairs in the band, as measured")]
    pairs: Annotated[int, Meta(description="pairs of the band in the measurement")]


class ComparisonIssue(Record, frozen=True, kw_only=True):
    """Something about the comparison that a user must know."""

    code: str
    message: str
    doc_id: str | None = None


class Comparison(Record, frozen=True, kw_only=True):
    """Everything one comparison found; ``comparison.json``."""

    schema_version: str = SCHEMA_VERSION
    documents: tuple[ComparedDocument, ...]
    topics: tuple[ComparedTopic, ...] = ()
    tasks: tuple[ComparedTask, ...] = ()
    matches: tuple[Match, ...] = ()
    coverage_topics: tuple[TopicCoverage, ...] = ()
    coverage_tasks: tuple[TaskCoverage, ...] = ()
    coverage_units: tuple[KeyCoverage, ...] = ()
    coverage_deadlines: tuple[KeyCoverage, ...] = ()
    coverage_citations: tuple[KeyCoverage, ...] = ()
    catalogue: tuple[CatalogueEntry, ...] = ()
    bands: tuple[BandPrecision, ...] = ()
    issues: tuple[ComparisonIssue, ...] = ()
