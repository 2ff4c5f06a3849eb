"""Digital PDF → Document: words and rules a page, tables, furniture over all pages, text in reading order."""

from typing import TYPE_CHECKING, Any

from extractor.model.document import Document, Page
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.encoding import converted_message, legacy_font_issues
from extractor.readers.ocr.labels import relabelled
from extractor.readers.ocr.page import Recogniser
from extractor.readers.ocr.report import recognition_issues
from extractor.readers.page.document import compose
from extractor.readers.pdf.page import PageRead, PageReader
from extractor.readers.pdf.source import is_rebuilt, open_pdf

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config

MEDIA_TYPE = "application/pdf"


def read(source: SourceFile, config: "Config") -> Document:
    """The document in a digital PDF.

    Args:
        source: the file; never changed.
        config: its ``limits`` bound file size, pages, and what one page may hold.

    Returns:
        Text in reading order, one line block a printed line, one grid a table and page, boxes in points
        from the top left corner. A page without text is read by ``none``.

    Raises:
        Encrypted, DamagedFile, ResourceLimit: see ``source.open_pdf``.
    """
    found: list[PageRead] = []
    issues: list[Issue] = []
    total = 0
    with (
        open_pdf(source, config.limits) as document,
        Recogniser(config.ocr.tessdata or None, config.limits.page_intersections) as recogniser,
    ):
        if is_rebuilt(document):
            issues.append(
                Issue(
                    code="truncated",
                    message="tệp bị cụt hoặc hỏng, chỉ đọc phần còn lại / cut off or damaged",
                )
            )
        pages = PageReader(document, config, recogniser)
        for index in range(_page_count(document)):
            page = pages.read(index)
            total += page.characters
            if total > config.limits.text_characters:
                issues.append(
                    Issue(
                        code="truncated",
                        message=f"dừng trước trang {index + 1}: quá nhiều ký tự / too many characters",
                    )
                )
                break
            found.append(page)
    composer = compose(relabelled([read.page for read in found]))
    if pages.missing and all(page.read_by == "none" for page in composer.pages):
        raise pages.missing
    return Document(
        name=source.name,
        sha256=source.sha256,
        size=len(source.data),
        media_type=MEDIA_TYPE,
        reader="pdf",
        text=composer.text,
        pages=tuple(composer.pages),
        blocks=tuple(composer.blocks),
        grids=tuple(composer.grids),
        issues=(*issues, *_issues(found, composer.pages, pages), *legacy_font_issues(composer.text)),
    )


def _page_count(document: Any) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDF_GetPageCount(document))


def _issues(found: list[PageRead], pages: list[Page], reader: PageReader) -> list[Issue]:
    """What was odd, a page without text or a limit each on its own, characters summed over the document."""
    if found and all(page.read_by == "none" for page in pages):
        return [Issue(code="no_text_layer", message=_SCAN)]
    issues = recognition_issues(pages)
    if reader.missing is not None:
        message = f"{reader.missing.message_vi} / {reader.missing}"
        issues.append(Issue(code="page_without_text", message=message))
    issues.extend(
        Issue(code="legacy_font_converted", message=converted_message(encoding))
        for encoding in sorted(reader.converted)
    )
    for code, count in (
        ("unmapped_characters", sum(page.unmapped for page in found)),
        ("replacement_characters", sum(page.replaced for page in found)),
        ("hidden_text", sum(page.hidden for page in found)),
    ):
        if count:
            issues.append(Issue(code=code, message=f"{count} {_COUNTED[code]}"))
    for at, page in enumerate(found):
        issues.extend(
            Issue(
                code="limit_reached",
                message=f"trang {at + 1}: quá limits.{name}, bỏ phần còn lại / rest not read",
            )
            for name in page.limits
        )
    return issues


_SCAN = (
    "không trang nào có chữ đọc được; nếu là bản quét, hãy bật nhận dạng chữ ([ocr] pages trong "
    "kehoach.toml) hay quét lại rõ hơn / no page holds text that can be read; if it is a scan, turn "
    "recognition on ([ocr] pages in kehoach.toml) or scan it again more clearly"
)
_COUNTED = {
    "unmapped_characters": "ký tự không rõ mã Unicode / characters without a sure Unicode value",
    "replacement_characters": "ký tự thay thế / replacement characters (U+FFFD)",
    "hidden_text": "từ không hiện trên trang / words that do not show on the page",
}
