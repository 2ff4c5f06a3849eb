"""A page of a PDF as a picture with its ruling lines, as the reader met it."""

from typing import TYPE_CHECKING, Any

from extractor.errors import DamagedFile
from extractor.model.document import Page
from extractor.model.source import SourceFile
from extractor.readers.ocr.shown import scanned_lines
from extractor.readers.page.picture import PagePicture
from extractor.readers.pdf.frame import Frame, page_frame
from extractor.readers.pdf.ruling import read_rules
from extractor.readers.pdf.scan import drawn, pictures_of, render
from extractor.readers.pdf.source import open_page, open_pdf

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config

_POINTS = 72


def picture(source: SourceFile, config: "Config", page: Page, scale: float) -> PagePicture:
    """``page`` of the document in ``source``.

    Args:
        source: the file ``page`` was read from.
        config: its ``limits`` bound rules and pixels.
        page: the page as read.
        scale: pixels a point.

    Raises:
        DamagedFile: the page cannot be loaded.
    """
    with open_pdf(source, config.limits) as document, open_page(document, page.number - 1) as handles:
        if handles is None or not page.width or not page.height:
            raise DamagedFile(
                f"{source.name}: page {page.number} is damaged; download or export the file again",
                message_vi=f"{source.name}: trang {page.number} bị hỏng; hãy tải hoặc xuất lại tệp",
            )
        frame = page_frame(handles[0], handles[1])
        shown = frame._replace(width=page.width, height=page.height, turned=page.turned)
        pixels = drawn(handles[0], shown, scale * _POINTS)
        if page.read_by == "ocr":
            seen = _as_scanned(handles[0], frame, shown, config.limits.image_pixels)
            return PagePicture(pixels, *seen)
        rules = read_rules(handles[0], frame, config.limits.page_rules).rules
        return PagePicture(pixels, [rule.ends for rule in rules])


def _as_scanned(page: Any, frame: Frame, shown: Frame, limit: int) -> Any:
    image, dpi = render(page, shown, pictures_of(page, frame), limit)
    return scanned_lines(image, dpi)
