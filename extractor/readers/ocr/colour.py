"""Stamps and coloured watermarks out of a page, printed letters in colour (links) kept."""

from extractor.readers.ocr.pixels import Picture

_COLOURED = 28
"""Difference of the strongest and the weakest of red, green and blue from which a pixel is coloured."""
_SHARE = 0.0002
"""Part of a page's pixels that must be coloured for it to count as a page in colour."""
_REACH = 1 / 180
"""Distance between the strokes of one mark, as part of the page's height."""
_BLACK, _WHITE = 90, 185
"""Brightness of the strongest colour up to which ink under a mark is black, and from which it is the mark."""
_TALL = 1 / 45
"""Height of a coloured mark, as part of the page's height, from which it is no line of printed letters."""


def without_colour(picture: Picture) -> tuple[Picture, bool]:
    """The page in grey, and whether marks in colour were taken out of it.

    Black ink under a red or blue mark stays: there a pixel is as bright as its brightest colour.
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(picture)
    strongest = cv2.max(cv2.max(red, green), blue)
    spread = cv2.subtract(strongest, cv2.min(cv2.min(red, green), blue))
    coloured = cv2.threshold(spread, _COLOURED - 1, 1, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(coloured) < _SHARE * coloured.size:
        return grey, False
    reach = max(round(_REACH * picture.shape[0]), 3)
    joined = cv2.dilate(coloured, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    tall = stats[:, cv2.CC_STAT_HEIGHT] >= _TALL * picture.shape[0]
    tall[0] = False
    if not tall.any():
        return grey, False
    mark = tall.astype(np.uint8)[labels]
    return cv2.copyTo(_paper(strongest), mark, grey), True


def _paper(strongest: Picture) -> Picture:
    """Brightness of the page without the mark."""
    import cv2
    import numpy as np

    stretched = (np.arange(256) - _BLACK) * 255 // (_WHITE - _BLACK)
    return np.asarray(cv2.LUT(strongest, np.clip(stretched, 0, 255).astype(np.uint8)))
