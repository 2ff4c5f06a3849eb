"""Text set in a legacy font → Unicode, with the way back to the letters as found."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Literal

import regex
from msgspec import Struct

from extractor.text.syllables import count_syllables

Encoding = Literal["tcvn3", "vni", "viscii"]

_ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni", "viscii")
_SLOTS = regex.compile(r"[\u0080-\u00ff]")
_UNICODE = regex.compile(r"[\u1ea0-\u1ef9\u0103\u01a0\u01a1\u01af\u01b0\u0111\u0110]")
"""Letters that only Unicode text has."""
_ENOUGH = 12
"""Words from which a text tells its encoding."""
_LEGACY = 0.75
"""Part of possible syllables that a text must have after conversion …"""
_GAIN = 0.2
"""… and how much more that must be than before."""
_FEW = 3
"""Words with marks from which a run tells that its font has a wrong name …"""
_PLAIN = 0.4
"""… by this much more part of syllables."""
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
        if _fonts()[encoding].fullmatch(small):
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
    if before.words < _ENOUGH:
        return None
    shares: dict[Encoding, float] = {
        encoding: count_syllables(convert(rest, encoding).text).share for encoding in _ENCODINGS
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_LEGACY, before.share + _GAIN) else None


def encoding_of_run(text: str, named: Encoding) -> Encoding:
    """The encoding of a few words in one font: what its name says, unless the words plainly say otherwise.

    Old files hold text of one encoding in fonts named after another; a font is only a name in them.

    Args:
        text: the words, at best of a whole paragraph.
        named: the encoding the name of the font tells.
    """
    words = [word for word in text.split() if _SLOTS.search(word)]
    if len(words) < _FEW:
        return named
    sample = " ".join(words)
    shares = {encoding: count_syllables(convert(sample, encoding).text).share for encoding in _ENCODINGS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= max(_LEGACY, shares[named] + _PLAIN) else named


def convert_lines(text: str, encoding: Encoding) -> str:
    """The text with each line converted that holds no letter of Unicode Vietnamese."""
    return "\n".join(
        line if _UNICODE.search(line) else convert(line, encoding).text for line in text.split("\n")
    )


def convert(text: str, encoding: Encoding, *, capitals: bool = False) -> Converted:
    """Text as a program shows the bytes of a legacy font → Unicode (NFC).

    Args:
        text: code points 0–255, or what Windows-1252 shows for bytes 80–9F.
        encoding: the encoding of the font.
        capitals: whether the font shows small letters as capitals (.VnTimeH).
    """
    letters, starts = _vni(text) if encoding == "vni" else _single(text, encoding)
    if capitals:
        letters = [letter.upper() if len(letter.upper()) == 1 else letter for letter in letters]
    return Converted("".join(letters), (*starts, len(text)))


def _single(text: str, encoding: Encoding) -> tuple[list[str], list[int]]:
    table = _tables()[encoding]
    return [table.get(letter, letter) for letter in text], list(range(len(text)))


def _vni(text: str) -> tuple[list[str], list[int]]:
    """Vowels with the mark letter behind them as one letter each."""
    alone, marks = _tables()["vni"], _tables()["vni_marks"]
    letters: list[str] = []
    starts: list[int] = []
    for at, letter in enumerate(text):
        mark = marks.get(letter.lower())
        if mark and letters and starts[-1] == at - 1:
            marked = unicodedata.normalize("NFC", letters[-1] + mark)
            if len(marked) == 1 and letters[-1].lower() in "aeiouyơư":
                letters[-1] = marked
                continue
        letters.append(alone.get(letter, letter))
        starts.append(at)
    return letters, starts


@cache
def _tables() -> dict[str, dict[str, str]]:
    data = _data()
    codes = range(data["viscii"]["first"], 256)
    viscii = dict(zip(map(_shown, codes), data["viscii"]["letters"], strict=True))
    return {"tcvn3": data["tcvn3"], "vni": data["vni"], "vni_marks": data["vni_marks"], "viscii": viscii}


def _shown(code: int) -> str:
    """What Windows-1252 shows for a byte; the control itself where it has none."""
    return bytes([code]).decode("cp1252", "ignore") or chr(code)


@cache
def _fonts() -> dict[str, "regex.Pattern[str]"]:
    return {name: regex.compile(pattern) for name, pattern in _data()["fonts"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
