"""Compares expected with found values: every comparison is an ``Outcome``."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import regex
from msgspec import Struct

from extractor.text.normalize import collapse, key, quote

G = TypeVar("G")
F = TypeVar("F")

_WORD = regex.compile(r"[\p{L}\p{N}&]+")
_REMARK = regex.compile(r"\([^()]*+\)|\b(?:đối với|(?<!(?:chương|lộ)\s)trình)\b[^,;]*+", regex.IGNORECASE)
"""What a cell says of a unit without naming one: brackets, for whom, to whom it submits."""


class Outcome(Struct, frozen=True, kw_only=True):
    """One comparison: right, a miss (``expected`` not found), a false find (``got`` not in gold) or both."""

    kind: str
    expected: str | None
    got: str | None
    is_right: bool

    @property
    def is_miss(self) -> bool:
        """Whether gold has something here that was not found as it should be."""
        return not self.is_right and self.expected is not None

    @property
    def is_false(self) -> bool:
        """Whether something was found here that gold does not have so."""
        return not self.is_right and self.got is not None


def value(
    kind: str, expected: str | None, got: str | None, *, normal: Callable[[str], str] = quote
) -> Iterator[Outcome]:
    """Outcome of a single value, equal after ``normal``; none where both sides state nothing."""
    if expected is None and got is None:
        return
    is_right = expected is not None and got is not None and normal(expected) == normal(got)
    yield Outcome(kind=kind, expected=expected, got=got, is_right=is_right)


def counts(kind: str, expected: Iterable[str], got: Iterable[str]) -> Iterator[Outcome]:
    """Outcomes of two bags of words: each expected one needs a found one of its own."""
    wanted, found = Counter(expected), Counter(got)
    for words in sorted(wanted.keys() | found.keys()):
        both = min(wanted[words], found[words])
        for _ in range(both):
            yield Outcome(kind=kind, expected=words, got=words, is_right=True)
        for _ in range(wanted[words] - both):
            yield Outcome(kind=kind, expected=words, got=None, is_right=False)
        for _ in range(found[words] - both):
            yield Outcome(kind=kind, expected=None, got=words, is_right=False)


def pair(
    wanted: Sequence[G],
    found: Sequence[F],
    keys: Sequence[tuple[Callable[[G], Hashable], Callable[[F], Hashable]]],
) -> list[tuple[G | None, F | None]]:
    """Pairs records one to one, in order, by the first key they share; the rest stand alone.

    Args:
        keys: key functions of both sides, strictest first; a key of None pairs nothing.
    """
    free_wanted, free_found = dict(enumerate(wanted)), dict(enumerate(found))
    pairs: list[tuple[int, int, G, F]] = []
    for wanted_key, found_key in keys:
        places: dict[Hashable, list[int]] = {}
        for place, item in free_found.items():
            places.setdefault(found_key(item), []).append(place)
        for at, record in list(free_wanted.items()):
            name = wanted_key(record)
            if name is not None and places.get(name):
                place = places[name].pop(0)
                pairs.append((at, place, free_wanted.pop(at), free_found.pop(place)))
    result: list[tuple[G | None, F | None]] = [
        (left, right) for _, _, left, right in sorted(pairs, key=_order)
    ]
    result += [(record, None) for record in free_wanted.values()]
    result += [(None, item) for item in free_found.values()]
    return result


def _order(entry: tuple[int, int, object, object]) -> tuple[int, int]:
    return entry[:2]


def words(text: str) -> list[str]:
    """The words of a text as comparison keys, punctuation left out."""
    return [match.group() for match in _WORD.finditer(key(text))]


def lists_units(cell: str, units: Sequence[str], joiners: frozenset[str]) -> bool:
    """Whether ``cell`` says the same as the list of ``units`` gold split it into.

    Every word of the units stands in the cell, and the cell has no words beside them but ``joiners`` and
    remarks. (A head that a list shares stands once in the cell and in every unit.)
    """
    wanted = {word for unit in units for word in words(unit)}
    needed = {word for unit in units for word in words(_REMARK.sub(" ", unit))}
    return needed <= set(words(cell)) and set(words(_REMARK.sub(" ", cell))) <= wanted | joiners


def told(record: F | None, tell: Callable[[F], str | None]) -> str | None:
    """What ``tell`` says of a record; None where there is none."""
    return None if record is None else tell(record)


def shown(text: str | None, limit: int = 90) -> str:
    """A value on one line, cut to ``limit`` characters; a dash where there is none."""
    line = collapse(text) if text is not None else "–"
    return line if len(line) <= limit else line[: limit - 1] + "…"
