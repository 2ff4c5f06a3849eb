"""Normal forms: what compares equal, what keeps its length, what is joined."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.text.normalize import (
    collapse,
    fold_same_length,
    key,
    quote,
    slug,
    tone_placement,
)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    """Folding replaces letter by letter: offsets into the folded text are offsets into the text."""
    assert len(fold_same_length(text)) == len(text)


@given(st.text())
@example("\x1f\xad")
def test_normal_forms_are_stable(text: str) -> None:
    """What is in normal form stays as it is."""
    once = collapse(text)
    assert collapse(once) == once
    assert key(key(text)) == key(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hóa", "hoá"),
        ("Ủy ban", "Uỷ ban"),
        ("thủy lợi", "thuỷ lợi"),
        ("khỏe", "khoẻ"),
        ("hòa giải", "hoà giải"),
    ],
)
def test_both_tone_placements_compare_equal(old: str, new: str) -> None:
    """Old and new placement of the tone mark are one word for comparison."""
    assert tone_placement(new) == old
    assert key(new) == key(old)


@pytest.mark.parametrize("word", ["quý", "quỹ", "hoàn", "thoại", "uyển", "quả"])
def test_words_with_one_placement_stay(word: str) -> None:
    """After qu- and in closed syllables there is only one place for the tone."""
    assert tone_placement(word) == word


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("468/QĐ-\nTTg", "468/QĐ-TTg"),
        ("468/QĐ- TTg", "468/QĐ-TTg"),
        ("66- NQ/TW", "66-NQ/TW"),
        ("Quý III-\nIV/2030", "Quý III-IV/2030"),
        ("2026-\n2030", "2026-2030"),
        ("Quý IV/2025-\nQuý II/2026", "Quý IV/2025- Quý II/2026"),
        ("giai đoạn 2026 -\n2030", "giai đoạn 2026 - 2030"),
        ("kinh tế\u00a0 -\u200b xã\nhội", "kinh tế - xã hội"),
    ],
)
def test_quote_joins_what_a_line_end_broke(printed: str, words: str) -> None:
    """White space is one blank; a word broken behind its own hyphen is whole, a spaced dash stays spaced."""
    assert quote(printed) == words


def test_look_alike_letters_compare_equal() -> None:
    """Eth and the African D stand for Đ; decomposed letters are composed."""
    assert key("NÐ-CP") == key("NĐ-CP") == key("NƉ–CP")
    assert key(unicodedata.normalize("NFD", "Điện Biên")) == key("Điện Biên")


@given(st.text())
def test_slug_is_safe_as_a_file_name(text: str) -> None:
    """Only lower-case ASCII letters, digits and single hyphens inside."""
    made = slug(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert not made.endswith("-")
