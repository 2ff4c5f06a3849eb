"""Finds schemes and programmes cited by the name that the title of a cited act gives them."""

from collections.abc import Iterator, Sequence

from extractor.extractors.citation_heads import type_words
from extractor.extractors.citation_mentions import Mention
from extractor.extractors.citation_names import occurrences
from extractor.rules import ruleset

_NAME_WORDS = 5
_QUOTES = str.maketrans("“”«»", '""""')


def named_by_title(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions such as "Đề án <name>" outside titles, where the title of a cited act holds that name.

    Args:
        text: clean text, one tone placement.
        mentions: all other mentions, titles read.
    """
    folded = text.translate(_QUOTES)
    lower = folded.lower()
    if len(lower) != len(text):
        return
    taken = [place for m in mentions for place in ((m.start, m.end), m.title) if place is not None]
    seen: set[int] = set()
    for mention in mentions:
        named = _approved(text, mention)
        if named is None:
            continue
        start, least, end, word = named
        for at in occurrences(lower, lower[start:least]):
            if at in seen or any(a <= at < b for a, b in taken):
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
                approved_by=mention.start,
            )


def _approved(text: str, mention: Mention) -> tuple[int, int, int, str] | None:
    """Start of the scheme's name in the title, its shortest and longest end, its type word."""
    if mention.title is None or mention.number is None:
        return None
    found = ruleset("citations").pattern("citation.approved").search(text, *mention.title)
    if found is None or found["name"].count(" ") < _NAME_WORDS:
        return None
    return found.start("type"), found.end("name"), mention.title[1], found["type"].lower()


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
