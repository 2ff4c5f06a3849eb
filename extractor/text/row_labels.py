"""Labels of rows and groups in tables: ``II. 1.`` → parts ``("II", "1")``, style ``"R1"``."""

import regex

from extractor.text.numerals import roman_value

_PARTS = regex.compile(r"[./\s]+")


def label_parts(label: str) -> tuple[str, ...]:
    """The parts of a label without blanks, dots and closing marks."""
    return tuple(part for part in _PARTS.split(label.strip(" .):/")) if part)


def label_style(parts: tuple[str, ...], previous: str = "") -> str:
    """One letter a part: ``R`` Roman, ``A`` upper letter, ``1`` number, ``a`` lower letter.

    A single C, D, L, M, or an I, V, X that follows ``previous`` in the alphabet, is a letter, not a numeral.
    """
    return "".join(_part_style(part, previous) for part in parts)


def _part_style(part: str, previous: str) -> str:
    if part.isdigit():
        return "1"
    if len(part) == 1 and part.islower():
        return "a"
    if len(part) == 1 and (part not in "IVX" or (previous and ord(part) - ord(previous[0]) == 1)):
        return "A"
    return "R" if roman_value(part) is not None else "A"
