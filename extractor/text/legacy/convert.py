"""Text set in a legacy font → Unicode, with the way back to the letters as found."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

import regex
from msgspec import Struct

from extractor.text.syllables import count_syllables

Encoding = Literal["tcvn3", "vni", "viscii", "vps", "cp1258"]

_ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii", "vps", "cp1258")
_MARKED_BEHIND = {"vni": "aeiouyơư", "cp1258": "aăâeêioôơuưy"}
"""Encodings whose marks stand behind the vowel, and the vowels that take them."""
_SLOTS = regex.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022\u2030\u2039\u203a\u2122]"
)
_UNICODE = regex.compile(r"[\u1ea0-\u1ef9\u0103\u01a0\u01a1\u01af\u01b0\u0111\u0110]")
"""Letters that only Unicode text has."""
_LEGACY_WORD = regex.compile(r"[^\s()\"“”,;:./]+")
_NO_LETTER = "·"
_ENOUGH = 12
"""Words from which a text tells its encoding."""
_LEGACY = 0.75
"""Part of possible syllables that a text must have after conversion …"""
_GAIN = 0.2
"""… and how much more that must be than before."""
_PLAIN = 0.4
"""Part of syllables by which another encoding must beat the one a font is named after."""
_HEADLINE = regex.compile(r"(?<!\S)[^a-z\s]++(?:[ \t]+[^a-z\s]++(?!\S))*")
"""Words without any plain small letter …"""
_CAPITALS = regex.compile(r"(?=\S*[\u00a8-\u00ff])\S*[A-Z]\S*[A-Z]")
"""… one of which has capitals beside marked letters: ABC fonts have few capitals with marks."""
_SAMPLE = 20_000


class Converted(Struct, frozen=True):
    """Unicode text; code point ``i`` of it was made of ``source[starts[i]:starts[i + 1]]``."""

    text: str
    starts: tuple[int, ...]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters ``start:end`` stand in the text as found."""
        return self.starts[start], self.starts[end]


def encoding_of_font(name: str) -> tuple[Encoding, bool] | None:
    """The encoding of a font by its name and whether its small letters are capitals; None for other fonts.

    Source: TCVN 5712:1993 and the naming of its ABC fonts (.VnTime, .VnTimeH), VNI-Windows fonts (VNI-Times).
    """
    small = name.strip().strip("\"'").lower()
    for encoding in _ENCODINGS:
        if encoding in _fonts() and _fonts()[encoding].fullmatch(small):
            return encoding, _fonts()["capitals"].fullmatch(small) is not None
    return None


def encoding_of_text(text: str) -> Encoding | None:
    """The encoding that makes Vietnamese of a text that is none as it stands; None where none does."""
    sample = text[:_SAMPLE]
    if not _SLOTS.search(sample):
        return None
    lines = [line for line in sample.split("\n") if not _UNICODE.search(line)]
    rest = "\n".join(lines)
    before = count_syllables(rest)
    if before.words < _ENOUGH or before.share > 1 - _GAIN:
        return None
    shares: dict[Encoding, float] = {
        encoding: count_syllables(convert(rest, encoding).text).share for encoding in _ENCODINGS
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_LEGACY, before.share + _GAIN) else None


def encoding_of_run(text: str, hint: Encoding, *, named: bool) -> Encoding | None:
    """The encoding of words in one font: what the hint says, unless the words plainly say otherwise.

    Old files hold text of one encoding in fonts named after another, or after none.

    Args:
        text: the words, at best of a whole paragraph.
        hint: the encoding of the name of the font, or of other words of the file.
        named: whether the font tells it; else words that are Vietnamese as they stand stay.
    """
    sample = " ".join(word for word in text.split() if _SLOTS.search(word))
    shares = {encoding: count_syllables(convert(sample, encoding).text).share for encoding in _ENCODINGS}
    if not named and count_syllables(sample).share >= max(shares.values()):
        return None
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_LEGACY, shares[hint] + _PLAIN) else hint


def convert_lines(text: str, encoding: Encoding) -> str:
    """The text converted: whole lines, and single words in lines that hold Vietnamese in Unicode."""
    return "\n".join(
        _words_converted(line, encoding) if _UNICODE.search(line) else convert(line, encoding).text
        for line in text.split("\n")
    )


def _words_converted(line: str, encoding: Encoding) -> str:
    """The line with those words converted that are syllables only then."""
    return _LEGACY_WORD.sub(lambda match: _word_converted(match[0], encoding), line)


def _word_converted(word: str, encoding: Encoding) -> str:
    if _UNICODE.search(word) or not _SLOTS.search(word) or count_syllables(word).share:
        return word
    converted = convert(word, encoding).text
    return converted if count_syllables(converted).share else word


def convert(text: str, encoding: Encoding, *, capitals: bool = False) -> Converted:
    """Text as a program shows the bytes of a legacy font → Unicode (NFC).

    Args:
        text: code points 0–255, or what Windows-1252 shows for bytes 80–9F.
        encoding: the encoding of the font.
        capitals: whether the font shows small letters as capitals (.VnTimeH).
    """
    letters, starts = _marked(text, encoding) if encoding in _MARKED_BEHIND else _single(text, encoding)
    if capitals:
        letters = [_capital(letter) for letter in letters]
    elif encoding == "tcvn3":
        for match in _HEADLINE.finditer(text):
            if _CAPITALS.search(match[0]):
                start, end = match.span()
                letters[start:end] = map(_capital, letters[start:end])
    return Converted("".join(letters), (*starts, len(text)))


def _capital(letter: str) -> str:
    return letter.upper() if len(letter.upper()) == 1 else letter


def _single(text: str, encoding: Encoding) -> tuple[list[str], list[int]]:
    table = _tables()[encoding]
    return [table.get(letter, letter) for letter in text], list(range(len(text)))


def _marked(text: str, encoding: Encoding) -> tuple[list[str], list[int]]:
    """Vowels with the mark letter behind them as one letter each."""
    alone, marks, vowels = _tables()[encoding], _tables()[f"{encoding}_marks"], _MARKED_BEHIND[encoding]
    letters: list[str] = []
    starts: list[int] = []
    for at, letter in enumerate(text):
        mark = marks.get(letter)
        if mark and letters and starts[-1] == at - 1 and letters[-1].lower() in vowels:
            marked = unicodedata.normalize("NFC", letters[-1] + mark)
            if len(marked) == 1:
                letters[-1] = marked
                continue
        letters.append(alone.get(letter, letter))
        starts.append(at)
    return letters, starts


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = _data()
    tables = {name: data[name] for name in ("tcvn3", "vni", "vni_marks", "cp1258", "cp1258_marks")}
    tables["vni_marks"] |= {mark.upper(): tone for mark, tone in tables["vni_marks"].items()}
    for name in ("viscii", "vps"):
        codes = range(data[name]["first"], 256)
        pairs = zip(as_windows_shows(bytes(codes)), data[name]["letters"], strict=True)
        tables[name] = {shown: letter for shown, letter in pairs if letter != _NO_LETTER}
    return tables


def as_windows_shows(data: bytes) -> str:
    """Bytes as Windows-1252, those it has no letter for as controls: what the tables start from."""
    return data.decode("latin-1").translate(_windows())


@cache
def _windows() -> dict[int, str]:
    return {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(128, 160)}


@cache
def _fonts() -> dict[str, "regex.Pattern[str]"]:
    return {name: regex.compile(pattern) for name, pattern in _data()["fonts"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
