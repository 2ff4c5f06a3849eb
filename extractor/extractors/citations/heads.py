"""Reads the words before a document number: type word, name, "số", an issuer that stands in between."""

from functools import cache

from msgspec import Struct

from extractor.extractors.citations.numbers import Number
from extractor.extractors.citations.symbols import code_types, issuer_levels
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import tone_placement

_REACH = 160
_WORD_REACH = 12
_TYPE_LENGTH_MAX = 32
_GAP_WORDS = 30
_LAW_TYPES = ("law", "code", "ordinance")
_TRIM = " \t,:;(“\"'[*"


class Head(Struct, frozen=True, kw_only=True, gc=False):
    """What stands before a number: where the citation begins, its type, an issuer between type and number."""

    start: int
    doc_type: str | None = None
    spoken: bool = False
    """Whether a type word is printed."""
    issuer: tuple[int, int] | None = None
    list_word: bool = False
    """Whether "số" stands directly before the number."""


@cache
def type_words() -> dict[str, str]:
    """Type word in lower case → document type; empty for words that leave the type open (văn bản)."""
    return {tone_placement(row["word"]): row["doc_type"] for row in gazetteer("doc_types")}


@cache
def _by_last_syllable() -> dict[str, tuple[tuple[str, str], ...]]:
    """Last syllable → the type words that end with it and their types, longest first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for word, doc_type in sorted(type_words().items(), key=lambda entry: -len(entry[0])):
        groups.setdefault(word.rsplit(" ", 1)[-1], []).append((word, doc_type))
    return {last: tuple(entries) for last, entries in groups.items()}


def read_head(text: str, number: Number, floor: int) -> Head | None:
    """The head of ``number``; None where what stands before shows that it is no document number.

    ``text`` has one tone placement. Nothing left of ``floor`` (line start, end of the citation before)
    belongs to the head.
    """
    low = max(floor, number.start - _REACH)
    word = (
        ruleset("citations")
        .pattern("citation.number_word")
        .search(text, max(low, number.start - _WORD_REACH), number.start)
    )
    at = word.start() if word else number.start
    typed = type_word_before(text, low, at)
    if typed is not None and not ("(" in text[typed[0] : at] and _is_subject(typed[1], number)):
        start, doc_type = typed
        return Head(
            start=start, doc_type=doc_type or _open_type(number), spoken=True, list_word=word is not None
        )
    if word is not None:
        return _far_head(text, number, low, at)
    return _bare_head(text, number, low)


def type_word_before(text: str, low: int, end: int) -> tuple[int, str] | None:
    """Start and type of the longest type word that ends at ``end`` (a colon may follow it)."""
    stop = end
    while stop > low and text[stop - 1] in " :(":
        stop -= 1
    window = str.lower(text[max(low, stop - _TYPE_LENGTH_MAX) : stop])
    for word, doc_type in _by_last_syllable().get(window[window.rfind(" ") + 1 :].lstrip(_TRIM), ()):
        start = stop - len(word)
        if window.endswith(word) and not (start > low and text[start - 1].isalnum()):
            return start, doc_type
    return None


def _open_type(number: Number) -> str:
    """Type of a "văn bản số …": by its code, else an official letter."""
    return _type_of_symbol(number) or "official_letter"


def _type_of_symbol(number: Number) -> str | None:
    if number.code == "QĐ" and number.party and "TW" in number.groups:
        return "regulation"
    return code_types().get(number.code) if number.code else None


def _far_head(text: str, number: Number, low: int, at: int) -> Head | None:
    """Head of a number with "số" but no type word before it: issuer or name between, list, or nothing."""
    before = text[low:at].rstrip(" :(")
    if _is_other_thing(before):
        return None
    typed = _type_in_gap(text, low, at)
    if typed is not None and not _is_subject(typed[1], number):
        start, doc_type, issuer = typed
        return Head(start=start, doc_type=doc_type, spoken=True, issuer=issuer, list_word=True)
    if not number.is_strong and not number.irregular and not _known_issuer_first(number):
        return None
    if not number.groups:
        return None
    return Head(start=at, doc_type=_type_of_symbol(number), list_word=True)


def _type_in_gap(text: str, low: int, at: int) -> tuple[int, str, tuple[int, int] | None] | None:
    """The nearest type word before ``at`` with only its name or its issuer in between."""
    words_end = at
    while words_end > low and text[words_end - 1] in " :(":
        words_end -= 1
    end = words_end
    for _ in range(_GAP_WORDS):
        end = text.rfind(" ", low, end)
        if end < 0 or text[end - 1] in ";.:)":
            return None
        typed = type_word_before(text, low, end)
        if typed is None or text[end - 1] == ",":
            continue
        start, doc_type = typed
        gap = text[end + 1 : words_end]
        if not doc_type or not _is_gap(gap, doc_type):
            return None
        issuer = (end + 1 + len("của "), words_end) if gap.startswith("của ") else None
        if doc_type in _LAW_TYPES:
            start = _amending_law(text, low, start)
        return start, doc_type, issuer
    return None


def _amending_law(text: str, low: int, start: int) -> int:
    """Start of the amending law whose name ends with the law at ``start``; ``start`` where there is none."""
    outer = ruleset("citations").pattern("citation.amending_law").search(text, low, start)
    return outer.start() if outer else start


def _is_subject(doc_type: str, number: Number) -> bool:
    """Whether the far type word only belongs to a title: the symbol states another type."""
    stated = _type_of_symbol(number)
    return stated is not None and stated != doc_type


def _is_gap(gap: str, doc_type: str) -> bool:
    if doc_type in _LAW_TYPES:
        return True
    found = ruleset("citations").pattern("citation.type_of_issuer").search(gap)
    return found is not None and found.start() == 0


def _is_other_thing(before: str) -> bool:
    words = str.lower(before).rsplit(" ", 2)
    stops = ruleset("citations").data["words"]["not_before_number"]
    return bool(words) and (words[-1].lstrip(_TRIM) in stops or " ".join(words[-2:]).lstrip(_TRIM) in stops)


def _known_issuer_first(number: Number) -> bool:
    return bool(number.groups) and number.groups[0] in issuer_levels() and len(number.groups) > 1


def _bare_head(text: str, number: Number, low: int) -> Head | None:
    """Head of a number without type word and "số": only where the symbol speaks for itself."""
    before = text[low : number.start].rstrip(" ")
    last = before.rsplit(" ", 1)[-1].lstrip(_TRIM)
    abbreviated = code_types().get(last)
    if abbreviated and (number.is_strong or number.irregular):
        return Head(start=number.start - len(last) - 1, doc_type=abbreviated, spoken=True)
    standards = ruleset("citations").data["words"]["standards"]
    if last in standards or not number.is_strong or _is_other_thing(before):
        return None
    return Head(start=number.start, doc_type=_type_of_symbol(number))
