"""Opening a PDF and its pages: limits, errors in our words, handles closed in any case."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.errors import DamagedFile, Encrypted, ReadError, ResourceLimit
from extractor.model.source import SourceFile
from extractor.readers.pdf import substitutes
from extractor.readers.pdf.mend import mended
from extractor.readers.pdf.overlay import Overlay, lay_down, look_at, text_objects

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Limits

_FAR = 10
"""Times ``limits.pages`` that a PDF may have: the first are read; beyond, nobody made it to be read."""
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


@contextmanager
def open_pdf(source: SourceFile, limits: "Limits") -> Iterator[Any]:
    """The raw document handle of ``source``.

    Raises:
        Encrypted: a password is needed.
        DamagedFile: not a PDF, cut off, or without any page.
        ResourceLimit: larger than ``limits`` allow (codes ``too_large``, ``too_many_pages``).
    """
    if len(source.data) > limits.file_bytes:
        raise ResourceLimit(
            f"{source.name}: larger than {limits.file_bytes} bytes; split it or raise limits.file_bytes",
            message_vi=f"{source.name}: quá {limits.file_bytes} byte; hãy tách nhỏ hoặc tăng giới hạn",
            code="too_large",
        )
    document = _opened(source)
    try:
        _check_pages(source.name, pdfium.FPDF_GetPageCount(document.raw), limits.pages)
        substitutes.reset()
        yield document.raw
    finally:
        document.close()


def _opened(source: SourceFile) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        refused = _read_error(source.name, getattr(error, "err_code", None))
    whole = mended(source.data) if isinstance(refused, DamagedFile) else None
    if whole is None:
        raise refused
    try:
        return pypdfium2.PdfDocument(whole)
    except pypdfium2.PdfiumError:
        raise refused from None


class Handles(NamedTuple):
    """A loaded page, its text, and what its annotations hold."""

    page: Any
    text_page: Any
    overlay: Overlay


@contextmanager
def open_page(document: Any, index: int) -> Iterator[Handles | None]:
    """Page ``index`` (from 0), looks of annotations laid into it; None where the page is damaged."""
    page, overlay = _load(document, index)
    text_page = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield Handles(page, text_page, overlay) if text_page else None
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        if page:
            pdfium.FPDF_ClosePage(page)


def count_objects(page: Any) -> int:
    """Texts, pictures, drawings and forms on a loaded page."""
    return int(pdfium.FPDFPage_CountObjects(page))


def _load(document: Any, index: int) -> tuple[Any, Overlay]:
    page = pdfium.FPDF_LoadPage(document, index)
    overlay = look_at(page) if page else Overlay()
    if not overlay.boxes:
        return page, overlay
    own = pdfium.FPDFPage_CountObjects(page)
    laid = lay_down(page)
    pdfium.FPDF_ClosePage(page)
    page = pdfium.FPDF_LoadPage(document, index)
    if page and laid:
        overlay.objects = text_objects(page, own)
    return page, overlay


def is_rebuilt(document: Any) -> bool:
    """Whether the cross-reference table had to be rebuilt: the file is cut off or was damaged on its way."""
    return not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document)


def _read_error(name: str, code: int | None) -> ReadError:
    if code in _PASSWORD:
        return Encrypted(
            f"{name}: the PDF asks for a password; save a copy without one and read that",
            message_vi=f"{name}: PDF có mật khẩu; hãy lưu một bản không mật khẩu rồi đọc lại",
        )
    return DamagedFile(
        f"{name}: not a readable PDF (cut off or damaged); download or export it again",
        message_vi=f"{name}: không phải PDF đọc được (bị cắt hoặc hỏng); hãy tải hoặc xuất lại tệp",
    )


def nothing_whole(name: str) -> DamagedFile:
    """The error of a PDF that opens, but none of whose pages is whole."""
    return DamagedFile(
        f"{name}: no page of the PDF is whole; download or export it again",
        message_vi=f"{name}: không trang nào của PDF còn nguyên; hãy tải hoặc xuất lại tệp",
    )


def _check_pages(name: str, pages: int, limit: int) -> None:
    if pages < 1:
        raise DamagedFile(
            f"{name}: the PDF has no page; download or export it again",
            message_vi=f"{name}: PDF không có trang nào; hãy tải hoặc xuất lại tệp",
        )
    if pages > _FAR * limit:
        raise ResourceLimit(
            f"{name}: {pages} pages, far more than {limit}; raise limits.pages or split the file",
            message_vi=f"{name}: {pages} trang, vượt xa {limit}; hãy tách tệp hoặc nâng limits.pages "
            "trong kehoach.toml",
            code="too_many_pages",
        )
