"""A page with what was read on it drawn over: words, ruling lines, cells, rows, sections, citations."""

import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from extractor.extras import missing
from extractor.readers.page.picture import PagePicture
from extractor.readers.page.words import Box
from extractor.report.page_marks import LAYERS, Mark, PageMarks

Color = tuple[int, int, int]

COLORS: dict[str, Color] = {
    "words": (120, 144, 180),
    "rules": (214, 0, 147),
    "cells": (0, 140, 60),
    "rows": (255, 128, 0),
    "sections": (20, 70, 230),
    "citations": (200, 20, 20),
}
"""Colour of each layer; rows change between two tints of theirs, so that neighbours are told apart."""
ROW_TINTS = ((255, 128, 0), (150, 90, 200))
_WASH = 46
"""Opacity of the ground of a row, of 255."""
_WIDTHS = {"words": 1, "rules": 2, "cells": 1, "rows": 3, "sections": 2, "citations": 2}
_LETTERS = 7.0
"""Points of the letters of labels and legend."""
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc")


class _Pen(NamedTuple):
    """Where to draw: the picture, pixels a point, the font, and whether it has the letters of Vietnamese."""

    draw: Any
    scale: float
    font: Any
    plain: Callable[[str], str]

    def box(self, box: Box) -> tuple[float, ...]:
        """A box of points in pixels."""
        x0, top, x1, bottom = (round(edge * self.scale) for edge in box)
        return x0, top, max(x1, x0), max(bottom, top)

    def text(self, x: float, top: float, text: str, color: Color) -> None:
        """Words on white at a place in pixels, kept on the page."""
        words = self.plain(text)
        left, above, right, below = self.draw.textbbox((0, 0), words, font=self.font)
        x = min(max(x, 0), max(self.draw.im.size[0] - right - 4, 0))
        top = max(top, 0)
        ground = x, top, x + right - left + 3, top + below - above + 3
        self.draw.rectangle(ground, fill=(255, 255, 255, 150))
        self.draw.text((x + 2 - left, top + 2 - above), words, font=self.font, fill=color)


def drawn_page(picture: PagePicture, marks: PageMarks, scale: float, legend: Sequence[str]) -> bytes:
    """The page as PNG, as large as ``picture``.

    Args:
        picture: the page as it was read.
        marks: what to draw; boxes in points.
        scale: pixels a point.
        legend: the name of each layer of ``LAYERS`` in the language of the reader.

    Raises:
        MissingTool: Pillow is not installed.
    """
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        raise missing(
            "ocr", "drawing a page needs the parts for pictures", "vẽ trang cần phần xử lý ảnh"
        ) from None
    image = Image.fromarray(picture.pixels)
    font, plain = _font(max(round(_LETTERS * scale), 9))
    pen = _Pen(ImageDraw.Draw(image, "RGBA"), scale, font, plain)
    for layer in ("rows", "cells", "rules", "words", "sections", "citations"):
        for at, mark in enumerate(marks.of(layer)):
            _mark(pen, layer, mark, at)
    for layer in ("cells", "sections", "citations", "rows"):
        for at, mark in enumerate(marks.of(layer)):
            _label(pen, layer, mark, at)
    shown = [(layer, name) for layer, name in zip(LAYERS, legend, strict=True) if layer in marks.layers]
    _legend(pen, image.size, marks.words, shown)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _color(layer: str, at: int) -> Color:
    return ROW_TINTS[at % 2] if layer == "rows" else COLORS[layer]


def _mark(pen: _Pen, layer: str, mark: Mark, at: int) -> None:
    color, width = _color(layer, at), max(round(_WIDTHS[layer] * pen.scale / 2), 1)
    for corners in mark.shapes:
        points = [(round(x * pen.scale), round(y * pen.scale)) for x, y in corners]
        if len(points) == 2:
            pen.draw.line(points, fill=color, width=width)
            continue
        if layer == "rows":
            pen.draw.polygon(points, fill=(*color, _WASH))
        pen.draw.line([*points, points[0]], fill=color, width=width)


def _label(pen: _Pen, layer: str, mark: Mark, at: int) -> None:
    if not mark.label or not mark.shapes:
        return
    x, y = mark.shapes[0][0]
    left, top = x * pen.scale, y * pen.scale
    if layer in ("sections", "citations"):
        top -= (_LETTERS + 2) * pen.scale
    elif layer == "rows":
        left = 2 * pen.scale
    pen.text(left, top, mark.label, _color(layer, at))


def _legend(
    pen: _Pen, size: tuple[int, int], words: Sequence[Mark], shown: Sequence[tuple[str, str]]
) -> None:
    """One line over the margin that holds fewer words, the upper one or the lower one."""
    height = (_LETTERS + 8) * pen.scale
    foot = size[1] - height
    ys = [mark.shapes[0][0][1] * pen.scale for mark in words]
    is_above = sum(y < height for y in ys) < sum(y > foot - height / 2 for y in ys)
    top = 0.0 if is_above else foot
    pen.draw.rectangle((0, top, size[0], top + height), fill=(255, 255, 255, 235))
    x = 4 * pen.scale
    side = _LETTERS * pen.scale
    for layer, name in shown:
        pen.draw.rectangle((x, top + height / 4, x + side, top + height / 4 + side), fill=COLORS[layer])
        text = pen.plain(name)
        pen.draw.text((x + side * 1.5, top + height / 5), text, font=pen.font, fill=(0, 0, 0))
        x += side * 1.5 + pen.draw.textlength(text, font=pen.font) + 10 * pen.scale


def _font(size: int) -> tuple[Any, Callable[[str], str]]:
    """A font of the system with Vietnamese letters; else the one Pillow brings, and texts without marks."""
    from PIL import ImageFont

    from extractor.text.normalize import strip_marks

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size), str
        except OSError:
            continue
    return ImageFont.load_default(size), lambda text: strip_marks(text).encode("ascii", "replace").decode()
