"""Cuts a list of units into units: who leads, who coordinates.

Strong marks (``;``, dashes, numbers) always cut; weak ones (comma, và) only before a known name or a head
word; known names and collectives are never cut inside. A shared head is completed, a bracket stays where it
names a sub-unit. Source: domain rules for lists of units, cells of seven plans.
"""

from functools import lru_cache
from typing import NamedTuple

import regex

from extractor.extractors.units.lexicon import ends_compound, entry_at, lexicon, qualifier_at
from extractor.extractors.units.members import Head, member_at, name_of, next_member, text_ranges
from extractor.extractors.units.names import Known, Words, after_plural, body_at, keys_of, names, words_of
from extractor.extractors.units.resolve import (
    child_of,
    collective,
    name_at,
    over_conjuncts,
    resolved,
    with_province,
)
from extractor.extractors.units.roles import TRIM, role_note, role_parts
from extractor.rules import ruleset
from extractor.text.normalize import quote

_STRONG = regex.compile(r"[;•+]|(?:^|[\s:;,.])[-–](?=\s|$)|\n|\(\d{1,2}\)\s*$")
_WEAK = regex.compile(r"[,/:.]|và|&", regex.IGNORECASE)
_BRACKET = regex.compile(r"\(([^()]*)\)")


class Unit(NamedTuple):
    """A unit of a list: ``spans`` are offsets into the text, the shared head first."""

    surface: str
    spans: tuple[tuple[int, int], ...]
    known: Known | None
    role: str


class _Piece(NamedTuple):
    first: int
    last: int
    """One past the last word."""
    known: Known | None
    head: Head | None = None


@lru_cache(maxsize=4096)
def split_units(text: str, role: str) -> tuple[Unit, ...]:
    """The units of a list that stands for ``role`` (``lead`` or ``coordinating``)."""
    if ruleset("organizations").pattern("unit.empty").match(text):
        return ()
    units: list[Unit] = []
    for start, end, part_role in role_parts(text, role):
        units.extend(_split_part(text, start, end, part_role))
    return tuple(units)


def _split_part(text: str, start: int, end: int, role: str) -> list[Unit]:
    flat = _BRACKET.sub(lambda match: "(" + "\0" * (len(match.group()) - 2) + ")", text[start:end])
    words = words_of(flat)
    units = []
    for piece in _pieces(words):
        unit = _unit(text, start, end, words, piece, role)
        if unit is not None:
            units.append(unit)
    return units


def _pieces(words: Words) -> list[_Piece]:
    pieces: list[_Piece] = []
    index = 0
    head: Head | None = None
    while index < len(words):
        piece = _piece_at(words, index, head)
        if pieces and _is_opening(words, pieces[-1]):
            pieces.pop()
        pieces.append(piece)
        head = piece.head or _shared_head(words, piece)
        index = piece.last
    return _over_conjuncts(words, pieces)


def _shared_head(words: Words, piece: _Piece) -> Head | None:
    """The head that members after ``piece`` may share: its own first word, or what a colon follows."""
    first = _after_persons(words, piece.first)
    name, at = body_at(words, first)
    has_colon = piece.last < len(words) and ":" in words[piece.last].gap
    size = entry_at(words, first, lexicon().shared_by_colon)
    if has_colon and size and first + size == piece.last:
        keys = tuple(word.key for word in words[first : piece.last])
        return Head(words=((first, piece.last),), keys=keys, is_explicit=True)
    if _ends_with_level(words, first, piece.last):
        return Head(words=((first, piece.last - 2),), keys=keys_of(words, first, piece.last - 2))
    return Head(words=((first, at),), keys=(name,)) if name in lexicon().shared else None


def _ends_with_level(words: Words, first: int, last: int) -> bool:
    """Whether a name ends with its level (cấp tỉnh), in whose place further levels may follow."""
    return last - first > 2 and words[last - 2].key == "cấp"


def _after_persons(words: Words, index: int) -> int:
    """``index`` behind "các", titles of persons and "các" again."""
    at = after_plural(words, index)
    while size := entry_at(words, at, lexicon().persons):
        if at + size >= len(words):
            break
        at = after_plural(words, at + size)
    return at


def _is_opening(words: Words, piece: _Piece) -> bool:
    """What only opens a list: a shared head alone (``các Sở:``), a doubled ``Sở``, ``Các đơn vị:``."""
    if piece.head is not None:
        return False
    first = _after_persons(words, piece.first)
    has_colon = piece.last < len(words) and ":" in words[piece.last].gap
    if has_colon and entry_at(words, first, lexicon().shared_by_colon) == piece.last - first:
        return True
    if has_colon and piece.known is not None and piece.known.id.startswith("@"):
        return entry_at(words, first, lexicon().generic) > 0
    return piece.known is None and piece.last - first == 1 and words[first].key in lexicon().shared


def _piece_at(words: Words, index: int, head: Head | None) -> _Piece:
    """The unit that begins at ``index`` and reaches to the next place where a unit begins."""
    member = member_at(words, index) or (next_member(words, index, head) if head else None)
    if member is not None:
        return _Piece(member.first, member.last, member.known, member.head)
    found = name_at(words, index)
    if head is not None and not head.level:
        tail = names().tail_at(words, index, *head.keys)
        if tail is not None and (found is None or found[0].id == tail[0].id):
            return _Piece(index, tail[1], tail[0], head)
        if found is None and head.is_explicit and not entry_at(words, index, lexicon().heads):
            return _Piece(index, _to_mark(words, index), None, head)
    run = _generic_run(words, index)
    if run and (found is None or run > found[1]):
        found = None
    last = max(found[1] if found else index + 1, run)
    if last < len(words) and last == index + 1 and words[last].key == words[index].key:
        return _Piece(index, last, None)
    last = _end(words, index, last, head, is_known=bool(found or run))
    known = resolved(words, index, last) if found else collective(words, index, run, last) if run else None
    return _Piece(index, last, known or with_province(words, index, last))


def _end(words: Words, index: int, last: int, head: Head | None, *, is_known: bool) -> int:
    """Where the unit that begins at ``index`` and is sure up to ``last`` ends."""
    protected = last if is_known else 0
    own = _own_head(words, index) or head
    if is_known and last < len(words) and ":" in words[last].gap:
        return last
    while last < len(words):
        size = qualifier_at(words, last)
        if size and not words[last].gap.strip():
            last += size
            protected = last if protected else 0
            continue
        if words[last].key == "cấp" and _ends_with_level(words, index, last):
            own = Head(words=(), keys=keys_of(words, after_plural(words, index), last - 2))
        if _starts_unit(words, last, is_after_name=last == protected, head=own):
            break
        last += 1
    return last


def _to_mark(words: Words, index: int) -> int:
    """The next place behind ``index`` that any mark, or a unit of its own, begins."""
    last = index + 1
    while last < len(words) and not _WEAK.search(words[last].gap) and not _STRONG.search(words[last].gap):
        last += 1
    return last


def _own_head(words: Words, index: int) -> Head | None:
    first = _after_persons(words, index)
    name, at = body_at(words, first)
    if ":" in (words[at].gap if at < len(words) else "") and entry_at(
        words, first, lexicon().shared_by_colon
    ):
        return Head(words=((first, at),), keys=(name,), is_explicit=True)
    return Head(words=((first, at),), keys=(name,)) if name in lexicon().shared else None


def _generic_run(words: Words, index: int) -> int:
    """End of a run of two or more generic heads joined by comma or và; 0 if there is none."""
    at = after_plural(words, index)
    count = 0
    while at < len(words):
        if count and (_STRONG.search(words[at].gap) or not _WEAK.search(words[at].gap)):
            break
        if count and (":" in words[at].gap or (words[at].key == "các" and "," in words[at].gap)):
            break
        step = int(bool(count) and words[at].key == "các")
        size = entry_at(words, at + step, lexicon().generic)
        if not size or _is_longer_name(words, at, at + step + size):
            break
        at += step + size
        count += 1
    return at if count > 1 else 0


def _is_longer_name(words: Words, at: int, end: int) -> bool:
    """Whether a name that begins at ``at`` goes on behind ``end`` and is no run of generic heads itself."""
    named = names().at(words, at)
    if named is None or named[1] <= end + qualifier_at(words, end):
        return False
    return not named[0].id.startswith("@") or not _WEAK.search(words[end].gap)


def _starts_unit(words: Words, index: int, *, is_after_name: bool, head: Head | None) -> bool:
    gap = words[index].gap
    if _STRONG.search(gap):
        return True
    known = names().at(words, index)
    if not _WEAK.search(gap) and "(" not in gap:
        return is_after_name and (
            known is not None or member_at(words, index) is not None or _generic_run(words, index) > 0
        )
    if known is not None or entry_at(words, index, lexicon().heads) or _persons_at(words, index):
        return True
    if head is None:
        return False
    return head.is_explicit or names().tail_at(words, index, *head.keys) is not None


def _persons_at(words: Words, index: int) -> bool:
    return entry_at(words, index, lexicon().persons) > 0


def _over_conjuncts(words: Words, pieces: list[_Piece]) -> list[_Piece]:
    """A last qualifier counts for all members of its group: ``Công an và BHXH tỉnh``."""
    made = list(pieces)
    qualifier: tuple[str, ...] = ()
    for at in range(len(made) - 1, -1, -1):
        piece = made[at]
        if piece.last < len(words) and _STRONG.search(words[piece.last].gap):
            qualifier = ()
        if piece.known is None and qualifier and piece.head is None:
            known = over_conjuncts(words, piece.first, piece.last, qualifier)
            made[at] = piece._replace(known=known) if known else piece
        qualifier = _last_qualifier(words, piece) or qualifier
    return made


def _last_qualifier(words: Words, piece: _Piece) -> tuple[str, ...]:
    for first in range(piece.first + 1, piece.last):
        if qualifier_at(words, first) == piece.last - first:
            return tuple(word.key for word in words[first : piece.last])
    return ()


def _unit(text: str, start: int, end: int, words: Words, piece: _Piece, role: str) -> Unit | None:
    first, last = piece.first, _cut_stop(words, piece)
    if first == last:
        return None
    if piece.head is not None and piece.head.level:
        return _member_unit(text, start, words, piece, role)
    low = start + words[first].start
    high = start + words[last - 1].end
    known = piece.known if piece.head or last == piece.last else resolved(words, first, last)
    bracket = _BRACKET.match(text[high:end].lstrip())
    if bracket and last == piece.last:
        if _names_a_body(words_of(bracket[1])):
            high = text.index(")", high) + 1
            child = names().at(words_of(bracket[1]), 0)
            known = child_of(known, child[0] if child else None)
        elif role_note(bracket[1]):
            role = role_note(bracket[1])
    spans: tuple[tuple[int, int], ...] = ((low, high),)
    surface = quote(text[low:high]).strip(TRIM)
    if piece.head is not None:
        heads = [(start + a, start + b) for a, b in text_ranges(words, piece.head.words)]
        word = quote(" ".join(text[a:b] for a, b in heads))
        surface = f"{word[0].upper()}{word[1:]} {surface}"
        spans = (*heads, *spans)
    return Unit(surface, spans, known, role) if surface else None


def _member_unit(text: str, start: int, words: Words, piece: _Piece, role: str) -> Unit:
    assert piece.head is not None
    assert piece.head.place is not None
    assert piece.known is not None
    ranges = text_ranges(words, (*piece.head.words, piece.head.place))
    spans = tuple((start + a, start + b) for a, b in ranges)
    surface = quote(" ".join(text[a:b] for a, b in spans))
    return Unit(surface, spans, piece.known._replace(name=name_of(surface)), role)


def _cut_stop(words: Words, piece: _Piece) -> int:
    if entry_at(words, piece.first, lexicon().verbs) and not words[piece.first].is_capital:
        return piece.first
    for index in range(piece.first + 1, piece.last):
        if entry_at(words, index, lexicon().stops) and not ends_compound(words, index):
            return index
    return piece.last


def _names_a_body(words: Words) -> bool:
    """Whether a bracket names a sub-unit; "cơ quan thường trực", "các đơn vị liên quan" are remarks."""
    if entry_at(words, after_plural(words, 0), lexicon().generic):
        return False
    return names().at(words, 0) is not None or entry_at(words, 0, lexicon().heads) > 0
