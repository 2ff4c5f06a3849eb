"""One document: read, analysed, and whatever happens told in one record."""

import logging
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from extractor import pipeline
from extractor.batch.archive import check_archive, member_of, read_member
from extractor.batch.discover import Item
from extractor.batch.memory import ran_out
from extractor.batch.names import is_document
from extractor.batch.reading import not_a_file, read_input, starts_with
from extractor.codec import decode, encode
from extractor.config import Config
from extractor.errors import ExtractorError, ReadError, ResourceLimit, SchemaError
from extractor.extractors.header.supplied import contradicted
from extractor.model import types as t
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry, WarningCount
from extractor.model.records import Header, Issue, Plan
from extractor.model.source import SourceFile
from extractor.model.types import VOCABULARY
from extractor.readers.sniff import sniff
from extractor.readers.unsupported import OTHER, UNSUFFIXED, kind_of, unsuffixed, unsupported
from extractor.text.normalize import key

_SKIPPED = frozenset({"unsupported_type", "symlink", "not_regular"})
"""Codes of what was never meant to be read; a folder may well hold such files."""
_MAGIC = (b"%PDF-", b"PK\x03\x04")
_REPETITION = "duplicate_of"
"""Says nothing about the document: which one comes second depends on what lies beside it."""
_LOG = logging.getLogger(__name__)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one directory entry: its manifest entry, and the extraction or the error.

    ``contradicted``: the supplied fields that the document states otherwise. ``kept``: taken from an earlier
    run, not read in this one.
    """

    item: Item
    entry: ManifestEntry
    extraction: Extraction | None = None
    error: ExtractorError | None = None
    contradicted: tuple[str, ...] = ()
    kept: bool = False


class Order(Struct, frozen=True, kw_only=True):
    """What to do with one document: its ``doc_id``, what the user supplies about it, its bytes where
    they are read already."""

    item: Item
    doc_id: str
    supplied: dict[str, str] = {}
    data: bytes | None = None


def skip(item: Item, config: Config) -> Outcome:
    """The record of an entry that is not read."""
    status = "skipped" if item.expected or item.code in _SKIPPED else "error"
    kind = _kind_inside(item, config)
    media = UNSUFFIXED[kind] if kind else item.media_type
    entry = ManifestEntry(file=item.file, media_type=media, status=status, code=item.code)
    return Outcome(item=item, entry=entry, error=None if item.expected else _reason(item, config, kind))


def _kind_inside(item: Item, config: Config) -> str | None:
    """``pdf`` or ``docx`` where that stands in a file whose name says no kind at all."""
    path = item.path
    if item.code != "unsupported_type" or path is None or item.members or kind_of(item.name) != OTHER:
        return None
    if not any(starts_with(path, magic) for magic in _MAGIC):
        return None
    try:
        kind = sniff(source_of(item, config), config.limits)
    except ReadError:
        return None
    return kind if kind in UNSUFFIXED else None


def process(order: Order, config: Config, seen: dict[str, str]) -> Outcome:
    """The outcome of one document; never raises for what the document holds.

    Args:
        seen: ``doc_id`` of the first document with each content and each number met in the run; the
            document adds its own.
    """
    item, source = order.item, None
    try:
        if not is_document(item):
            return skip(item, config)
        source = _source(order, config)
        extraction = _with_duplicate(_extract(source, order, config), seen)
        decode(encode(extraction.plan), Plan)  # a plan that breaks the contract must not reach the tables
    except Exception as error:  # noqa: BLE001 - a bug in one document must not take its neighbours along
        _LOG.debug("%s", item.file, exc_info=True)
        return _failed(item, source, _told(error))
    plan = extraction.plan
    return Outcome(
        item=item,
        entry=entry_of(item.file, plan),
        extraction=extraction,
        contradicted=contradicted(plan.header, plan.source.supplied),
    )


def _told(error: Exception) -> ExtractorError:
    """What the record of a document says of an error."""
    if isinstance(error, ResourceLimit):
        return error
    if isinstance(error, RecursionError) or ran_out(error):
        return too_much()
    if isinstance(error, ExtractorError) and not isinstance(error, SchemaError):
        return error
    return _bug(error)


def extract_order(order: Order, config: Config) -> Extraction:
    """The extraction of one document.

    Raises:
        ReadError: it cannot be read.
    """
    return _extract(_source(order, config), order, config)


def digest(item: Item, config: Config) -> str:
    """SHA-256 in hex of the item's bytes.

    Raises:
        ReadError: it cannot be read.
    """
    return sha256(read_bytes(item, config)).hexdigest()


def source_of(item: Item, config: Config) -> SourceFile:
    """The bytes of an item with their name.

    Raises:
        ReadError: it cannot be read.
    """
    return SourceFile.of(item.name, read_bytes(item, config))


def _source(order: Order, config: Config) -> SourceFile:
    data = order.data if order.data is not None else read_bytes(order.item, config)
    return SourceFile.of(order.item.name, data)


def read_bytes(item: Item, config: Config) -> bytes:
    """The item's bytes.

    Raises:
        ReadError: it cannot be read.
    """
    if item.members:
        return read_member(item, config.limits)
    return read_input(item.path, config.limits.file_bytes, item.name)


def _extract(source: SourceFile, order: Order, config: Config) -> Extraction:
    document = pipeline.read(source, config)
    found = pipeline.analyse(document, order.supplied)
    plan = pipeline.assemble(document, found, order.doc_id, order.supplied)
    return Extraction(plan=plan, text=document.text)


def _with_duplicate(made: Extraction, seen: dict[str, str]) -> Extraction:
    plan = made.plan
    issue = duplicate_issue(seen, plan.doc_id, plan.source.sha256, identity(plan.header))
    return Extraction(plan=with_issue(plan, issue), text=made.text) if issue else made


def duplicate_issue(seen: dict[str, str], doc_id: str, sha256: str, same: str | None) -> Issue | None:
    """The warning that a document repeats an earlier one; None where it does not.

    Args:
        seen: as in ``process``.
        same: the ``identity`` of the document.
    """
    same_bytes = seen.setdefault(sha256, doc_id)
    same_number = seen.setdefault(same, doc_id) if same else doc_id
    if same_bytes != doc_id:
        message = f"cùng nội dung với / the same bytes as {same_bytes}"
    elif same_number != doc_id:
        message = f"cùng loại, số, ngày, cơ quan với / same type, number, date, issuer as {same_number}"
    else:
        return None
    return Issue(code=_REPETITION, message=message)


def with_issue(plan: Plan, issue: Issue) -> Plan:
    """``plan`` with one issue more, behind the others."""
    return msgspec.structs.replace(plan, issues=(*plan.issues, issue))


def identity(header: Header) -> str | None:
    """What a document shares with its copies in other formats; None where the header says too little."""
    if header.number is None or header.issued_on is None:
        return None
    issuer = (header.issuer.name or header.issuer.surface) if header.issuer else ""
    return "|".join((header.type or "", key(header.number), str(header.issued_on), key(issuer)))


def entry_of(file: str, plan: Plan) -> ManifestEntry:
    """The record of a document that was read."""
    pages = plan.source.pages
    counts: dict[str, int] = {}
    for issue in plan.issues:
        counts[issue.code] = counts.get(issue.code, 0) + 1
    return ManifestEntry(
        file=file,
        sha256=plan.source.sha256,
        bytes=plan.source.bytes,
        media_type=plan.source.media_type,
        status=status_of(counts),
        warnings=tuple(WarningCount(code=code, count=count) for code, count in sorted(counts.items())),
        pages_read=sum(page.read_by != "none" for page in pages) if pages else None,
        pages_total=len(pages) or None,
        doc_id=plan.doc_id,
        plan=f"plans/{plan.doc_id}.json",
    )


def status_of(codes: Iterable[str]) -> t.Status:
    """The status of a document that was read, by the codes of its warnings."""
    return "ok-with-warning" if set(codes) - {_REPETITION} else "ok"


def _failed(item: Item, source: SourceFile | None, error: ExtractorError) -> Outcome:
    code = error.code if error.code in VOCABULARY["error_code"] else "internal"
    entry = ManifestEntry(
        file=item.file,
        sha256=source.sha256 if source else None,
        bytes=len(source.data) if source else None,
        media_type=item.media_type,
        status="skipped" if code in _SKIPPED - {"unsupported_type"} else "error",
        code=code,
    )
    return Outcome(item=item, entry=entry, error=error)


def _reason(item: Item, config: Config, kind: str | None) -> ExtractorError:
    if item.code == "unsupported_type":
        return unsuffixed(item.name, kind) if kind else unsupported(item.name)
    if item.code == "unreadable":
        try:
            member_of(item.path or Path(), config.limits)
        except ReadError as error:  # leads into an archive that holds no such document
            return error
        except OSError:
            pass
        return ReadError(
            "does not exist or cannot be opened; check the path and that you may read it",
            message_vi="không có hoặc không mở được; hãy kiểm tra đường dẫn và quyền đọc",
        )
    if item.code in _SKIPPED:
        return not_a_file(item.code or "not_regular", item.name)
    try:
        check_archive(item, config.limits)
    except ExtractorError as error:
        return error
    return ReadError(  # the archive changed since it was listed
        f"{item.name}: cannot be read; run again", message_vi=f"{item.name}: không đọc được; hãy chạy lại"
    )


def too_much() -> ExtractorError:
    """The error of a document that memory does not suffice for."""
    return ResourceLimit(
        "needs more memory than a document may take; split it",
        message_vi="cần nhiều bộ nhớ hơn mức cho phép; hãy tách tệp",
    )


def _bug(error: Exception) -> ExtractorError:
    what = f"{type(error).__name__}: {error}"[:200]
    return ExtractorError(
        f"an error of the program ({what}); please report it with this file",
        message_vi=f"lỗi của chương trình ({what}); hãy báo lỗi kèm tệp này",
    )
