"""Labels of sections: which label opens a paragraph, of what kind, of what value."""

from typing import Literal

import regex
from msgspec import Struct

from extractor.rules import ruleset
from extractor.text.numerals import letter_value, roman_value

LabelKind = Literal[
    "part", "division", "article", "roman_arabic", "roman", "capital", "decimal", "arabic", "letter"
]
KINDS: tuple[LabelKind, ...] = (
    "part",
    "division",
    "article",
    "roman_arabic",
    "roman",
    "capital",
    "decimal",
    "arabic",
    "letter",
)
_MAY_BE_LABEL = regex.compile(r"(?:\p{Lu}|\d|[a-zđ][.)/])")
_LAST_NUMBER = regex.compile(r"\d+(?=\D*$)")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


class Label(Struct, frozen=True, kw_only=True):
    """A label at the start of a paragraph. ``rest_start`` counts code points from the paragraph's start."""

    kind: LabelKind
    text: str
    value: int
    rank: int
    rest: str
    rest_start: int


def read_labels(text: str) -> tuple[Label, ...]:
    """All readings of the label that opens ``text``, likeliest first; empty if none opens it.

    ``C. X`` reads as the Roman numeral 100 and as the capital letter C: the order of the sections decides.
    """
    if not _MAY_BE_LABEL.match(text):
        return ()
    return tuple(label for kind in KINDS if (label := _read(kind, text)))


def _read(kind: LabelKind, text: str) -> Label | None:
    rules = ruleset("labels")
    match = rules.pattern(f"label.{kind}").match(text)
    if match is None:
        return None
    label = match["label"].replace(" ", "") if kind == "roman_arabic" else " ".join(match["label"].split())
    value = _value(kind, label)
    if value is None:
        return None
    rank: int = rules.rules[f"label.{kind}"].value["rank"]
    if kind in {"decimal", "roman_arabic"}:
        rank += label.count(".") - 1
    return Label(
        kind=kind, text=label, value=value, rank=rank, rest=match["rest"], rest_start=match.start("rest")
    )


def _value(kind: LabelKind, label: str) -> int | None:
    if kind == "roman":
        return roman_value(label)
    if kind == "letter":
        return letter_value(label)
    if kind == "capital":
        return letter_value(label.lower())
    if kind in {"part", "division"}:
        return _part_value(label.rsplit(maxsplit=1)[-1])
    number = _LAST_NUMBER.search(label)
    return int(number.group()) if number else None


def _part_value(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    if word.lower() in _ORDINALS:
        return _ORDINALS.index(word.lower()) + 1
    return roman_value(word)


def opens_paragraph(text: str) -> bool:
    """Whether the words themselves open a paragraph: a label, a bullet or a set opening."""
    rules = ruleset("labels")
    return bool(
        rules.pattern("paragraph.bullet").match(text)
        or rules.pattern("paragraph.opener").match(text)
        or read_labels(text)
    )
