"""What is shown to the engine: a page without its lines, where its ink lies, and places on it."""

from typing import NamedTuple

from extractor.readers.ocr.engine import Rectangle
from extractor.readers.ocr.pixels import Picture
from extractor.readers.page.words import Box

POINTS = 72
"""Points of an inch."""
_LEAST_INK = 0.0003
"""Square inches of ink from which something is written."""
_MARGIN = 0.04
"""Inches of paper left around what is shown to the engine."""
_ONE_LINE = 0.26
"""Inches up to which ink is one line of print."""


class Sheet(NamedTuple):
    """The page in grey without lines, its ink (255, else 0), pixels an inch."""

    grey: Picture
    ink: Picture
    dpi: int

    def pixels(self, box: Box) -> Rectangle:
        """A box of points in whole pixels inside the page."""
        scale = self.dpi / POINTS
        height, width = self.grey.shape
        x0, top, x1, bottom = (round(edge * scale) for edge in box)
        return max(x0, 0), max(top, 0), min(x1, width), min(bottom, height)

    def ink_box(self, box: Rectangle) -> Rectangle | None:
        """The hull of the ink in ``box``; None where nothing is written."""
        import cv2
        import numpy as np

        x0, top, x1, bottom = box
        ink = self.ink[top:bottom, x0:x1]
        if np.count_nonzero(ink) < _LEAST_INK * self.dpi**2:
            return None
        left, above, wide, high = cv2.boundingRect(ink)
        return x0 + left, top + above, x0 + left + wide, top + above + high

    def with_margin(self, ink: Rectangle, box: Rectangle) -> Rectangle:
        """``ink`` with paper around it, inside ``box``."""
        margin = round(_MARGIN * self.dpi)
        return (
            max(ink[0] - margin, box[0]),
            max(ink[1] - margin, box[1]),
            min(ink[2] + margin, box[2]),
            min(ink[3] + margin, box[3]),
        )

    def is_one_line(self, ink: Rectangle) -> bool:
        """Whether ink is not higher than a line of print."""
        return ink[3] - ink[1] <= _ONE_LINE * self.dpi

    def without(self, boxes: list[Box]) -> "Sheet":
        """The sheet with ``boxes`` (page points) painted over."""
        grey, ink = self.grey.copy(), self.ink.copy()
        for box in boxes:
            x0, top, x1, bottom = self.pixels(box)
            grey[top:bottom, x0:x1] = 255
            ink[top:bottom, x0:x1] = 0
        return self._replace(grey=grey, ink=ink)
