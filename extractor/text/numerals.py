"""Labels of sections: Roman numerals, Arabic numbers, letters of the Vietnamese alphabet."""

import regex

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Order of lettered points in legal drafting (Nghị định 30/2020/NĐ-CP): đ follows d, no f, j, w, z."""

_ROMAN = regex.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_value(label: str) -> int | None:
    """Value of an upper-case Roman numeral in its usual form; None for anything else."""
    if not _ROMAN.fullmatch(label):
        return None
    values = [_VALUES[letter] for letter in label]
    return sum(
        -value if value < max(values[index + 1 :], default=0) else value for index, value in enumerate(values)
    )


def to_roman(value: int) -> str:
    """Upper-case Roman numeral of ``value`` (1–3999)."""
    pairs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    pairs += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    out = []
    for amount, letters in pairs:
        count, value = divmod(value, amount)
        out.append(letters * count)
    return "".join(out)


def letter_value(label: str) -> int | None:
    """Place of a lower-case letter in the Vietnamese alphabet from 1; None if it is no such letter."""
    place = ALPHABET.find(label.lower()) if len(label) == 1 else -1
    return place + 1 if place >= 0 else None


def grouped(number: int) -> str:
    """Digits in groups of three as Vietnamese writes them: ``1.234.567``."""
    return f"{number:,}".replace(",", ".")
