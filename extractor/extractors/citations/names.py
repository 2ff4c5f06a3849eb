"""Finds citations without number: laws by name, nicknames, "Kế hoạch này", "nêu trên", plurals."""

from collections.abc import Collection, Iterator
from functools import cache

from msgspec import Struct

from extractor.extractors.citations.heads import type_word_before, type_words
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import tone_placement

_LAW_WINDOW = 150
_HEAD_REACH = 30
_INTERNAL_REACH = 12
_ROMAN = "IVXABCDE"
_SHORT_NAME_WORDS = 3
_LAW_HEADS = ("Luật ", "Bộ luật ", "Pháp lệnh ", "LUẬT ", "BỘ LUẬT ", "PHÁP LỆNH ")
_SELF_TYPES = frozenset(
    {"plan", "decision", "directive", "resolution", "programme", "decree", "circular", "law"}
)


class Name(Struct, frozen=True, kw_only=True):
    """A citation without number of its own: kind of citation, place in the clean text, type, name."""

    kind: str
    start: int
    end: int
    rule: str
    doc_type: str | None
    name: str | None = None


def find_names(
    text: str, known: Collection[tuple[str, str | None]], own_types: Collection[str]
) -> Iterator[Name]:
    """All citations of ``text`` that bear no number, kind by kind.

    Args:
        text: clean text, one tone placement.
        known: serial and type of the numbers the document cites; a short form must mean one of them.
        own_types: types of the document itself and of its parts; empty when unknown.
    """
    yield from _laws(text)
    yield from _laws_of_year(text)
    yield from _constitutions(text)
    yield from _short_forms(text, known)
    yield from _this(text, own_types)
    yield from _above(text)
    yield from _generic(text)
    yield from _internal(text)


def occurrences(text: str, words: str) -> Iterator[int]:
    """Places where ``words`` stands."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@cache
def _law_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """First two words → (lower-case name, name as in the gazetteer), longest first, abbreviations too."""
    names: dict[str, str] = {}
    aliases: dict[str, str] = ruleset("citations").data["abbreviations"]
    for row in gazetteer("laws"):
        names[row["name"]] = row["name"]
        for short, full in aliases.items():
            if full in row["name"]:
                names[row["name"].replace(full, short)] = row["name"]
    groups: dict[str, list[tuple[str, str]]] = {}
    for spelled, name in names.items():
        lower = tone_placement(spelled).lower()
        groups.setdefault(_first_words(lower), []).append((lower, name))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in groups.items()
    }


def _first_words(lower: str) -> str:
    return " ".join(lower.split(" ", 2)[:2]).rstrip(",")


def _laws(text: str) -> Iterator[Name]:
    draft = ruleset("citations").pattern("citation.law_draft")
    for head in _LAW_HEADS:
        for start in occurrences(text, head):
            if start and text[start - 1].isalpha():
                continue
            law = _law_at(text, start)
            if law is not None and draft.match(text, law.end) is None:
                yield law


def _laws_of_year(text: str) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.law_of_year")
    for words in ("uật năm ", "ệnh năm "):
        for at in occurrences(text, words):
            found = pattern.search(text, max(0, at - _HEAD_REACH // 4), at + _HEAD_REACH)
            if found is not None and found.start() <= at < found.end():
                yield Name(
                    kind="back_reference",
                    start=found.start(),
                    end=found.end(),
                    rule="citation.law_of_year",
                    doc_type=_law_type(found.group().lower()),
                    name=found["year"],
                )


def _law_at(text: str, start: int) -> Name | None:
    window = text[start : start + _LAW_WINDOW].lower()
    for lower, name in _law_names().get(_first_words(window), ()):
        if window.startswith(lower) and _ends_name(text, start + len(lower), lower):
            return Name(
                kind="named",
                start=start,
                end=start + len(lower),
                rule="citation.law_name",
                doc_type=_law_type(window),
                name=name,
            )
    dated = ruleset("citations").pattern("citation.law_name").match(text, start, start + 2 * _LAW_WINDOW)
    if dated is None or dated["name"].startswith(("Luật này", "Luật số")):
        return None
    spoken = dated["name"].rstrip(" ,")
    return Name(
        kind="named",
        start=start,
        end=start + len(spoken),
        rule="citation.law_name",
        doc_type=_law_type(window),
        name=spoken,
    )


def _law_type(window: str) -> str:
    return next(type_words()[word] for word in ("bộ luật", "luật", "pháp lệnh") if window.startswith(word))


def _ends_name(text: str, end: int, name: str) -> bool:
    """Whether the law's name may end at ``end``: a short one must not run on into a longer name."""
    after = text[end : end + 1]
    if after.isalpha():
        return False
    if after != " " or name.count(" ") > _SHORT_NAME_WORDS:
        return True
    word = text[end + 1 : end + 12].split(" ", 1)[0].rstrip(",.;:)")
    return not word or not word[0].islower() or word in ruleset("citations").data["words"]["after_law"]


def _constitutions(text: str) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.constitution")
    for start in occurrences(text, "Hiến pháp"):
        found = pattern.match(text, start)
        if found is not None:
            yield Name(
                kind="named",
                start=start,
                end=found.end(),
                rule="citation.constitution",
                doc_type="constitution",
                name="Hiến pháp",
            )


@cache
def nicknames() -> dict[tuple[str, str], dict[str, str]]:
    """(type word in lower case, serial) → row of the gazetteer."""
    return {(row["type"], row["name"]): row for row in gazetteer("nicknames")}


def _short_forms(text: str, known: Collection[tuple[str, str | None]]) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.nickname")
    heads: list[str] = ruleset("citations").data["words"]["short_heads"]
    for head in (f"{words} " for words in heads):
        for start in occurrences(text, head):
            follows = text[start + len(head) : start + len(head) + 3]
            if not (follows[:1].isdigit() or follows.lower() == "số "):
                continue
            found = pattern.match(text, start)
            if found is None:
                continue
            kind = _short_kind(found["type"].lower(), found["serial"], found["symbol"], known)
            if kind is not None:
                doc_type = type_words()[found["type"].lower()]
                name = found["serial"] + (f"/{found['symbol']}" if found["symbol"] else "")
                yield Name(
                    kind=kind,
                    start=start,
                    end=found.end(),
                    rule="citation.nickname",
                    doc_type=doc_type,
                    name=name,
                )


def _short_kind(
    word: str, serial: str, symbol: str | None, known: Collection[tuple[str, str | None]]
) -> str | None:
    if symbol or (word, serial) in nicknames():
        return "nickname"
    if (serial, type_words()[word]) in known:
        return "back_reference"
    if type_words()[word] == "scheme" and (serial, "decision") in known:
        return "nickname"
    return None


def _this(text: str, own_types: Collection[str]) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.this")
    for at in occurrences(text, " này"):
        if pattern.match(text, at) is None:
            continue
        typed = _type_before(text, at)
        if typed is None:
            continue
        start, doc_type = typed
        if doc_type in own_types or (not own_types and _is_self_type(text[start], doc_type)):
            yield Name(
                kind="self", start=start, end=at + len(" này"), rule="citation.this", doc_type=doc_type
            )


def _is_self_type(first: str, doc_type: str) -> bool:
    return doc_type == "plan" or (doc_type in _SELF_TYPES and first.isupper())


def _type_before(text: str, at: int) -> tuple[int, str] | None:
    low = max(text.rfind("\n", 0, at) + 1, at - _HEAD_REACH)
    typed = type_word_before(text, low, at)
    return typed if typed is not None and typed[1] else None


def _above(text: str) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.above")
    for words in (" nêu trên", " nói trên", " trên đây"):
        for at in occurrences(text, words):
            typed = _type_before(text, at) if pattern.match(text, at) else None
            if typed is not None and text[typed[0]].isupper():
                yield Name(
                    kind="back_reference",
                    start=typed[0],
                    end=at + len(words),
                    rule="citation.above",
                    doc_type=typed[1],
                )


def _generic(text: str) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.generic")
    for at in occurrences(text, "liên quan"):
        low = max(text.rfind("\n", 0, at) + 1, at - _HEAD_REACH)
        start = text.rfind("các ", low, at)
        found = pattern.match(text, start) if start >= 0 else None
        if found is not None:
            yield Name(
                kind="generic",
                start=start,
                end=found.end(),
                rule="citation.generic",
                doc_type=type_words()[found["type"].lower()],
            )


def _internal(text: str) -> Iterator[Name]:
    pattern = ruleset("citations").pattern("citation.internal")
    for words in ("Điều ", "ục ", "hần ", "khoản ", "điểm "):
        for at in occurrences(text, words):
            after = text[at + len(words) : at + len(words) + 1]
            if not (after.isdigit() or after in _ROMAN or words == "điểm "):
                continue
            low = max(text.rfind("\n", 0, at) + 1, at - _INTERNAL_REACH)
            found = pattern.search(text, low, at + _LAW_WINDOW)
            is_cut = found is not None and found.end() == at + _LAW_WINDOW  # what follows was not seen
            if found is not None and not is_cut and found.start("internal") <= at < found.end("internal"):
                yield Name(
                    kind="internal",
                    start=found.start("internal"),
                    end=found.end("internal"),
                    rule="citation.internal",
                    doc_type=None,
                )
