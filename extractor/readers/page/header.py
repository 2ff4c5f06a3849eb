"""The header of a table without column lines: lines of words that name known columns.

Which lines belong to it is tried out from the word STT on: the lines whose cells name most columns, and that
white space, rules, bold type or the first row number set off. A title over several columns ("Phân công thực
hiện" over "Chủ trì" and "Phối hợp") is known by the column that comes to light without it.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.readers.page.bands import (
    CORRIDOR,
    Columns,
    Corridors,
    cells_of,
    is_label,
    is_numbered,
    white_space,
)
from extractor.readers.page.lines import Row, make_row
from extractor.readers.page.words import SetWord, Style
from extractor.rules.columns import WHOLE, field_of

_ANCHORS = frozenset({"stt", "tt"})
_KNOWN = 3
"""Columns a header must name."""
_UPWARDS, _DOWNWARDS = 5, 6
"""Lines of a header above and below the word STT, at most."""
_RUN_GAP = 0.5
"""Space between words of a run, at most, as part of the letter height."""
_LEVEL = 0.15
"""Part of the letter height by which lines that stand side by side overlap."""
_LOOK_AT = 15
"""Lines below a header of unknown names in which two row numbers must stand."""
_TITLE_WORDS = 8
"""Words of a title over several columns, at most."""
_OFF = 0.15
"""Part of the width of its columns by which a title stands off their middle, at most."""
_APART = 1.3
"""Step below a title, at least, as part of the letter height."""
_BELONGS_BELOW = 3.0
"""What a header loses that takes a line of the row below: more than a row number below it wins."""
_FAR = 2.0
"""White space between the lines of a header, at most, as part of the letter height."""


class Title(NamedTuple):
    """Words over several columns of a header: the columns ``first`` to ``last``."""

    words: Row
    first: int
    last: int


class Header(NamedTuple):
    """Lines ``first`` to ``last`` of a page as the header of a table."""

    first: int
    last: int
    columns: Columns
    titles: tuple[Title, ...]
    cells: list[list[Row]]
    """The words of each column, the titles over several of them left out."""


def may_hold_header(rows: Sequence[Row]) -> bool:
    """Whether a line of words begins like a header."""
    return any(map(_is_anchor, rows))


def _is_anchor(row: Row) -> bool:
    """Whether a line begins with STT, or holds two names of columns wide apart."""
    words = row.words
    for at in range(min(2, len(words))):
        text = words[at].word.text.casefold().rstrip(".")
        if text in _ANCHORS or (text == "số" and len(words) == 1):
            return True
    gap = _RUN_GAP * row.height
    wide = sum(two.word.x0 - one.word.x1 > gap for one, two in pairwise(words))
    if not wide:
        return False
    if words[0].word.text.casefold() == "số" and words[1].word.x0 - words[0].word.x1 > gap:
        return True
    is_named = wide > 1 and sum(field_of(run.text)[1] == WHOLE for run in _runs(row)) > 1
    return is_named or (wide > 1 and row.has(Style.BOLD) is True)


def find_header(rows: Sequence[Row], start: int, parted: set[int]) -> Header | None:
    """The first header among ``rows`` from ``start`` on; ``parted``: lines with space or a rule below."""
    for at in range(start, len(rows)):
        if not _is_anchor(rows[at]):
            continue
        tried = [
            (_score(header, rows, parted), header)
            for first, last in _ranges(rows, start, at)
            for least in _gaps(rows[first : last + 1])
            if (header := _header(rows, first, last, least)) is not None
        ]
        if tried:
            return max(tried, key=lambda pair: (pair[0], pair[1].first - pair[1].last))[1]
    return None


def _ranges(rows: Sequence[Row], start: int, at: int) -> Iterator[tuple[int, int]]:
    """First and last lines of what may be the header around the line ``at``."""
    edge = rows[at].words[0].word.x1
    lasts = []
    for last in range(at, min(len(rows), at + _DOWNWARDS + 1)):
        if last > at and (is_numbered(rows[last], edge) or _is_far(rows[last - 1], rows[last])):
            break
        if last + 1 == len(rows) or not _overlap(rows[last], rows[last + 1]):
            lasts.append(last)
    for first in range(at, max(start, at - _UPWARDS) - 1, -1):
        if first == start or not _overlap(rows[first - 1], rows[first]):
            yield from ((first, last) for last in lasts)
        if first > start and _is_far(rows[first - 1], rows[first]):
            break


def _is_far(above: Row, below: Row) -> bool:
    return below.top - above.bottom > _FAR * above.height


def _score(header: Header, rows: Sequence[Row], parted: set[int]) -> float:
    """Columns named, and how surely the header ends where it is said to."""
    texts = [" ".join(row.text for row in cell) for cell in header.cells]
    named = sum(field_of(text)[1] for text in texts)
    unknown = sum(not field_of(text)[1] for text in texts)
    above, below = header.first - 1, header.last + 1
    bold = {
        at: rows[at].has(Style.BOLD) for at in (above, header.first, header.last, below) if at < len(rows)
    }
    begins = above < 0 or above in parted or bold[above] != bold[header.first]
    ends = below == len(rows) or header.last in parted or bold[header.last] != bold[below]
    is_row_below = below < len(rows) and is_label(rows[below].words[0].word.text.strip("()"))
    inside = sum(at in parted for at in range(header.first, header.last))
    titles = sum(title.words.has(Style.BOLD) == bold[header.last] for title in header.titles)
    taken = _BELONGS_BELOW * _holds_row(header)
    return named + titles - unknown / 4 + begins + max(ends, is_row_below) + is_row_below - inside / 2 - taken


def _holds_row(header: Header) -> bool:
    """Whether the last line of a header is of the row below: in one column only, a new sentence under a name
    that is whole."""
    lowest = max(row.top for cell in header.cells for row in cell)
    last = [cell for cell in header.cells if cell[-1].bottom > lowest]
    texts = [row.text for row in last[0]]
    if len(last) > 1 or len(texts) < 2 or not texts[-1][:1].isupper() or texts[-1].isupper():
        return False
    return field_of(" ".join(texts[:-1]))[1] == WHOLE and field_of(" ".join(texts))[1] < WHOLE


def _overlap(above: Row, below: Row) -> bool:
    """Whether two lines are of cells side by side, their lines not level with each other."""
    return below.top < above.bottom - _LEVEL * above.height


def _gaps(rows: Sequence[Row]) -> list[float]:
    """White space that may part the columns of a header: recognised words stand further apart than set."""
    words = [item for row in rows for item in row.words]
    wide = max(CORRIDOR, _RUN_GAP * max(item.word.bottom - item.word.top for item in words))
    is_same = len(white_space(words)) == len(white_space(words, wide))
    return [CORRIDOR] if is_same else [CORRIDOR, wide]


def _header(rows: Sequence[Row], first: int, last: int, least: float) -> Header | None:
    """The lines as a header, its columns ``least`` points apart; None if they name too few columns."""
    words = [item for row in rows[first : last + 1] for item in row.words]
    titles = _titles(rows[first : last + 1], words, least)
    rest = _without(words, titles)
    corridors: Corridors = [[gap] for gap in white_space(rest, least)]
    if len(corridors) < _KNOWN - 1:
        return None
    cells = cells_of(rest, corridors)
    inner = _inner_titles(cells)
    if inner:
        titles, rest = [*titles, *inner], _without(rest, inner)
        corridors = [[gap] for gap in white_space(rest, least)]
        cells = cells_of(rest, corridors)
    named = {field_of(" ".join(row.text for row in cell)) for cell in cells}
    fields = {field for field, _ in named if field != "unknown"}
    has_numbers = field_of(" ".join(row.text for row in cells[0])) == ("stt", WHOLE)
    numbers = max(row.x1 for row in cells[0]) if has_numbers else -math.inf
    is_known = len(fields) >= _KNOWN and named & {("stt", WHOLE), ("task", WHOLE)}
    if not (is_known or _is_numbered_below(rows[last + 1 :], numbers)):
        return None
    placed = [_placed(title, cells) for title in titles]
    if None in placed:
        return None
    return Header(first, last, Columns(corridors, numbers), tuple(filter(None, placed)), cells)


def _is_numbered_below(rows: Sequence[Row], numbers: float) -> bool:
    """Whether row numbers stand below a header whose other names are not known."""
    return sum(is_numbered(row, numbers) for row in rows[:_LOOK_AT]) > 1


def _without(words: Sequence[SetWord], runs: Sequence[Row]) -> list[SetWord]:
    members = {id(item) for run in runs for item in run.words}
    return [item for item in words if id(item) not in members]


def _titles(rows: Sequence[Row], words: Sequence[SetWord], least: float) -> list[Row]:
    """Runs of words above several columns: without one of them there is a column more."""
    if len(rows) < 2:
        return []
    count = len(white_space(words, least))
    found = []
    for row in rows[:-1]:
        for run in _runs(row):
            rest = _without(words, [run])
            if (
                len(white_space(rest, least)) > count
                and not _under(run, rest)
                and len(run.words) <= _TITLE_WORDS
            ):
                found.append(run)
    return found


def _under(run: Row, words: Sequence[SetWord]) -> bool:
    """Whether words stand above a run, which is no title then."""
    return any(
        item.word.bottom < run.bottom - 1 and item.word.x0 < run.x1 and item.word.x1 > run.x0
        for item in words
    )


def _runs(row: Row) -> Iterator[Row]:
    """Words of a line without wide space between them."""
    run: list[SetWord] = [row.words[0]]
    for one, two in pairwise(row.words):
        if two.word.x0 - one.word.x1 >= _RUN_GAP * (one.word.bottom - one.word.top):
            yield make_row(run)
            run = []
        run.append(two)
    yield make_row(run)


def _inner_titles(cells: Sequence[Sequence[Row]]) -> list[Row]:
    """Titles over three columns that are no wider than the one in the middle: they stand apart from the
    words below, and both neighbours begin below them."""
    found = []
    for at in range(1, len(cells) - 1):
        cell = cells[at]
        beside = [row for other in (at - 1, at + 1) for row in cells[other]]
        if (
            len(cell) < 2
            or len(cell[0].words) > _TITLE_WORDS
            or any(row.top < cell[0].bottom - 1 for row in beside)
        ):
            continue
        if cell[1].bottom - cell[0].bottom > _APART * cell[0].height:
            found.append(cell[0])
    return found


def _placed(title: Row, cells: Sequence[Sequence[Row]]) -> Title | None:
    """The columns that a title reaches over: of those level with the ones below it, whose middle it is.

    None where it would reach over the row numbers or over all other columns, as captions do.
    """
    edges = [(min(row.x0 for row in cell), max(row.x1 for row in cell)) for cell in cells]
    over = {at for at, (low, high) in enumerate(edges) if low < title.x1 and high > title.x0}
    under = [cells[at] for at in over if cells[at][0].top > title.bottom - 1]
    below = over | {at for at, cell in enumerate(cells) if any(_is_level(cell, other) for other in under)}
    spans = [
        (first, last)
        for first in range(1, len(cells))
        for last in range(first + 1, len(cells))
        if over <= set(range(first, last + 1)) <= below and last - first < len(cells) - 2
    ]
    if not spans:
        return None
    first, last = min(spans, key=lambda span: _off_middle(title, edges, span))
    is_centred = _off_middle(title, edges, (first, last)) < _OFF * (edges[last][1] - edges[first][0])
    return Title(title, first, last) if is_centred else None


def _is_level(cell: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two header cells stand at one height: top or middle."""
    near = _LEVEL * cell[0].height
    middles = [(rows[0].top + rows[-1].bottom) / 2 for rows in (cell, other)]
    return abs(cell[0].top - other[0].top) < near or abs(middles[0] - middles[1]) < near


def _off_middle(title: Row, edges: Sequence[tuple[float, float]], span: tuple[int, int]) -> float:
    """How far a title stands from the middle of the columns of a span: of their words, or of their borders
    half-way between words."""
    first, last = span
    low = (edges[first - 1][1] + edges[first][0]) / 2 if first else edges[0][0]
    high = (edges[last][1] + edges[last + 1][0]) / 2 if last + 1 < len(edges) else edges[-1][1]
    words = (edges[first][0] + edges[last][1]) / 2
    return min(abs(title.centre - (low + high) / 2), abs(title.centre - words))
