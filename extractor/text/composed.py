"""Normal form of a text handed in by somebody, with the way back to the offsets he knows."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import regex
from msgspec import Struct

_LINE_ENDS = regex.compile(r"\r\n?")
_MARK_RUN = regex.compile(r"\p{M}{31,}+")
_STREAM_SAFE_RUN = 30
_BETWEEN_BLANKS = regex.compile(r"\r\n|\s|[^\s]++")
_LETTERS = regex.compile(r"\X")


def normalize(text: str) -> str:
    """NFC with ``\\n`` line ends. Endless runs of combining marks get a joiner (UAX 15, stream-safe text).

    Without it, ordering the marks of one hostile letter takes quadratic time.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARK_RUN.sub(_break_marks, text))


def _break_marks(match: "regex.Match[str]") -> str:
    marks = match.group()
    pieces = (marks[at : at + _STREAM_SAFE_RUN] for at in range(0, len(marks), _STREAM_SAFE_RUN))
    return "\u034f".join(pieces)


class Composed(Struct, frozen=True, kw_only=True):
    """A text in normal form.

    ``starts[i]`` is where run ``i`` begins in ``text``, ``sources[i]`` where in the text handed in; both end
    with the lengths of the two. Runs of the same length on both sides go code point by code point, others
    only as a whole. No run at all: nothing was changed.
    """

    text: str
    starts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()

    def start(self, offset: int) -> int:
        """Where a span that begins at ``offset`` of ``text`` begins in the text handed in."""
        if not self.starts or offset >= self.starts[-1]:
            return self.sources[-1] if self.starts else offset
        run = bisect_right(self.starts, offset) - 1
        return self.sources[run] + (offset - self.starts[run] if self._is_even(run) else 0)

    def end(self, offset: int) -> int:
        """Where a span that ends at ``offset`` of ``text`` ends in the text handed in."""
        if not self.starts or offset <= 0:
            return offset
        run = bisect_left(self.starts, offset) - 1
        return self.sources[run] + offset - self.starts[run] if self._is_even(run) else self.sources[run + 1]

    def place(self, source: int) -> int:
        """Where the code point ``source`` of the text handed in stands in ``text``."""
        if not self.starts:
            return source
        run = min(bisect_right(self.sources, source), len(self.sources) - 1) - 1
        return self.starts[run] + (source - self.sources[run] if self._is_even(run) else 0)

    def _is_even(self, run: int) -> bool:
        return self.starts[run + 1] - self.starts[run] == self.sources[run + 1] - self.sources[run]


def compose(text: str) -> Composed:
    """The normal form of ``text`` (``normalize``), NUL as a blank, with the way back."""
    if "\r" not in text and not _MARK_RUN.search(text) and unicodedata.is_normalized("NFC", text):
        return Composed(text=text.replace("\0", " "))
    chunks: list[str] = []
    starts, sources = [0], [0]
    start = source = 0
    for raw, normal in _runs(text):
        if len(raw) != len(normal) and starts[-1] != start:
            starts.append(start)
            sources.append(source)
        start, source = start + len(normal), source + len(raw)
        if len(raw) != len(normal):
            starts.append(start)
            sources.append(source)
        chunks.append(normal)
    if starts[-1] != start:
        starts.append(start)
        sources.append(source)
    return Composed(text="".join(chunks).replace("\0", " "), starts=tuple(starts), sources=tuple(sources))


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of ``text`` with their normal form: words where they change nothing, else letter by letter.

    Nothing composes over a blank; where letters of one word compose with each other, the word is one piece.
    """
    for match in _BETWEEN_BLANKS.finditer(text):
        word = match.group()
        normal = normalize(word)
        if normal == word:
            yield word, word
            continue
        letters = [(letter, normalize(letter)) for letter in _LETTERS.findall(word)]
        if "".join(form for _, form in letters) == normal:
            yield from letters
        else:
            yield word, normal
