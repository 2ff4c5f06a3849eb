"""A plan ready to be written: blocks in reading order, each carrying the truth it stands for.

Writers read only the words and the layout; truth.py reads only the truth. Both walk the same
blocks, so a file and its gold cannot drift apart.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Deadline = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An organisation: its id in the gazetteer and its surface after correct splitting."""

    id: str
    surface: str


@dataclass(frozen=True, kw_only=True)
class Section:
    """A node of the section tree; `path` is unique in its part (II.1.a)."""

    path: str
    label: str
    level: int
    kind: str
    heading: str | None
    parent: str | None


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task as an exact reader should find it."""

    text: str
    lead: tuple[Unit, ...] = ()
    coordinating: tuple[Unit, ...] = ()
    product: str | None = None
    deadline_raw: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    section: str | None = None
    stt: str | None = None
    groups: tuple[str, ...] = ()
    other: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One printed paragraph. `label` is the printed mark with its stop ("1.", "a)", "-")."""

    style: str
    text: str
    label: str | None = None
    section: Section | None = None
    task: Task | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table cell; line breaks stay in `text`. Covered cells of a span are left out of the row."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    center: bool = False
    mark: str = ""
    """Number of a footnote, raised behind the last word."""
    upright: bool = False
    """Whether its lines run from bottom to top."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A printed row: header, numbers (1 2 3 …), group or task."""

    kind: str
    cells: tuple[Cell, ...]
    task: Task | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with canonical column fields, column widths as shares of 1 and its look.

    `rules`: full, horizontal, outer, header (above and below it, and at the end), upright, groups (level, at
    group rows only) or none. `pads` are points beside and above the words of a cell.
    """

    fields: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    rules: str = "full"
    shaded: bool = False
    repeat_header: bool = True
    split_rows: bool = True
    striped: bool = False
    font: str = "Serif"
    size: float = 11.0
    spacing: float = 1.18
    pads: tuple[float, float] = (3.0, 3.0)
    middle: bool = False
    """Whether all cells are set in the middle of their row's height."""
    left_header: bool = False
    centred: bool = False
    """Whether the words of all cells are centred."""
    justified: bool = False
    """Whether lines of cells are stretched to fill their column, but for the last of a paragraph."""
    top_numbers: bool = False
    """Whether row numbers stand at the top of their row rather than in its middle."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The two-column block at the end: recipients left, capacity and name right."""

    capacity: tuple[str, ...]
    name: str | None
    recipients: tuple[str, ...]


Block = Paragraph | Table | Signature


@dataclass(frozen=True, kw_only=True)
class Part:
    """A document inside the file: decision, plan or appendix."""

    kind: str
    label: str | None
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Header:
    """The boxes above the title."""

    issuer_lines: tuple[str, ...]
    number: str
    place: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Choices that change how a file looks, never what it says."""

    font_pt: float = 13.0
    restart_page_numbers: bool = True
    auto_numbering: bool = False
    text_form: str = "tab"
    html_form: str = "portal"
    wrap_at: int = 80
    running_head: str = ""
    page_note: str = ""
    """A note at the foot of each page, under a short rule."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole plan: words, layout and truth."""

    doc_id: str
    metadata: dict[str, Any]
    header: Header | None
    parts: tuple[Part, ...]
    citations: tuple[dict[str, Any], ...]
    named: tuple[dict[str, Any], ...]
    self_mentions: int
    layout: Layout
    notes: tuple[str, ...] = ()
