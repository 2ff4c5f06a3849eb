"""Names of organisations as word sequences: the longest known name at a place, tails of a shared head."""

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.rules import gazetteer
from extractor.text.normalize import key

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_BARRIER = regex.compile(r"[;:()\n]")


class Word(NamedTuple):
    """A word of a cell; ``gap`` is the text between it and the word before, a linking "và" included."""

    key: str
    start: int
    end: int
    gap: str


class Known(NamedTuple):
    """An organisation of the gazetteer."""

    id: str
    name: str
    level: str


_key = lru_cache(maxsize=8192)(key)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of ``text`` without "và": names compare equal however they are punctuated."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        name = _key(match.group())
        if name == "và" and words:
            continue
        words.append(Word(name, match.start(), match.end(), text[last : match.start()]))
        last = match.end()
    return tuple(words)


def _names(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(text.replace("Ủy ban nhân dân", "UBND")))


class Names:
    """Known names by their words."""

    def __init__(self) -> None:
        self._by_words: dict[tuple[str, ...], Known] = {}
        for row in gazetteer("organizations"):
            known = Known(row["id"], row["name"], row["level"])
            for name in (row["name"], *row["variants"].split(";")):
                words = _names(name)
                if words:
                    self._by_words.setdefault(_without_plural(words), known)
        self._longest: dict[str, int] = {}
        for words in self._by_words:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def at(self, words: tuple[Word, ...], index: int) -> tuple[Known, int] | None:
        """The longest known name that begins at ``index`` (a leading "các" apart) and its end."""
        first = index + 1 if index < len(words) and words[index].key == "các" else index
        return self._longest_from(words, first)

    def tail_at(self, words: tuple[Word, ...], index: int, head: str) -> tuple[Known, int] | None:
        """The longest known name that ``head`` and the words from ``index`` make, and its end."""
        return self._longest_from(words, index, head)

    def _longest_from(self, words: tuple[Word, ...], first: int, head: str = "") -> tuple[Known, int] | None:
        if first >= len(words):
            return None
        keys = [head] if head else []
        limit = self._longest.get(head or _short(words, first)[0], 0)
        best = None
        at = first
        while at < len(words) and len(keys) < limit:
            if at > first and _BARRIER.search(words[at].gap):
                break
            keys_here, step = _short(words, at)
            keys.append(keys_here)
            at += step
            known = self._by_words.get(tuple(keys))
            if known is not None:
                best = (known, at)
        return best


def _short(words: tuple[Word, ...], at: int) -> tuple[str, int]:
    """The word at ``at``; "Ủy ban nhân dân" counts as the one word "ubnd"."""
    if words[at].key == "ủy" and [word.key for word in words[at : at + 4]] == ["ủy", "ban", "nhân", "dân"]:
        return "ubnd", 4
    return words[at].key, 1


def _without_plural(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if words[0] == "các" and len(words) > 1 else words


@cache
def names() -> Names:
    """The names of ``gazetteer/organizations.csv``, read once."""
    return Names()
