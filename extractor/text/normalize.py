"""Normal forms of Vietnamese text (facts: NFC, look-alike Đ, dashes, tone placement).

``fold_same_length`` keeps one code point for one, so offsets hold; the others are for keys and comparison.
"""

import re
import unicodedata

import regex

_SAME_LENGTH = str.maketrans(
    {
        "\u00d0": "Đ",  # Eth
        "\u0189": "Đ",  # African D
        "\u00f0": "đ",  # eth
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\ufe63": "-",
        "\uff0d": "-",
        "\uff1a": ":",
        "\uff0f": "/",
        "\u2044": "/",
        "\u2215": "/",
    }
)
_LOOK_ALIKE = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")  # re: four times faster on one class
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HAS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_SPACE = regex.compile(rf"[\s\x1c-\x1f{_INVISIBLE}]+")  # as str.split: with the separators of ASCII
_OLD_TONE = regex.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?!\p{L})")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_MARKS = regex.compile(r"\p{Mn}+")


def fold_same_length(text: str) -> str:
    """Look-alike letters of Đ and all dashes folded; same number of code points."""
    return text.translate(_SAME_LENGTH) if _LOOK_ALIKE.search(text) else text


def collapse(text: str) -> str:
    """White space (also NBSP and zero-width characters) as one blank, none at the ends."""
    if _HAS_INVISIBLE.search(text):
        return _SPACE.sub(" ", text).strip(" ")
    return " ".join(text.split())


def quote(text: str) -> str:
    """White space collapsed and symbols broken after their hyphen rejoined: the words of a record."""
    if "\n" in text:
        text = _HYPHEN_BREAK.sub("-", text)
    return rejoin_symbols(collapse(text))


_HYPHEN = r"[-\u2010-\u2015]"
_HYPHEN_BREAK = regex.compile(
    rf"(?:(?<=\d){_HYPHEN}[^\S\n]*\n\s*(?=\d)"
    rf"|(?<=\p{{Lu}}){_HYPHEN}[^\S\n]*\n\s*(?=\p{{Lu}})"
    rf"|(?<=\p{{Ll}}){_HYPHEN}[^\S\n]*\n\s*(?=\p{{Ll}}))"
)
"""A word broken at the line end behind its own hyphen, like on both sides: ``III-⏎IV``, ``2022-⏎2025``."""


def is_hyphen_break(before: str, gap: str, after: str) -> bool:
    """Whether ``gap`` (white space of the source) breaks a word behind its own hyphen at a line end."""
    return _HYPHEN_BREAK.search(f"{before[-2:]}{gap}{after[:1]}") is not None


def is_symbol_break(before: str, after: str) -> bool:
    """Whether the blank between ``before`` and ``after`` breaks a document symbol behind its hyphen."""
    at = len(before)
    return any(match.start() < at < match.end() for match in _SYMBOL_BREAK.finditer(f"{before} {after}"))


def rejoin_symbols(text: str) -> str:
    """``QĐ- TTg`` and ``CT-\\nTTg`` as one word where a document number stands before."""
    return _SYMBOL_BREAK.sub(lambda match: match.group().replace(" ", ""), text) if "- " in text else text


_SYMBOL_BREAK = regex.compile(
    r"\d[\p{L}\d]*+(?:/\d{4})?+(?:"
    r"(?:[/-]\p{Lu}[\p{L}\d&]*+)++- \p{Lu}[\p{L}\d&]*+"  # 468/QĐ- TTg
    r"|- \p{Lu}[\p{L}\d&]*+/\p{Lu}[\p{L}\d]*+)"  # 66- NQ/TW
    r"|(?<![\p{L}\d])[IVX]++- [IVX]++(?![\p{L}\d])"  # III- IV, also over a page
)


def tone_placement(text: str) -> str:
    """New-style tone placement moved to the old style (hoá → hóa, uỷ → ủy) so that both compare equal."""
    return _OLD_TONE.sub(_move_tone, text)


def _move_tone(match: "regex.Match[str]") -> str:
    decomposed = unicodedata.normalize("NFD", match.group(2))
    tone = "".join(mark for mark in decomposed[1:] if mark in _TONES)
    rest = "".join(mark for mark in decomposed[1:] if mark not in _TONES)
    return unicodedata.normalize("NFC", match.group(1) + tone + decomposed[0] + rest)


def key(text: str) -> str:
    """Comparison key: NFC, one case, one tone placement, blanks, dashes and look-alikes folded."""
    folded = fold_same_length(unicodedata.normalize("NFC", text)).lower()
    return collapse(tone_placement(folded))


def strip_marks(text: str) -> str:
    """Base letters only: tone and vowel marks off, đ as d."""
    decomposed = unicodedata.normalize("NFD", fold_same_length(text))
    return _MARKS.sub("", decomposed).replace("đ", "d").replace("Đ", "D")


_NOT_SLUG = regex.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Lower-case ASCII words joined with hyphens."""
    return _NOT_SLUG.sub("-", strip_marks(text).lower()).strip("-")
