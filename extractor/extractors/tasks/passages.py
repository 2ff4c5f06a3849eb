"""Paragraphs of the plan's body as passages: bullet off, cut paragraphs joined, field lines told apart."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex
from msgspec import Struct
from msgspec.structs import replace

from extractor.model.outline import Outline, Paragraph
from extractor.model.records import Section
from extractor.rules import ruleset

_DEPTHS = {"-": 1, "–": 1, "—": 1, "+": 2}
_OTHER_BULLET = 3
_ENDS_WORDS = regex.compile(r"[.:;!?/…]\s*$")
_FIELD_OPENER = " -(.;,+*•–"
_TRIM = " \t;,-–"


class Field(NamedTuple):
    """A field line such as ``Đơn vị chủ trì: …``; ``start`` and ``end`` bound its value in the clean text."""

    name: str
    start: int
    end: int


class Passage(Struct, frozen=True, kw_only=True):
    """A paragraph without its bullet or label; offsets into the clean text."""

    section: Section
    part: int
    first: int
    """Where the paragraph begins with its bullet or label."""
    start: int
    end: int
    text: str
    depth: int
    """0 for plain or labelled paragraphs, 1 for dashes, 2 for plus signs, 3 for other bullets."""
    is_heading: bool = False
    has_bullet: bool = False
    fields: tuple[Field, ...] = ()
    is_field_line: bool = False
    """Whether the passage is nothing but fields of the task above it."""

    @property
    def opens_list(self) -> bool:
        """Whether the words announce what follows."""
        return self.text.endswith(":")


def passages(outline: Outline) -> tuple[Passage, ...]:
    """The passages of all sections in reading order."""
    return tuple(_with_values(_with_fields(passage) for passage in _joined(_read(outline))))


def _with_values(read: Iterable[Passage]) -> Iterator[Passage]:
    """Passages; bullets below an empty field line (``Cơ quan thực hiện:``) are its values."""
    label: Passage | None = None
    for passage in read:
        is_value = (
            label is not None
            and not passage.fields
            and passage.section.id == label.section.id
            and passage.depth > label.depth
        )
        if label is not None and is_value:
            value = Field(label.fields[-1].name, passage.start, passage.end)
            yield replace(passage, fields=(value,), is_field_line=True)
            continue
        is_label = passage.is_field_line and passage.opens_list and passage.fields[-1].name != "deadline"
        label = passage if is_label else None
        yield passage


def _read(outline: Outline) -> Iterator[tuple[Passage, Paragraph]]:
    sections = {section.id: section for section in outline.sections}
    seen: set[str] = set()
    bullet = ruleset("prose_tasks").pattern("prose.bullet")
    for paragraph in outline.paragraphs:
        if paragraph.kind != "body" or paragraph.section is None:
            continue
        section = sections[paragraph.section]
        is_first = section.id not in seen
        seen.add(section.id)
        words = outline.clean.text[paragraph.start : paragraph.end]
        mark = bullet.match(words)
        opener = mark.group() if mark and (is_first or not mark.group()[0].isalnum()) else ""
        text = words[len(opener) :]
        yield (
            Passage(
                section=section,
                part=paragraph.part,
                first=paragraph.start,
                start=paragraph.start + len(opener),
                end=paragraph.end,
                text=text,
                depth=_depth(opener),
                is_heading=is_first and section.kind == "heading",
                has_bullet=bool(opener),
            ),
            paragraph,
        )


def _depth(opener: str) -> int:
    mark = opener[:1]
    return 0 if not mark or mark.isalnum() or mark == "(" else _DEPTHS.get(mark, _OTHER_BULLET)


def _joined(read: Iterable[tuple[Passage, Paragraph]]) -> Iterator[Passage]:
    """Passages with a paragraph that begins in lower case put back behind the one it was cut from."""
    last: Passage | None = None
    for passage, paragraph in read:
        if last is not None and _goes_on(last, passage, paragraph):
            last = replace(last, end=passage.end, text=f"{last.text} {passage.text}")
            continue
        if last is not None:
            yield last
        last = passage
    if last is not None:
        yield last


def _goes_on(last: Passage, passage: Passage, paragraph: Paragraph) -> bool:
    return (
        not passage.has_bullet
        and passage.section.id == last.section.id
        and paragraph.start == last.end + 1
        and not last.is_heading
        and passage.text[:1].islower()
        and not _ENDS_WORDS.search(last.text)
    )


def _with_fields(passage: Passage) -> Passage:
    if ":" not in passage.text or (passage.is_heading and not passage.opens_list):
        return passage
    names = _field_names(passage.text)
    if not names:
        return passage
    ends = [start for start, _, _ in names[1:]] + [len(passage.text)]
    fields = tuple(
        _field(passage, name, behind, end) for (_, name, behind), end in zip(names, ends, strict=True)
    )
    start, first, _ = names[0]
    return replace(passage, fields=fields, is_field_line=start == 0 and first != "task")


def _field_names(text: str) -> list[tuple[int, str, int]]:
    """Start, field and end of each field name that opens a line, a sentence or a bracket."""
    rules = ruleset("prose_tasks")
    found: list[tuple[int, str, int]] = []
    for rule in rules:
        if "field" not in rule.value:
            continue
        for match in rules.pattern(rule.id).finditer(text):
            before = text[: match.start()].rstrip()
            if not before or (before[-1] in _FIELD_OPENER and rule.value["field"] != "task"):
                found.append((match.start(), rule.value["field"], match.end()))
    return sorted(found)


def _field(passage: Passage, name: str, start: int, end: int) -> Field:
    value = passage.text[start:end]
    stripped = value.rstrip(_TRIM)
    if ")" in stripped and "(" not in stripped:
        stripped = stripped[: stripped.rindex(")")]
    low = passage.start + start
    return Field(name, low + len(value) - len(value.lstrip()), low + len(stripped))
