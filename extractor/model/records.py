"""The records of the output contract, one frozen Struct each.

Offsets are code points into ``Document.text``, half-open. Boxes are PDF points, origin top left,
rounded to 0.1. ``None`` means the document does not state it; an empty tuple states none.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from extractor.model import types as t

SCHEMA_VERSION = "1.2"

Box = tuple[float, float, float, float]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: frozen, keyword-only, no unknown keys."""


class Span(Record, frozen=True, kw_only=True):
    """A run of the source text."""

    start: Annotated[int, Meta(description="first code point in the document text", ge=0)]
    end: Annotated[int, Meta(description="one past the last code point", ge=0)]
    page: Annotated[
        int | None, Meta(description="page number from 1; null where the format has no pages")
    ] = None
    bbox: Annotated[Box | None, Meta(description="x0, top, x1, bottom in PDF points, origin top left")] = None


class Provenance(Record, frozen=True, kw_only=True):
    """Where a record stands in the source and which rule found it."""

    start: Annotated[int, Meta(description="start of the hull of the spans", ge=0)]
    end: Annotated[int, Meta(description="end of the hull of the spans", ge=0)]
    spans: Annotated[
        tuple[Span, ...], Meta(description="the spans in reading order; their texts quote the record")
    ]
    rule: Annotated[str, Meta(description="id of the rule or reader step that made the record")]
    confidence: Annotated[
        float | None,
        Meta(description="mean confidence of its recognised words, 0–1; null where none was recognised"),
    ] = None


class Org(Record, frozen=True, kw_only=True):
    """An organisation as one mention names it."""

    id: Annotated[str, Meta(description="gazetteer id; '?' when unknown")] = "?"
    name: Annotated[str | None, Meta(description="canonical name; null when unknown")] = None
    surface: Annotated[str, Meta(description="the words as printed, a shared head completed")]
    provenance: Provenance


class Province(Record, frozen=True, kw_only=True):
    """A province at the date of the document and the one that succeeded it."""

    code: Annotated[str, Meta(description="two-digit code of the General Statistics Office")]
    name: str
    successor_code: str | None = None
    successor_name: str | None = None


class Signatory(Record, frozen=True, kw_only=True):
    """Who signed, in which position, on whose authority (TM., KT., TL. …)."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


class Signature(Record, frozen=True, kw_only=True):
    """A digital signature of the file, as it describes itself."""

    name: Annotated[str | None, Meta(description="common name in the signer's certificate")] = None
    organization: Annotated[str | None, Meta(description="organization in the certificate")] = None
    unit: Annotated[str | None, Meta(description="organizational unit in the certificate")] = None
    signed_at: Annotated[
        datetime | None, Meta(description="time the signature states, with its zone; null without zone")
    ] = None
    reason: str | None = None
    verified: Annotated[
        Literal[False], Meta(description="always false: neither signature nor certificate is checked")
    ] = False


class Header(Record, frozen=True, kw_only=True):
    """What the first page states about the document as a whole."""

    type: Annotated[t.DocType | None, Meta(description="type of the document")] = None
    number: Annotated[str | None, Meta(description="number and symbol as normalised, e.g. 595/QĐ-UBND")] = (
        None
    )
    issued_on: date | None = None
    place: str | None = None
    issuer: Org | None = None
    province: Province | None = None
    title: Annotated[str | None, Meta(description="title without the leading type word")] = None
    signatory: Signatory | None = None
    recipients: Annotated[
        tuple[str, ...], Meta(description="the lines under Nơi nhận, without bullet and final mark")
    ] = ()
    plan_year: Annotated[int | None, Meta(description="the single year the title plans for")] = None
    signatures: Annotated[
        tuple[Signature, ...], Meta(description="digital signatures of the file, facts beside the header")
    ] = ()
    fields: Annotated[
        dict[str, Provenance],
        Meta(description="provenance of each field above that the document states, by field name"),
    ] = {}


class SourcePage(Record, frozen=True, kw_only=True):
    """How one page was read."""

    number: int
    read_by: t.ReadBy
    confidence: Annotated[
        float | None, Meta(description="mean confidence of recognition, 0–1; null for text")
    ] = None
    width: Annotated[float | None, Meta(description="points; boxes of this page lie within")] = None
    height: Annotated[float | None, Meta(description="points")] = None
    turned: Annotated[
        int, Meta(description="quarter turns clockwise from the page as viewers show it to where boxes lie")
    ] = 0


class Source(Record, frozen=True, kw_only=True):
    """The file the plan was read from."""

    name: Annotated[str, Meta(description="file name without folder")]
    sha256: str
    bytes: int
    media_type: str
    pages: tuple[SourcePage, ...] = ()
    reader: t.Reader
    supplied: Annotated[
        dict[str, str], Meta(description="facts a user supplied (metadata.csv) that the file does not state")
    ] = {}


class Part(Record, frozen=True, kw_only=True):
    """A document inside the file: decision, plan, appendix …"""

    id: Annotated[str, Meta(description="p1, p2 … in reading order")]
    kind: t.PartKind
    label: Annotated[str | None, Meta(description="e.g. Phụ lục I")] = None
    title: str | None = None
    provenance: Provenance


class Section(Record, frozen=True, kw_only=True):
    """A node of the section tree."""

    id: Annotated[str, Meta(description="path inside the part, e.g. p2/II.1; repeats get ~2")]
    part: str
    label: Annotated[str, Meta(description="label as printed without closing mark, e.g. II, 1, a, Điều 3")]
    level: Annotated[int, Meta(description="depth in the tree from 1")]
    kind: t.SectionKind
    heading: Annotated[
        str | None, Meta(description="heading text; null where the label opens a plain paragraph")
    ] = None
    parent: str | None = None
    provenance: Annotated[
        Provenance, Meta(description="from the label to the end of the section's last paragraph")
    ]
    heading_spans: Annotated[
        tuple[Span, ...], Meta(description="where the heading stands, without label")
    ] = ()


class LegalBasis(Record, frozen=True, kw_only=True):
    """One Căn cứ line of the preamble."""

    id: str
    text: str
    citations: tuple[str, ...] = ()
    provenance: Provenance


class Pinpoint(Record, frozen=True, kw_only=True):
    """An article, clause and point inside a cited document."""

    article: str | None = None
    clause: str | None = None
    point: str | None = None
    to: Annotated["Pinpoint | None", Meta(description="end of a range")] = None


class Citation(Record, frozen=True, kw_only=True):
    """One mention of a document. The provenance runs from the type word to the end of the number or name."""

    id: str
    kind: t.CitationKind
    doc_type: t.DocType | None = None
    number: Annotated[str | None, Meta(description="number and symbol, repaired only as `repairs` says")] = (
        None
    )
    number_raw: str | None = None
    issued_on: Annotated[date | None, Meta(description="date this mention prints")] = None
    issuer: Annotated[Org | None, Meta(description="issuer this mention prints")] = None
    title: str | None = None
    status_note: str | None = None
    pinpoints: tuple[Pinpoint, ...] = ()
    role: t.CitationRole = "body"
    target: Annotated[str | None, Meta(description="canonical id of the cited document")] = None
    target_inferred: t.TargetInferred | None = None
    section: str | None = None
    repairs: tuple[str, ...] = ()
    full_start: int
    full_end: int
    provenance: Provenance


class CitedDocument(Record, frozen=True, kw_only=True):
    """A cited document resolved over all its mentions."""

    target: str
    doc_type: t.DocType | None = None
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    mentions: tuple[str, ...] = ()
    roles: tuple[t.CitationRole, ...] = ()


class CitationLink(Record, frozen=True, kw_only=True):
    """An edge of the citation network."""

    source: str
    relation: t.LinkRelation
    target: str
    citation: str


class Column(Record, frozen=True, kw_only=True):
    """A column of a logical table."""

    field: t.TableField
    header: str


class Cell(Record, frozen=True, kw_only=True):
    """A cell of a logical row; text is the cell's words with white space collapsed."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    inherited: Annotated[bool, Meta(description="taken from a cell above (row span or ditto mark)")] = False
    provenance: Annotated[
        Provenance | None, Meta(description="null for a slot without a cell of its own")
    ] = None


class Row(Record, frozen=True, kw_only=True):
    """A logical row: what print or page breaks cut is joined again."""

    kind: t.RowKind
    cells: tuple[Cell, ...]


class Table(Record, frozen=True, kw_only=True):
    """A logical table, rows in reading order, one cell a column."""

    id: str
    part: str | None = None
    kind: t.TableKind
    columns: tuple[Column, ...]
    row_count: Annotated[int, Meta(description="rows of kind task and subrow")]
    group_count: int
    rows: tuple[Row, ...]
    provenance: Provenance


class TaskGroup(Record, frozen=True, kw_only=True):
    """A group row above a task, outermost first."""

    label: str | None = None
    title: str | None = None


class Deadline(Record, frozen=True, kw_only=True):
    """One stage of a deadline; normal form by ISO 8601 (interval) and RFC 5545.

    Both days of the interval count, unless bound is exclusive ("trước ngày"): then before the last one.
    """

    raw: str
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
    provenance: Provenance


class TaskTopic(Record, frozen=True, kw_only=True):
    """A topic of a task with the words that earn it."""

    id: str
    induced: bool = False
    evidence: tuple[Span, ...] = ()


class Task(Record, frozen=True, kw_only=True):
    """A task of a table row or of prose."""

    id: str
    origin: t.TaskOrigin
    nature: t.TaskNature = "task"
    table: str | None = None
    groups: tuple[TaskGroup, ...] = ()
    section: str | None = None
    stt: Annotated[str | None, Meta(description="number of the row as printed, without final dot")] = None
    subrow_of: str | None = None
    text: str
    lead: tuple[Org, ...] = ()
    coordinating: tuple[Org, ...] = ()
    product: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[str, ...] = ()
    topics: tuple[TaskTopic, ...] = ()
    other: Annotated[
        dict[str, str], Meta(description="cells of further columns, by field name or header")
    ] = {}
    inherited: Annotated[tuple[str, ...], Meta(description="fields taken from a row above")] = ()
    provenance: Provenance


class OrganizationSummary(Record, frozen=True, kw_only=True):
    """An organisation over all its mentions."""

    id: str
    name: str
    level: str | None = None
    mentions: int = 0


class Issue(Record, frozen=True, kw_only=True):
    """Something odd in the document: reported, never raised, never dropped."""

    code: t.IssueCode
    message: str
    provenance: Provenance | None = None


class Correction(Record, frozen=True, kw_only=True):
    """Something a person mended (``decisions.csv``); records it made have the rule ``decision``."""

    kind: Annotated[str, Meta(description="task, missing, heading, unit or cell")]
    record: Annotated[str, Meta(description="id of the record mended; a table's with #row for a cell")]
    field: str = ""
    was: Annotated[str, Meta(description="what had been extracted")] = ""
    value: Annotated[str, Meta(description="what it is now")] = ""
    text_sha: Annotated[str, Meta(description="hash of the words the decision speaks about")]
    who: str = ""
    when: str = ""
    note: str = ""


class Plan(Record, frozen=True, kw_only=True):
    """Everything extracted from one file."""

    schema_version: str = SCHEMA_VERSION
    doc_id: str
    source: Source
    header: Header
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    citations: tuple[Citation, ...] = ()
    cited_documents: tuple[CitedDocument, ...] = ()
    citation_links: tuple[CitationLink, ...] = ()
    tables: tuple[Table, ...] = ()
    tasks: tuple[Task, ...] = ()
    organizations: tuple[OrganizationSummary, ...] = ()
    issues: tuple[Issue, ...] = ()
    corrections: tuple[Correction, ...] = ()
