"""Lines read again: those an engine was unsure of, and ink it passed over.

An engine that divides a page into blocks cuts or joins some lines wrongly (beside stamps, in signatures,
where letters change their size). Shown alone, such a line is read right or not at all; the surer stands.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import fmean

from extractor.readers.ocr.engine import LINE, SPARSE, Engine, Rectangle, SeenWord
from extractor.readers.ocr.pixels import patches
from extractor.readers.ocr.sheet import Sheet

_UNSURE = 0.86
"""Mean confidence of a line below which it is read again."""
_BETTER = 0.02
_SURE = 0.6
"""Mean confidence from which a line that was passed over is print, not a stamp or a signature."""
_MARGIN = 0.025
_GAP = 0.4
"""Inches between two words of a line from which they belong to blocks side by side."""
_NEAR = 0.8
"""Inches between two lines of one such block."""
_WHOLE = 0.9
"""Part of the letters that a new reading must bring at least."""
_LOW, _HIGH = 0.04, 0.4
"""Height in inches of a line of print."""
_JOIN = 0.12
"""Inches between the letters and words of a line."""
_COVERED = 0.5
"""Part of the ink of a line that words must cover."""


def side_by_side(engine: Engine, seen: Sequence[SeenWord], sheet: Sheet) -> list[SeenWord]:
    """The words with blocks that stand side by side (letterhead, signature) read as sparse text.

    Their lines lie on different heights: an engine that joins them cuts letters in two.
    """
    grey, dpi = sheet.grey, sheet.dpi
    lines = [list(group) for _, group in groupby(seen, key=lambda word: word.line)]
    for top, bottom in _bands(lines, dpi):
        inside = [top <= (words[0].top + words[0].bottom) / 2 < bottom for words in lines]
        old = [word for words, here in zip(lines, inside, strict=True) if here for word in words]
        again = engine.words(grey, (0, top, grey.shape[1], bottom), dpi=dpi, mode=SPARSE)
        if _confidence(again) > _confidence(old) and _length(again) > _length(old) * _WHOLE:
            lines = [words for words, here in zip(lines, inside, strict=True) if not here]
            lines += [list(group) for _, group in groupby(again, key=lambda word: word.line)]
    return [word for words in lines for word in words]


def _bands(lines: Sequence[Sequence[SeenWord]], dpi: int) -> list[tuple[int, int]]:
    """Top and bottom of the runs of lines that have a wide gap."""
    margin = round(_MARGIN * dpi)
    bands: list[tuple[int, int]] = []
    for words in sorted(lines, key=lambda words: words[0].top):
        if all(two.x0 - one.x1 < _GAP * dpi for one, two in pairwise(words)):
            continue
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        if bands and top - bands[-1][1] < _NEAR * dpi:
            bands[-1] = bands[-1][0], max(bands[-1][1], bottom + margin)
        else:
            bands.append((max(top - margin, 0), bottom + margin))
    return bands


def lines_again(engine: Engine, seen: Sequence[SeenWord], sheet: Sheet) -> list[SeenWord]:
    """The words with each doubtful line read once more on its own."""
    found: list[SeenWord] = []
    for _, group in groupby(seen, key=lambda word: word.line):
        words = list(group)
        sure = _confidence(words)
        if sure < _UNSURE:
            again = engine.words(sheet.grey, _around(words, sheet), dpi=sheet.dpi, mode=LINE)
            if _confidence(again) > sure + _BETTER and _length(again) * 2 > _length(words):
                words = again
        found.extend(words)
    return found


def passed_over(engine: Engine, seen: Sequence[SeenWord], sheet: Sheet) -> Iterator[SeenWord]:
    """Words in ink that no word covers."""
    import cv2
    import numpy as np

    grey, ink, dpi = sheet
    rest = ink.copy()
    for word in seen:
        rest[word.top : word.bottom, word.x0 : word.x1] = 0
    joined = cv2.dilate(rest, np.ones((1, round(_JOIN * dpi)), np.uint8))
    for x, y, wide, high in patches(joined):
        if not _LOW * dpi <= high <= _HIGH * dpi or wide < high / 2:
            continue
        here = ink[y : y + high, x : x + wide]
        if np.count_nonzero(rest[y : y + high, x : x + wide]) < _COVERED * np.count_nonzero(here):
            continue
        margin = round(_MARGIN * dpi)
        box = max(x - margin, 0), max(y - margin, 0), x + wide + margin, y + high + margin
        words = engine.words(grey, box, dpi=dpi, mode=LINE)
        if words and _confidence(words) >= _SURE:
            yield from words


def _confidence(words: Sequence[SeenWord]) -> float:
    return fmean(word.confidence for word in words) if words else 0.0


def _length(words: Sequence[SeenWord]) -> int:
    return sum(len(word.text) for word in words)


def _around(words: Sequence[SeenWord], sheet: Sheet) -> Rectangle:
    """The box of a line with a margin."""
    margin = round(_MARGIN * sheet.dpi)
    height, width = sheet.grey.shape
    return (
        max(min(word.x0 for word in words) - margin, 0),
        max(min(word.top for word in words) - margin, 0),
        min(max(word.x1 for word in words) + margin, width),
        min(max(word.bottom for word in words) + margin, height),
    )
