"""What structure finds: paragraphs over a clean text, parts, sections, logical tables.

Extractors match on ``Outline.clean`` and map back with ``Outline.ranges``. In the clean text one logical
paragraph or table cell is one line: wrapped lines are joined, white space is one blank, look-alike
letters and dashes are folded, a symbol broken after its hyphen is whole again.
"""

from typing import Literal

from msgspec import Struct

from extractor.model.clean import CleanText
from extractor.model.records import (
    Citation,
    CitationLink,
    CitedDocument,
    Header,
    Issue,
    LegalBasis,
    OrganizationSummary,
    Part,
    Section,
    Table,
    Task,
)

UNTITLED = "part.untitled"
"""Rule of the one part of a document that names no type: a place for its sections, no claim on its type."""

ParagraphKind = Literal["body", "layout", "cell", "furniture"]


class Paragraph(Struct, frozen=True, kw_only=True):
    """A logical paragraph: one line of the clean text and the source ranges it is made of."""

    kind: ParagraphKind
    start: int
    """First code point in the clean text."""
    end: int
    ranges: tuple[tuple[int, int], ...]
    """Source ranges in reading order."""
    page: int | None = None
    column: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    centered: bool | None = None
    part: int = 0
    """Index into ``Outline.parts``."""
    section: str | None = None
    """Id of the innermost section."""
    table: int | None = None
    """Index into ``Outline.tables`` for kind ``cell``."""


class Outline(Struct, frozen=True, kw_only=True):
    """Structure of a document. Paragraphs are sorted by ``start`` (clean text)."""

    clean: CleanText
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()


class Found(Struct, frozen=True, kw_only=True):
    """What the stages before have found; each extractor reads what it needs."""

    outline: Outline
    header: Header = Header()
    legal_bases: tuple[LegalBasis, ...] = ()
    citations: tuple[Citation, ...] = ()
    cited_documents: tuple[CitedDocument, ...] = ()
    citation_links: tuple[CitationLink, ...] = ()
    tasks: tuple[Task, ...] = ()
    organizations: tuple[OrganizationSummary, ...] = ()
    issues: tuple[Issue, ...] = ()
