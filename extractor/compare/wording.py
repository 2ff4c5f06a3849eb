"""The words of tasks as they are compared: short forms written out, the plan's own title left out.

The name of the programme is the longest run of words that unrelated tasks of two plans share: what stands in
the title of a plan says nothing of one of its tasks.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import regex

from extractor.rules import ruleset
from extractor.text.normalize import key, strip_marks

_WORD = regex.compile(r"[\p{L}\p{M}\d]+")
_SHORT_FORM = regex.compile(
    r"(?P<long>(?:\p{L}[\p{L}\p{M}]*[\s,]+){2,9})\((?:(?:sau đây )?(?:gọi|viết) tắt là:?\s*)?[“\"]?"
    r"(?P<short>\p{Lu}[\p{Lu}&-]{1,9})[”\"]?\)"
)
_CLAUSE_ENDS = regex.compile(r"[;.:\n]+|,\s")
_LEAST_CLAUSE = 3


def words_of(text: str, short_forms: Mapping[str, str]) -> list[str]:
    """The syllables of a text in lower case, old tone placement, short forms written out."""
    out: list[str] = []
    for word in _WORD.findall(key(text)):
        out.extend(short_forms.get(word, word).split())
    return out


def short_forms_of(text: str) -> dict[str, str]:
    """Short forms a document defines itself: ``thủ tục hành chính (TTHC)``, by their initials."""
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        initials = strip_marks(match["short"]).replace("&", "").replace("-", "").lower()
        long = [word for word in _WORD.findall(key(match["long"])) if word != "và"][-len(initials) :]
        if "".join(strip_marks(word)[0] for word in long) == initials:
            found.setdefault(key(match["short"]), " ".join(long))
    return found


@cache
def common_short_forms() -> dict[str, str]:
    """Short forms that plans use without saying so."""
    forms: dict[str, str] = ruleset("short_forms").data["short_forms"]
    return forms


def without_title(words: Sequence[str], titles: Iterable[Sequence[str]], run: int) -> list[str]:
    """The words without runs of ``run`` or more that a title holds."""
    grams = {tuple(title[at : at + run]) for title in titles for at in range(max(len(title) - run + 1, 0))}
    kept = [True] * len(words)
    for at in range(len(words) - run + 1):
        if tuple(words[at : at + run]) in grams:
            kept[at : at + run] = [False] * run
    return [word for word, keep in zip(words, kept, strict=True) if keep]


def clauses(text: str) -> list[str]:
    """The clauses of a text."""
    return [part for part in _CLAUSE_ENDS.split(text) if len(part.split()) >= _LEAST_CLAUSE]
