"""What two matching tasks share: runs of words, with their places in both documents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex
from msgspec import Struct

from extractor.compare.prepared import Prepared
from extractor.compare.wording import common_short_forms, words_of
from extractor.model.comparison import ComparedTask, SharedPhrase
from extractor.model.records import Span
from extractor.rules import ruleset

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_SHORTEST = 2
"""Syllables of a shared run."""
_MOST = 6
"""Runs named for a match."""
_GAP = 2
"""Code points between two words of one run: a blank, a comma and a blank."""


class Placed(Struct, frozen=True, kw_only=True):
    """A word of a task: as compared, and where it stands. A short form gives several words of one place."""

    word: str
    span: Span


def placed_words(document: Prepared, task: ComparedTask) -> list[Placed]:
    """The words of a task with their places."""
    forms = common_short_forms()
    return [
        Placed(word=word, span=Span(start=start, end=end, page=page))
        for start, end, page, text in _printed(document, task)
        for word in words_of(text, forms)
    ]


def _printed(document: Prepared, task: ComparedTask) -> Iterator[tuple[int, int, int | None, str]]:
    for span in task.spans:
        for match in _WORD.finditer(document.text, span.start, span.end):
            yield match.start(), match.end(), span.page, match.group()


def shared_phrases(
    ones: Sequence[Placed], others: Sequence[Placed], titles: Sequence[str]
) -> tuple[SharedPhrase, ...]:
    """Runs of two or more words that both tasks hold, the longest first; runs of a plan's title left out.

    Args:
        titles: titles of both plans as ``folded_words`` gives them.
    """
    stop = frozenset(ruleset("compare").data["stop"]["words"])
    starts: dict[tuple[str, str], list[int]] = {}
    for at in range(len(others) - 1):
        starts.setdefault((others[at].word, others[at + 1].word), []).append(at)
    found: dict[str, tuple[int, int, int]] = {}
    at = 0
    while at < len(ones) - 1:
        length, place = _longest(ones, others, at, starts)
        run = [one.word for one in ones[at : at + length]]
        if length >= _SHORTEST and _says_something(run, stop, titles):
            found.setdefault(" ".join(run), (at, place, length))
        at += max(length, 1)
    runs = sorted(found.items(), key=lambda item: (-item[1][2], item[1][0]))[:_MOST]
    return tuple(
        SharedPhrase(text=text, a=_places(ones[a : a + n]), b=_places(others[b : b + n]))
        for text, (a, b, n) in runs
    )


def _longest(
    ones: Sequence[Placed],
    others: Sequence[Placed],
    at: int,
    starts: Mapping[tuple[str, str], Sequence[int]],
) -> tuple[int, int]:
    """Length and place of the longest run of ``others`` that begins like ``ones`` at ``at``."""
    best = (0, 0)
    for place in starts.get((ones[at].word, ones[at + 1].word), ()):
        length = 2
        while (
            at + length < len(ones)
            and place + length < len(others)
            and ones[at + length].word == others[place + length].word
        ):
            length += 1
        best = max(best, (length, place), key=lambda found: found[0])
    return best


def _says_something(run: Sequence[str], stop: frozenset[str], titles: Sequence[str]) -> bool:
    words = f" {' '.join(run)} "
    telling = sum(word not in stop and not word.isdigit() for word in run)
    return telling >= _SHORTEST and not any(words in title for title in titles)


def _places(placed: Sequence[Placed]) -> tuple[Span, ...]:
    return joined_spans(one.span for one in placed)


def joined_spans(places: Iterable[Span]) -> tuple[Span, ...]:
    """The places of a run of words, neighbours on one page joined."""
    spans: list[Span] = []
    for one in places:
        if spans and spans[-1].page == one.page and one.start - spans[-1].end <= _GAP:
            spans[-1] = Span(start=spans[-1].start, end=max(spans[-1].end, one.end), page=one.page)
        else:
            spans.append(one)
    return tuple(spans)
