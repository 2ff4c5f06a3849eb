"""Roman numerals by their strokes: engines drop or join the bars of III, and a plan hangs on its numerals.

At half height, between the serifs, each bar is one upright run of ink; a crossbar (H) or a bow (1, 2) is not.
Only what was read as bars is counted anew: digits stay digits, and V and X stay where they were read.
"""

from typing import NamedTuple

import regex

from extractor.readers.ocr.engine import SeenWord
from extractor.readers.ocr.pixels import Picture
from extractor.rules import ruleset

_NUMERAL = regex.compile(
    r"(?P<open>[(\[“\"]?)(?P<head>[XV]{0,3})(?P<bars>[Il1|!H]{0,4})(?P<rest>(?:[.,):;/-].*)?)"
)
_BARS = frozenset("Il|!H")
"""What a bar is read as; a lone 1 is a digit."""
_BAND = 0.3, 0.7
"""Part of the height of a word between the serifs."""
_SLENDER = 0.9
"""Width of a bar as part of the height of the band: bold ones are wide."""
_UPRIGHT = 0.25
"""How far a bar may lean, as part of the height of the band: italics do, a slash leans more."""
_MOST = 3
_LONGEST = 12


class _Stroke(NamedTuple):
    """A run of ink through the whole band."""

    x: int
    width: float
    lean: float

    def is_bar(self, height: int) -> bool:
        return self.width <= _SLENDER * height and -0.1 * height <= self.lean <= _UPRIGHT * height


def recounted(word: SeenWord, ink: Picture, before: str = "") -> SeenWord:
    """The word with the bars of its Roman numeral counted in the picture; unchanged where it has none.

    Args:
        ink: the page, 255 where there is ink.
        before: the word before it: behind "Quý" what was read as 11 may be bars too.
    """
    match = _NUMERAL.fullmatch(word.text)
    if match is None or len(word.text) > _LONGEST:
        return word
    expected = match["bars"] != "1" and ruleset("ocr").pattern("ocr.doubtful_bars").fullmatch(before)
    if not (match["head"] or _BARS & set(match["bars"]) or (expected and match["bars"])):
        return word
    strokes, height = _strokes(ink[word.top : word.bottom, word.x0 : word.x1])
    skipped = len(match["open"]) + sum(2 if letter == "V" else 1 for letter in match["head"])
    bars = 0
    for stroke in strokes[skipped:]:
        if not stroke.is_bar(height):
            break
        bars += 1
    if not (bars or match["head"]) or bars > _MOST or (not bars and match["bars"]):
        return word
    rest = match["rest"]
    if bars > len(match["bars"]) and rest.startswith("//"):  # the last bar was read as a slash
        rest = rest[1:]
    return word._replace(text=match["open"] + match["head"] + "I" * bars + rest)


def _strokes(ink: Picture) -> tuple[list[_Stroke], int]:
    """Runs of ink through the band, from left to right, and the height of the band in pixels."""
    import cv2
    import numpy as np

    low, high = round(ink.shape[0] * _BAND[0]), round(ink.shape[0] * _BAND[1])
    band = (ink[low:high] > 0).astype(np.uint8)
    height = high - low
    if height < 3 or not band.any():
        return [], height
    count, labels, stats, _ = cv2.connectedComponentsWithStats(band)
    found = []
    for label in range(1, count):
        x, _, _, tall, area = stats[label].tolist()
        if tall < height:
            continue
        top = float(np.nonzero(labels[0] == label)[0].mean())
        bottom = float(np.nonzero(labels[height - 1] == label)[0].mean())
        found.append(_Stroke(x, area / height, top - bottom))
    return sorted(found), height
