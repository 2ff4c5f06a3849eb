"""Cells that spreadsheets cannot mistake for formulas, and XML cannot refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.exporters.safe import csv_cell, xml_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 gọi",
        "- Mở lớp",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "＝1+1",
        "－5 việc",
        " =cmd",
        "-2+3",
    ],
)
def test_a_formula_is_defused(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe before it."""
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-5", "+1,5", "-3%", "1.1", "3/4", "Mở lớp - năm 2024", "a=b", "–", "'x"]
)
def test_other_cells_stay_as_they_are(text: str) -> None:
    """Numbers with a sign and ordinary text are not touched."""
    assert csv_cell(text) == text


@given(st.text())
def test_safe_cells_never_start_a_formula(text: str) -> None:
    """Whatever the text, the safe cell is the text, with an apostrophe where it matters."""
    safe = csv_cell(text)
    assert safe in (text, f"'{text}")
    assert safe[:1] not in ("=", "@", "\t", "\r", "\n", "\0", "＝", "＠")


@given(st.text())
def test_xml_text_loses_nothing_but_forbidden_characters(text: str) -> None:
    """Only characters that XML forbids go."""
    clean = xml_text(text)
    assert all(ord(character) >= 32 or character in "\t\n\r" for character in clean)
    assert clean == "".join(c for c in text if c in clean)
