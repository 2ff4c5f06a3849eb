"""Finds schemes and programmes cited by the name that the title of a cited act gives them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractor.extractors.citations.heads import type_words
from extractor.extractors.citations.mentions import Mention
from extractor.extractors.citations.names import occurrences
from extractor.rules import ruleset

_NAME_WORDS = 5
_NAMES_MAX = 200
_NAME_LENGTH_MAX = 400


def named_by_title(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions such as "Đề án <name>" outside titles, where the title of a cited act holds that name.

    Args:
        text: clean text, one tone placement.
        mentions: all other mentions, titles read.
    """
    named = _names(text, mentions)
    if not named:
        return
    lower = text.lower().replace("“", '"').replace("”", '"')
    if len(lower) != len(text):  # a letter without a lower case of the same length
        return
    taken = _union([place for m in mentions for place in ((m.start, m.end), m.title) if place is not None])
    seen: set[int] = set()
    for mention, (start, least, end, word) in named:
        for at in occurrences(lower, lower[start:least]):
            if at in seen or _is_inside(taken, at):
                continue
            seen.add(at)
            stop = _common_end(lower, start, end, at)
            yield Mention(
                kind="named",
                start=at,
                end=stop,
                full_end=stop,
                rule="citation.approved",
                doc_type=type_words()[word],
                titled_by=mention.start,
            )


def _names(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, tuple[int, int, int, str]]]:
    """The first act to give each name, with the place of the name; a bounded number of names."""
    first: dict[str, tuple[Mention, tuple[int, int, int, str]]] = {}
    for mention in mentions:
        place = _approved(text, mention)
        if place is not None:
            first.setdefault(text[place[0] : place[1]].lower(), (mention, place))
        if len(first) == _NAMES_MAX:
            break
    return list(first.values())


def _union(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places sorted, those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_inside(places: list[tuple[int, int]], at: int) -> bool:
    index = bisect_right(places, at, key=lambda place: place[0]) - 1
    return index >= 0 and at < places[index][1]


def _approved(text: str, mention: Mention) -> tuple[int, int, int, str] | None:
    """Start of the scheme's name in the title, its shortest and longest end, its type word."""
    if mention.title is None or mention.number is None:
        return None
    found = ruleset("citations").pattern("citation.approved").search(text, *mention.title)
    if found is None or found["name"].count(" ") < _NAME_WORDS:
        return None
    return (
        found.start("type"),
        found.end("name"),
        min(mention.title[1], found.start() + _NAME_LENGTH_MAX),
        found["type"].lower(),
    )


def _common_end(lower: str, start: int, end: int, at: int) -> int:
    """End of the longest run at ``at`` that repeats the title's words from ``start``, whole words only."""
    length = 0
    whole = 0
    while start + length < end and at + length < len(lower) and lower[start + length] == lower[at + length]:
        length += 1
        after = lower[at + length : at + length + 1]
        if not after.isalnum() and lower[at + length - 1].isalnum():
            whole = length
    return at + whole
