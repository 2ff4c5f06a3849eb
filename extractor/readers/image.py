"""Pictures of pages (PNG, JPEG, TIFF …) → Document: every frame is a page, all of it recognised."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.errors import DamagedFile, ResourceLimit
from extractor.extras import missing
from extractor.model.document import Document, Page
from extractor.model.records import Issue
from extractor.model.source import SourceFile
from extractor.readers.encoding import character_issues
from extractor.readers.ocr.labels import relabelled
from extractor.readers.ocr.orientation import turned_by
from extractor.readers.ocr.page import Recogniser
from extractor.readers.ocr.report import recognition_issues
from extractor.readers.ocr.shown import scanned_lines
from extractor.readers.page.document import FoundPage, compose
from extractor.readers.page.picture import PagePicture
from extractor.text.numerals import grouped

if TYPE_CHECKING:  # config stands above readers; only its shape is needed here
    from extractor.config import Config

_LONGER_SIDE = 11.69
"""Inches of the longer side of A4: the size of a page whose picture does not tell its resolution."""
_LEAST_DPI, _MOST_DPI = 72, 1200
"""Resolutions a picture may state and be believed: screens and photographs state 72 whatever they show."""

_GREY = frozenset({"1", "L"})
"""Modes of frames without colour."""
_DEEP = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
"""Modes of grey frames with more than eight bits a pixel."""


def read(source: SourceFile, config: "Config") -> Document:
    """The document on the pages of a picture file.

    Args:
        source: the file; never changed.
        config: ``limits.image_pixels`` bounds each page, ``limits.pages`` their number.

    Returns:
        Recognised text with grids; boxes in points from the top left corner of the page held upright.

    Raises:
        MissingTool: the parts for recognition are not installed.
        DamagedFile: not a picture, or cut off.
        ResourceLimit: too many pixels or pages.
    """
    found: list[FoundPage] = []
    issues: list[Issue] = []
    media = "image/png"
    with Recogniser(config.ocr.tessdata or None, config.limits.page_intersections) as recogniser:
        for picture, dpi, kind in _pages(source, config):
            media = f"image/{kind.lower()}"
            seen = recogniser.read(picture, dpi)
            found.append(seen.page)
            if seen.cut:
                message = (
                    f"trang {len(found)}: quá nhiều đường kẻ (nâng limits.page_intersections trong "
                    "kehoach.toml) / too many ruling lines"
                )
                issues.append(Issue(code="limit_reached", message=message))
    composer = compose(relabelled(found))
    return Document(
        name=source.name,
        sha256=source.sha256,
        size=len(source.data),
        media_type=media,
        reader="image",
        text=composer.text,
        pages=tuple(composer.pages),
        blocks=tuple(composer.blocks),
        grids=tuple(composer.grids),
        issues=(*issues, *recognition_issues(composer.pages), *character_issues(composer.text)),
    )


def picture(source: SourceFile, config: "Config", page: Page, scale: float) -> PagePicture:
    """``page`` of the document in ``source``, turned upright; arguments as ``pdf.picture.picture``."""
    import numpy as np
    from PIL import Image

    pixels, dpi, _ = next(islice(_pages(source, config), page.number - 1, None))
    pixels = turned_by(pixels, page.turned)
    size = max(round((page.width or 0) * scale), 1), max(round((page.height or 0) * scale), 1)
    shown = np.asarray(Image.fromarray(pixels).convert("RGB").resize(size))
    return PagePicture(shown, *scanned_lines(pixels, dpi))


def _pages(source: SourceFile, config: "Config") -> Iterator[tuple[Any, float, str]]:
    """Each frame as an array, its pixels an inch, and the format's name.

    Grey and black-and-white frames are rows × columns, all others rows × columns × 3.
    """
    try:
        from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
    except ImportError:
        raise missing(
            "ocr",
            f"{source.name}: a picture needs the parts for text recognition",
            f"{source.name}: ảnh cần phần nhận dạng chữ",
        ) from None
    import numpy as np

    try:
        with Image.open(io.BytesIO(source.data)) as file:
            for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                _check(source, config, frame.width * frame.height, number)
                page = _on_paper(ImageOps.exif_transpose(frame))
                yield (
                    np.asarray(page),
                    _dpi(page.width, page.height, frame.info.get("dpi")),
                    file.format or "PNG",
                )
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise DamagedFile(
            f"{source.name}: not a readable picture (cut off or damaged); scan or download it again",
            message_vi=f"{source.name}: không phải ảnh đọc được (bị cắt hoặc hỏng); hãy quét hoặc tải lại",
        ) from error


def _on_paper(frame: Any) -> Any:
    """A frame in grey (mode L) or in colour (RGB), eight bits a pixel, what is transparent in it white."""
    from PIL import Image

    if frame.has_transparency_data:
        frame = frame.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB")
    if frame.mode in _DEEP:
        return _eight_bits(frame)
    mode = "L" if frame.mode in _GREY else "RGB"
    return frame if frame.mode == mode else frame.convert(mode)


def _eight_bits(frame: Any) -> Any:
    """A grey frame of more bits, its brightest pixel white: conversion alone makes white of all above 255."""
    import numpy as np
    from PIL import Image

    deep = np.nan_to_num(np.asarray(frame, dtype=np.float32))
    white = max(float(deep.max(initial=0)), 255.0)
    return Image.fromarray(np.clip(deep * (255 / white), 0, 255).astype(np.uint8))


def _check(source: SourceFile, config: "Config", pixels: int, number: int) -> None:
    limit = config.limits.image_pixels
    if pixels > limit:
        raise ResourceLimit(
            f"{source.name}: page {number} has {pixels:,} pixels, more than {limit:,}; scan at 300 dpi or "
            "raise limits.image_pixels",
            message_vi=f"{source.name}: trang {number} có {grouped(pixels)} điểm ảnh, vượt {grouped(limit)}; "
            "hãy quét ở 300 dpi hoặc nâng limits.image_pixels trong kehoach.toml",
            code="too_large",
        )
    if number > config.limits.pages:
        raise ResourceLimit(
            f"{source.name}: more than {config.limits.pages} pages; raise limits.pages or split the file",
            message_vi=f"{source.name}: quá {config.limits.pages} trang; hãy tách tệp hoặc nâng limits.pages "
            "trong kehoach.toml",
            code="too_many_pages",
        )


def _dpi(width: int, height: int, stated: Any) -> float:
    """The resolution the file states, where the page then has a size of paper; else that of an A4 page."""
    longer = max(width, height)
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError):
        dpi = 0.0
    if _LEAST_DPI < dpi <= _MOST_DPI and _LONGER_SIDE / 2 <= longer / dpi <= _LONGER_SIDE * 2:
        return dpi
    return longer / _LONGER_SIDE
