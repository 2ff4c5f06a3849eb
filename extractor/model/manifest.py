"""The record of a run: what was met, what became of it."""

from typing import Annotated

from msgspec import Meta

from extractor.model import types as t
from extractor.model.records import SCHEMA_VERSION, Record


class WarningCount(Record, frozen=True, kw_only=True):
    """How often one warning was given for a document."""

    code: t.IssueCode
    count: int


class ManifestEntry(Record, frozen=True, kw_only=True):
    """One directory entry met."""

    file: Annotated[str, Meta(description="path under the input; UTF-8, undecodable bytes as \\xNN")]
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    status: t.Status
    code: Annotated[
        t.ErrorCode | None,
        Meta(description="why it was not read; null where it was, or is left out by intent"),
    ] = None
    warnings: tuple[WarningCount, ...] = ()
    pages_read: Annotated[int | None, Meta(description="null where the format has no pages")] = None
    pages_total: int | None = None
    doc_id: str | None = None
    plan: Annotated[str | None, Meta(description="path of the plan's JSON under the output folder")] = None


class Manifest(Record, frozen=True, kw_only=True):
    """Everything a run met, sorted by path."""

    schema_version: str = SCHEMA_VERSION
    complete: Annotated[bool, Meta(description="false where the run was interrupted")] = True
    options: Annotated[dict[str, str | bool], Meta(description="options that change the outputs")]
    documents: tuple[ManifestEntry, ...] = ()
