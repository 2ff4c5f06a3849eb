"""Physical lines → logical paragraphs.

A line break inside a paragraph is forced by the margin: the next word would not have fitted. A break that
was not forced ends the paragraph. Words decide first (labels, bullets, set openings; a lower-case start
goes on), then the geometry where the format has one, then the length of the line.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex
from msgspec import Struct

from extractor.model.document import Document
from extractor.rules import ruleset
from extractor.structure.labels import opens_paragraph, read_labels
from extractor.structure.lines import Line, lines

_GOES_ON = regex.compile(r"[\p{Ll},;:.)\]”…%]")
_OPEN_END = regex.compile(r"(?i:^số\s*:?|,|\b(?:của|và))$")
_NEEDS_A_BODY = regex.compile(r"(?:\b(?:CỦA|VÀ|DO|TẠI|CHO|CẤP|TỪ|VĂN PHÒNG|CHỦ TỊCH)|,)$")
_DASH_INSIDE = regex.compile(r"[-+*]\s*+[\p{Ll}\d]")
_SYMBOL_END = regex.compile(r"\d/\p{Lu}[\p{L}&]*$")
"""A document number cut before its hyphen: ``71/NQ ⏎ -CP``."""
_NUMBER_AHEAD = regex.compile(
    r"(?i:\b(?:định|quyết|thị|tư|tịch|hoạch|văn|điện|trình|luận|luật|lệnh|báo|dẫn|án)\s+số\s?:?)$"
)
_NUMBER_CUT = regex.compile(r"\d[a-zđ]?(?:/\d{4})?/(?:\p{Lu}[\p{L}\d&]*+-)*+$")
_NUMBER_START = regex.compile(r"\d{1,5}[a-zđ]?\s?(?:/\s?\d{4}\s?)?[/-]\s?\p{Lu}")
_MAX_NUMBER_LINES = 3
_SYMBOL_START = regex.compile(r"\p{Lu}[\p{Lu}\d&]")
_CLOSED = regex.compile(r"(?:[.;:!?]|\./\.|[.;:][”\"')])$")
_UPPER_ONLY = regex.compile(r"[^\p{Ll}]*\p{Lu}[^\p{Ll}]*")
_FORCED_SHARE = 0.93
_INDENT_PT = 10.0
_EXTRA_GAP_PT = 4.0
_FULL_PERCENTILE = 0.9


class Draft(Struct, frozen=True, kw_only=True):
    """A paragraph before the clean text exists: its lines in reading order."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Words of the paragraph, lines joined with a blank."""
        return " ".join(line.text for line in self.lines)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Source ranges, one a line."""
        return tuple((line.start, line.end) for line in self.lines)


def paragraphs(document: Document) -> list["Draft | int"]:
    """Paragraphs in reading order; an int is the index of a data grid at its place."""
    items = list(lines(document))
    width = _Width([item for item in items if isinstance(item, Line)])
    found: list[Draft | int] = []
    pending: list[Line] = []
    for item in items:
        if pending and (isinstance(item, int) or not _joins(pending, item, width)):
            found.append(Draft(lines=tuple(pending)))
            pending = []
        if isinstance(item, int):
            found.append(item)
        else:
            pending.append(item)
    if pending:
        found.append(Draft(lines=tuple(pending)))
    return found


class _Width:
    """How far a full line reaches: in points per page, in code points without geometry."""

    def __init__(self, body: Sequence[Line]) -> None:
        edges: dict[int | None, list[float]] = {}
        lengths: list[int] = []
        for line in body:
            if line.whole or line.layout or line.block.column is not None:
                continue
            lengths.append(len(line.text))
            if line.block.bbox is not None:
                edges.setdefault(line.block.page, []).append(line.block.bbox[2])
        self._characters = _percentile(lengths)
        self._gap = _usual_gap(body)
        self._right = {page: _percentile(values) for page, values in edges.items()}

    def is_apart(self, pending: Sequence[Line], following: Line) -> bool:
        """Whether more space stands before ``following`` than between the lines it would join.

        A single line is compared with the usual space of the document. False without geometry.
        """
        gap = _gap(pending[-1], following)
        usual = _gap(pending[-2], pending[-1]) if len(pending) > 1 else self._gap
        return gap is not None and usual is not None and gap > usual + _EXTRA_GAP_PT

    def is_forced(self, line: Line, following: Line) -> bool:
        """Whether the first word of ``following`` would not have fitted behind ``line``."""
        word = following.text.partition(" ")[0]
        box = line.block.bbox
        if box is None or line.block.page not in self._right:
            return len(line.text) + 1 + len(word) >= _FORCED_SHARE * self._characters
        advance = (box[2] - box[0]) / max(len(line.text), 1)
        return box[2] + advance * (len(word) + 1) * 0.9 >= self._right[line.block.page]


def _usual_gap(body: Sequence[Line]) -> float | None:
    gaps = [gap for last, line in pairwise(body) if (gap := _gap(last, line)) is not None]
    return sorted(gaps)[len(gaps) // 4] if gaps else None


def _gap(last: Line, line: Line) -> float | None:
    """Space between two lines of one page and column in points; None without geometry."""
    if last.block.bbox is None or line.block.bbox is None or last.block.page != line.block.page:
        return None
    gap = line.block.bbox[1] - last.block.bbox[3]
    return gap if gap > -_EXTRA_GAP_PT else None


def _percentile(values: "list[float] | list[int]") -> float:
    ordered = sorted(values)
    return float(ordered[int((len(ordered) - 1) * _FULL_PERCENTILE)]) if ordered else 0.0


def _joins(pending: list[Line], line: Line, width: _Width) -> bool:
    last = pending[-1]
    if _cuts_a_number(pending, line):
        return last.cell == line.cell and last.block.column == line.block.column
    if _stands_apart(last, line):
        return False
    if _closes(last, line):
        return False
    if line.layout:
        return bool(_GOES_ON.match(line.text) or _OPEN_END.search(last.text))
    forced = width.is_forced(last, line)
    if opens_paragraph(line.text):
        return forced and _only_looks_like_opening(pending, line)
    if _GOES_ON.match(line.text):
        return not last.text.endswith("./.")
    return not width.is_apart(pending, line) and _goes_on_by_look(last, line, forced=forced)


def _cuts_a_number(pending: list[Line], line: Line) -> bool:
    """Whether a line end stands inside the number of a document: ``Quyết định số ⏎ 12/QĐ- ⏎ UBND``."""
    last = pending[-1].text
    if _NUMBER_AHEAD.search(last):
        return _NUMBER_START.match(line.text) is not None
    if not last.endswith(("-", "/")) or _SYMBOL_START.match(line.text) is None:
        return False
    return _NUMBER_CUT.search("".join(part.text for part in pending[-_MAX_NUMBER_LINES:])) is not None


def _stands_apart(last: Line, line: Line) -> bool:
    """Whether the format itself says that two lines are not of one paragraph."""
    if line.whole or last.whole or line.cell != last.cell or line.block.column != last.block.column:
        return True
    return line.block is not last.block and "paragraph" in {line.block.kind, last.block.kind}


def _closes(last: Line, line: Line) -> bool:
    """Whether a line begins the closing formula, which is a paragraph of its own.

    Where indents are known they tell: a sentence in the middle of a paragraph may begin so too.
    """
    if _indented(last, line) is not None or not _CLOSED.search(last.text):
        return False
    return ruleset("prose_tasks").pattern("prose.closing").match(line.text) is not None


def _goes_on_by_look(last: Line, line: Line, *, forced: bool) -> bool:
    """Whether a line that opens with a capital letter goes on the paragraph of the line before."""
    indented = _indented(last, line)
    if indented is not None and _CLOSED.search(last.text):
        return not indented
    if _both_title_lines(last, line):
        return not _is_issuer_line(last, line)
    return forced and not _changes_style(last, line) and not last.text.endswith("./.")


def _only_looks_like_opening(pending: list[Line], line: Line) -> bool:
    """A wrapped line that happens to begin like a bullet or label: ``2022 ⏎ - 2025``, ``Quý ⏎ II. Các``."""
    if _CLOSED.search(pending[-1].text) or pending[-1].text.endswith(","):
        return False
    if _DASH_INSIDE.match(line.text) or (_SYMBOL_END.search(pending[-1].text) and line.text[:1] == "-"):
        return True
    labels = read_labels(line.text)
    return bool(labels) and labels[0].kind in {"arabic", "roman"} and labels[0].rest[:1].islower()


def _indented(last: Line, line: Line) -> bool | None:
    """Whether ``line`` starts further right than the wrapped lines do; None without geometry."""
    if line.block.indent is None or last.block.indent is None or line.block.centered:
        return None
    return line.block.indent >= _INDENT_PT


def _both_title_lines(last: Line, line: Line) -> bool:
    same = last.block.centered and line.block.centered and last.block.bold == line.block.bold
    return bool(same) and _is_upper(last.text) == _is_upper(line.text)


def _is_issuer_line(last: Line, line: Line) -> bool:
    """Whether the issuer's own line follows a title that is complete without it."""
    is_issuer = ruleset("parts").pattern("part.issuer_line").match(line.text)
    return is_issuer is not None and not _NEEDS_A_BODY.search(last.text)


def _changes_style(last: Line, line: Line) -> bool:
    if last.block.centered and not line.block.centered:
        return True
    bold_ends = bool(last.block.bold) and line.block.bold is False
    return bold_ends or (_is_upper(last.text) and not _is_upper(line.text))


def _is_upper(text: str) -> bool:
    return _UPPER_ONLY.fullmatch(text) is not None


def shared_style(draft: Draft, name: str) -> bool | None:
    """A style flag that all lines of a paragraph share; None where the format does not tell."""
    values = {getattr(line.block, name) for line in draft.lines}
    return values.pop() if len(values) == 1 else (False if None not in values else None)
