"""Labels that open a line: what recognition makes of them is told from the labels before and behind.

``I. Mục đích … 2. Yêu cầu`` was printed ``1.``, ``4, Rà soát`` was ``4.``, ``C)`` behind ``b)`` was ``c)``,
``ä)`` before ``b)`` was ``a)``, and one word that is no label between ``1.`` and ``3.`` was ``2.``. Nothing
else of a line is changed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from extractor.readers.page.document import FoundPage
from extractor.readers.page.lines import Row
from extractor.readers.page.words import Style
from extractor.rules import ruleset
from extractor.text.normalize import strip_marks
from extractor.text.numerals import letter_value, roman_value

Kind = Literal["arabic", "roman", "letter", "other"]


class _Opening(NamedTuple):
    """A line that a label may open: where it stands, the label as read, its kind and value."""

    page: int
    row: int
    read: str
    kind: Kind
    value: int | None
    is_title: bool
    """Whether the words behind the label are in capitals."""


def relabelled(pages: Sequence[FoundPage]) -> list[FoundPage]:
    """The pages of one document with the labels of recognised lines mended."""
    openings = list(_openings(pages))
    made = _first_numbers(_small_letters(_bare_letters(openings)))
    made = _missing_numbers(made)
    rows = [list(page.rows) for page in pages]
    for opening in made:
        row = rows[opening.page][opening.row]
        if row.words[0].word.text != opening.read:
            rows[opening.page][opening.row] = _with_label(row, opening.read)
    return [page._replace(rows=tuple(mine)) for page, mine in zip(pages, rows, strict=True)]


def _openings(pages: Sequence[FoundPage]) -> Iterator[_Opening]:
    before = ""
    for at, page in enumerate(pages):
        for index, row in enumerate(page.rows):
            text = " ".join(item.word.text for item in row.words)
            if page.read_by == "ocr" or row.words[0].style & Style.HIDDEN:
                found = _opening(at, index, text, before)
                if found is not None:
                    yield found
            before = text


def _opening(page: int, row: int, text: str, before: str) -> _Opening | None:
    """What opens a line; None where a label cannot."""
    rules = ruleset("ocr")
    match = rules.pattern("ocr.label").match(text)
    if match is None:
        return None
    read, rest = match["label"], match["rest"]
    if match["mark"] == "," and (rest.isupper() or rules.pattern("ocr.ends").search(before) or not before):
        read = match["name"] + "."
    elif match["mark"] == ",":
        return None
    kind, value = _kind(match["name"], match["mark"])
    return _Opening(page, row, read, kind, value, rest.isupper())


def _kind(name: str, mark: str) -> tuple[Kind, int | None]:
    if name.isdigit():
        return "arabic", int(name)
    if (value := roman_value(name)) is not None and mark != ")":
        return "roman", value
    if len(name) == 1 and (value := letter_value(name.lower())) is not None:
        return "letter", value
    return "other", None


def _bare_letters(openings: Sequence[_Opening]) -> list[_Opening]:
    """``ä)`` before ``b)`` is ``a)``, ``é)`` behind ``đ)`` is ``e)``: no list has a letter with a mark."""
    made = list(openings)
    for at, opening in enumerate(made):
        bare = strip_marks(opening.read[0])
        value = letter_value(bare)
        if opening.kind != "other" or len(opening.read) != 2 or bare == opening.read[0] or value is None:
            continue
        before, after = made[at - 1] if at else None, _next_label(made, at)
        is_followed = after is not None and _is_letter(after, value + 1, opening)
        if is_followed or (before is not None and _is_letter(before, value - 1, opening)):
            made[at] = opening._replace(read=bare + opening.read[1], kind="letter", value=value)
    return made


def _next_label(openings: Sequence[_Opening], at: int) -> _Opening | None:
    """The first label behind a place that is one; what else opens a line there is no label."""
    return next((opening for opening in openings[at + 1 :] if opening.kind != "other"), None)


def _is_letter(opening: _Opening, value: int, beside: _Opening) -> bool:
    """Whether a label is the letter of this place in the alphabet, with mark and case of ``beside``."""
    one, two = opening.read, beside.read
    is_alike = one[-1] == two[-1] and one[0].isupper() == two[0].isupper()
    return opening.kind == "letter" and opening.value == value and is_alike


def _small_letters(openings: Sequence[_Opening]) -> list[_Opening]:
    """``C)`` behind ``b)`` is ``c)``: capitals of one shape with their small letters."""
    made: list[_Opening] = []
    last = ""
    for opening in openings:
        new = opening
        letter = opening.read[0]
        if opening.kind == "letter" and opening.read.endswith(")"):
            follows = last.islower() and opening.value == (letter_value(last) or 0) + 1
            if letter in ruleset("ocr").data["same_shape"] and follows:
                new = opening._replace(read=letter.lower() + opening.read[1:])
            last = new.read[0]
        made.append(new)
    return made


def _first_numbers(openings: Sequence[_Opening]) -> list[_Opening]:
    """``I.`` and ``l.`` are ``1.`` where the next number is 2 and the words behind them are no title."""
    made: list[_Opening] = []
    following: _Opening | None = None
    for opening in reversed(openings):
        new = opening
        is_bar = opening.read[:-1] in ruleset("ocr").data["bars"]
        if is_bar and not opening.is_title and following is not None and _is_number(following, 2):
            new = opening._replace(read="1" + opening.read[-1], kind="arabic", value=1)
        if new.kind in {"arabic", "roman"}:
            following = new
        made.append(new)
    return made[::-1]


def _missing_numbers(openings: Sequence[_Opening]) -> list[_Opening]:
    """What is no label between 1. and 3. is 2."""
    made = list(openings)
    numbers = [at for at, opening in enumerate(made) if opening.kind in {"arabic", "roman"}]
    for one, two in pairwise(numbers):
        between = [at for at in range(one + 1, two) if made[at].kind == "other"]
        value = made[one].value
        if value is None or len(between) != 1 or made[one].kind != "arabic":
            continue
        if _is_number(made[two], value + 2):
            made[between[0]] = made[between[0]]._replace(
                read=f"{value + 1}{made[one].read[-1]}", kind="arabic", value=value + 1
            )
    return made


def _is_number(opening: _Opening, value: int) -> bool:
    return opening.kind == "arabic" and opening.value == value


def _with_label(row: Row, label: str) -> Row:
    """The row with its first word as the label; a lone mark behind it goes."""
    first, *others = row.words
    if others and regex.fullmatch(r"[.,)]", others[0].word.text):
        del others[0]
    return row._replace(words=(first._replace(word=first.word._replace(text=label)), *others))
