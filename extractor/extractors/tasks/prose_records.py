"""Records of prose tasks: words, units, deadlines and citations with their places in the source."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from extractor.extractors.deadlines import FALLBACK, Context, Stage, find_in_prose, read_cell
from extractor.extractors.tasks.passages import Field, Passage
from extractor.extractors.tasks.prose_units import in_field
from extractor.extractors.tasks.row_cells import org_of, page_starts
from extractor.extractors.units.lists import split_units
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Deadline, Org, Provenance, Task
from extractor.rules import ruleset
from extractor.text.normalize import quote
from extractor.text.offsets import merge_ranges

Place = tuple[int, int]


DUTIES = frozenset({"task", "reporting", "inspection"})
"""Natures that bind a unit."""


class ProseRecords:
    """Makes the records of one document; lists of units that serve many tasks are cut once."""

    def __init__(self, document: Document, found: Found) -> None:
        self._document = document
        self._clean = found.outline.clean
        self._context = Context(plan_year=found.header.plan_year, issued_on=found.header.issued_on)
        self._pages = page_starts(document)
        self._citations = sorted((citation.provenance.start, citation.id) for citation in found.citations)
        self._cited = sorted(_clean_places(found))
        self._orgs: dict[tuple[Place, str], tuple[tuple[str, Org], ...]] = {}

    def task(
        self,
        passage: Passage,
        fields: Sequence[Field],
        nature: str,
        lead: Place | None,
        coordinating: Sequence[Place],
    ) -> Task:
        """The task of a passage, without id; field lines win over what the sentence says."""
        own = [field for field in fields if field.name == "task"]
        start, end = (own[0].start, own[0].end) if own else (passage.start, passage.end)
        provenance = self._hull((passage.first, passage.end), fields)
        units = self._units(fields, lead, coordinating)
        return Task(
            id="",
            origin="prose",
            nature=nature,
            section=passage.section.id,
            text=self._words(start, end),
            lead=tuple(org for role, org in units if role == "lead"),
            coordinating=tuple(org for role, org in units if role == "coordinating"),
            product=self._field_words(fields, "product"),
            deadlines=self._deadlines(passage, fields, (start, end), nature),
            citations=self._inside(provenance),
            provenance=provenance,
        )

    def _units(
        self, fields: Sequence[Field], lead: Place | None, coordinating: Sequence[Place]
    ) -> list[tuple[str, Org]]:
        places = [
            ((field.start + start, field.start + end), role or field.name)
            for field in fields
            if field.name in {"lead", "coordinating"}
            for start, end, role in in_field(self._line(field))
        ]
        named = {role for _, role in places}
        if lead is not None and "lead" not in named:
            places.insert(0, (lead, "lead"))
        if "coordinating" not in named:
            places += [(place, "coordinating") for place in coordinating]
        units = [unit for place, role in places for unit in self._cut(place, role)]
        return list(dict.fromkeys(units))

    def _cut(self, place: Place, role: str) -> tuple[tuple[str, Org], ...]:
        if (place, role) not in self._orgs:
            text = self._clean.text[place[0] : place[1]].replace("\n", " ")
            self._orgs[place, role] = tuple(
                (unit.role, org_of(self._document, self._clean, unit, place[0]))
                for unit in split_units(text, role)
            )
        return self._orgs[place, role]

    def _deadlines(
        self, passage: Passage, fields: Sequence[Field], place: Place, nature: str
    ) -> tuple[Deadline, ...]:
        """The stages of the field ``Thời gian``; without one, the first deadline of the sentence."""
        stated = [field for field in fields if field.name == "deadline" and field.start < field.end]
        if stated:
            return tuple(
                deadline
                for field in stated
                for deadline in self._stages(field.start, read_cell(self._line(field), self._context))
            )
        if passage.start != place[0]:
            return ()
        excluded = self._excluded(place)
        if not _may_state_time(_without(passage.text, excluded), nature):
            return ()
        stages = find_in_prose(passage.text, replace(self._context, excluded=excluded))
        return self._stages(passage.start, stages)

    def _line(self, field: Field) -> str:
        return self._clean.text[field.start : field.end].replace("\n", " ")

    def _stages(self, shift: int, stages: Sequence[Stage]) -> tuple[Deadline, ...]:
        if not stages:
            return ()
        low = shift + min(stage.start for stage in stages)
        high = shift + max(stage.end for stage in stages)
        raw, provenance = self._words(low, high), self._provenance(low, high, FALLBACK)
        return tuple(stage.record(raw, provenance) for stage in stages)

    def _excluded(self, place: Place) -> tuple[Place, ...]:
        """The citations that begin in the passage, as offsets into its text."""
        first = bisect_left(self._cited, place)
        found = []
        for start, end in self._cited[first:]:
            if start >= place[1]:
                break
            found.append((start - place[0], min(end, place[1]) - place[0]))
        return tuple(found)

    def _field_words(self, fields: Sequence[Field], name: str) -> str | None:
        words = [self._words(field.start, field.end) for field in fields if field.name == name]
        return " ".join(words) or None

    def _ranges(self, start: int, end: int) -> tuple[Place, ...]:
        return merge_ranges(self._document.text, self._clean.ranges(start, end), self._pages)

    def _words(self, start: int, end: int) -> str:
        text = self._document.text
        return quote(" ".join(text[low:high] for low, high in self._ranges(start, end)))

    def _provenance(self, start: int, end: int, rule: str) -> Provenance:
        return self._document.provenance(self._ranges(start, end), rule)

    def _hull(self, paragraph: Place, fields: Sequence[Field]) -> Provenance:
        """The paragraph and the values of the field lines below it."""
        values = [
            (field.start, field.end) for field in fields if not paragraph[0] <= field.start < paragraph[1]
        ]
        ranges = [piece for place in (paragraph, *values) for piece in self._ranges(*place)]
        return self._document.provenance(ranges, "task.prose")

    def _inside(self, provenance: Provenance) -> tuple[str, ...]:
        """Ids of the citations that begin inside the spans."""
        found: list[str] = []
        for span in provenance.spans:
            low = bisect_left(self._citations, (span.start, ""))
            high = bisect_left(self._citations, (span.end, ""))
            found.extend(citation for _, citation in self._citations[low:high])
        return tuple(found)


def _without(text: str, excluded: Sequence[Place]) -> str:
    for start, end in reversed(excluded):
        text = f"{text[:start]} {text[end:]}"
    return text


def _may_state_time(text: str, nature: str) -> bool:
    rule = "prose.time" if nature in DUTIES else "prose.date"
    return ruleset("prose_tasks").pattern(rule).search(text) is not None


def _clean_places(found: Found) -> Iterator[Place]:
    """Where the citations stand in the clean text, with date and title."""
    clean = found.outline.clean
    for citation in found.citations:
        start, last = clean.clean_offset(citation.full_start), clean.clean_offset(citation.full_end - 1)
        if start is not None and last is not None and start <= last:
            yield start, last + 1
