"""The end of the document: who signed for whom (boxes 7a–7c), who receives it (box 9b)."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from extractor.extractors.header.copies import copy_start
from extractor.model.outline import Outline, Paragraph
from extractor.model.records import Signatory
from extractor.rules import ruleset
from extractor.text.normalize import collapse

_MAX_BLOCK = 45
_BULLETS = "-–+•* "


class Closing(Struct, frozen=True, kw_only=True):
    """Signatory and recipients with their ranges in the clean text."""

    signatory: Signatory | None = None
    signatory_ranges: tuple[tuple[int, int], ...] = ()
    for_chairman: bool = False
    """Whether the first capacity line is the chairman's own (CHỦ TỊCH, KT. CHỦ TỊCH)."""
    recipients: tuple[str, ...] = ()
    recipient_ranges: tuple[tuple[int, int], ...] = ()


def find_closing(outline: Outline) -> Closing:
    """Signature and recipients of the first part that has them."""
    block = _by_column(_block(outline))
    recipients, used = _recipients(outline, block)
    rest = [paragraph for number, paragraph in enumerate(block) if number not in used]
    signatory, ranges = _signatory(outline, rest)
    return Closing(
        signatory=signatory,
        signatory_ranges=ranges,
        for_chairman=bool(ranges) and _is_chairman(outline, ranges[0]),
        recipients=tuple(text for text, _ in recipients),
        recipient_ranges=tuple(pair for _, pairs in recipients for pair in pairs),
    )


def _by_column(block: Sequence[Paragraph]) -> list[Paragraph]:
    """Columns set side by side line by line, read one after the other."""
    ordered: list[Paragraph] = []
    for _, run in groupby(block, key=lambda paragraph: paragraph.column is None):
        ordered += sorted(run, key=lambda paragraph: paragraph.column or 0)
    return ordered


def _is_chairman(outline: Outline, line: tuple[int, int]) -> bool:
    text = outline.clean.text[slice(*line)]
    office = ruleset("header").pattern("signature.authority").match(text)
    return (office["office"] if office else text).startswith("CHỦ TỊCH")


def _block(outline: Outline) -> list[Paragraph]:
    """Paragraphs from the first Nơi nhận or signature line on, inside its part."""
    rules = ruleset("header")
    own = outline.paragraphs[: copy_start(outline)]  # behind it stands who signed the copy
    for index, paragraph in enumerate(own):
        if paragraph.kind == "cell":
            continue
        text = outline.clean.text[paragraph.start : paragraph.end]
        if rules.pattern("signature.recipients").match(text) or rules.pattern("signature.authority").match(
            text
        ):
            following = own[index : index + _MAX_BLOCK]
            return [p for p in following if p.kind != "cell" and p.part == paragraph.part]
        if rules.pattern("signature.position").match(text) and _name_follows(outline, index):
            following = own[index : index + _MAX_BLOCK]
            return [p for p in following if p.kind != "cell" and p.part == paragraph.part]
    return []


def _name_follows(outline: Outline, index: int) -> bool:
    name = ruleset("header").pattern("signature.name")
    behind = outline.paragraphs[index + 1 : index + 4]
    return any(name.match(outline.clean.text[p.start : p.end]) for p in behind)


def _recipients(
    outline: Outline, block: Sequence[Paragraph]
) -> tuple[list[tuple[str, list[tuple[int, int]]]], set[int]]:
    rules = ruleset("header")
    found: list[tuple[str, list[tuple[int, int]]]] = []
    used: set[int] = set()
    open_list = False
    for number, paragraph in enumerate(block):
        text = outline.clean.text[paragraph.start : paragraph.end]
        head = rules.pattern("signature.recipients").match(text)
        if head is not None:
            open_list = True
            used.add(number)
            text = head["rest"]
        if not open_list or not text:
            continue
        if text[0] in _BULLETS:
            found.append((text, [(paragraph.end - len(text.lstrip(_BULLETS)), paragraph.end)]))
        elif found and _goes_on(found[-1][0], text, paragraph, block, number):
            found[-1] = (f"{found[-1][0]} {text}", [*found[-1][1], (paragraph.start, paragraph.end)])
        elif head is None:
            open_list = False
            continue
        used.add(number)
    cleaned = [(collapse(text.lstrip(_BULLETS)).rstrip(" ;.,"), pairs) for text, pairs in found]
    return [(text, _without_mark(outline, pairs)) for text, pairs in cleaned if text], used


def _goes_on(last: str, text: str, paragraph: Paragraph, block: Sequence[Paragraph], number: int) -> bool:
    rules = ruleset("header")
    if last.endswith((";", ".")) or block[number - 1].column != paragraph.column:
        return False
    is_signature = rules.pattern("signature.authority").match(text) or rules.pattern(
        "signature.position"
    ).match(text)
    return not is_signature


def _without_mark(outline: Outline, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    start, end = pairs[-1]
    words = outline.clean.text[start:end]
    return [*pairs[:-1], (start, start + len(words.rstrip(" ;.,")))]


def _signatory(
    outline: Outline, block: Sequence[Paragraph]
) -> tuple[Signatory | None, tuple[tuple[int, int], ...]]:
    rules = ruleset("header")
    marks: list[str] = []
    positions: list[str] = []
    ranges: list[tuple[int, int]] = []
    for paragraph in block:
        text = outline.clean.text[paragraph.start : paragraph.end]
        authority = list(rules.pattern("signature.authority").finditer(text))
        name = rules.pattern("signature.name").match(text)
        if authority:
            marks += [f"{match['mark']}." for match in authority]
            text = text[authority[-1].end() :].strip()
            ranges.append((paragraph.start, paragraph.end))
            if text and rules.pattern("signature.position").match(text):
                positions.append(text)
        elif rules.pattern("signature.position").match(text):
            positions.append(text)
            ranges.append((paragraph.start, paragraph.end))
        elif name is not None and (marks or positions):
            ranges.append((paragraph.start, paragraph.end))
            return _made(marks, positions, name["name"]), tuple(ranges)
    if not (marks or positions):
        return None, ()
    return _made(marks, positions, None), tuple(ranges)


def _made(marks: Sequence[str], positions: Sequence[str], name: str | None) -> Signatory:
    return Signatory(
        name=name, position="; ".join(positions) or None, authority=" ".join(dict.fromkeys(marks)) or None
    )
