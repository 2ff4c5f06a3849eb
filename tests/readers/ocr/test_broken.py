"""Ruling lines that a scan broke are whole again; merged cells stay merged, tables apart stay apart."""

import numpy as np

from extractor.readers.ocr.broken import added, mended
from extractor.readers.page.grid import find_tables
from extractor.readers.page.words import Rule

DPI = 72.0
"""One pixel a point."""


def _page() -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    return np.zeros((800, 600), dtype=np.uint8)


def _level(at: float, low: float, high: float) -> Rule:
    return Rule(level=True, at=at, low=low, high=high)


def _upright(at: float, low: float, high: float) -> Rule:
    return Rule(level=False, at=at, low=low, high=high)


LEVEL = [_level(100, 50, 500), _level(200, 50, 500), _level(300, 50, 500)]


def _shape(rules: list[Rule]) -> list[tuple[int, int, int, int]]:
    """Row, column and spans of the cells of the only table."""
    (table,) = find_tables(rules, 1000).tables
    return [(slot.row, slot.col, slot.rowspan, slot.colspan) for slot in table.slots]


GRID = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_pieces_of_a_line_are_joined() -> None:
    """An upright line with two breaks in the middle of cells is one line."""
    broken = [_upright(250, 100, 130), _upright(251, 170, 260), _upright(250, 275, 300)]
    rules = [*LEVEL, _upright(50, 100, 300), *broken, _upright(500, 100, 300)]
    assert _shape(mended(rules, _page(), DPI)) == GRID


def test_loose_end_is_led_on() -> None:
    """A line that ends in the middle of a cell goes on to the line across."""
    rules = [*LEVEL, _upright(50, 100, 300), _upright(250, 140, 260), _upright(500, 100, 300)]
    assert _shape(mended(rules, _page(), DPI)) == GRID


def test_merged_cell_stays_merged() -> None:
    """A line that ends at a line across it is not led on: the cells below are one."""
    rules = [*LEVEL, _upright(50, 100, 300), _upright(250, 100, 200), _upright(500, 100, 300)]
    assert _shape(mended(rules, _page(), DPI)) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_words_on_the_way_stop_a_line() -> None:
    """No line is led on through words that lie across it."""
    page = _page()
    page[265:290, 200:300] = 255
    rules = [*LEVEL, _upright(50, 100, 300), _upright(250, 100, 260), _upright(500, 100, 300)]
    assert _shape(mended(rules, page, DPI)) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_edge_of_a_table_is_closed() -> None:
    """An outer line that print lost in one row goes on where the other edge does."""
    rules = [*LEVEL, _upright(50, 100, 200), _upright(250, 100, 300), _upright(500, 100, 300)]
    assert _shape(mended(rules, _page(), DPI)) == GRID


def test_tables_apart_stay_apart() -> None:
    """Between two tables of one width no edge is led on."""
    above = [_level(100, 50, 500), _level(150, 50, 500)]
    below = [_level(300, 50, 500), _level(350, 50, 500)]
    edges = [_upright(x, top, top + 50) for x in (50, 250, 500) for top in (100, 300)]
    whole = mended([*above, *below, *edges], _page(), DPI)
    assert len(find_tables(whole, 1000).tables) == 2


def test_whole_table_is_left_alone() -> None:
    """Lines that meet are given back as they are."""
    rules = [*LEVEL, _upright(50, 100, 300), _upright(250, 100, 300), _upright(500, 100, 300)]
    assert set(mended(rules, _page(), DPI)) == set(rules)


def test_added_names_what_was_not_seen() -> None:
    """What a mended line has beyond its pieces is named, for its faint ink is no letter."""
    seen = [_upright(250, 100, 130), _upright(250, 170, 260)]
    assert added(_upright(250, 100, 300), seen) == [_upright(250, 130, 170), _upright(250, 260, 300)]
    assert added(_upright(250, 100, 260), [_upright(250, 100, 260)]) == []
