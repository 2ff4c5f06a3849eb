"""Rows that only their numbers tell apart: no rule and no space between them."""

from extractor.readers.page.numbered import SetLine, row_starts

STEP = 12.0


def lines(*rows: str) -> list[SetLine]:
    """Lines one step apart; half a step where a line is written with a dot before it. A digit is a number."""
    made, y = [], 0.0
    for row in rows:
        y += STEP / 2 if row.startswith(".") else STEP
        columns = frozenset(at for at, letter in enumerate(row.removeprefix(".")) if letter != " ")
        made.append(SetLine(y, columns, any(letter.isdigit() for letter in row)))
    return made


def test_numbers_at_the_top_begin_their_rows() -> None:
    """All cells begin beside the number."""
    rows = lines("1ab", " a ", " ab", "2ab", " ab", "3ab")
    assert row_starts(rows, in_middle=False) == [3, 5]


def test_numbers_in_the_middle_have_as_much_above_as_below() -> None:
    """The second row begins where the first has as many lines below its number as above it."""
    rows = lines(" a ", "1ab", " a ", " a ", " ab", "2ab", " ab", " a ")
    assert row_starts(rows, in_middle=False) == [3]


def test_rows_of_even_numbers_of_lines_have_their_number_between_lines() -> None:
    """A number may stand on a line of its own, half a step from the words beside it."""
    rows = lines(" a ", ".1 b", ". a ", " a ", ".2 b", ". a ")
    assert row_starts(rows, in_middle=False) == [3]


def test_the_rest_of_a_row_from_the_page_before_is_no_part_of_the_first_row() -> None:
    """Lines above the first row whose number stands in the middle are left alone."""
    rows = lines(" ab", " ab", " ab", " a ", "1ab", " a ", " a ", "2ab", " a ")
    assert row_starts(rows, in_middle=True) == [3, 6]


def test_a_row_cut_by_the_page_has_its_number_at_the_top() -> None:
    """The last row of a page may be cut: what is left begins with its number."""
    rows = lines(" a ", "1ab", " a ", "2ab", " ab", " a ", " a ")
    assert row_starts(rows, in_middle=True) == [3]
