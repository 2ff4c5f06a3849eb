"""The quoting property: the texts of a record's spans, joined with one blank, are its words."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from extractor.model.records import Deadline, Org, Plan, Provenance, Section, Span, Task
from extractor.text.normalize import key, quote

SUPPLIED = "supplied"
"""Rule of what a user supplied: it stands nowhere in the text."""
DECIDED = "decision"
"""Rule of what a person mended: its place is that of what was mended, its words need not stand there."""


R = TypeVar("R", Deadline, Section, Task)


class Misquote(Struct, frozen=True, kw_only=True):
    """A record that its place in the text does not bear out."""

    record: str
    words: str
    quoted: str


def quoted(text: str, spans: Iterable[Span]) -> str:
    """What ``spans`` quote: their texts joined, white space collapsed, broken symbols rejoined."""
    return quote(" ".join(text[span.start : span.end] for span in spans))


def misquotes(plan: Plan, text: str) -> Iterator[Misquote]:
    """Every record of ``plan`` that does not quote ``text``, and every place outside it."""
    yield from _equal(plan, text)
    yield from _contained(plan, text)
    for name, place in _places(plan, "plan"):
        if place.rule != SUPPLIED and not _is_sound(place, len(text)):
            yield Misquote(record=name, words=f"{place.start}–{place.end}", quoted=f"text of {len(text)}")


def _equal(plan: Plan, text: str) -> Iterator[Misquote]:
    for record, words, spans in _exact(plan):
        found = quoted(text, spans)
        if quote(words) != found:
            yield Misquote(record=record, words=words, quoted=found)
    for org in _orgs(plan):
        found = quoted(text, org.provenance.spans)
        if key(org.surface) != key(found):
            yield Misquote(record=f"organization {org.id}", words=org.surface, quoted=found)


def _exact(plan: Plan) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    for section in _found(plan.sections):
        yield f"section {section.id}", section.heading or "", section.heading_spans
    for basis in plan.legal_bases:
        yield f"legal basis {basis.id}", basis.text, basis.provenance.spans
    for table in plan.tables:
        for n, row in enumerate(table.rows, 1):
            for cell in row.cells:
                if cell.provenance is not None and cell.provenance.rule != DECIDED:
                    yield f"table {table.id} row {n}", cell.text, cell.provenance.spans
    for task in plan.tasks:
        for stage in _found(task.deadlines):
            yield f"deadline of task {task.id}", stage.raw, stage.provenance.spans
    for name in ("title", "place"):
        if name in plan.header.fields:
            yield f"header {name}", getattr(plan.header, name) or "", plan.header.fields[name].spans


def _found(records: Iterable[R]) -> Iterator[R]:
    """The records as the program found them, without those that a person mended."""
    return (one for one in records if one.provenance.rule != DECIDED)


def _orgs(plan: Plan) -> Iterator[Org]:
    found = [plan.header.issuer, *(citation.issuer for citation in plan.citations)]
    for task in plan.tasks:
        found += [*task.lead, *task.coordinating]
    return (org for org in found if org is not None and org.provenance.rule not in (SUPPLIED, DECIDED))


def _contained(plan: Plan, text: str) -> Iterator[Misquote]:
    for record, words, spans in _inside(plan):
        found = quoted(text, spans)
        if not _stands_in(quote(words), found, cut=len(spans) > 1):
            yield Misquote(record=record, words=words, quoted=found)


def _stands_in(words: str, found: str, *, cut: bool) -> bool:
    """Whether ``words`` are in ``found``; a row ``cut`` by a page has other cells between their halves."""
    if words in found or not cut:
        return words in found
    waiting = iter(found.split())
    return all(word in waiting for word in words.split())


def _inside(plan: Plan) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    for section in _found(plan.sections):
        yield f"section {section.id}", section.label, section.provenance.spans
    for citation in plan.citations:
        yield f"citation {citation.id}", citation.number_raw or "", citation.provenance.spans
    for task in _found(plan.tasks):
        for field in ("text", "product"):
            if ("task" if field == "text" else field) not in task.inherited:
                yield f"task {task.id}", getattr(task, field) or "", task.provenance.spans


def _is_sound(place: Provenance, length: int) -> bool:
    spans = place.spans
    return (
        bool(spans)
        and all(0 <= span.start < span.end <= length for span in spans)
        and place.start == min(span.start for span in spans)
        and place.end == max(span.end for span in spans)
    )


def _places(record: object, name: str) -> Iterator[tuple[str, Provenance]]:
    if isinstance(record, Provenance):
        yield name, record
    elif isinstance(record, msgspec.Struct):
        own = getattr(record, "id", None)
        for field in record.__struct_fields__:
            yield from _places(getattr(record, field), f"{name} {own}" if own else field)
    elif isinstance(record, dict):
        for field, value in record.items():
            yield from _places(value, f"{name} {field}")
    elif isinstance(record, tuple):
        for value in record:
            yield from _places(value, name)
