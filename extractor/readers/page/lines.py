"""Words of a page → rows: what stands on one baseline, from left to right."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.readers.page.words import Box, SetWord, Style

_UPRIGHT = 1.3
"""Height by width from which words of several letters run from bottom to top (or from top to bottom)."""
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


def make_cell_rows(words: Sequence[SetWord]) -> list[Row]:
    """The rows of the words of a table cell, which may be turned: narrow columns often have such headers."""
    if not any(map(_is_upright, words)) or any(map(_is_level, words)):
        return make_rows(words)
    rows: list[list[SetWord]] = []
    for item in sorted(words, key=lambda item: item.word.at):
        if rows and _is_beside(rows[-1][-1], item):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [make_row(row)._replace(words=tuple(row)) for row in rows]


def _is_upright(item: SetWord) -> bool:
    word = item.word
    return len(word.text) > 1 and word.bottom - word.top > _UPRIGHT * (word.x1 - word.x0)


def _is_level(item: SetWord) -> bool:
    word = item.word
    return len(word.text) > 1 and word.x1 - word.x0 > _UPRIGHT * (word.bottom - word.top)


def _is_beside(one: SetWord, two: SetWord) -> bool:
    """Whether two turned words stand on one line."""
    return min(one.word.x1, two.word.x1) - max(one.word.x0, two.word.x0) > (two.word.x1 - two.word.x0) / 2
