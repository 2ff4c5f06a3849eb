"""A task that the extraction did not find and a person names: looked up in the text."""

from bisect import bisect_right
from itertools import accumulate

import regex

from extractor.model.records import Plan, Provenance, Span, Task
from extractor.text.normalize import quote
from extractor.text.quoting import DECIDED

_LONGEST = 10_000
_ID = "d"
"""Before the number of a task that a person named."""
_WORD = regex.compile(r"\S++")


def missing_task(plan: Plan, text: str, words: str) -> Task | None:
    """The task whose words are ``words``, as the document has them; None where they do not stand there.

    Args:
        plan: the plan that lacks it.
        text: the text of the document.
        words: as a person copied them; white space and case do not count.
    """
    wanted = words.split()
    if not wanted or len(words) > _LONGEST:
        return None
    place = _place(text, wanted)
    if place is None:
        return None
    start, end = place
    section = _section_at(plan, start)
    number = sum(task.id.startswith(_ID) for task in plan.tasks) + 1
    return Task(
        id=f"{_ID}{number}",
        origin="prose",
        section=section,
        text=quote(text[start:end]),
        provenance=Provenance(
            start=start,
            end=end,
            spans=(Span(start=start, end=end, page=_page_at(plan, start)),),
            rule=DECIDED,
        ),
    )


def _place(text: str, wanted: list[str]) -> tuple[int, int] | None:
    """Where words first stand in a text, by a search whose time grows with the text alone."""
    words = [match.span() for match in _WORD.finditer(text)]
    sought = " ".join(map(_folded, wanted))
    at = " ".join(_folded(text[start:end]) for start, end in words).find(sought)
    if at < 0:
        return None
    starts = list(accumulate((end - start + 1 for start, end in words), initial=0))

    def back(index: int) -> int:
        word = bisect_right(starts, index) - 1
        return words[word][0] + index - starts[word]

    return back(at), back(at + len(sought) - 1) + 1


def _folded(word: str) -> str:
    """A word in small letters, each in the place of its letter."""
    small = word.lower()
    if len(small) == len(word):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in word)


def _section_at(plan: Plan, start: int) -> str | None:
    """The innermost section around a place."""
    around = [one for one in plan.sections if one.provenance.start <= start < one.provenance.end]
    return max(around, key=lambda one: one.level).id if around else None


def _page_at(plan: Plan, start: int) -> int | None:
    """The page of the nearest record that begins before a place."""
    places = [
        *(section.provenance for section in plan.sections),
        *(task.provenance for task in plan.tasks),
        *(citation.provenance for citation in plan.citations),
    ]
    spans = [span for place in places for span in place.spans if span.start <= start]
    return max(spans, key=lambda span: span.start).page if spans else None
