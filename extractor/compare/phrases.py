"""Phrases that name what tasks are about: runs of syllables that several tasks share."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from extractor.compare.wording import words_of
from extractor.rules import gazetteer, ruleset

Phrase = tuple[str, ...]
Clauses = Sequence[Sequence[str]]
_AT_LEAST = 2
"""Syllables of a name or of words of every plan: single ones stand in other words."""


def limits() -> dict[str, Any]:
    """What phrases may be: rules/data/compare.toml, ``[induced]``."""
    found: dict[str, Any] = ruleset("compare").data["induced"]
    return found


def shared_phrases_of(tasks: Sequence[Clauses]) -> dict[Phrase, set[int]]:
    """Phrases and the tasks that hold them, by place.

    No phrase holds a name of a unit or province, words that every plan uses, a joining syllable or a figure.
    Left out: those of too few or too many tasks, and those that nearly always stand in a longer one, which
    then is the phrase.

    Args:
        tasks: the clauses of each task, in syllables.
    """
    known = limits()
    found: dict[Phrase, set[int]] = {}
    for at, clauses in enumerate(tasks):
        for words in clauses:
            for run in _runs(words):
                for phrase in _parts(run, known["shortest"], known["longest"] + 1):
                    found.setdefault(phrase, set()).add(at)
    most = max(known["common"] * len(tasks), known["least_tasks"])
    kept = {phrase: held for phrase, held in found.items() if known["least_tasks"] <= len(held)}
    inside = _mostly_inside(kept, known["inside"])
    return {
        phrase: held
        for phrase, held in kept.items()
        if len(held) <= most
        and len(phrase) <= known["longest"]
        and phrase not in inside
        and not _says_nothing(phrase)
    }


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words between joining syllables, figures and names."""
    joining = _joining()
    start = at = 0
    while at < len(words):
        size = _name_at(words, at)
        if size or words[at] in joining or any(letter.isdigit() for letter in words[at]):
            yield words[start:at]
            at += size or 1
            start = at
        else:
            at += 1
    yield words[start:]


def _parts(run: Sequence[str], shortest: int, longest: int) -> Iterator[Phrase]:
    for start in range(len(run) - shortest + 1):
        for end in range(start + shortest, min(start + longest, len(run)) + 1):
            yield tuple(run[start:end])


def _mostly_inside(found: Mapping[Phrase, set[int]], part: float) -> set[Phrase]:
    """Phrases that stand in one longer by a syllable in most of their tasks."""
    inside = set()
    for phrase, held in found.items():
        for shorter in (phrase[1:], phrase[:-1]):
            if len(held) >= part * len(found.get(shorter, ())):
                inside.add(shorter)
    return inside


def _says_nothing(phrase: Phrase) -> bool:
    """Whether it begins or ends with a syllable that alone says nothing."""
    return phrase[:1] in _plain() or phrase[-1:] in _plain()


@cache
def _joining() -> frozenset[str]:
    return frozenset(limits()["joining"])


@cache
def _plain() -> frozenset[Phrase]:
    return frozenset(tuple(words_of(words, {})) for words in limits()["plain"])


@cache
def _names() -> dict[str, tuple[Phrase, ...]]:
    """Names of units and provinces and words of every plan, by their first syllable, the longest first."""
    rows = [row["name"] for row in gazetteer("organizations")] + [
        row["name"] for row in gazetteer("provinces")
    ]
    names = {tuple(words_of(name, {})) for name in (*rows, *limits()["names"], *limits()["plain"])}
    found: dict[str, list[Phrase]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) >= _AT_LEAST:
            found.setdefault(name[0], []).append(name)
    return {first: tuple(these) for first, these in found.items()}


@cache
def _whole() -> frozenset[Phrase]:
    return frozenset(tuple(words_of(words, {})) for words in limits()["whole"])


def _name_at(words: Sequence[str], at: int) -> int:
    """Syllables of the name at a place; 0 where none begins there, or one of a phrase that stays whole."""
    for name in _names().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            kept = any(tuple(words[at : at + len(one)]) == one for one in _whole() if len(one) > len(name))
            return 0 if kept else len(name)
    return 0
