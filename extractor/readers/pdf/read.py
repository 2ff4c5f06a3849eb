"""Digital PDF → Document: words and rules a page, tables, furniture over all pages, text in reading order."""

from typing import TYPE_CHECKING, Any

from extractor.model.document import Document
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.encoding import legacy_font_issues
from extractor.readers.ocr.labels import relabelled
from extractor.readers.ocr.page import Recogniser
from extractor.readers.pace import allow_pages
from extractor.readers.page.document import compose
from extractor.readers.pdf import substitutes
from extractor.readers.pdf.hazards import check
from extractor.readers.pdf.issues import file_issues, page_issues
from extractor.readers.pdf.page import PageRead, PageReader
from extractor.readers.pdf.signatures import signatures
from extractor.readers.pdf.source import is_rebuilt, nothing_whole, open_pdf

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config

MEDIA_TYPE = "application/pdf"


def warm_up() -> None:
    """Has pdfium look for the fonts of the system: 50 ms that no process forked from this one pays again."""
    substitutes.reset()


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
    hazards = check(source, config.limits)
    with (
        open_pdf(source, config.limits) as document,
        Recogniser(config.ocr.tessdata or None, config.limits.page_intersections) as recogniser,
    ):
        pages = PageReader(document, config, recogniser)
        issues, signed = list(file_issues(document)), signatures(document)
        found = _pages(document, pages, config, issues)
        is_doubtful = is_rebuilt(document) or not hazards.names_page
    if is_doubtful and not any(read.objects for read in found):
        raise nothing_whole(source.name)
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
        signatures=signed,
        issues=(
            *issues,
            *page_issues(found, composer.pages, pages),
            *legacy_font_issues(composer.text),
        ),
    )


def _pages(document: Any, reader: PageReader, config: "Config", issues: list[Issue]) -> list[PageRead]:
    """All pages up to the limit on characters, which ``issues`` then name."""
    found: list[PageRead] = []
    total = 0
    count, limit = _page_count(document), config.limits.pages
    if count > limit:
        message = (
            f"chỉ đọc {limit} trong {count} trang (nâng limits.pages trong kehoach.toml) / "
            f"only {limit} of {count} pages read: limits.pages"
        )
        issues.append(Issue(code="truncated", message=message))
    allow_pages(min(count, limit))
    for index in range(min(count, limit)):
        page = reader.read(index)
        total += page.characters
        if total > config.limits.text_characters:
            message = f"dừng trước trang {index + 1}: quá nhiều ký tự / too many characters"
            issues.append(Issue(code="truncated", message=message))
            break
        found.append(page)
    return found


def _page_count(document: Any) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDF_GetPageCount(document))
