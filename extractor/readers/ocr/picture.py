"""A picture of a page made ready for recognition: grey, evenly lit, without stamps, upright and straight.

Every step is taken only where measurement asks for it: what is done to a clean page spoils it.
"""

import math
from typing import NamedTuple

from extractor.readers.ocr.colour import without_colour
from extractor.readers.ocr.pixels import Picture, resized
from extractor.readers.ocr.skew import Turn, skew, turned

LEAST_DPI = 180
"""Resolution below which a picture is enlarged: letters of 13 pt are then 33 pixels high."""
MOST_DPI = 300
_GOAL_DPI = 200
_ENLARGED_DPI = 300
"""Resolution that too small a picture is brought to."""
_DIM = 170
"""Median brightness of the paper below which a page is lit unevenly or dark."""
_UNEVEN = 40
"""Difference in brightness of the paper between the parts of an unevenly lit page."""
_SPECK = 4
"""Pixels of a speck at 200 dpi: the dot of an i has nine."""
_REACH = 13
"""Pixels at 200 dpi around ink that are left as they are: faint strokes and marks of letters lie there."""
_FAINT, _FRESH = 70, 60
"""Median brightness of ink above which print is faint, and the one it is brought to."""
_STRONGEST = 2.4
"""Power of the curve that darkens the faintest print."""


class Prepared(NamedTuple):
    """A page ready for recognition, and the way back from its pixels to the page as scanned."""

    grey: Picture
    ink: Picture
    """255 where there is ink, else 0."""
    dpi: float
    turn: Turn
    cleaned: bool
    """Whether coloured stamps or marks were taken out."""


def prepare(picture: Picture, dpi: float) -> Prepared:
    """Makes a picture ready.

    Args:
        picture: grey or coloured page as scanned.
        dpi: pixels an inch of the picture.
    """
    grey, cleaned = without_colour(picture) if picture.ndim == 3 else (picture, False)
    grey, dpi = _scaled(_lit(grey), dpi)
    ink = _ink(grey)
    turn = skew(ink)
    if turn.is_needed:
        grey = turned(grey, turn)
        ink = _ink(grey)
    grey, ink = _quiet(_strong(grey, ink), ink, dpi)
    return Prepared(grey, ink, dpi, turn, cleaned)


def _scaled(grey: Picture, dpi: float) -> tuple[Picture, float]:
    import cv2

    if LEAST_DPI <= dpi <= MOST_DPI:
        return grey, dpi
    factor = _ENLARGED_DPI / dpi if dpi < LEAST_DPI else MOST_DPI / dpi
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return resized(grey, factor, how), dpi * factor


def _lit(grey: Picture) -> Picture:
    """The page on white paper: shadows and dark paper taken off where there are some."""
    import cv2
    import numpy as np

    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((5, 5), np.uint8))
    if np.median(paper) >= _DIM and int(paper.max()) - int(np.percentile(paper, 5)) <= _UNEVEN:
        return grey
    step = max(min(grey.shape) // 40, 3) | 1
    light = cv2.medianBlur(cv2.dilate(grey, np.ones((step, step), np.uint8)), min(step, 255) | 1)
    return np.asarray(cv2.divide(grey, light, scale=255), dtype=np.uint8)


def _ink(grey: Picture) -> Picture:
    import cv2

    return cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]


def _strong(grey: Picture, ink: Picture) -> Picture:
    """Faint print made as dark as fresh print: what is nearly paper stays paper."""
    import cv2
    import numpy as np

    found = grey[ink > 0]
    level = float(np.median(found)) if found.size else 0.0
    if level <= _FAINT:
        return grey
    power = min(math.log(_FRESH / 255) / math.log(level / 255), _STRONGEST)
    table = np.round(255 * (np.arange(256) / 255) ** power).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, table))


def _quiet(grey: Picture, ink: Picture, dpi: float) -> tuple[Picture, Picture]:
    """Plain white where nothing is written: an engine takes the grain of the paper for print."""
    import cv2
    import numpy as np

    scale = dpi / _GOAL_DPI
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    written = stats[:, cv2.CC_STAT_AREA] > _SPECK * scale**2
    written[0] = False
    kept = (written.astype(np.uint8) * 255)[labels]
    reach = round(_REACH * scale) | 1
    near = cv2.dilate(kept, np.ones((reach, reach), np.uint8))
    return cv2.max(grey, cv2.bitwise_not(near)), kept
