"""Reads the gold of a document: what a careful reader says it holds (``<doc_id>.gold.json``).

Further files of the gold folder point into the ``.txt`` of single documents: ``reference_mentions.json``
(every citation mention), ``reference_offsets.json`` (legal bases, sections, cells) and ``coverage_*.json``
(topics of tasks). Keys this program does not score are ignored, so gold may say more than is compared today.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import UNSET, DecodeError, Struct, UnsetType, ValidationError, convert, json
from msgspec.structs import replace

from extractor.errors import ConfigError
from extractor.text.normalize import quote

SUFFIX = ".gold.json"
MENTIONS = "reference_mentions.json"
OFFSETS = "reference_offsets.json"
COVERAGE = "coverage_*.json"

T = TypeVar("T")


class GoldSigner(Struct, frozen=True, kw_only=True):
    """Who signed."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


class GoldMetadata(Struct, frozen=True, kw_only=True):
    """The header fields; ``recipients`` is their number, None where the document has no such block."""

    type: str | None = None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    province: str | None = None
    place: str | None = None
    title: str | None = None
    signer: GoldSigner = GoldSigner()
    recipients: int | None = None


class GoldPart(Struct, frozen=True, kw_only=True):
    """A document inside the file."""

    kind: str
    label: str | None = None
    title: str | None = None
    doubtful: bool = False


class GoldSection(Struct, frozen=True, kw_only=True):
    """A node of the section tree; ``heading`` of an item is optional on both sides."""

    id: str
    label: str
    level: int
    kind: str
    heading: str | None = None
    doubtful: bool = False


class GoldCitation(Struct, frozen=True, kw_only=True):
    """A distinct external document cited by number."""

    number: str
    type: str
    date: dt.date | None = None
    issuer: str | None = None
    mentions: int = 1
    doubtful: bool = False


class GoldUnnumbered(Struct, frozen=True, kw_only=True):
    """A document cited by name only."""

    type: str
    title: str
    mentions: int = 1
    doubtful: bool = False


class GoldTable(Struct, frozen=True, kw_only=True):
    """A logical table: kind, index of its part, column fields, number of rows and group rows."""

    kind: str
    part: int | None = None
    columns: tuple[str, ...] = ()
    rows: int = 0
    groups: int = 0
    group_texts: tuple[str, ...] = ()
    doubtful: bool = False


class GoldDeadline(Struct, frozen=True, kw_only=True):
    """One stage of a deadline, the fields that make two deadlines the same."""

    kind: str
    interval: str | None = None
    bound: str | None = None
    rrule: str | None = None


class GoldTask(Struct, frozen=True, kw_only=True):
    """A task; ``cells`` holds the words of its table cells by field where the gold gives their places."""

    id: str
    origin: str
    table: int | None = None
    groups: tuple[str, ...] = ()
    section: str | None = None
    stt: str | None = None
    subrow_of: str | None = None
    text: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    lead_ids: tuple[str, ...] = ()
    coordinating_ids: tuple[str, ...] = ()
    product: str | None = None
    deadline_raw: str | None = None
    deadlines: tuple[GoldDeadline, ...] = ()
    nature: str = "task"
    other: dict[str, str] = {}
    cells: dict[str, str] | None = None
    doubtful: bool = False


class GoldMention(Struct, frozen=True, kw_only=True):
    """One citation mention with its place in the ``.txt``."""

    kind: str
    role: str | None = None
    doc_type: str | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    target: str | UnsetType | None = UNSET
    """Not compared where the gold has no such key."""
    start: int
    end: int
    full_start: int
    full_end: int
    doubtful: bool = False


class Place(Struct, frozen=True, kw_only=True):
    """A run of the ``.txt``, half-open code points."""

    start: int
    end: int


class GoldSectionPlace(Place, frozen=True, kw_only=True):
    """Where a section stands; ``heading_end`` None for a plain paragraph behind a label."""

    id: str
    label: str
    heading_end: int | None = None


class _GoldGroupPlace(Struct, frozen=True, kw_only=True):
    id: str
    spans: tuple[Place, ...]


class GoldRowPlace(Struct, frozen=True, kw_only=True):
    """Where the cells of a row stand, by field."""

    id: str
    cells: dict[str, Place]


class GoldTablePlace(Struct, frozen=True, kw_only=True):
    """Where the rows of a table stand."""

    groups: tuple[_GoldGroupPlace, ...] = ()
    rows: tuple[GoldRowPlace, ...] = ()


class GoldProsePlace(Place, frozen=True, kw_only=True):
    """Where a paragraph of prose stands that is a task of some nature."""

    section: str
    nature: str


class GoldPlaces(Struct, frozen=True, kw_only=True):
    """Places of the records of one document in its ``.txt``."""

    legal_bases: tuple[Place, ...] = ()
    sections: tuple[GoldSectionPlace, ...] = ()
    tables: tuple[GoldTablePlace, ...] = ()
    prose_tasks: tuple[GoldProsePlace, ...] = ()
    content_items: tuple[GoldProsePlace, ...] = ()
    requirements: tuple[GoldProsePlace, ...] = ()
    funding: tuple[GoldProsePlace, ...] = ()


class GoldTopics(Place, frozen=True, kw_only=True):
    """The topics a careful reader gave to a task."""

    id: str
    text: str
    labels: tuple[str, ...]


class Gold(Struct, frozen=True, kw_only=True):
    """Everything the gold says about one document.

    ``legal_bases``, ``mentions`` and ``places`` are None where no reference file covers the document.
    """

    doc_id: str
    metadata: GoldMetadata = GoldMetadata()
    parts: tuple[GoldPart, ...] = ()
    sections: tuple[GoldSection, ...] = ()
    citations: tuple[GoldCitation, ...] = ()
    unnumbered_citations: tuple[GoldUnnumbered, ...] = ()
    self_mentions: int | None = None
    tables: tuple[GoldTable, ...] = ()
    tasks: tuple[GoldTask, ...] = ()
    legal_bases: tuple[str, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    places: GoldPlaces | None = None
    topics: tuple[GoldTopics, ...] = ()


class _Coverage(Struct, frozen=True, kw_only=True):
    tasks: tuple[GoldTopics, ...] = ()


class _Mentions(Struct, frozen=True, kw_only=True):
    mentions: tuple[GoldMention, ...]


class _Places(Struct, frozen=True, kw_only=True):
    documents: dict[str, GoldPlaces] = {}


def read_gold(gold_dir: Path, docs_dir: Path) -> tuple[Gold, ...]:
    """The gold of every document of a folder, sorted by document.

    Args:
        gold_dir: holds ``<doc_id>.gold.json`` and, if any, the two reference files.
        docs_dir: holds ``<doc_id>.txt``, into which the reference files point.

    Raises:
        ConfigError: no gold there, or a file that is not in the gold form.
    """
    files = sorted(gold_dir.glob(f"*{SUFFIX}"))
    if not files:
        raise ConfigError(
            f"{gold_dir}: no file named *{SUFFIX}; give the folder that holds the gold",
            message_vi=f"{gold_dir}: không có tệp *{SUFFIX}; hãy đưa thư mục chứa bản chuẩn",
        )
    mentions, places = _read_mentions(gold_dir / MENTIONS), _read_places(gold_dir / OFFSETS)
    topics = [task for path in sorted(gold_dir.glob(COVERAGE)) for task in _read(path, _Coverage).tasks]
    found = []
    for file in files:
        gold = _read(file, Gold)
        if gold.doc_id in mentions:
            gold = replace(gold, mentions=mentions[gold.doc_id].mentions)
        if gold.doc_id in places:
            gold = with_places(gold, places[gold.doc_id], _text(docs_dir / f"{gold.doc_id}.txt"))
        if topics and (docs_dir / f"{gold.doc_id}.txt").exists():
            gold = with_topics(gold, topics, _text(docs_dir / f"{gold.doc_id}.txt"))
        found.append(gold)
    return tuple(found)


def with_places(gold: Gold, places: GoldPlaces, text: str) -> Gold:
    """``gold`` with the words that ``places`` marks in ``text``: legal bases, group rows, cells."""
    rows = {row.id.replace("/", "."): row for table in places.tables for row in table.rows}
    tasks = tuple(
        replace(
            task, cells={field: text[cell.start : cell.end] for field, cell in rows[task.id].cells.items()}
        )
        if task.id in rows
        else task
        for task in gold.tasks
    )
    tables = tuple(
        replace(table, group_texts=tuple(text[g.spans[0].start : g.spans[0].end] for g in place.groups))
        for table, place in zip(gold.tables, places.tables, strict=True)
    )
    bases = tuple(text[basis.start : basis.end] for basis in places.legal_bases)
    return replace(gold, tasks=tasks, tables=tables, legal_bases=bases, places=places)


def with_topics(gold: Gold, topics: Iterable[GoldTopics], text: str) -> Gold:
    """``gold`` with those of the labelled tasks whose words stand at their place in ``text``."""
    own = (task for task in topics if quote(task.text) in quote(text[task.start : task.end]))
    return replace(gold, topics=tuple(own))


def _read_mentions(path: Path) -> dict[str, _Mentions]:
    return _read(path, dict[str, _Mentions]) if path.exists() else {}


def _read_places(path: Path) -> dict[str, GoldPlaces]:
    return _read(path, _Places).documents if path.exists() else {}


def _read(path: Path, kind: type[T]) -> T:
    try:
        return convert(json.decode(path.read_bytes()), kind)
    except OSError as error:
        raise ConfigError.reading(path, error) from error
    except (DecodeError, ValidationError) as error:
        raise ConfigError(
            f"{path}: not in the gold form: {error}",
            message_vi=f"{path}: không đúng khuôn dạng bản chuẩn: {error}",
        ) from error


def _text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError.reading(path, error) from error
