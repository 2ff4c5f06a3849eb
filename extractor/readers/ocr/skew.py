"""The angle of a scanned page: how sharply ink falls into lines tells it, one turn undoes it."""

from typing import NamedTuple

from extractor.readers.ocr.pixels import Picture, resized
from extractor.readers.page.words import Box

_WIDEST = 5.0
"""Degrees looked at on either side."""
_FINEST = 0.05
_NEEDED = 0.1
"""Degrees from which a page is turned: over the width of a page, a third of a line."""
_SMALL = 900
"""Longer side in pixels of the picture measured …"""
_SMALLER = 450
"""… and of the one that tells the whole degrees."""
_QUARTER = 1.6
"""How much sharper the lines of the page set on its side must be than those of the page as it lies."""


class Turn(NamedTuple):
    """Degrees counter-clockwise by which a picture of this size was turned about its middle."""

    degrees: float
    width: int
    height: int

    @property
    def is_needed(self) -> bool:
        """Whether the page leans enough to be turned."""
        return abs(self.degrees) >= _NEEDED

    def back(self, box: Box) -> Box:
        """The hull of a box of the straight picture on the picture as it was, in pixels."""
        if not self.is_needed:
            return box
        import math

        angle = math.radians(self.degrees)
        cos, sin = math.cos(angle), math.sin(angle)
        cx, cy = self.width / 2, self.height / 2
        x0, top, x1, bottom = box
        middle_x, middle_y = (x0 + x1) / 2 - cx, (top + bottom) / 2 - cy
        # The box itself stays as high as its letters: only its middle moves.
        x, y = middle_x * cos - middle_y * sin + cx, middle_x * sin + middle_y * cos + cy
        wide, high = (x1 - x0) / 2, (bottom - top) / 2
        return x - wide, y - high, x + wide, y + high


def skew(ink: Picture) -> Turn:
    """The turn that sets the lines of a page level.

    Source: the projection profile method (Postl 1986): the sum of squared differences between neighbouring
    rows is greatest where text lines and ruling lines lie along the rows.
    """
    height, width = ink.shape
    small = _small(ink)
    best = 0.0
    step = 1.0
    reach = _WIDEST
    looked_at = _small(small, _SMALLER)
    while step >= _FINEST:
        angles = [best + step * at for at in range(-round(reach / step), round(reach / step) + 1)]
        sharp = {angle: _sharpness(looked_at, angle) for angle in angles}
        best = max(angles, key=lambda angle: (sharp[angle], -abs(angle)))
        reach, step = step, step / 4
        looked_at = small
    if _sharpness(small, best) < 1.05 * _sharpness(small, 0.0):
        best = 0.0
    return Turn(best, width, height)


def turned(picture: Picture, turn: Turn) -> Picture:
    """The picture turned about its middle, corners filled with paper."""
    import cv2

    matrix = cv2.getRotationMatrix2D((turn.width / 2, turn.height / 2), turn.degrees, 1.0)
    return cv2.warpAffine(
        picture,
        matrix,
        (turn.width, turn.height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )


def lies_on_its_side(ink: Picture) -> bool:
    """Whether the lines of a page run from top to bottom."""
    import cv2

    small = _small(ink)
    level = max(_sharpness(small, angle) for angle in (-1.0, 0.0, 1.0))
    side = cv2.rotate(small, cv2.ROTATE_90_CLOCKWISE)
    upright = max(_sharpness(side, angle) for angle in (-1.0, 0.0, 1.0))
    return upright > _QUARTER * level


def _small(ink: Picture, side: int = _SMALL) -> Picture:
    import cv2

    factor = side / max(ink.shape)
    return resized(ink, factor, cv2.INTER_AREA) if factor < 1 else ink


def _sharpness(ink: Picture, angle: float) -> float:
    """Sum of squared differences of neighbouring rows of the ink turned by ``angle``."""
    import cv2
    import numpy as np

    height, width = ink.shape
    if angle:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        ink = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    rows = ink.sum(axis=1, dtype=np.float64) / width
    return float(np.square(np.diff(rows)).sum())
