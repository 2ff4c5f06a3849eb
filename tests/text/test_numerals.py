"""Labels: Roman numerals and the Vietnamese alphabet."""

import pytest

from extractor.text.numerals import letter_value, roman_value, to_roman


@pytest.mark.parametrize("value", [1, 3, 4, 9, 14, 19, 40, 49, 99, 400, 944, 1999, 3999])
def test_roman_numerals_go_there_and_back(value: int) -> None:
    """A numeral in its usual form has one value."""
    assert roman_value(to_roman(value)) == value


@pytest.mark.parametrize("label", ["IIII", "VX", "IC", "", "A", "iv", "XIIX"])
def test_what_is_no_roman_numeral(label: str) -> None:
    """Irregular forms and other letters have no value."""
    assert roman_value(label) is None


def test_letters_follow_the_vietnamese_alphabet() -> None:
    """đ comes after d, g after e; f, j, w and z are no labels."""
    assert [letter_value(letter) for letter in "abcdđeg"] == [1, 2, 3, 4, 5, 6, 7]
    assert [letter_value(letter) for letter in "fjwz"] == [None] * 4
