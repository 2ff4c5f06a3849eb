"""Row numbers that jump or repeat are told and left as they stand."""

import pytest

from extractor.model.records import Issue
from extractor.structure.assemble import outline
from tests.grids import of_rows

HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")


def issues(*numbers: str) -> list[Issue]:
    """What is told of a table whose rows bear these numbers; one that begins with # is a group."""
    rows = [
        (number[1:], "Nhóm việc", "", "")
        if number.startswith("#")
        else (number, f"Việc thứ {at}", "Sở Y tế", "2031")
        for at, number in enumerate(numbers)
    ]
    found = outline(of_rows(HEADER, *rows))
    stt = [row.cells[0].text for row in found.tables[0].rows[1:]]
    assert stt == [number.removeprefix("#") for number in numbers]
    return [issue for issue in found.issues if issue.code == "row_number_irregular"]


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        (("#I", "1", "5", "3", "4", "5"), "4: 1 → 5"),
        (("1", "2", "2", "3"), "4: 2 → 2"),
        (("1", "2", "4", "5", "6"), "4: 2 → 4"),
        (("1.", "9.", "3.", "4.", "1."), "3: 1 → 9"),
        (("1", "2", "7", "4", "4"), "4: 2 → 7; 6: 4 → 4"),
    ],
)
def test_numbers_that_jump_or_repeat_are_named_once_a_table(numbers: tuple[str, ...], rows: str) -> None:
    """One issue names the odd rows only, as table_rows counts them; the place is that of the first."""
    (issue,) = issues(*numbers)
    assert f"ở hàng {rows};" in issue.message
    assert issue.provenance is not None


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),
        ("4", "5", "6"),
        ("#I", "1", "2", "#II", "1", "2"),
        ("#I", "1", "2", "#II", "3", "4"),
        ("1", "2", "1", "2", "3"),
        ("1", "1", "2", "3", "2", "3"),
        ("1", "1.1", "1.2", "2"),
        ("1", "a", "b", "2"),
        ("01", "02", "03"),
        ("", "", ""),
    ],
)
def test_numbers_in_order_are_no_issue(numbers: tuple[str, ...]) -> None:
    """Numbers that go on, begin anew, or go on behind a list of their own."""
    assert issues(*numbers) == []


def test_many_odd_rows_are_not_all_named() -> None:
    """A table with the numbers of another list."""
    (issue,) = issues(*(str(number) for number in range(1, 90, 3)))
    assert "; …;" in issue.message
    assert len(issue.message) < 400
