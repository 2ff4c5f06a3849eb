"""What a file is: by its first bytes, then by what it holds, then by its suffix."""

import json
from collections.abc import Iterable

import regex

from extractor.errors import DamagedFile, Encrypted, ReadError, ResourceLimit
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.model.types import VOCABULARY
from extractor.readers.limits import Limits
from extractor.readers.substance import is_page, is_prose, is_tabbed, sample_of
from extractor.text.numerals import grouped

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "html",
    ".mhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".rtf": "rtf",
    ".odt": "odt",
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".zip": "archive",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".gif": "image",
    ".bmp": "image",
    ".webp": "image",
}
"""Suffix → kind of file. Kinds without reader stand in ``unsupported.toml``; an archive is opened before."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "binary"),
)
_PACKAGE_MARKS = frozenset({"[Content_Types].xml", "mimetype"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "docx"),
    (b"xl/workbook", "xlsx"),
    (b"ppt/presentation", "pptx"),
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "pptx"),
)
_ZIP_SUFFIXES = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".odt", ".ott"), "odt"),
    **dict.fromkeys((".ods", ".ots", ".xlsb"), "ods"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".odp"), "pptx"),
}
"""What a package is by its suffix, where the names of its parts are cut off."""
_ZIP_END = b"PK\x05\x06"
_ZIP_END_REACH = 70_000
_HEAD = 4096
_HTML_START = regex.compile(
    rb"(?i)^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:<\?xml[^>]{0,300}>\s*+|<!--.{0,2000}?-->\s*+|<!doctype(?!\s+html)[^>\[]{0,300}>\s*+){0,4}+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|frameset|table|div|p|plaintext|script|font|span)\b"
)
_TAG = regex.compile(rb"(?i)</?(?:html|body|p|div|table|td|br|span|h[1-6]|li)\b")
_MHTML = regex.compile(rb"(?i)^\s*+(?:[\w-]+:[^\n]{0,500}\n){0,10}?mime-version\s*:")
_MAIL = regex.compile(
    rb"(?i)^\s*+(?:[\w-]+:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n)*+){0,40}?"
    rb"(?:received|message-id|delivered-to)\s*:"
)
"""Headers of a message that was sent; a web page saved as one file has none of them."""
_STRICT = frozenset({"pdf", "docx", "doc", "xlsx", "xls", "odt", "rtf", "image", "pptx"})
_OFFICE = frozenset({"docx", "doc", "xlsx", "xls", "odt", "rtf"})
"""Kinds under whose suffix web systems export HTML and text."""


def sniff(source: SourceFile, limits: Limits | None = None) -> str:
    """Kind of the file: the name of a reader, or of a kind that has none yet.

    Raises:
        ReadError: nothing in the file (code ``empty``).
        ResourceLimit: larger than the limit (code ``too_large``).
        DamagedFile: the content is not what the suffix promises and no document either.
        Encrypted: an Office file with a password.
    """
    _check_size(source, limits)
    return _by_magic(source) or _by_content(source)


def is_web_archive(data: bytes) -> bool:
    """Whether the data is a web page with its parts in one file (MHTML)."""
    return _MHTML.search(data[:_HEAD]) is not None


def is_plain_archive(names: Iterable[str]) -> bool:
    """Whether the members of a zip are files put together, not the parts of one Office document."""
    return _PACKAGE_MARKS.isdisjoint(names)


def mismatch(source: SourceFile, kind: str) -> Issue | None:
    """The issue for a suffix that belongs to another kind than what the content shows."""
    named = SUFFIXES.get(source.suffix)
    if named is None or named == kind:
        return None
    return Issue(
        code="extension_mismatch",
        message=f"tên có đuôi {source.suffix}, nội dung là {_kind_vi(kind)} / "
        f"the name ends in {source.suffix}, the content is {kind}",
    )


def _kind_vi(kind: str) -> str:
    """A kind as Vietnamese messages name it."""
    return f"“{VOCABULARY['reader'][kind]}”" if kind in VOCABULARY["reader"] else kind


def _check_size(source: SourceFile, limits: Limits | None) -> None:
    if not source.data:
        raise ReadError(
            f"{source.name}: the file is empty; download or save it again",
            message_vi=f"{source.name}: tệp rỗng; hãy tải hoặc lưu lại",
            code="empty",
        )
    if limits and len(source.data) > limits.file_bytes:
        raise ResourceLimit(
            f"{source.name}: the file is larger than {limits.file_bytes:,} bytes; "
            "split it or raise limits.file_bytes",
            message_vi=f"{source.name}: tệp lớn hơn {grouped(limits.file_bytes)} byte; hãy chia nhỏ tệp",
            code="too_large",
        )


def _by_magic(source: SourceFile) -> str | None:
    data = source.data
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(source)
    if data.startswith(_OLE):
        return _ole_kind(source)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024] or (source.suffix == ".pdf" and b"%PDF-" in data):
        return "pdf"
    if source.suffix == ".docx" and _ZIP_END in data[-_ZIP_END_REACH:]:
        return "docx"
    return None


def _zip_kind(source: SourceFile) -> str:
    for part, kind in _ZIP_PARTS:
        if part in source.data:
            return kind
    named = _ZIP_SUFFIXES.get(source.suffix, "archive")
    return named if named == "docx" or not _is_whole_archive(source.data) else "archive"


def _is_whole_archive(data: bytes) -> bool:
    """Whether a zip has its end and no part that only an Office document has: files put together."""
    return _ZIP_END in data[-_ZIP_END_REACH:] and not any(mark.encode() in data for mark in _PACKAGE_MARKS)


def _ole_kind(source: SourceFile) -> str:
    """Old Office files name their streams in UTF-16."""
    if _wide("EncryptedPackage") in source.data:
        raise Encrypted(
            f"{source.name}: the document is protected by a password; remove it in Word and save again",
            message_vi=f"{source.name}: tài liệu có mật khẩu; hãy gỡ mật khẩu trong Word rồi lưu lại",
        )
    if _wide("WordDocument") in source.data:
        return "doc"
    if _wide("Workbook") in source.data or _wide("Book") in source.data:
        return "xls"
    return "ole"


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _by_content(source: SourceFile) -> str:
    named = SUFFIXES.get(source.suffix)
    data = source.data.replace(b"\0", b"") if b"\0" in source.data[:_HEAD] else source.data
    kind = _text_kind(source, data, named)
    if named not in _STRICT or is_web_archive(data):
        return kind
    sample = sample_of(source.data)
    is_export = named in _OFFICE and kind in {"html", "text"}
    if is_export and is_page(sample):
        return "html"
    if not is_prose(sample) and not (is_export and is_tabbed(sample)):
        raise DamagedFile(
            f"{source.name}: the content is no {named} and no other document, perhaps an error page of the "
            "server or a broken download; download it again",
            message_vi=f"{source.name}: nội dung không phải {_kind_vi(named)}, có thể là trang báo lỗi "
            "hoặc tệp tải hỏng; hãy tải lại",
        )
    return kind


def _text_kind(source: SourceFile, data: bytes, named: str | None) -> str:
    head = data[:_HEAD]
    if named != "html" and _MAIL.search(head):
        return "email"
    if _HTML_START.search(head) or is_web_archive(data):
        return "html"
    if named == "html" and _TAG.search(data):
        return "html"
    if named not in {"text", "md"} and head.lstrip()[:1] in {b"{", b"["} and _is_json(data):
        return "json"
    if head.lstrip().startswith(b"<?xml"):
        return "xml"
    return "md" if named == "md" else "text"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
