"""The names that the inputs of a run go by: short where that tells them apart, longer where it does not."""

from collections import defaultdict
from collections.abc import Sequence

Parts = tuple[str, ...]
"""A path by its parts, without the root."""


def labels(places: Sequence[Parts]) -> list[Parts]:
    """For each place as few of its last parts as tell it, and what lies under it, from all others.

    Places whose names differ keep the name alone. Places of one name get the folders above them, all alike,
    until they differ. A label may begin with that of another place only where it lies in that place.
    """
    lengths = [1] * len(places)
    while True:
        made = [place[-length:] for place, length in zip(places, lengths, strict=True)]
        clashing = _clashing(places, made)
        grown = [
            min(length + (label in clashing), max(len(place), 1))
            for place, label, length in zip(places, made, lengths, strict=True)
        ]
        if grown == lengths:
            return made
        lengths = grown


def _clashing(places: Sequence[Parts], made: Sequence[Parts]) -> set[Parts]:
    whose: dict[Parts, set[Parts]] = defaultdict(set)
    for place, label in zip(places, made, strict=True):
        whose[label].add(place)
    found: set[Parts] = set()
    for place, label in zip(places, made, strict=True):
        for length in range(1, len(label) + 1):
            above = place[: len(place) - len(label) + length]
            if whose.get(label[:length], {above}) != {above}:
                found |= {label, label[:length]}
    return found
