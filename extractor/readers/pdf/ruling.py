"""Ruling lines of a page: straight, visible, upright or level path segments and thin filled bars.

pdfium gives path segments in the space of their object; the matrices of the object and of the forms that
hold it carry them to the page. White and transparent lines, and what is clipped away, are no rules.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.readers.pdf.frame import Box, Frame

Matrix = tuple[float, float, float, float, float, float]

_STRAIGHT = 0.8
"""Points a line may lean and still count as upright or level."""
_THIN = 5.0
"""Thickness in points up to which a filled rectangle is a line; above, it is shading."""
_SHORTEST = 1.0
_WHITE = 250
_FORM_DEPTH = 12
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line on the page: ``level`` at y = ``at`` from x ``low`` to ``high``, else upright at x = ``at``."""

    level: bool
    at: float
    low: float
    high: float


class PageRules(NamedTuple):
    """The rules of a page; ``cut`` where there are more than the limit (then no more were read)."""

    rules: list[Rule]
    cut: bool


def read_rules(page: Any, frame: Frame, limit: int) -> PageRules:
    """The ruling lines of a loaded page, at most ``limit``."""
    rules: list[Rule] = []
    count = pdfium.FPDFPage_CountObjects(page)
    objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
    for segment in _segments(objects, _IDENTITY, 0, [limit * 4]):
        rule = _as_rule(segment, frame)
        if rule is None:
            continue
        if len(rules) >= limit:
            return PageRules(rules, True)
        rules.append(rule)
    return PageRules(rules, False)


def _segments(objects: Iterator[Any], outer: Matrix, depth: int, budget: list[int]) -> Iterator[Box]:
    """Straight segments (x0, y0, x1, y1 in user space) of all path objects, forms included."""
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            budget[0] -= 1
            if budget[0] < 0:
                return
            yield from _path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inside = (
                pdfium.FPDFFormObj_GetObject(item, at) for at in range(pdfium.FPDFFormObj_CountObjects(item))
            )
            yield from _segments(inside, _times(_matrix(item), outer), depth + 1, budget)


def _path(item: Any, outer: Matrix) -> Iterator[Box]:
    stroked, filled = _ink(item)
    if not (stroked or filled):
        return
    points = _points(item, _times(_matrix(item), outer))
    clip = _clip(item, outer)
    for shape in points:
        if len(shape) < 2:
            continue
        found = _bar(shape) if filled and not stroked else _sides(shape)
        for segment in found:
            cut = _inside(segment, clip) if clip else segment
            if cut is not None:
                yield cut


def _ink(item: Any) -> tuple[bool, bool]:
    """Whether the path is stroked and whether it is filled, with a colour that shows on white paper."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(mode), ctypes.byref(stroke))
    stroked = bool(stroke.value) and _shows(item, pdfium.FPDFPageObj_GetStrokeColor)
    filled = bool(mode.value) and _shows(item, pdfium.FPDFPageObj_GetFillColor)
    return stroked, filled


def _shows(item: Any, colour_of: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(item, *(ctypes.byref(part) for part in parts)):
        return True
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 0 and min(red, green, blue) < _WHITE


def _points(item: Any, matrix: Matrix) -> list[list[tuple[float, float, bool]]]:
    """Corners of each subpath in user space; the flag says whether a straight line leads to the corner."""
    shapes: list[list[tuple[float, float, bool]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    x_ref, y_ref = ctypes.byref(x), ctypes.byref(y)
    a, b, c, d, e, f = matrix
    for at in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x_ref, y_ref)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        px, py = x.value, y.value
        corner = (a * px + c * py + e, b * px + d * py + f, kind == pdfium.FPDF_SEGMENT_LINETO)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([corner])
        else:
            shapes[-1].append(corner)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(shapes[-1]) > 1:
            first = shapes[-1][0]
            shapes[-1].append((first[0], first[1], True))
    return shapes


def _sides(shape: list[tuple[float, float, bool]]) -> Iterator[Box]:
    """The straight sides of a stroked subpath; a very thin outline is one line."""
    bar = list(_bar(shape)) if len(shape) > 2 else []
    if bar:
        yield from bar
        return
    for (x0, y0, _), (x1, y1, straight) in zip(shape, shape[1:], strict=False):
        if straight:
            yield x0, y0, x1, y1


def _bar(shape: list[tuple[float, float, bool]]) -> Iterator[Box]:
    """The middle line of a thin rectangle; nothing for shading or other shapes."""
    xs, ys = [corner[0] for corner in shape], [corner[1] for corner in shape]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if right - left <= _THIN and right - left < top - bottom:
        middle = (left + right) / 2
        yield middle, bottom, middle, top
    elif top - bottom <= _THIN and top - bottom < right - left:
        middle = (top + bottom) / 2
        yield left, middle, right, middle


def _clip(item: Any, outer: Matrix) -> Box | None:
    """The box of the clip path in user space, None without one. A clip of any shape counts as its box."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    box: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = outer
    for index in range(max(count, 0)):
        xs, ys = [], []
        for at in range(pdfium.FPDFClipPath_CountPathSegments(path, index)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            xs.append(a * x.value + c * y.value + e)
            ys.append(b * x.value + d * y.value + f)
        if xs:
            here = (min(xs), min(ys), max(xs), max(ys))
            box = here if box is None else _overlap(box, here)
    return box


def _overlap(one: Box, two: Box) -> Box:
    return max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])


def _inside(segment: Box, clip: Box) -> Box | None:
    """The part of an upright or level segment that the clip box shows (half a point of grace)."""
    x0, y0, x1, y1 = segment
    left, bottom, right, top = clip[0] - 0.5, clip[1] - 0.5, clip[2] + 0.5, clip[3] + 0.5
    if max(x0, x1) < left or min(x0, x1) > right or max(y0, y1) < bottom or min(y0, y1) > top:
        return None
    return (
        min(max(x0, left), right),
        min(max(y0, bottom), top),
        min(max(x1, left), right),
        min(max(y1, bottom), top),
    )


def _as_rule(segment: Box, frame: Frame) -> Rule | None:
    x0, top, x1, bottom = frame.box(segment[0], segment[1], segment[2], segment[3])
    wide, high = x1 - x0, bottom - top
    if high <= _STRAIGHT and wide > max(high, _SHORTEST):
        return Rule(True, (top + bottom) / 2, x0, x1)
    if wide <= _STRAIGHT and high > max(wide, _SHORTEST):
        return Rule(False, (x0 + x1) / 2, top, bottom)
    return None


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    if outer is _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
