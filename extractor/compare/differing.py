"""Which words differ between two wordings of one thing, where they stand, and whether it means anything."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import regex
from msgspec import Struct
from msgspec.structs import replace

from extractor.compare.evidence import joined_spans
from extractor.model.changes import WordChange, WordKind
from extractor.model.records import Span
from extractor.rules import ruleset
from extractor.text.normalize import key, strip_marks

_WORD = regex.compile(
    r"""(?: (?<! [\p{L}\p{M}\d] ) [-−+] (?=\d) | [<>≤≥±~] \s? (?=\d) )?
    [\p{L}\p{M}\d]+ (?: [/.-] [\p{L}\p{M}\d]+ | (?<=\d),(?=\d) \d+ )* (?: (?<=\d) \s? [%‰] )?""",
    regex.VERBOSE,
)
"""A word, a number or a symbol: what stands between its slashes and hyphens belongs to it, to a number its
sign, its decimal comma and its per cent too."""
_SYMBOL = regex.compile(r"\d+\w?/(?:\d{4}/)?\p{L}")
"""The symbol of a document: its year is part of its name."""


class Reading(Struct, frozen=True, kw_only=True):
    """How two plans are read against each other."""

    recognised: bool = False
    """Whether a side was read by recognition of letters."""
    year_shift: int = 0
    recognised_pages: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    """Pages of the old and of the new plan that were read so."""

    def at(self, old: Sequence[Span], new: Sequence[Span]) -> "Reading":
        """The same for two records: recognised where one of them stands on a page that was."""
        pairs = zip(self.recognised_pages, (old, new), strict=True)
        recognised = any(span.page in pages for pages, spans in pairs for span in spans)
        return replace(self, recognised=recognised)


class _Word(NamedTuple):
    key: str
    text: str
    span: Span | None


def changed_words(
    old: tuple[str, str, Sequence[Span]],
    new: tuple[str, str, Sequence[Span]],
    reading: Reading,
) -> Iterator[WordChange]:
    """The runs of words that differ, in reading order; case, marks of punctuation and blanks do not count.

    Args:
        old, new: the words as extracted, the text of the document, the spans of the record in it.
    """
    ones, others = _placed(*old), _placed(*new)
    matcher = SequenceMatcher(None, [w.key for w in ones], [w.key for w in others], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal" and _run(ones[a:b]) != _run(others[c:d]):
            yield WordChange(
                kind=_kind(ones[a:b], others[c:d], reading),
                old=" ".join(word.text for word in ones[a:b]),
                new=" ".join(word.text for word in others[c:d]),
                old_spans=joined_spans([word.span for word in ones[a:b] if word.span]),
                new_spans=joined_spans([word.span for word in others[c:d] if word.span]),
            )


def _run(words: Sequence[_Word]) -> str:
    """Words without the blanks between them; those between figures stay: "1 2" is no "12"."""
    text = ""
    for word in words:
        is_cut = text[-1:].isdigit() and word.key[:1].isdigit()
        text += f" {word.key}" if is_cut else word.key
    return text


def _placed(words: str, text: str, spans: Sequence[Span]) -> list[_Word]:
    """The words with their places; without, where they do not stand in one run inside the spans."""
    own = [_Word(_key(match.group()), match.group(), None) for match in _WORD.finditer(words)]
    printed = [
        _Word(
            _key(match.group()),
            match.group(),
            Span(start=match.start(), end=match.end(), page=span.page, bbox=None),
        )
        for span in spans
        for match in _WORD.finditer(text, span.start, span.end)
    ]
    wanted = [word.key for word in own]
    for at in range(len(printed) - len(own) + 1):
        if all(printed[at + n].key == one for n, one in enumerate(wanted)):
            return printed[at : at + len(own)]
    return own


def _key(word: str) -> str:
    """The word folded, without the blank before its per cent."""
    return "".join(key(word).split())


def _kind(old: Sequence[_Word], new: Sequence[_Word], reading: Reading) -> WordKind:
    if reading.year_shift and len(old) == len(new):
        moved = [year_moved(one.key, reading.year_shift) for one in old]
        if moved == [word.key for word in new]:
            return "year"
    if reading.recognised and misread(_letters(old), _letters(new)):
        return "recognition"
    return "words"


def _letters(words: Sequence[_Word]) -> str:
    return " ".join(word.key for word in words)


def year_moved(words: str, years: int) -> str:
    """The words with each year moved on; that in the symbol of a document stays, it is part of its name."""
    return _WORD.sub(lambda word: _moved(word.group(), years), words)


def _moved(word: str, years: int) -> str:
    if _SYMBOL.match(word):
        return word
    return regex.sub(r"(?<!\d)(?:19|20)\d{2}(?!\d)", lambda match: str(int(match.group()) + years), word)


def misread(one: str, other: str) -> bool:
    """Whether two runs of words differ by few letters only, as one reading of a scan from another.

    Figures count: a number that differs may be a number that was changed.
    """
    limits = ruleset("compare").data["diff"]
    ones, others = (strip_marks(text).replace(" ", "") for text in (one, other))
    if _digits(ones) != _digits(others):
        return False
    longest = max(len(ones), len(others))
    if not (ones and others):
        return longest <= int(limits["misread_speck"])
    alike = SequenceMatcher(None, ones, others, autojunk=False).ratio() * (len(ones) + len(others)) / 2
    return longest - alike <= max(1.0, longest * float(limits["misread_part"]))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
