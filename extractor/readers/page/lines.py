"""Words of a page → rows: what stands on one baseline, from left to right."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.readers.page.words import Box, SetWord, Style

_SAME_LINE = 0.4
"""Part of the letter height by which baselines on one line may differ (raised footnote marks)."""


class Row(NamedTuple):
    """Words on one baseline, from left to right. Boxes in page points."""

    words: tuple[SetWord, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def centre(self) -> float:
        """The middle of the row from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(item.word.text for item in self.words)

    def has(self, style: int) -> bool | None:
        """Whether all words with a letter are set in ``style`` (bits of ``Style``); None without letters
        and where the reader cannot tell."""
        found = None
        for item in self.words:
            if any(map(str.isalpha, item.word.text)):
                if item.style & Style.UNKNOWN:
                    return None
                if not item.style & style:
                    return False
                found = True
        return found


def make_row(words: Sequence[SetWord]) -> Row:
    """The row of ``words``, sorted from left to right."""
    ordered = tuple(sorted(words, key=lambda item: (item.word.x0, item.word.at)))
    return Row(
        ordered,
        min(item.word.x0 for item in ordered),
        min(item.word.top for item in ordered),
        max(item.word.x1 for item in ordered),
        max(item.word.bottom for item in ordered),
    )


def make_rows(words: Iterable[SetWord]) -> list[Row]:
    """The rows of ``words`` from top to bottom."""
    rows: list[Row] = []
    current: list[SetWord] = []
    anchor = reach = 0.0
    for item in sorted(words, key=lambda item: (item.word.baseline, item.word.x0, item.word.at)):
        word = item.word
        height = word.bottom - word.top
        if current and word.baseline - anchor > _SAME_LINE * max(height, reach):
            rows.append(make_row(current))
            current = []
        if not current:
            anchor, reach = word.baseline, height
        reach = max(reach, height)
        current.append(item)
    if current:
        rows.append(make_row(current))
    return rows
