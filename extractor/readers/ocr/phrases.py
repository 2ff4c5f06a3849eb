"""Marks of letters by the words around them: fixed phrases of administrative documents.

Recognition of poor scans loses and confuses the marks of letters (QUYET ĐỊNH, Chính phú) far more often than
the letters. Where doubtful words have the letters of a known phrase, they get its marks; a phrase whose
letters fit two known ones is left as it was read. No letter is added, dropped or changed.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from extractor.readers.ocr.engine import SeenWord
from extractor.rules import gazetteer, ruleset
from extractor.text.normalize import strip_marks, tone_placement

_DOUBTFUL = 0.93
"""Confidence below which the marks of a word may be wrong …"""
_CERTAIN = 3
"""… and words of a phrase so long that no others have its letters: "đầu từ" is not "đầu tư". Across a comma
one word more is asked for: "kinh tế, Sở" is not "kinh tế số"."""
_WORD = regex.compile(r"(?P<before>[^\p{L}]*)(?P<letters>\p{L}+)(?P<after>[^\p{L}]*)")
_LONGEST = 9
"""Words of the longest phrase looked for."""

Phrase = tuple[str, ...]


def marked(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line with the marks of the phrases they form."""
    found = list(words)
    parts = [_WORD.fullmatch(word.text) for word in words]
    bare = [strip_marks(part["letters"]).lower() if part else "" for part in parts]
    at = 0
    while at < len(found):
        phrase = _longest(bare, at)
        if phrase is None:
            at += 1
            continue
        is_certain = len(phrase) >= _CERTAIN + _is_parted(parts[at : at + len(phrase)])
        for offset, right in enumerate(phrase):
            word, part = found[at + offset], parts[at + offset]
            if part is not None and (word.confidence < _DOUBTFUL or is_certain):
                letters = _cased(right, part["letters"])
                if tone_placement(letters) != tone_placement(part["letters"]):
                    found[at + offset] = word._replace(text=part["before"] + letters + part["after"])
        at += len(phrase)
    return found


def _is_parted(parts: "Sequence[regex.Match[str] | None]") -> bool:
    """Whether a mark stands between the words."""
    return any(one and two and (one["after"] or two["before"]) for one, two in pairwise(parts))


def _longest(bare: Sequence[str], at: int) -> Phrase | None:
    """The longest known phrase whose letters stand from ``at`` on; None where none or two do."""
    phrases, longest = _phrases()
    for length in range(min(longest.get(bare[at], 0), len(bare) - at), 1, -1):
        found = phrases.get(tuple(bare[at : at + length]))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _cased(right: str, read: str) -> str:
    """``right`` in the case of the letters as read."""
    return "".join(
        letter.upper() if one.isupper() else letter.lower() for letter, one in zip(right, read, strict=True)
    )


@cache
def _phrases() -> tuple[dict[Phrase, tuple[Phrase, ...]], dict[str, int]]:
    """Bare letters of a phrase → phrases with marks; first word → words of the longest phrase with it."""
    found: dict[Phrase, set[Phrase]] = defaultdict(set)
    longest: dict[str, int] = {}
    for text in _texts():
        words = tuple(text.lower().split())
        if not 1 < len(words) <= _LONGEST or not all(word.isalpha() for word in words):
            continue
        bare = tuple(strip_marks(word) for word in words)
        found[bare].add(words)
        longest[bare[0]] = max(longest.get(bare[0], 0), len(bare))
    return {bare: tuple(sorted(phrases)) for bare, phrases in found.items()}, longest


def _texts() -> list[str]:
    texts: list[str] = [line for block in ruleset("ocr").data["phrases"] for line in block.split(";")]
    for name, column in (
        ("organizations", "name"),
        ("laws", "name"),
        ("issuers", "name"),
        ("doc_types", "word"),
    ):
        texts += [row[column] for row in gazetteer(name)]
    for row in gazetteer("provinces"):
        texts += [row["name"], f"tỉnh {row['name']}", f"thành phố {row['name']}"]
    return [" ".join(text.split()) for text in texts if text.strip()]
