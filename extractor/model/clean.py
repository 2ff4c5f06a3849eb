"""A clean text with the way back to the source text."""

from bisect import bisect_right

from msgspec import Struct


class CleanText(Struct, frozen=True):
    """Clean text made of pieces that each copy one run of the source, code point for code point.

    ``clean_starts[i]`` is where piece ``i`` begins in ``text``, ``source_starts[i]`` where it begins in the
    source, ``lengths[i]`` its length in code points. Clean code points outside every piece (the blank put
    where lines were joined, the line feed after a paragraph) have no place in the source.
    """

    text: str
    clean_starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    lengths: tuple[int, ...]

    def ranges(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Source ranges that clean ``start:end`` copies, one a piece, in clean order."""
        index = max(bisect_right(self.clean_starts, start) - 1, 0)
        if index < len(self.clean_starts):
            piece_start = self.clean_starts[index]
            if piece_start <= start < end <= piece_start + self.lengths[index]:  # by far the most frequent
                shift = self.source_starts[index] - piece_start
                return ((start + shift, end + shift),)
        found: list[tuple[int, int]] = []
        while index < len(self.clean_starts) and self.clean_starts[index] < end:
            piece_start = self.clean_starts[index]
            low = max(start, piece_start)
            high = min(end, piece_start + self.lengths[index])
            if low < high:
                shift = self.source_starts[index] - piece_start
                found.append((low + shift, high + shift))
            index += 1
        return tuple(found)

    def source_offset(self, offset: int) -> int | None:
        """Source offset of the clean code point at ``offset``; None where it has no place in the source."""
        found = self.ranges(offset, offset + 1)
        return found[0][0] if found else None

    def clean_offset(self, source: int) -> int | None:
        """Clean offset of source code point ``source`` (pieces in source order only); None if not copied."""
        index = bisect_right(self.source_starts, source) - 1
        if index < 0 or source >= self.source_starts[index] + self.lengths[index]:
            return None
        return self.clean_starts[index] + source - self.source_starts[index]

    def line_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the clean line (paragraph or cell) that holds ``offset``."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end
