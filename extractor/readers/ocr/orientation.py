"""Pages on their side or upside down: told by the direction of the lines, and by what a strip reads as."""

from statistics import fmean

from extractor.readers.ocr.engine import AUTO, Engine
from extractor.readers.ocr.picture import prepare
from extractor.readers.ocr.pixels import Picture
from extractor.readers.ocr.skew import lies_on_its_side

_STRIP = 0.25
"""Part of the page's height that is read to tell its orientation."""
LEGIBLE = 0.65
"""Mean confidence of a page below which it may stand upside down."""


def quarter_turns(engine: Engine, picture: Picture, dpi: float, ink: Picture) -> int:
    """Quarter turns clockwise that bring a page upright, where its lines run from top to bottom; else 0.

    Args:
        engine: the recogniser.
        picture: the page as scanned.
        dpi: pixels an inch.
        ink: the page as prepared, 255 where there is ink.
    """
    if not ink.any() or not lies_on_its_side(ink):
        return 0
    return max((1, 3), key=lambda turns: legibility(engine, turned_by(picture, turns), dpi))


def better_turns(engine: Engine, picture: Picture, dpi: float, confidence: float) -> int:
    """Quarter turns clockwise that make an illegible page legible; 0 where none do.

    To the measure of lines upside down is upright, and so is a page whose ruling lines outweigh its text.
    """
    sure = {turns: legibility(engine, turned_by(picture, turns), dpi) for turns in (2, 1, 3)}
    best = max(sure, key=lambda turns: sure[turns])
    return best if sure[best] > max(confidence, LEGIBLE) else 0


def legibility(engine: Engine, picture: Picture, dpi: float) -> float:
    """Mean confidence of the words in the part of a page that holds most ink."""
    import numpy as np

    ready = prepare(picture, dpi)
    height, width = ready.grey.shape
    step = max(round(height * _STRIP), 1)
    rows = np.count_nonzero(ready.ink, axis=1)
    starts = range(0, max(height - step, 1), max(step // 4, 1))
    top = max(starts, key=lambda at: int(rows[at : at + step].sum()))
    strip = 0, top, width, min(top + step, height)
    seen = engine.words(ready.grey, strip, dpi=round(ready.dpi), mode=AUTO)
    return fmean(word.confidence for word in seen) if seen else 0.0


def turned_by(picture: Picture, turns: int) -> Picture:
    """The picture after quarter turns clockwise."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, -turns)) if turns % 4 else picture
