"""Ruling lines of a page: straight, visible, upright or level path segments and thin filled bars.

pdfium gives path segments in the space of their object; the matrices of the object and of the forms that
hold it carry them to the page. White and transparent lines, and what is clipped away, are no rules.
"""

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.readers.page.words import Box, Rule
from extractor.readers.pdf.frame import Frame

Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]

_STRAIGHT = 0.8
"""Points a line may lean and still count as upright or level."""
_THIN = 5.0
"""Thickness in points up to which a filled rectangle is a line; above, it is shading."""
_SHORTEST = 1.0
_GRACE = 0.5
_RECTANGLE = 5
"""Segments of a rectangle, closed by its first corner."""
_WHITE = 250
_FORM_DEPTH = 12
_PATHS_PER_RULE = 4
"""How many paths are looked at for each rule allowed: drawings without rules cost time too."""
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class PageRules(NamedTuple):
    """The rules of a page; ``cut`` where there are more than the limit (then no more were read)."""

    rules: list[Rule]
    cut: bool


def read_rules(page: Any, frame: Frame, limit: int) -> PageRules:
    """The ruling lines of a loaded page, at most ``limit``."""
    rules: list[Rule] = []
    paths = _Paths()
    at = partial(pdfium.FPDFPage_GetObject, page)
    for count, (item, outer) in enumerate(_objects(at, pdfium.FPDFPage_CountObjects(page), _IDENTITY, 0)):
        for segment in paths.segments(item, outer):
            rule = _as_rule(segment, frame)
            if rule is not None:
                rules.append(rule)
        if len(rules) > limit or count > limit * _PATHS_PER_RULE:
            return PageRules(rules[:limit], cut=True)
    return PageRules(rules, cut=False)


def _objects(at: Callable[[int], Any], count: int, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """All path objects, those of forms too, with the matrix of what holds them."""
    kind_of, path, form = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
    for index in range(count):
        item = at(index)
        kind = kind_of(item)
        if kind == path:
            yield item, outer
        elif kind == form and depth < _FORM_DEPTH:
            inside = partial(pdfium.FPDFFormObj_GetObject, item)
            matrix = _times(_matrix(item), outer)
            yield from _objects(inside, pdfium.FPDFFormObj_CountObjects(item), matrix, depth + 1)


class _Paths:
    """Reads path objects with the same buffers for all of them."""

    def __init__(self) -> None:
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._mode_refs = ctypes.byref(self._mode), ctypes.byref(self._stroke)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(part) for part in self._colour]
        self._numbers = [ctypes.c_float() for _ in range(4)]
        self._number_refs = [ctypes.byref(part) for part in self._numbers]

    def segments(self, item: Any, outer: Matrix) -> Iterator[Box]:
        """Straight visible segments (two corners, in user space) of a path object."""
        pdfium.FPDFPath_GetDrawMode(item, *self._mode_refs)
        stroked = self._stroke.value and self._shows(pdfium.FPDFPageObj_GetStrokeColor, item)
        count = pdfium.FPDFPath_CountSegments(item)
        if stroked:
            shapes = self._shapes(item, count, _times(_matrix(item), outer))
            segments = [segment for shape in shapes for segment in _sides(shape)]
        elif not self._mode.value:
            return
        elif count <= _RECTANGLE:
            segments = list(_bar(self._bounds(item, outer)))
        else:
            shapes = self._shapes(item, count, _times(_matrix(item), outer))
            segments = [segment for shape in shapes for segment in _bar([corner for corner, _ in shape])]
        if not segments or not (stroked or self._shows(pdfium.FPDFPageObj_GetFillColor, item)):
            return
        clip = self._clip(item, outer)
        for segment in segments:
            cut = _inside(segment, clip) if clip else segment
            if cut is not None:
                yield cut

    def _shows(self, colour_of: Any, item: Any) -> bool:
        """Whether a colour shows on white paper."""
        if not colour_of(item, *self._colour_refs):
            return True
        red, green, blue, alpha = (part.value for part in self._colour)
        return alpha > 0 and min(red, green, blue) < _WHITE

    def _bounds(self, item: Any, outer: Matrix) -> list[_Point]:
        """Two corners of a filled rectangle: one call where its path takes fifteen."""
        if not pdfium.FPDFPageObj_GetBounds(item, *self._number_refs):
            return [(0.0, 0.0)]
        left, bottom, right, top = (part.value for part in self._numbers)
        return [_moved((left, bottom), outer), _moved((right, top), outer)]

    def _shapes(self, item: Any, count: int, matrix: Matrix) -> list[list[tuple[_Point, bool]]]:
        """Corners of each subpath; the flag says whether a straight line leads to the corner."""
        shapes: list[list[tuple[_Point, bool]]] = []
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, at)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            corner = (self._point(segment, matrix), kind == pdfium.FPDF_SEGMENT_LINETO)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
                shapes.append([corner])
            else:
                shapes[-1].append(corner)
            if pdfium.FPDFPathSegment_GetClose(segment) and len(shapes[-1]) > 1:
                shapes[-1].append((shapes[-1][0][0], True))
        return [shape for shape in shapes if len(shape) > 1]

    def _clip(self, item: Any, outer: Matrix) -> Box | None:
        """The box of the clip path in user space, None without one. A clip of any shape counts as its box."""
        path = pdfium.FPDFPageObj_GetClipPath(item)
        box: Box | None = None
        for index in range(max(pdfium.FPDFClipPath_CountPaths(path), 0) if path else 0):
            count = pdfium.FPDFClipPath_CountPathSegments(path, index)
            segments = (pdfium.FPDFClipPath_GetPathSegment(path, index, at) for at in range(count))
            corners = [self._point(segment, outer) for segment in segments]
            if corners:
                here = _hull(corners)
                box = here if box is None else _overlap(box, here)
        return box

    def _point(self, segment: Any, matrix: Matrix) -> _Point:
        pdfium.FPDFPathSegment_GetPoint(segment, self._number_refs[0], self._number_refs[1])
        return _moved((self._numbers[0].value, self._numbers[1].value), matrix)


def _moved(point: _Point, matrix: Matrix) -> _Point:
    if matrix is _IDENTITY:
        return point
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _sides(shape: list[tuple[_Point, bool]]) -> Iterator[Box]:
    """The straight sides of a stroked subpath; a very thin outline is one line."""
    bar = list(_bar([corner for corner, _ in shape])) if len(shape) > 2 else []
    if bar:
        yield from bar
        return
    for (one, _), (two, straight) in pairwise(shape):
        if straight:
            yield *one, *two


def _bar(corners: list[_Point]) -> Iterator[Box]:
    """The middle line of a thin rectangle; nothing for shading or other shapes."""
    left, bottom, right, top = _hull(corners)
    if right - left <= _THIN and right - left < top - bottom:
        middle = (left + right) / 2
        yield middle, bottom, middle, top
    elif top - bottom <= _THIN and top - bottom < right - left:
        middle = (top + bottom) / 2
        yield left, middle, right, middle


def _hull(corners: list[_Point]) -> Box:
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _inside(segment: Box, clip: Box) -> Box | None:
    """The part of an upright or level segment that the clip box shows (half a point of grace)."""
    x0, y0, x1, y1 = segment
    left, bottom, right, top = clip[0] - _GRACE, clip[1] - _GRACE, clip[2] + _GRACE, clip[3] + _GRACE
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < bottom or min(y0, y1) > top:
        return None
    return (
        min(max(x0, left), right),
        min(max(y0, bottom), top),
        min(max(x1, left), right),
        min(max(y1, bottom), top),
    )


def _as_rule(segment: Box, frame: Frame) -> Rule | None:
    x0, top, x1, bottom = frame.box(*segment)
    wide, high = x1 - x0, bottom - top
    if high <= _STRAIGHT and wide > max(high, _SHORTEST):
        return Rule(level=True, at=(top + bottom) / 2, low=x0, high=x1)
    if wide <= _STRAIGHT and high > max(wide, _SHORTEST):
        return Rule(level=False, at=(x0 + x1) / 2, low=top, high=bottom)
    return None


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    matrix = (found.a, found.b, found.c, found.d, found.e, found.f)
    return _IDENTITY if matrix == _IDENTITY else matrix


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
