"""Names of organisations as word sequences: the longest known name at a place, tails of a shared head."""

from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.rules import gazetteer
from extractor.text.normalize import key

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_MARK = regex.compile(r",|và", regex.IGNORECASE)
_BARRIER = regex.compile(r"[;:()\n]")


class Word(NamedTuple):
    """A word of a cell; ``gap`` is the text between it and the word before, a linking "và" included."""

    key: str
    start: int
    end: int
    gap: str
    is_capital: bool
    """Whether it is written as a word of a proper name: with a capital, or a number."""


class Known(NamedTuple):
    """An organisation of the gazetteer, or one made of it (``parent/child``, ``class:place``)."""

    id: str
    name: str
    level: str


Words = tuple[Word, ...]

word_key = lru_cache(maxsize=8192)(key)
"""``key`` of one word, remembered: the same words come again and again."""


def words_of(text: str) -> Words:
    """The words of ``text`` without "và": names compare equal however they are punctuated."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        written = match.group()
        name = word_key(written)
        if name == "và" and words:
            continue
        start, end = match.span()
        words.append(Word(name, start, end, text[last:start], not written[0].islower()))
        last = end
    return tuple(words)


def body_at(words: Words, index: int) -> tuple[str, int]:
    """The word at ``index`` and the index behind it; "Ủy ban nhân dân" counts as the one word "ubnd"."""
    if words[index].key == "ủy" and [word.key for word in words[index : index + 4]] == _UBND:
        return "ubnd", index + 4
    return words[index].key, index + 1


_UBND = ["ủy", "ban", "nhân", "dân"]


class Names:
    """Known names by their words."""

    def __init__(self) -> None:
        self._by_id: dict[str, Known] = {}
        self._by_words: dict[tuple[str, ...], Known] = {}
        self._marks: dict[tuple[str, ...], set[int]] = {}
        """Where the spellings of a name have a comma or và."""
        for row in gazetteer("organizations"):
            known = self._by_id[row["id"]] = Known(row["id"], row["name"], row["level"])
            for name in (row["name"], *row["variants"].split(";"), *row["abbreviations"].split(";")):
                words, marks = _names(name)
                if words:
                    self._by_words.setdefault(words, known)
                    self._marks.setdefault(words, set()).update(marks)
        self._longest: dict[str, int] = {}
        for words in self._by_words:
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def at(self, words: Words, index: int) -> tuple[Known, int] | None:
        """The longest known name that begins at ``index`` (a leading "các" apart) and its end."""
        return self._longest_from(words, after_plural(words, index))

    def tail_at(self, words: Words, index: int, *head: str) -> tuple[Known, int] | None:
        """The longest known name that ``head`` and the words from ``index`` make, and its end."""
        return self._longest_from(words, index, head)

    def by_id(self, org_id: str) -> Known | None:
        """The organisation of the gazetteer with this id."""
        return self._by_id.get(org_id)

    def named(self, keys: tuple[str, ...]) -> Known | None:
        """The organisation whose name is exactly these words (``_without_plural``)."""
        return self._by_words.get(_without_plural(keys))

    def _longest_from(self, words: Words, first: int, head: tuple[str, ...] = ()) -> tuple[Known, int] | None:
        if first >= len(words):
            return None
        keys, marks = list(head), set[int]()
        limit = self._longest.get(head[0] if head else body_at(words, first)[0], 0)
        best = None
        at = first
        while at < len(words) and len(keys) < limit:
            if at > first and _BARRIER.search(words[at].gap):
                break
            if at > first and _MARK.search(words[at].gap):
                marks.add(len(keys))
            name, at = body_at(words, at)
            keys.append(name)
            known = self._by_words.get(tuple(keys))
            if known is not None and not self._is_two(tuple(keys), marks):
                best = (known, at)
        return best

    def _is_two(self, keys: tuple[str, ...], marks: set[int]) -> bool:
        """Whether a mark that no spelling of the name has parts it into two known names.

        "Hiệp hội Doanh nghiệp" is one body, "hiệp hội, doanh nghiệp" are two classes.
        """
        return any(
            keys[:mark] in self._by_words and keys[mark:] in self._by_words
            for mark in marks - self._marks[keys]
        )


def after_plural(words: Words, index: int) -> int:
    """``index``, or the one behind a leading "các" where words follow it."""
    return index + 1 if index < len(words) - 1 and words[index].key == "các" else index


def keys_of(words: Words, first: int, last: int) -> tuple[str, ...]:
    """The words of ``first:last`` as names hold them."""
    keys, at = [], first
    while at < last:
        name, at = body_at(words, at)
        keys.append(name)
    return tuple(keys)


def _names(text: str) -> tuple[tuple[str, ...], set[int]]:
    """The words of a name without "các", and before which of them a comma or và stands."""
    words = words_of(text)
    first = after_plural(words, 0)
    marks = {
        len(keys_of(words, first, at)) for at in range(first + 1, len(words)) if _MARK.search(words[at].gap)
    }
    return keys_of(words, first, len(words)), marks


def _without_plural(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] == "các" else words


@cache
def names() -> Names:
    """The names of ``gazetteer/organizations.csv``, read once."""
    return Names()
