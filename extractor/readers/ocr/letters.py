"""Letters that recognition invents: foreign marks, and one letter written twice with other marks (ĐÐ, ỀÊ)."""

import unicodedata
from functools import cache

import regex

from extractor.rules import ruleset
from extractor.text.composed import normalize
from extractor.text.syllables import is_syllable

_LETTERS = regex.compile(r"\p{L}+")
_BASES = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "ø": "o", "Ø": "O"})


def mended(text: str, *, opens_line: bool = False) -> str:
    """A recognised word with letters of Vietnamese print only. Source: rules/data/ocr.toml.

    Args:
        opens_line: whether the word stands first in its line, where a label may be.
    """
    text = normalize(text)
    data = ruleset("ocr").data
    if opens_line and text in data["labels"]:
        label: str = data["labels"][text]
        return label
    text = _digits(text)
    if text.isascii():
        return text
    text = _LETTERS.sub(lambda match: _single(match.group()), text)
    for wrong, right in data["characters"].items():
        if wrong in text:
            text = text.replace(wrong, right)
    return text


def _digits(text: str) -> str:
    """A number with its digits: 0l is 01, I7/NQ-CP is 17/NQ-CP."""
    if text.isalpha() or text.isdigit():
        return text
    match = ruleset("ocr").pattern("ocr.number").fullmatch(text)
    if match is None:
        return text
    digits = ruleset("ocr").data["digits"]
    return "".join(digits.get(letter, letter) for letter in match["number"]) + match["rest"]


def _single(word: str) -> str:
    """The word with each doubled letter once, the one of the two that makes a syllable."""
    if is_syllable(word):  # cứu, lưu: ư and u are two letters there
        return word
    for at in range(1, len(word)):
        if _is_double(word[at - 1], word[at]):
            one, two = word[:at] + word[at + 1 :], word[: at - 1] + word[at:]
            return _single(two if is_syllable(two) and not is_syllable(one) else one)
    return word


def _is_double(one: str, two: str) -> bool:
    """Whether two neighbours are one letter of print: the same base, other marks."""
    return one != two and one.isupper() == two.isupper() and _base(one) == _base(two)


@cache
def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].translate(_BASES)
