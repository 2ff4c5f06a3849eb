"""The ruling lines of a scanned page, and where they lie on the page as scanned."""

from typing import NamedTuple

from extractor.readers.ocr.picture import Prepared, prepare
from extractor.readers.ocr.pixels import Picture
from extractor.readers.ocr.ruling import find_rules
from extractor.readers.ocr.sheet import POINTS
from extractor.readers.page.words import Box, Place


class ScannedLines(NamedTuple):
    """The two ends of each line in points of the page as scanned, and the way there."""

    lines: list[Box]
    place: Place | None


def scanned_lines(picture: Picture, dpi: float) -> ScannedLines:
    """The lines of a page that stands upright.

    Args:
        picture: grey or coloured page.
        dpi: pixels an inch.
    """
    ready = prepare(picture, dpi)
    place = placing(ready)
    lines = [rule.ends for rule in find_rules(ready.ink, ready.dpi).rules]
    return ScannedLines([moved(place, line) for line in lines] if place else lines, place)


def moved(place: Place, ends: Box) -> Box:
    """Two points (x, y, x, y) by ``place``, each on its own."""
    return (*place(ends[:2] * 2)[:2], *place(ends[2:] * 2)[2:])


def placing(ready: Prepared) -> Place | None:
    """From points of the page held straight to those of the page as scanned; None where it does not lean."""
    if not ready.turn.is_needed:
        return None
    scale = POINTS / ready.dpi

    def place(box: Box) -> Box:
        x0, top, x1, bottom = ready.turn.back(tuple(edge / scale for edge in box))  # type: ignore[arg-type]
        return x0 * scale, top * scale, x1 * scale, bottom * scale

    return place
