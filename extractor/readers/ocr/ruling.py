"""Ruling lines of a scanned page: long straight runs of ink, and the page without them."""

from typing import NamedTuple

from extractor.readers.ocr.broken import added, mended
from extractor.readers.ocr.pixels import Picture
from extractor.readers.page.words import Rule

_LEVEL = 0.3
"""Inches of the shortest level line: longer than any letter."""
_UPRIGHT = 0.22
"""Inches of the shortest upright line: higher than any capital with its marks."""
_THICK = 0.05
"""Inches above which a run of ink is a bar or a picture, no line."""
_LEAN = 0.012
"""Height of a level line as part of its length, beyond its thickness, above which it is a stroke of a pen."""
_BENT = 0.018
"""Inches on both sides of a faint line that hold its ink: it bends, and no letter comes as near."""
_GAP = 0.012
"""Inches of a gap that dots of a dotted line or faint ink leave."""


class PictureRules(NamedTuple):
    """Lines in page points, and a mask of their pixels (255 where a line lies)."""

    rules: list[Rule]
    mask: Picture


def find_rules(ink: Picture, dpi: float) -> PictureRules:
    """The level and upright lines of a straightened page."""
    import numpy as np

    mask = np.zeros_like(ink)
    rules = []
    for level in (True, False):
        for x0, top, x1, bottom in _runs(ink, dpi, level=level):
            # A line is as thick as its ink, and a little of its soft edge goes with it.
            mask[max(top - 1, 0) : bottom + 1, max(x0 - 1, 0) : x1 + 1] = 255
            scale = 72 / dpi
            if level:
                rules.append(Rule(level=True, at=(top + bottom) / 2 * scale, low=x0 * scale, high=x1 * scale))
            else:
                rules.append(
                    Rule(level=False, at=(x0 + x1) / 2 * scale, low=top * scale, high=bottom * scale)
                )
    whole = mended(rules, ink, dpi)
    for rule in whole:
        for part in added(rule, rules):
            _paint(mask, part, dpi)
    return PictureRules(whole, mask)


def _paint(mask: Picture, rule: Rule, dpi: float) -> None:
    """Marks the pixels of a line that was led on: what is left of its ink is no letter."""
    at, low, high, wide = (
        round(edge) for edge in (*(edge * dpi / 72 for edge in (rule.at, rule.low, rule.high)), _BENT * dpi)
    )
    around = slice(max(at - wide, 0), at + wide + 1)
    mask[(around, slice(low, high)) if rule.level else (slice(low, high), around)] = 255


def _runs(ink: Picture, dpi: float, *, level: bool) -> list[tuple[int, int, int, int]]:
    """Boxes of the lines of one direction, in pixels."""
    import cv2
    import numpy as np

    length = max(round((_LEVEL if level else _UPRIGHT) * dpi), 12)
    gap = max(round(_GAP * dpi), 2)
    shape = (1, length) if level else (length, 1)
    bridge = (1, gap) if level else (gap, 1)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
    long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
    if not cv2.countNonZero(long):
        return []
    # Pieces of one line that lie a pixel apart, as the page still leans a little, are one line.
    across = (3, 1) if level else (1, 3)
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(long, np.ones(across, np.uint8)))
    found = []
    for x, y, wide, high, area in stats[1:count].tolist():
        along, thick = (wide, high - 2) if level else (high, wide - 2)
        mean = area / along - 2
        if mean <= _THICK * dpi and thick <= mean + 2 + _LEAN * along:
            found.append((x, y + 1, x + wide, y + high - 1) if level else (x + 1, y, x + wide - 1, y + high))
    return found


def without_rules(grey: Picture, mask: Picture) -> Picture:
    """The page with its lines painted over."""
    import cv2

    return cv2.max(grey, mask)
