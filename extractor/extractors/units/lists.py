"""Cuts the list of units in a cell into units: who leads, who coordinates.

Strong marks (``;``, dashes, numbers) always cut; weak ones (comma, và) only before a known name or a head
word; known names and collectives are never cut inside. A shared head is completed, a bracket stays where it
names a sub-unit. Source: domain rules for lists of units, cells of seven plans.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractor.extractors.units.names import Known, Word, names, words_of
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import key, quote

_STRONG = regex.compile(r"[;•+]|(?:^|[\s:;,.])[-–](?=\s|$)|\n|\(\d{1,2}\)\s*$")
_WEAK = regex.compile(r"[,/:.]|và|&", regex.IGNORECASE)
_BRACKET = regex.compile(r"\(([^()]*)\)")
_TRIM = " \t\n,;.:-–+•/"


class Unit(NamedTuple):
    """A unit of a cell: ``spans`` are offsets into the cell text, the shared head first."""

    surface: str
    spans: tuple[tuple[int, int], ...]
    known: Known | None
    role: str


class _Piece(NamedTuple):
    first: int
    last: int
    """One past the last word."""
    known: Known | None
    head: Word | None = None


Entries = dict[str, frozenset[tuple[str, ...]]]
"""Entries of a list by their first word."""


class _Lexicon(NamedTuple):
    heads: Entries
    generic: Entries
    qualifiers: Entries
    stops: Entries
    persons: Entries
    shared: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = ruleset("organizations").data["split"]
    lists = {name: {tuple(entry.split()) for entry in entries} for name, entries in data.items()}
    return _Lexicon(
        heads=_by_first(lists["heads"]),
        generic=_by_first(lists["generic"]),
        qualifiers=_by_first(lists["qualifiers"] | _places()),
        stops=_by_first(lists["stops"]),
        persons=_by_first(lists["persons"]),
        shared=frozenset(data["shared_heads"]),
    )


def _by_first(entries: Iterable[tuple[str, ...]]) -> Entries:
    grouped: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        grouped.setdefault(entry[0], set()).add(entry)
    return {first: frozenset(members) for first, members in grouped.items()}


def _places() -> set[tuple[str, ...]]:
    """Names of provinces, with and without the word for their kind."""
    return {
        tuple(word.key for word in words_of(f"{prefix}{name}"))
        for row in gazetteer("provinces")
        for name in (row["name"], *row["variants"].split(";"))
        for prefix in ("", "tỉnh ", "thành phố ", "tp ")
        if name
    }


def _entry_at(words: tuple[Word, ...], index: int, entries: Entries) -> int:
    """Number of words of the longest entry at ``index``; 0 if there is none. Entries stop at marks."""
    if index >= len(words):
        return 0
    best = 0
    for entry in entries.get(words[index].key, ()):
        run = words[index : index + len(entry)]
        if len(entry) > best and tuple(word.key for word in run) == entry:
            best = len(entry) if not any(word.gap.strip() for word in run[1:]) else best
    return best


@lru_cache(maxsize=4096)
def split_units(text: str, role: str) -> tuple[Unit, ...]:
    """The units of a cell whose column means ``role`` (``lead`` or ``coordinating``)."""
    if ruleset("organizations").pattern("unit.empty").match(text):
        return ()
    units: list[Unit] = []
    for start, end, part_role in _role_parts(text, role):
        units.extend(_split_part(text, start, end, part_role))
    return tuple(units)


def _role_parts(text: str, role: str) -> list[tuple[int, int, str]]:
    """Stretches of the cell with their role: ``Chủ trì:`` rules what follows, ``… chủ trì`` what precedes."""
    parts: list[tuple[int, int, str]] = []
    start, current = 0, role
    for match in ruleset("organizations").pattern("unit.role").finditer(text):
        named = "lead" if key(match["role"]) == "chủ trì" else "coordinating"
        is_prefix = (
            match["colon"]
            or match.group().lower().endswith("với")
            or not text[start : match.start()].strip(_TRIM)
        )
        parts.append((start, match.start(), current if is_prefix else named))
        start, current = match.end(), named if is_prefix else role
    parts.append((start, len(text), current))
    return [part for part in parts if text[part[0] : part[1]].strip(_TRIM)]


def _split_part(text: str, start: int, end: int, role: str) -> list[Unit]:
    flat = _BRACKET.sub(lambda match: "(" + "\0" * (len(match.group()) - 2) + ")", text[start:end])
    words = words_of(flat)
    units = []
    for piece in _pieces(words):
        unit = _unit(text, start, end, words, piece, role)
        if unit is not None:
            units.append(unit)
    return units


def _pieces(words: tuple[Word, ...]) -> list[_Piece]:
    pieces: list[_Piece] = []
    index = 0
    head: Word | None = None
    while index < len(words):
        piece = _piece_at(words, index, head)
        if pieces and _is_bare_head(words, pieces[-1]):
            pieces.pop()
        pieces.append(piece)
        first = piece.first + (words[piece.first].key == "các" and piece.last - piece.first > 1)
        if piece.head is None:
            head = words[first] if words[first].key in _lexicon().shared else None
        index = piece.last
    return pieces


def _is_bare_head(words: tuple[Word, ...], piece: _Piece) -> bool:
    """A shared head alone (``các Sở:``, a doubled ``Sở``): the units that follow complete it."""
    return (
        piece.known is None
        and words[piece.last - 1].key in _lexicon().shared
        and piece.last - piece.first <= 2
    )


def _piece_at(words: tuple[Word, ...], index: int, head: Word | None) -> _Piece:
    """The unit that begins at ``index`` and reaches to the next place where a unit begins."""
    lexicon = _lexicon()
    found = _name_at(words, index)
    if found is None and head is not None:
        tail = names().tail_at(words, index, head.key)
        if tail is not None:
            return _Piece(index, tail[1], tail[0], head)
    run = _generic_run(words, index)
    if run and (found is None or run > found[1]):
        found = None
    last = max(found[1] if found else index + 1, run)
    protected = last if found or run else 0
    if last < len(words) and last == index + 1 and words[last].key == words[index].key:
        return _Piece(index, last, None)
    while last < len(words):
        size = _entry_at(words, last, lexicon.qualifiers)
        if size and not words[last].gap.strip():
            last += size
            protected = last if protected else 0
            continue
        if _starts_unit(words, last, is_after_name=last == protected, head=_own_head(words, index) or head):
            break
        last += 1
    return _Piece(index, last, found[0] if found else None)


def _name_at(words: tuple[Word, ...], index: int) -> tuple[Known, int] | None:
    """The known name at ``index``; persons (Giám đốc, Thủ trưởng) stand for their body."""
    found = names().at(words, index)
    if found is None:
        size = _entry_at(words, index, _lexicon().persons)
        found = names().at(words, index + size) if size else None
    return found


def _own_head(words: tuple[Word, ...], index: int) -> Word | None:
    first = words[index + 1] if words[index].key == "các" and index + 1 < len(words) else words[index]
    return first if first.key in _lexicon().shared else None


def _generic_run(words: tuple[Word, ...], index: int) -> int:
    """End of a run of two or more generic heads joined by comma or và; 0 if there is none."""
    lexicon = _lexicon()
    at = index + (words[index].key == "các")
    count = 0
    while at < len(words):
        if count and (_STRONG.search(words[at].gap) or not _WEAK.search(words[at].gap)):
            break
        step = int(bool(count) and words[at].key == "các")
        size = _entry_at(words, at + step, lexicon.generic)
        named = names().at(words, at)
        if not size or (
            named is not None and named[1] > at + step + size and not named[0].id.startswith("@")
        ):
            break
        at += step + size
        count += 1
    return at if count > 1 else 0


def _starts_unit(words: tuple[Word, ...], index: int, *, is_after_name: bool, head: Word | None) -> bool:
    gap = words[index].gap
    if _STRONG.search(gap):
        return True
    lexicon = _lexicon()
    known = names().at(words, index)
    if not _WEAK.search(gap) and "(" not in gap:
        return is_after_name and (known is not None or _generic_run(words, index) > 0)
    if known is not None or _entry_at(words, index, lexicon.heads):
        return True
    return head is not None and names().tail_at(words, index, head.key) is not None


def _unit(text: str, start: int, end: int, words: tuple[Word, ...], piece: _Piece, role: str) -> Unit | None:
    first, last = piece.first, _cut_stop(words, piece)
    if first == last:
        return None
    low = start + words[first].start
    high = start + words[last - 1].end
    known = _resolved(words, piece, last)
    bracket = _BRACKET.match(text[high:end].lstrip())
    if bracket and last == piece.last:
        child = names().at(words_of(bracket[1]), 0)
        if child is not None or _entry_at(words_of(bracket[1]), 0, _lexicon().heads):
            high = text.index(")", high) + 1
            known = _child(known, child[0] if child else None)
        elif _role_note(bracket[1]):
            role = _role_note(bracket[1])
    spans: tuple[tuple[int, int], ...] = ((low, high),)
    surface = quote(text[low:high]).strip(_TRIM)
    if piece.head is not None:
        word = quote(text[start + piece.head.start : start + piece.head.end])
        surface = f"{word[0].upper()}{word[1:]} {surface}"
        spans = ((start + piece.head.start, start + piece.head.end), *spans)
    return Unit(surface, spans, known, role) if surface else None


def _cut_stop(words: tuple[Word, ...], piece: _Piece) -> int:
    lexicon = _lexicon()
    for index in range(piece.first + 1, piece.last):
        if _entry_at(words, index, lexicon.stops):
            return index
    return piece.last


def _role_note(note: str) -> str:
    return {"chủ trì": "lead", "phối hợp": "coordinating"}.get(key(note).removeprefix("cơ quan "), "")


def _child(parent: Known | None, child: Known | None) -> Known | None:
    """``Parent (Child)`` as parent/child."""
    if parent is None or child is None or child.id.startswith(f"{parent.id}/"):
        return child if parent is not None else None
    return Known(f"{parent.id}/{child.id}", f"{parent.name} ({child.name})", child.level)


def _resolved(words: tuple[Word, ...], piece: _Piece, last: int) -> Known | None:
    """The known unit if only qualifiers and place names follow its name."""
    lexicon = _lexicon()
    if piece.head is not None:
        return piece.known
    found = _name_at(words, piece.first)
    if found is None:
        return None
    at = found[1]
    while at < last:
        size = _entry_at(words, at, lexicon.qualifiers)
        if not size:
            return None
        at += size
    return found[0]
