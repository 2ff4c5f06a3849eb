"""Symbols that a line end broke after their hyphen."""

import pytest

from extractor.text.normalize import is_symbol_break, quote
from extractor.text.offsets import CleanBuilder


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("Quyết định số 12/QĐ-\nUBND", "Quyết định số 12/QĐ-UBND"),
        ("số 3/2021/TT-\n\nBNNPTNT", "số 3/2021/TT-BNNPTNT"),
        ("Nghị quyết số 19-\nNQ/TW", "Nghị quyết số 19-NQ/TW"),
        ("Quý II-\nIII/2027", "Quý II-III/2027"),
    ],
)
def test_broken_symbol_is_whole_again(printed: str, whole: str) -> None:
    """What the page breaks after a hyphen is one word in quotes and in the clean text alike."""
    builder = CleanBuilder(printed)
    builder.add_line([(0, len(printed))])
    assert quote(printed) == whole
    assert builder.build().text == whole


@pytest.mark.parametrize(
    "text", ["giai đoạn 2026- Năm đầu", "từ mục 1- Sở Nội vụ", "Phát thanh - Truyền hình", "A- B"]
)
def test_other_hyphens_keep_their_blank(text: str) -> None:
    """A hyphen outside numbers, symbols and Roman numerals is left as printed."""
    assert quote(text) == text
    before, _, after = text.partition(" ")
    assert not is_symbol_break(before, after)
