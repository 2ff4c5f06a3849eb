"""What was odd in a PDF, each with its page: nothing on a page is left out without a word."""

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from extractor.model import types as t
from extractor.model.document import Page
from extractor.model.records import Issue, Provenance, Span
from extractor.readers.encoding import converted_message
from extractor.readers.ocr.report import recognition_issues
from extractor.readers.pdf.page import PageRead, PageReader
from extractor.readers.pdf.source import is_rebuilt

_RULE = "pdf.page"
_NO_TEXT = (
    "không trang nào có chữ đọc được, nhận dạng chữ cũng không thấy chữ: trang trắng, nội dung PDF hỏng hay "
    "bản quét quá mờ; hãy mở tệp xem, tải lại hoặc quét lại rõ hơn / no page holds text that can be read, "
    "and recognition found none: blank pages, damaged content or a faint scan; look at the file, download it "
    "again or scan it again more clearly"
)
_NOT_RECOGNISED = (
    "không trang nào có lớp chữ, nhận dạng chữ đang tắt; nếu là bản quét, hãy bật ([ocr] pages trong "
    "kehoach.toml) / no page has a text layer and recognition is turned off; if it is a scan, turn it on "
    "([ocr] pages in kehoach.toml)"
)
_RAISE = {
    name: f" (nâng limits.{name} trong kehoach.toml)"
    for name in ("page_characters", "page_rules", "page_intersections")
}
_COUNTED: dict[t.IssueCode, tuple[str, str]] = {
    "unmapped_characters": (
        "unmapped",
        "ký tự không rõ mã Unicode / characters without a sure Unicode value",
    ),
    "replacement_characters": ("replaced", "ký tự thay thế / replacement characters (U+FFFD)"),
    "hidden_text": ("hidden", "từ không hiện trên trang / words that do not show on the page"),
    "annotation_read": (
        "annotated",
        "từ đọc trong khung chữ, dấu, ô nhập đặt trên trang / words read in stamps and form fields",
    ),
    "comment_unread": ("comments", "nhận xét, ghi chú không đọc / comments not read"),
    "embedded_unread": ("embedded", "tệp, âm thanh, phim đính trên trang không đọc / attachments not read"),
}


def page_issues(found: Sequence[PageRead], pages: Sequence[Page], reader: PageReader) -> Iterator[Issue]:
    """The issues of all pages.

    Args:
        found, pages: the pages as read and as composed, one for one.
    """
    if found and all(page.read_by == "none" for page in pages):
        yield Issue(code="no_text_layer", message=_NO_TEXT if reader.recognises else _NOT_RECOGNISED)
    else:
        yield from recognition_issues(pages)
        if reader.missing is not None:
            yield Issue(code="page_without_text", message=f"{reader.missing.message_vi} / {reader.missing}")
    for encoding in sorted(reader.converted):
        yield Issue(code="legacy_font_converted", message=converted_message(encoding))
    for code, (name, _) in _COUNTED.items():
        for read, page in zip(found, pages, strict=True):
            if count := getattr(read, name):
                message = f"trang {page.number}: {count} {_COUNTED[code][1]}"
                yield Issue(code=code, message=message, provenance=place_of(page))
    for read, page in zip(found, pages, strict=True):
        for name in read.limits:
            message = (
                f"trang {page.number}: quá nhiều, bỏ phần còn lại{_RAISE.get(name, '')} / "
                f"page {page.number}: too much, rest not read: {name.replace('_', ' ')}"
            )
            yield Issue(code="limit_reached", message=message, provenance=place_of(page))


def place_of(page: Page) -> Provenance | None:
    """A page as the place of what is said of all of it; None for a page without text."""
    if page.start >= page.end:
        return None
    span = Span(start=page.start, end=page.end, page=page.number)
    return Provenance(start=page.start, end=page.end, spans=(span,), rule=_RULE)


def file_issues(document: Any) -> Iterator[Issue]:
    """What is odd about a loaded document as a file: damage, files attached to it."""
    if is_rebuilt(document):
        yield Issue(
            code="truncated", message="tệp bị cụt hoặc hỏng, chỉ đọc phần còn lại / cut off or damaged"
        )
    attached = pdfium.FPDFDoc_GetAttachmentCount(document)
    if attached > 0:
        message = f"{attached} tệp đính kèm trong PDF không đọc; hãy lưu ra rồi đưa chính các tệp đó / "
        yield Issue(
            code="embedded_unread",
            message=message + "files attached to the PDF not read; save them and give those files",
        )
