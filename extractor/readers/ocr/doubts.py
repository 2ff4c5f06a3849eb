"""A second look at doubtful words: the same word at other sizes and margins, and a vote.

Of the words an engine gives with little confidence one in six is wrong. Shown alone, larger and smaller, a
syllable comes out right ten times for once that it is spoilt; abbreviations come out worse and are left
alone, numbers of documents are taken where they have the form of one.
"""

from collections.abc import Iterator

import regex

from extractor.readers.ocr.engine import LINE, WORD, Engine, SeenWord
from extractor.readers.ocr.pixels import Picture
from extractor.text.syllables import is_syllable

DOUBTFUL = 0.9
"""Confidence below which a word is looked at again: two in three wrong words, one in sixty right ones."""
_LOOKS = ((0.8, WORD, 0.01), (1.5, WORD, 0.01), (1.5, LINE, 0.02))
"""Size, segmentation, and inches of paper around the word."""
_NUMBER = regex.compile(r"\d{1,5}(?:/\d{4})?/[A-ZĐ]{1,6}(?:-(?:[A-ZĐ]\p{L}*)?)*[;,.]?")
"""Number and symbol of a document, perhaps cut at the end of its line."""
_LETTERS = regex.compile(r"[(“\"]?(?P<letters>\p{Lu}?\p{Ll}+)[;:,.)”\"]*")
_FRAME = 8
"""Pixels of white around a word that is shown alone."""


def looked_again(engine: Engine, word: SeenWord, grey: Picture, dpi: int) -> SeenWord:
    """The word as most looks have it; the word itself where it is sure, short or not bettered."""
    if word.confidence >= DOUBTFUL or len(word.text) < 2:
        return word
    votes = {word.text: [word.confidence]}
    for text, confidence in _looks(engine, word, grey, dpi):
        votes.setdefault(text, []).append(confidence)
    text = max(votes, key=lambda text: (sum(votes[text]), text == word.text))
    if text == word.text or len(votes[text]) < 2 or not _is_better(text, word.text):
        return word
    return word._replace(text=text, confidence=max(votes[text]))


def _is_better(new: str, old: str) -> bool:
    """Whether what the looks agree on is of a kind they are good at."""
    if _NUMBER.fullmatch(new):
        return True
    one, two = _LETTERS.fullmatch(new), _LETTERS.fullmatch(old)
    if one is None or not is_syllable(one["letters"]):
        return False
    # The dot of an i shown alone turns into a hook: context knows better.
    return two is None or one["letters"].replace("ỉ", "i") != two["letters"].replace("ỉ", "i")


def _looks(engine: Engine, word: SeenWord, grey: Picture, dpi: int) -> Iterator[tuple[str, float]]:
    import cv2

    for size, mode, margin in _LOOKS:
        around = round(margin * dpi)
        part = grey[
            max(word.top - around, 0) : word.bottom + around, max(word.x0 - around, 0) : word.x1 + around
        ]
        part = cv2.copyMakeBorder(part, _FRAME, _FRAME, _FRAME, _FRAME, cv2.BORDER_CONSTANT, value=255)
        part = cv2.resize(part, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC)
        height, width = part.shape
        seen = engine.words(part, (0, 0, width, height), dpi=round(dpi * size), mode=mode)
        if len(seen) == 1:
            yield seen[0].text, seen[0].confidence
