"""Finds the short names a document defines: "(sau đây gọi tắt là Nghị định 28)", and where it uses them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.extractors.citations.heads import type_words
from extractor.extractors.citations.mentions import Mention
from extractor.extractors.citations.names import occurrences
from extractor.rules import ruleset

_REACH = 80
_TYPE_WORDS_MAX = 4
_NAMES_MAX = 200


class _Definition(Struct, frozen=True, kw_only=True):
    """A short name, where it is defined, its type word's type, and the act it stands for."""

    name: str
    start: int
    doc_type: str | None
    act: Mention


def with_short_names(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those that use a defined short name added or tied to the act it stands for.

    Args:
        text: clean text, one tone placement.
        mentions: all other mentions in order, titles read.
    """
    out = list(mentions)
    for definition in _definitions(text, mentions):
        out = _merged(out, list(_uses(text, definition)))
    return out


def _definitions(text: str, mentions: Sequence[Mention]) -> Iterator[_Definition]:
    pattern = ruleset("citations").pattern("citation.defined")
    index, count = 0, 0
    for at in occurrences(text, " là "):
        found = (
            pattern.search(text, max(0, at - _REACH), at + _REACH) if text[at - 4 : at] in _VERBS else None
        )
        if found is None or not found.start() < at < found.end() or count == _NAMES_MAX:
            continue
        while index < len(mentions) and mentions[index].start < found.start():
            index += 1
        typed = _type_of(found["name"])
        act = _act(mentions[:index], found.start(), typed) if typed else None
        if typed and act is not None:
            count += 1
            yield _Definition(name=found["name"], start=found.start("name"), doc_type=typed[0], act=act)


_VERBS = {" tắt", "hung", " gọi", "ược "}


def _type_of(name: str) -> tuple[str | None] | None:
    """Type of the word that opens ``name``; None where none does, or where it is the whole name."""
    words = name.split(" ")
    for count in range(min(_TYPE_WORDS_MAX, len(words) - 1), 0, -1):
        doc_type = type_words().get(" ".join(words[:count]).lower())
        if doc_type is not None:
            return (doc_type or None,)
    return None


def _act(before: Sequence[Mention], at: int, typed: tuple[str | None]) -> Mention | None:
    """The act that ends where the bracket opens: of the name's type, else the one that bears the title."""
    ends = [
        mention
        for mention in before[-6:]
        if mention.kind in {"numbered", "named"}
        and at - max(mention.full_end, mention.title[1] if mention.title else 0) in range(3)
    ]
    same = [mention for mention in ends if mention.doc_type == typed[0]]
    return next(iter(same or ends), None)


def _uses(text: str, definition: _Definition) -> Iterator[Mention]:
    for at in occurrences(text, definition.name):
        end = at + len(definition.name)
        if at < definition.start or text[end : end + 1].isalnum() or text[end : end + 1] in {"/", "-"}:
            continue
        if not text[at - 1 : at].isalnum():
            yield Mention(
                kind="nickname",
                start=at,
                end=end,
                full_end=end,
                rule="citation.defined",
                doc_type=definition.doc_type,
                name=definition.name,
                defined_by=definition.act.start,
            )


def _merged(mentions: list[Mention], uses: list[Mention]) -> list[Mention]:
    """Both in order; a use that is a mention without number already is tied to its act, else it gives way."""
    places = {mention.start: index for index, mention in enumerate(mentions)}
    out, added = list(mentions), []
    for use in uses:
        index = places.get(use.start)
        if index is not None and _is_open(out[index]) and out[index].end <= use.end:
            out[index] = replace(out[index], end=use.end, full_end=use.end, defined_by=use.defined_by)
        elif not _touches(mentions, use):
            added.append(use)
    return sorted([*out, *added], key=lambda mention: mention.start)


def _is_open(mention: Mention) -> bool:
    """Whether a mention prints nothing that tells its act by itself."""
    return mention.number is None and mention.issued_on is None and mention.year is None


def _touches(mentions: list[Mention], use: Mention) -> bool:
    index = bisect_right(mentions, use.start, key=lambda mention: mention.start)
    before = mentions[index - 1] if index else None
    after = mentions[index] if index < len(mentions) else None
    return (before is not None and before.end > use.start) or (after is not None and after.start < use.end)
