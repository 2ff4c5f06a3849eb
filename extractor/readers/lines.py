"""Physical lines of a plain text with their offsets."""

from typing import NamedTuple

import regex

_LINE = regex.compile(r"([^\n\f\v\x1c-\x1e\x85\u2028\u2029]*+)(?:([\n\f\v\x1c-\x1e\x85\u2028\u2029])|$)")
_BLANK = " \t\u00a0\u200b\ufeff\u3000"


class TextLine(NamedTuple):
    """A line without its end. ``start:end`` is the whole line in code points, ``text`` the same words."""

    start: int
    end: int
    text: str
    opens_page: bool
    """Whether a form feed stands before it."""

    @property
    def is_empty(self) -> bool:
        """No character at all."""
        return not self.text

    @property
    def is_blank(self) -> bool:
        """Nothing to read: empty, blanks, no-break blanks."""
        return not self.text.strip(_BLANK)

    def trimmed(self) -> tuple[int, int]:
        """Offsets without the blanks at both ends."""
        left = len(self.text) - len(self.text.lstrip(_BLANK))
        return self.start + left, max(self.start + len(self.text.rstrip(_BLANK)), self.start + left)


def split_lines(text: str) -> list[TextLine]:
    """All lines of ``text``; a text that ends with a line feed has no last empty line."""
    lines = []
    opens_page = False
    for match in _LINE.finditer(text):
        start, end = match.span(1)
        if start == len(text):
            break
        lines.append(TextLine(start, end, match.group(1), opens_page))
        opens_page = match.group(2) == "\f"
    return lines
