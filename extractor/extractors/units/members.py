"""Bodies of single places: "UBND huyện A" is one member of the class UBND cấp huyện.

Places are read by their capitals, not from a list of districts and communes: 696 and 10,035 of them ended or
changed on 2025-07-01.
"""

from functools import cache
from typing import NamedTuple

import regex

from extractor.extractors.units.lexicon import Entries, entry_at, lexicon
from extractor.extractors.units.names import Known, Word, Words, after_plural, body_at, names, words_of
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import key, slug

_INSIDE_PLACE = regex.compile(r"[\s'’\-–]*")
_LONGEST_PLACE = 5
_BEFORE_PLACE = regex.compile(r"\s*:?\s*")
_BETWEEN_KINDS = regex.compile(r"\s*(?:,|và)?\s*", regex.IGNORECASE)
_CUTS = regex.compile(r"[,;:.()\n/]|và", regex.IGNORECASE)


class Head(NamedTuple):
    """What members of a list share: a body (Sở; UBND) and, before places, their kind (huyện)."""

    words: tuple[tuple[int, int], ...]
    """Word ranges that complete a member, in reading order."""
    keys: tuple[str, ...]
    level: str = ""
    """``district`` or ``commune`` where members are places."""
    is_explicit: bool = False
    """Whether a colon says that all that follows belongs to it."""
    place: tuple[int, int] | None = None
    """Word range of the place of this member."""


class Member(NamedTuple):
    """A place met: word range, the unit it makes."""

    first: int
    last: int
    known: Known
    head: Head


class _Kinds(NamedTuple):
    bodies: dict[str, str]
    levels: dict[str, str]
    kinds: Entries
    by_kind: dict[tuple[str, ...], str]


@cache
def _kinds() -> _Kinds:
    data = ruleset("organizations").data["members"]
    by_kind = {tuple(kind.split()): level for level in data["kinds"] for kind in data["kinds"][level]}
    grouped: dict[str, frozenset[tuple[str, ...]]] = {}
    for kind in by_kind:
        grouped[kind[0]] = grouped.get(kind[0], frozenset()) | {kind}
    return _Kinds(bodies=data["bodies"], levels=data["levels"], kinds=grouped, by_kind=by_kind)


@cache
def _cities() -> frozenset[str]:
    """Names of cities of the rank of a province."""
    rows = gazetteer("provinces")
    return frozenset(
        slug(name)
        for row in rows
        if row["kind"] == "thành phố"
        for name in (row["name"], *row["variants"].split(";"))
        if name
    )


def member_at(words: Words, index: int) -> Member | None:
    """The body of a place that begins at ``index``: UBND huyện A; UBND các huyện: A, B (the first)."""
    start = after_plural(words, index)
    if start >= len(words):
        return None
    body, at = _body_at(words, start)
    if not body or _gap(words, at).strip():
        return None
    found = _kind_at(words, at)
    if found is None or not _BEFORE_PLACE.fullmatch(_gap(words, found[2])):
        return None
    kind, level, place = found
    head = Head(words=((start, at), *((kind,) if kind else ())), keys=(body,), level=level)
    end = _place_end(words, place)
    return _member(words, index, place, end, head) if end > place else None


def next_member(words: Words, index: int, head: Head) -> Member | None:
    """A further place of the list that ``head`` opened, with a kind of its own or without."""
    if not head.level or not _CUTS.search(words[index].gap):
        return None
    found = _kind_at(words, index)
    if found is not None and found[0] is not None:
        _, level, place = found
        head = head._replace(words=(head.words[0], (index, place)), level=level)
        end = _place_end(words, place)
    else:
        place, end = index, _place_end(words, index)
        if names().at(words, index) or not _ends(words, end):
            return None
    return _member(words, index, place, end, head) if end > place else None


def _body_at(words: Words, start: int) -> tuple[str, int]:
    bodies = _kinds().bodies
    name, at = body_at(words, start)
    if name in bodies:
        return name, at
    pair = " ".join(word.key for word in words[start : start + 2])
    return (pair, start + 2) if pair in bodies else ("", start)


def _kind_at(words: Words, at: int) -> tuple[tuple[int, int] | None, str, int] | None:
    """Word range of the one kind (None of several), its level, where the place begins."""
    kinds = _kinds()
    at = after_plural(words, at)
    found: list[tuple[int, int]] = []
    levels = set()
    while size := entry_at(words, at, kinds.kinds):
        if found and not _BETWEEN_KINDS.fullmatch(words[at].gap):
            break
        found.append((at, at + size))
        levels.add(kinds.by_kind[tuple(word.key for word in words[at : at + size])])
        at = after_plural(words, at + size)
    if len(levels - {"city"}) > 1 or not found:
        return None
    level = next(iter(levels - {"city"}), "city")
    return (found[0] if len(found) == 1 else None), level, at


def _gap(words: Words, at: int) -> str:
    return words[at].gap if at < len(words) else ""


def _place_end(words: Words, at: int) -> int:
    """End of the run of capitals at ``at``; a known name or the head of a unit ends it."""
    end = at
    while end < len(words) and end - at < _LONGEST_PLACE:
        word = words[end]
        if end > at and (not _INSIDE_PLACE.fullmatch(word.gap) or _is_unit(words, end)):
            break
        if not word.is_capital and not (end > at and word.gap in {"'", "’"}):
            break
        end += 1
    return end


def _is_unit(words: Words, index: int) -> bool:
    found = names().at(words, index)
    return found is not None and (found[1] > index + 1 or not words[index].is_capital)


def _ends(words: Words, end: int) -> bool:
    """Whether a mark, a qualifier or nothing follows: else the capitals only open some other name."""
    if end >= len(words) or _CUTS.search(words[end].gap):
        return True
    return entry_at(words, end, lexicon().qualifiers) > 0


def _member(words: Words, first: int, place: int, end: int, head: Head) -> Member | None:
    kinds = _kinds()
    name = " ".join(word.key for word in words[place:end])
    if head.level == "city":
        if slug(name) in _cities():
            return None
        head = head._replace(level="district")
    made = f"{kinds.bodies[head.keys[0]]}_{kinds.levels[head.level]}:{slug(name).replace('-', '_')}"
    return Member(first, end, Known(made, "", head.level), head._replace(place=(place, end)))


def name_of(surface: str) -> str:
    """Canonical words of a member: as printed, with the short form of its body."""
    words = words_of(surface)
    if words and key(surface).startswith("ủy ban nhân dân"):
        return f"UBND{surface[words[3].end :]}"
    return surface


def text_ranges(words: tuple[Word, ...], ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Offsets of word ranges, neighbours joined where a blank alone parts them."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        start, end = words[first].start, words[last - 1].end
        if joined and first and joined[-1][1] == words[first - 1].end and not words[first].gap.strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
