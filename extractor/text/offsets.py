"""Builds the clean view of a text: wrapped lines joined, white space and look-alikes folded, offsets kept."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import regex

from extractor.model.clean import CleanText
from extractor.text.normalize import fold_same_length, is_hyphen_break, is_symbol_break

_WORDS = regex.compile(
    r"[^\s\u200b\u200c\u200d\u2060\ufeff\u00ad]++(?: [^\s\u200b\u200c\u200d\u2060\ufeff\u00ad]++)*+"
)
_LOOKBACK = 40


class CleanBuilder:
    """Collects logical lines, each from source ranges in reading order, into one ``CleanText``."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._folded = fold_same_length(source)
        self._chunks: list[str] = []
        self._length = 0
        self._clean_starts: list[int] = []
        self._source_starts: list[int] = []
        self._lengths: list[int] = []

    def add_line(self, ranges: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """Appends one clean line copied from source ``ranges``; returns its clean start and end."""
        if self._length:
            self._append("\n")
        line_start = self._length
        tail, tail_end = "", 0
        for start, end in ranges:
            for match in _WORDS.finditer(self._folded, start, end):
                words = match.group()
                if tail and not self._is_broken_word(tail, words, tail_end, match.start()):
                    self._append(" ")
                    tail += " "
                self._copy(words, match.start())
                tail, tail_end = (tail + words)[-_LOOKBACK:], match.end()
        return line_start, self._length

    def _is_broken_word(self, tail: str, words: str, tail_end: int, start: int) -> bool:
        """Whether a word goes on behind its own hyphen: at a line end, or inside a document symbol."""
        if not tail.endswith("-") or tail[-2:-1] in {"", " ", "-"}:
            return False
        gap = self._source[tail_end:start]
        if not gap.strip() and is_hyphen_break(tail, gap, words):
            return True
        return is_symbol_break(tail, words[:_LOOKBACK])

    def _copy(self, words: str, source_start: int) -> None:
        self._clean_starts.append(self._length)
        self._source_starts.append(source_start)
        self._lengths.append(len(words))
        self._append(words)

    def _append(self, chunk: str) -> None:
        self._chunks.append(chunk)
        self._length += len(chunk)

    def build(self) -> CleanText:
        """The clean text of all lines added so far."""
        return CleanText(
            text="".join(self._chunks),
            clean_starts=tuple(self._clean_starts),
            source_starts=tuple(self._source_starts),
            lengths=tuple(self._lengths),
        )


def merge_ranges(
    source: str, ranges: Sequence[tuple[int, int]], limits: Sequence[int] = ()
) -> tuple[tuple[int, int], ...]:
    """Neighbouring ranges joined where white space alone parts them and no offset of ``limits`` does.

    Args:
        limits: offsets in ascending order, e.g. the starts of pages.
    """
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged:
            last_start, last_end = merged[-1]
            gap_is_blank = last_end <= start and not source[last_end:start].strip()
            if gap_is_blank and not _has_between(limits, last_end, start):
                merged[-1] = (last_start, end)
                continue
        merged.append((start, end))
    return tuple(merged)


def _has_between(limits: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(limits, low)
    return at < len(limits) and limits[at] <= high
