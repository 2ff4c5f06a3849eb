"""Where a page's points lie as the reader sees the page: origin top left, /Rotate and box offset applied."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]

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

    @property
    def upright(self) -> bool:
        """Whether the page is not turned: x grows by ``e``, y is ``f`` less y."""
        return self.a == 1

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of user space as x0, top, x1, bottom on the page."""
        xa, ya = self.a * left + self.c * bottom + self.e, self.b * left + self.d * bottom + self.f
        xb, yb = self.a * right + self.c * top + self.e, self.b * right + self.d * top + self.f
        return (xa if xa < xb else xb, ya if ya < yb else yb, xb if xa < xb else xa, yb if ya < yb else ya)


def page_frame(page: Any) -> Frame:
    """The frame of a loaded page."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    a, b, c, d = _QUARTER_TURNS[pdfium.FPDFPage_GetRotation(page) % 4]
    corners = [
        (a * x + c * y, b * x + d * y)
        for x in (bounds.left, bounds.right)
        for y in (bounds.bottom, bounds.top)
    ]
    e, f = -min(x for x, _ in corners), -min(y for _, y in corners)
    return Frame(width, height, a, b, c, d, e, f)
