"""The workbook of a review: its sheets, and rows that remember what they were made of."""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, convert

from extractor.exporters.book import CELL_LIMIT
from extractor.exporters.safe import xml_text
from extractor.rules import rulesets
from extractor.text.normalize import collapse

KEY = "khóa"
"""Header of the hidden first column."""
VERDICTS = {
    "same": "Giống",
    "partly": "Một phần",
    "related": "Liên quan",
    "different": "Khác",
    "unsure": "Chưa rõ",
}
MARK = "x"
LISTS = "Danh mục"
"""Title of the hidden sheet of what drop-downs offer, a column each."""
TOPICS_AT = 3
"""Its column of topics, from 0."""
DOCUMENTS_AT = 4
"""Its column of documents."""
_LONGEST = 300
"""Characters of a cell that a key holds; a key must fit a cell itself."""
_DIGEST = "sha256:"


class ReviewColumn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a sheet; ``list`` names what its drop-down offers."""

    name: str
    vi: str
    width: int
    edit: bool = False
    list: str = ""


class ReviewSheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet: its name in code and its title."""

    name: str
    title: str
    column: tuple[ReviewColumn, ...]


class ReviewKey(Struct, frozen=True, kw_only=True):
    """What a row is about, and what its cells held: whatever differs later a person changed."""

    kind: str
    doc_id: tuple[str, ...] = ()
    sha: str = ""
    other: str = ""
    was: dict[str, str] = {}

    def written(self) -> str:
        """As the hidden cell holds it."""
        return msgspec.json.encode(self).decode()


class ReviewRow(Struct, frozen=True, kw_only=True):
    """A row: what it is about and its cells by column."""

    kind: str
    doc_id: tuple[str, ...] = ()
    sha: str = ""
    other: str = ""
    cells: Mapping[str, str]

    def key(self, sheet: ReviewSheet) -> ReviewKey:
        """What the hidden cell remembers."""
        was = {
            column.name: remembered(self.cells.get(column.name, "")) for column in sheet.column if column.edit
        }
        return ReviewKey(kind=self.kind, doc_id=self.doc_id, sha=self.sha, other=self.other, was=was)


def as_saved(cell: str) -> str:
    """The words of a cell as they come back: what a workbook cannot hold is gone, white space collapsed."""
    return collapse(xml_text(cell)[:CELL_LIMIT])


def remembered(cell: str) -> str:
    """What a key holds of a cell, to know it again: its words, or their hash where they are many."""
    words = as_saved(cell)
    return words if len(words) <= _LONGEST else _DIGEST + hashlib.sha256(words.encode()).hexdigest()


def read_key(text: str) -> ReviewKey | None:
    """The key in a hidden cell; None where it is none any more."""
    try:
        return msgspec.json.decode(text, type=ReviewKey)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


def known_topics() -> set[str]:
    """The topics of all packs, those of the user too."""
    return {rule.value["topic"] for pack in rulesets("topics") for rule in pack}


@cache
def form() -> dict[str, Any]:
    """The data of ``sheets.toml``."""
    return tomllib.loads(Path(__file__).with_name("sheets.toml").read_text(encoding="utf-8"))


@cache
def sheets() -> tuple[ReviewSheet, ...]:
    """The sheets in their order."""
    return convert(form()["sheet"], tuple[ReviewSheet, ...])
