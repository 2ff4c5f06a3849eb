"""Where a page's points lie as the reader sees the page: origin top left, /Rotate and box offset applied."""

import ctypes
import math
from collections import Counter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.readers.page.words import Box, HasBox

_SAMPLE = 16
"""Characters of a page asked for their angle."""
_MOST = 0.7
_QUARTER_TURNS = {
    0: (1, 0, 0, -1),
    1: (0, 1, 1, 0),
    2: (-1, 0, 0, 1),
    3: (0, -1, -1, 0),
}


class Frame(NamedTuple):
    """The affine map from PDF user space to page points, and the size of the page in points."""

    width: float
    height: float
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    turned: int = 0
    """Quarter turns clockwise from the page as viewers show it to the page as it is read."""

    @property
    def upright(self) -> bool:
        """Whether the page is not turned: x grows by ``e``, y is ``f`` less y."""
        return self.a == 1

    def is_outside(self, word: HasBox) -> bool:
        """Whether nothing of a word lies on the page."""
        return word.x1 < 0 or word.x0 > self.width or word.bottom < 0 or word.top > self.height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of user space as x0, top, x1, bottom on the page."""
        xa, ya = self.a * left + self.c * bottom + self.e, self.b * left + self.d * bottom + self.f
        xb, yb = self.a * right + self.c * top + self.e, self.b * right + self.d * top + self.f
        return (xa if xa < xb else xb, ya if ya < yb else yb, xb if xa < xb else xa, yb if ya < yb else ya)


def page_frame(page: Any, text_page: Any) -> Frame:
    """The frame of a loaded page, turned so that most of its text is upright.

    A wide table is often set sideways on a page that is not itself turned; its width and height are then
    those of the page held to be read.
    """
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    shown: int = pdfium.FPDFPage_GetRotation(page) % 4
    turns = _turns(text_page, shown)
    width, height = bounds.right - bounds.left, bounds.top - bounds.bottom
    if turns % 2:
        width, height = height, width
    a, b, c, d = _QUARTER_TURNS[turns]
    corners = [
        (a * x + c * y, b * x + d * y)
        for x in (bounds.left, bounds.right)
        for y in (bounds.bottom, bounds.top)
    ]
    e, f = -min(x for x, _ in corners), -min(y for _, y in corners)
    return Frame(width, height, a, b, c, d, e, f, (turns - shown) % 4)


def _turns(text_page: Any, shown: int) -> int:
    """Quarter turns clockwise that bring the text upright; those of /Rotate where text does not tell."""
    count = pdfium.FPDFText_CountChars(text_page)
    angles = [pdfium.FPDFText_GetCharAngle(text_page, at) for at in range(0, count, max(count // _SAMPLE, 1))]
    turns = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    most = max(turns, key=lambda turn: turns[turn], default=0)
    return most if turns[most] > _MOST * turns.total() else shown
