"""A page as a picture, with the lines on it: what the command ``debug`` draws on."""

from typing import Any, NamedTuple

from extractor.readers.page.words import Box, Place


class PagePicture(NamedTuple):
    """A page as it was read: turned upright, a scan that leans left leaning."""

    pixels: Any
    """Rows × columns × 3 (red, green, blue)."""
    lines: list[Box]
    """Ruling lines: their two ends in points of the picture."""
    place: Place | None = None
    """From the page held straight, where cells lie, to the picture; None where it did not lean."""
