"""Markdown tables → grids: bars alone on a line, pipe rows, and rows whose cells run over lines."""

import regex

from extractor.readers import md_inline
from extractor.readers.compose import RawCell, RawGrid
from extractor.readers.limits import Limits
from extractor.readers.md_bars import rows_of
from extractor.rules.columns import field_of

_RULE = regex.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = regex.compile(r"(?<!\\)\|")
_LEAF = regex.compile(r"(?i)ghi\s+chú|kinh\s+phí|sản\s+phẩm|kết\s+quả")
_UNITS = {"lead", "coordinating"}
_LAYOUT_SIZE = 2000
_LAYOUT_SHARE = 0.8
_LABEL = regex.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|\p{Ll})[.)]?\W*")


def is_bar(line: str) -> bool:
    """Whether the line is a bar alone."""
    return line.strip() == "|"


def has_bars(line: str) -> bool:
    """Whether the line holds cells of a pipe table."""
    return bool(_BAR.search(line)) and not is_bar(line)


def bar_grid(lines: list[str], limits: Limits) -> RawGrid | None:
    """The grid of lines that begin and end with a bar alone; None where it only lays out a page."""
    slots: list[str] = []
    current: list[str] = []
    for line in lines[1:]:
        if is_bar(line):
            slots.append("\n".join(current).strip())
            current = []
        else:
            current.append(line)
    rows, cols = rows_of(slots)
    texts = [[md_inline.cell(slot) for slot in row] for row in rows if any(row)]
    if cols < 2 or _lays_out([cell.text for row in texts for cell in row]):
        return None
    return _grid(texts, cols, limits)


def pipe_grid(lines: list[str], limits: Limits) -> RawGrid | None:
    """The grid of ``| a | b |`` lines; a line without bar at its end runs on in the same cell."""
    rules = [
        index for index, line in enumerate(lines) if "-" in line and "|" in line and _RULE.fullmatch(line)
    ]
    kept = [line for index, line in enumerate(lines) if index not in rules]
    cols = max((_count(line) for line in kept), default=0)
    if cols < 2:
        return None
    if all(line.strip().endswith("|") and _count(line) for line in kept):
        rows = [[part.strip() for part in _parts(line)] for line in kept]
    else:
        joined = _parts("\n".join(kept))
        rows = [
            [part.strip() for part in joined[start : start + cols]] for start in range(0, len(joined), cols)
        ]
    texts = [[md_inline.cell(part) for part in row] for row in rows if any(row)]
    return _grid(texts, cols, limits, header_rows=1 if rules == [1] else 0)


def _parts(text: str) -> list[str]:
    text = text.strip()
    parts = _BAR.split(text)
    if text.startswith("|"):
        parts = parts[1:]
    if text.endswith("|"):
        parts = parts[:-1]
    return parts


def _count(line: str) -> int:
    """Cells of a line that is a whole row; 0 for a line that is not."""
    return len(_parts(line)) if line.strip().endswith("|") else 0


def _lays_out(texts: list[str]) -> bool:
    total = sum(map(len, texts))
    return total > _LAYOUT_SIZE and max(map(len, texts)) > total * _LAYOUT_SHARE


def _grid(
    rows: list[list[md_inline.Inline]], cols: int, limits: Limits, header_rows: int = 0
) -> RawGrid | None:
    if not rows:
        return None
    cells: list[RawCell] = []
    for index, row in enumerate(rows):
        spans = _spans(rows, index, cols)
        if index == 1 and _has_second_line(rows, cols):
            col = _spanned(rows[0], rows[1])
        else:
            col = _offset(row, index, cols, spans)
            cells = _stretch(cells, index, col) if col else cells
        for cell, (rowspan, colspan) in zip(row, spans, strict=True):
            width = min(colspan, limits.cell_span)
            bold = cell.style.bold
            cells.append(
                RawCell(row=index, col=col, text=cell.text, rowspan=rowspan, colspan=width, bold=bold)
            )
            col += width
    return RawGrid(rows=len(rows), cols=cols, cells=tuple(cells), header_rows=header_rows)


def _spans(rows: list[list[md_inline.Inline]], index: int, cols: int) -> list[tuple[int, int]]:
    """Row and column spans of a row's cells: crawlers print neither, so a short row is read by its size."""
    row = rows[index]
    size = len(row)
    if size == 1:
        return [(1, cols)]
    if size == cols:
        return [(1, 1)] * size
    if index == 0 and _has_second_line(rows, cols):
        spanned = _spanned(row, rows[1])
        return [(1, len(rows[1])) if col == spanned else (2, 1) for col in range(size)]
    if size == 2 and not (index == 1 and _has_second_line(rows, cols)):
        return [(1, 1), (1, cols - 1)]
    return [(1, 1)] * size


def _has_second_line(rows: list[list[md_inline.Inline]], cols: int) -> bool:
    """Whether the second row is the second line of a header: it fills what one cell of the first covers."""
    return len(rows) > 2 and 1 < len(rows[0]) < cols and len(rows[0]) - 1 + len(rows[1]) == cols


def _spanned(first: list[md_inline.Inline], second: list[md_inline.Inline]) -> int:
    """Which cell of the first header line stands over the second: one of its fields, else one of no field."""
    below = {field_of(cell.text)[0] for cell in second}
    below |= _UNITS if below & _UNITS else set()
    return max(range(1, len(first)), key=lambda col: (_may_span(first[col].text, below), col))


def _may_span(header: str, below: set[str]) -> int:
    field, strength = field_of(header)
    if field in below and strength:
        return 2
    return 0 if strength or _LEAF.search(header) else 1


def _offset(row: list[md_inline.Inline], index: int, cols: int, spans: list[tuple[int, int]]) -> int:
    """First column of a row: a short row without label of its own lacks the cells that reach down to it."""
    width = sum(colspan for _, colspan in spans)
    if index == 0 or width == cols or _LABEL.fullmatch(row[0].text[:12]):
        return 0
    return cols - width


def _stretch(cells: list[RawCell], row: int, cols: int) -> list[RawCell]:
    """The cells above the first ``cols`` columns of ``row`` reach down to it."""
    covered = {
        cell.col: number
        for number, cell in enumerate(cells)
        if cell.row + cell.rowspan == row and cell.col + cell.colspan <= cols
    }
    numbers = set(covered.values())
    return [cell.taller() if number in numbers else cell for number, cell in enumerate(cells)]
