"""Whether words are Vietnamese syllables: the measure of text that was read or decoded wrongly.

A syllable is an onset, a rime and a tone (orthography of Quyết định 240/QĐ of 1984 and the school grammar);
some 18,000 combinations are possible, 7,000 are in use. Garbage of legacy fonts, of fonts without Unicode and
of failed recognition rarely forms them.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

_WORD = regex.compile(r"[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED_TONES = frozenset("\u0301\u0323")
_LONGEST = 7
"""Letters of the longest syllable (nghiêng)."""


class _Parts(NamedTuple):
    onsets: tuple[str, ...]
    open_rimes: frozenset[str]
    stopped_rimes: frozenset[str]


class SyllableCount(NamedTuple):
    """Words of letters in a text, and how many of them are possible Vietnamese syllables."""

    words: int
    syllables: int

    @property
    def share(self) -> float:
        """Part of the words that are syllables; 0 for a text without words."""
        return self.syllables / self.words if self.words else 0.0


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, composed or not) is a possible Vietnamese syllable."""
    letters, tones = _bare(word)
    if len(letters) > _LONGEST or len(tones) > 1:
        return False
    parts = _parts()
    for onset in parts.onsets:
        if not letters.startswith(onset):
            continue
        for rime in _rimes(letters, onset):
            if rime in parts.open_rimes or (rime in parts.stopped_rimes and set(tones) & _STOPPED_TONES):
                return True
    return False


def count_syllables(text: str) -> SyllableCount:
    """Words of two letters or more in ``text`` and how many of them are syllables. Abbreviations in capitals
    without any vowel (UBND, TTHC) do not count as words."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if _counts(word)]
    return SyllableCount(len(words), sum(map(is_syllable, words)))


def _counts(word: str) -> bool:
    return len(word) > 1 and not (word.isupper() and len(word) <= _LONGEST and not _has_vowel(word))


def _has_vowel(word: str) -> bool:
    return any(letter in "aăâeêioôơuưy" for letter in _bare(word)[0])


def _bare(word: str) -> tuple[str, str]:
    """The word in small letters without tone marks, and its tone marks."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = "".join(mark for mark in decomposed if mark in _TONES)
    bare = "".join(mark for mark in decomposed if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), tones


def _rimes(letters: str, onset: str) -> tuple[str, ...]:
    """What may be the rime behind ``onset``: ``gì`` and ``giếng`` share the i of gi."""
    rest = letters[len(onset) :]
    if onset == "gi":
        return rest, f"i{rest}"
    return (f"u{rest}", f"o{rest}", rest) if onset == "qu" else (rest,)


@cache
def _parts() -> _Parts:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    onsets = ("", *data["onsets"].split())
    return _Parts(
        tuple(sorted(onsets, key=len, reverse=True)),
        frozenset(data["open_rimes"].split()),
        frozenset(data["stopped_rimes"].split()),
    )
