"""Tables in plain text: a TAB before each cell (portal exports) or TABs between the cells of a line.

Portal form: a TAB starts a cell, a line without TAB continues it, a blank line ends the row; cells of a
column span are repeated and stay as printed. Source: text export of thuvienphapluat.vn (Quyết định
595/QĐ-UBND Bình Dương 2022).
"""

from collections import Counter

import regex
from msgspec import Struct

from extractor.model.document import Grid, GridCell
from extractor.model.types import VOCABULARY
from extractor.readers.lines import TextLine

_TITLES = frozenset(name.upper() for name in VOCABULARY["doc_type"].values())
_APPENDIX = regex.compile(r"(?:PHỤ[ ]LỤC|Phụ[ ]lục)(?:[ ]+(?:số[ ]*)?[\dIVX]{1,5})?[.:]?")
_BODY_START = regex.compile(r"[IVX]{1,5}\.\s*\p{Lu}|Điều\s+1\s*[.:]|Căn\s+cứ\s")
_LABEL = regex.compile(r"\W{0,2}|[\w.]{1,8}[.)/]")
_RUNAWAY_LINES = 12
_RUNAWAY_CHARACTERS = 4000
_PROSE_CELL = 120
"""Mean length from which lonely TAB lines are indented paragraphs rather than cells."""


class TextTable(Struct, frozen=True):
    """Rows of cell ranges and the first line behind the table."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    next_line: int
    is_table: bool = True
    """False for paragraphs whose first line is indented by a TAB."""

    def grid(self) -> Grid:
        """The table as printed: one grid cell a cell, no spans."""
        cells = tuple(
            GridCell(row=row, col=col, start=start, end=end)
            for row, ranges in enumerate(self.rows)
            for col, (start, end) in enumerate(ranges)
        )
        return Grid(rows=len(self.rows), cols=max(len(ranges) for ranges in self.rows), cells=cells)


def read_table(lines: list[TextLine], at: int) -> TextTable | None:
    """The table or run of indented paragraphs that begins at ``lines[at]``; None where there is neither."""
    if lines[at].text.startswith("\t"):
        return _cell_lines(lines, at)
    if "\t" in lines[at].text.strip():
        return _row_lines(lines, at)
    return None


def _cell_lines(lines: list[TextLine], at: int) -> TextTable:
    rows: list[list[tuple[int, int]]] = []
    while at < len(lines) and lines[at].text.startswith("\t"):
        row: list[tuple[int, int]] = []
        while at < len(lines) and lines[at].text.startswith("\t"):
            last = _cell_end(lines, at)
            row.append(_range(lines[at : last + 1]))
            at = last + 1
        rows.append(row)
        if at < len(lines) and not lines[at].is_empty:
            break
        at += 1
    cells = tuple(tuple(row) for row in rows)
    return TextTable(cells, min(at, len(lines)), _is_table(cells))


def _cell_end(lines: list[TextLine], at: int) -> int:
    """Index of the last line of the cell that begins at ``at``: before a blank line, a TAB or a new body."""
    last = at
    while last + 1 < len(lines):
        line = lines[last + 1]
        if line.is_blank or line.text.startswith("\t") or _is_title(line.text):
            break
        last += 1
    size = lines[last].end - lines[at].start
    if last - at >= _RUNAWAY_LINES or size > _RUNAWAY_CHARACTERS:
        for index in range(at + 1, last + 1):
            if _BODY_START.match(lines[index].text.lstrip()):
                return index - 1
    return last


def _is_title(line: str) -> bool:
    """A type word or appendix label on its own line: exports drop the blank line after a signature table."""
    words = line.strip().rstrip(":")
    return words in _TITLES or _APPENDIX.fullmatch(words) is not None


def _range(lines: list[TextLine]) -> tuple[int, int]:
    filled = [line for line in lines if not line.is_blank]
    if not filled:
        return lines[0].start + 1, lines[0].start + 1
    return filled[0].trimmed()[0], filled[-1].trimmed()[1]


def _is_table(rows: tuple[tuple[tuple[int, int], ...], ...]) -> bool:
    """Cells rather than paragraphs with a TAB as first-line indent."""
    widths = Counter(len(row) for row in rows)
    if max(widths) < 2:
        return False
    sizes = [end - start for row in rows for start, end in row]
    mean = sum(sizes) / len(sizes)
    if len(rows) == 1:
        return mean < _PROSE_CELL * (3 if len(rows[0]) == 2 else 1)
    regular = widths.most_common(1)[0][1] * 2 >= len(rows) and widths.most_common(1)[0][0] > 1
    return regular or mean < _PROSE_CELL


def _row_lines(lines: list[TextLine], at: int) -> TextTable | None:
    """Lines with TABs between cells, as Word's and spreadsheets' plain text has them."""
    rows: list[tuple[tuple[int, int], ...]] = []
    while at < len(lines) and "\t" in lines[at].text.strip(" "):
        rows.append(_split_tabs(lines[at]))
        at += 1
    while rows and rows[-1] and len(rows[-1]) < 2:
        rows.pop()
        at -= 1
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or _are_labels(rows, lines[at - len(rows) : at]):
        return None
    return TextTable(tuple(rows), at)


def _split_tabs(line: TextLine) -> tuple[tuple[int, int], ...]:
    ranges = []
    start = line.start
    for piece in line.text.rstrip("\t ").split("\t"):
        left = len(piece) - len(piece.lstrip())
        ranges.append((start + left, max(start + len(piece.rstrip()), start + left)))
        start += len(piece) + 1
    return tuple(ranges)


def _are_labels(rows: list[tuple[tuple[int, int], ...]], lines: list[TextLine]) -> bool:
    """``1.<TAB>Mục đích``: a list whose labels are parted by TABs is no table."""
    firsts = (line.text.split("\t", 1)[0].strip() for line in lines)
    return max(len(row) for row in rows) == 2 and all(_LABEL.fullmatch(first) for first in firsts)
