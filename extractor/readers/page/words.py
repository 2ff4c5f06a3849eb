"""Words as printed on a page, how they are set, and ruling lines: what every reader of pages gives."""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in page points, origin top left."""


class HasBox(Protocol):
    """What has a box in page points."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


Place = Callable[[Box], Box]
"""From the page held straight, as it was read, to the page as it lies in the file."""


class PageWord(NamedTuple):
    """A word as printed: NFC text, box in page points, baseline, and its place in the order of its source
    (its first character on the text page of a PDF, its number on a recognised page)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    at: int
    confidence: float | None = None
    """How sure the recogniser is, 0–1; None for the words of a text layer."""


class Style:
    """How a word is set: bits of an int (an enum costs more than all the rest of reading styles)."""

    BOLD: Final = 1
    ITALIC: Final = 2
    HIDDEN: Final = 4
    """Not seen on the page: drawn without ink (text render mode 3) or outside of the page."""
    UNMAPPED: Final = 8
    """The font gives no Unicode: the letters are guesses."""
    TCVN3: Final = 32
    VNI: Final = 64
    VISCII: Final = 128
    VPS: Final = 512
    """Set in a font of this legacy encoding."""
    CAPITALS: Final = 256
    """Set in a font whose small letters look like capitals."""
    ASIDE: Final = 1024
    """Seen on the page, but no part of the document: the look of a digital signature."""
    UNKNOWN: Final = 16
    """The reader cannot tell how the word is set (recognised text)."""


class SetWord(NamedTuple):
    """A word and how it is set: bits of ``Style``."""

    word: PageWord
    style: int


class Rule(NamedTuple):
    """A straight line: ``level`` at y = ``at`` from x ``low`` to ``high``, else upright at x = ``at``."""

    level: bool
    at: float
    low: float
    high: float

    @property
    def ends(self) -> Box:
        """The two ends: x, y, x, y."""
        ends = self.low, self.at, self.high, self.at
        return ends if self.level else (ends[1], ends[0], ends[3], ends[2])
