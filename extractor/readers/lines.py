"""Physical lines of a plain text with their offsets."""

from typing import NamedTuple

import regex

_BREAKS = "\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"
_RARE_BREAK = regex.compile(f"[{_BREAKS[1:]}]")
_BREAK = regex.compile(f"[{_BREAKS}]")
_BLANK = " \t\u00a0\u200b\ufeff\u3000"


class TextLine(NamedTuple):
    """A line without its end. ``start:end`` is the whole line in code points, ``text`` the same words."""

    start: int
    end: int
    text: str
    is_blank: bool
    """Nothing to read: empty, blanks, no-break blanks."""
    opens_page: bool
    """Whether a form feed stands before it."""

    @property
    def is_empty(self) -> bool:
        """No character at all."""
        return not self.text

    def trimmed(self) -> tuple[int, int]:
        """Offsets without the blanks at both ends."""
        left = len(self.text) - len(self.text.lstrip(_BLANK))
        return self.start + left, max(self.start + len(self.text.rstrip(_BLANK)), self.start + left)


def split_lines(text: str) -> list[TextLine]:
    """All lines of ``text``; a text that ends with a line feed has no last empty line."""
    pieces = _BREAK.split(text) if _RARE_BREAK.search(text) else text.split("\n")
    if pieces[-1] == "":
        pieces.pop()
    lines = []
    start = 0
    for piece in pieces:
        end = start + len(piece)
        opens_page = start > 0 and text[start - 1] == "\f"
        lines.append(TextLine(start, end, piece, not piece or not piece.strip(_BLANK), opens_page))
        start = end + 1
    return lines
