"""Edit distance of short texts."""

import pytest

from extractor.text.likeness import distance


@pytest.mark.parametrize(
    ("one", "two", "most", "expected"),
    [
        ("tt", "tt", 1, 0),
        ("tt", "ft", 1, 1),
        ("tt", "ttg", 1, 1),
        ("", "ab", 2, 2),
        ("phoi hop", "phai họp", 2, 2),
        ("phoi hop", "chu tri", 2, 3),
        ("a", "abcdef", 2, 3),
    ],
)
def test_distance(one: str, two: str, most: int, expected: int) -> None:
    """Counted up to the bound, either way round."""
    assert distance(one, two, most) == distance(two, one, most) == expected
