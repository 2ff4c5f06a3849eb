"""Tasks written as prose: who is to do what by a heading, a sentence or field lines below the task.

Content items, requirements and notes on money come as tasks of another nature; of these only an item of
content that opens with the name of a unit has one.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractor.extractors.tasks.passages import Field, Passage, passages
from extractor.extractors.tasks.prose_records import ProseRecords
from extractor.extractors.tasks.prose_units import coordinators, is_units_only, subject
from extractor.extractors.tasks.unit_scan import Listed
from extractor.extractors.tasks.zones import ASSIGNING, zones
from extractor.model.document import Document
from extractor.model.outline import Found, Outline
from extractor.model.records import Task
from extractor.rules import ruleset

Place = tuple[int, int]
"""Half-open offsets into the clean text."""

_DUTIES = frozenset({"reporting", "inspection"})
_LONGEST_TOPIC = 6
_FORMULA_WORDS = ("thi hành", "nghiêm túc", "chịu trách nhiệm")
"""What every formula of ``prose.formula`` holds: the pattern is tried on no other text."""


class _Item(Struct, frozen=True, kw_only=True):
    """A passage with the field lines below it and what surrounds it."""

    passage: Passage
    fields: tuple[Field, ...] = ()
    opens_deeper: bool = False
    """Whether deeper bullets or child sections follow."""
    is_leaf: bool = False
    """Whether nothing else stands in its section."""
    has_bullets_beside: bool = False


def prose_tasks(document: Document, found: Found) -> Iterator[Task]:
    """The tasks of all sections in reading order, without ids."""
    outline = found.outline
    read = passages(outline)
    records = ProseRecords(document, found)
    walker = _Walker(outline)
    with_tables = {paragraph.section for paragraph in outline.paragraphs if paragraph.kind == "cell"}
    for item in _items(read, {section.parent for section in outline.sections}, with_tables):
        duty = walker.duty(item)
        if duty is not None:
            yield records.task(item.passage, item.fields, duty.nature, duty.lead, duty.coordinating)


def _items(
    read: Sequence[Passage], parents: set[str | None], with_tables: set[str | None]
) -> Iterator[_Item]:
    """Each passage that is no field line, with the field lines that follow it."""
    fields, details = _fields_below(read)
    bulleted = {passage.section.id for passage in read if passage.depth}
    counts: dict[str, int] = {}
    for passage in read:
        counts[passage.section.id] = counts.get(passage.section.id, 0) + (not passage.is_field_line)
    for index, passage in enumerate(read):
        if passage.is_field_line or index in details:
            continue
        follower = next((p for p in read[index + 1 : index + 2]), None)
        section = passage.section.id
        is_last = follower is None or follower.section.id != section
        opens = section in parents if is_last else follower is not None and follower.depth > passage.depth
        yield _Item(
            passage=passage,
            fields=(*passage.fields, *fields.get(index, ())),
            opens_deeper=opens and not (follower is not None and follower.is_field_line),
            is_leaf=counts[section] == 1 and section not in parents and section not in with_tables,
            has_bullets_beside=section in bulleted or section in parents,
        )


def _fields_below(read: Sequence[Passage]) -> tuple[dict[int, tuple[Field, ...]], set[int]]:
    """Fields of the lines below each passage, and the passages that only say more of the one above.

    Bullets in a row share the lines below the last of them.
    """
    found: dict[int, tuple[Field, ...]] = {}
    details: set[int] = set()
    detail = ruleset("prose_tasks").pattern("prose.detail")
    open_: list[int] = []
    is_closed = True
    for index, passage in enumerate(read):
        if passage.is_field_line:
            is_closed = True
            for at in open_:
                found[at] = (*found.get(at, ()), *passage.fields)
            continue
        above = read[open_[-1]] if open_ and not is_closed else None
        if above is not None and above.depth and above.depth < passage.depth and detail.match(passage.text):
            details.add(index)
            continue
        if above is None or passage.is_heading or above.section.id != passage.section.id:
            open_, is_closed = [], False
        elif above.is_heading or above.opens_list:
            open_.pop()
        open_.append(index)
    return found, details


class _Duty(Struct, frozen=True, kw_only=True):
    """What a passage is and whom it binds, as places in the clean text."""

    nature: str
    lead: Place | None = None
    coordinating: tuple[Place, ...] = ()


class _Walker:
    """Goes through the items in reading order and remembers the units that headings and lead-ins name."""

    def __init__(self, outline: Outline) -> None:
        self._zones = zones(outline.sections, outline.parts)
        self._parents = {section.id: section.parent for section in outline.sections}
        self._units: dict[str, Place] = {}
        self._above: list[tuple[int, Place]] = []
        self._section = ""

    def duty(self, item: _Item) -> _Duty | None:
        """What the item asks; None where it is a heading, a lead-in, a formula or no business of anyone."""
        passage = item.passage
        if passage.section.id != self._section:
            self._section, self._above = passage.section.id, []
        self._above = [entry for entry in self._above if entry[0] < passage.depth]
        zone = self._zone(passage)
        inherited = self._inherited(passage)
        if not item.fields and _is_formula(passage.text):
            return None
        heading = is_units_only(passage.text, _openings(item, zone)) if not item.fields else None
        if heading is not None:
            self._remember(passage, heading)
            return None
        own = self._subject(passage, zone, inherited)
        if own is not None and item.opens_deeper:
            self._remember(passage, own)
        if item.opens_deeper and (passage.opens_list or passage.is_heading):
            return None
        if passage.is_heading and not (item.is_leaf and passage.section.level > 1):
            return None
        if not (item.fields or _has_words(passage.text)):
            return None
        nature = self._nature(item, zone, has_units=own is not None or inherited is not None)
        own = own or self._doer(passage, zone)
        lead = inherited if own is None or self._covered(passage, own, inherited) else _place(passage, own)
        if nature is None or (lead is None and not item.fields and _is_pointer(passage.text)):
            return None
        coordinating = tuple(_place(passage, found) for found in coordinators(passage.text))
        return _Duty(nature=nature, lead=lead, coordinating=coordinating if lead or item.fields else ())

    def _zone(self, passage: Passage) -> str:
        above = self._zones.get(passage.section.id, ())
        return above[-1] if above else ""

    def _inherited(self, passage: Passage) -> Place | None:
        if self._above:
            return self._above[-1][1]
        section: str | None = passage.section.id
        while section:
            if section in self._units:
                return self._units[section]
            section = self._parents[section]
        return None

    def _remember(self, passage: Passage, found: Listed) -> None:
        place = _place(passage, found)
        if passage.is_heading or (passage.section.kind == "item" and not passage.depth):
            self._units[passage.section.id] = place
        else:
            self._above.append((passage.depth, place))

    def _subject(self, passage: Passage, zone: str, inherited: Place | None) -> Listed | None:
        if zone in {"goal", "aside"}:
            return None
        is_assigned = inherited is not None or zone in ASSIGNING | _DUTIES
        return subject(passage.text, is_assigned=is_assigned)

    def _doer(self, passage: Passage, zone: str) -> Listed | None:
        """The unit whose name opens an item of content and goes on with what it does."""
        return subject(passage.text, is_assigned=False, is_work=True) if zone == "content" else None

    def _zones_of(self, passage: Passage) -> tuple[str, ...]:
        return self._zones.get(passage.section.id, ())

    def _covered(self, passage: Passage, own: Listed, inherited: Place | None) -> bool:
        """Whether the heading already names the subject behind a clause of time or ground."""
        return inherited is not None and own.start > 0 and own.cue not in {"", ":"} and not _assigned(passage)

    def _nature(self, item: _Item, zone: str, *, has_units: bool) -> str | None:
        names = {field.name for field in item.fields}
        if zone == "aside":
            return None
        if names & {"lead", "coordinating"}:
            return "task"
        if has_units and zone != "goal":
            return zone if zone in _DUTIES else "task"
        return self._without_units(item, zone)

    def _without_units(self, item: _Item, zone: str) -> str | None:
        passage = item.passage
        if "article" in self._zones_of(passage):
            return None
        is_intro = not passage.has_bullet and item.has_bullets_beside and not passage.is_heading
        is_topic = passage.is_heading and len(passage.text.split()) < _LONGEST_TOPIC
        if passage.opens_list or is_intro or is_topic or zone in {"", "goal", "article"}:
            return "funding" if zone == "funding" and not passage.is_heading else None
        if zone == "assignment":
            return "requirement"
        if zone in _DUTIES and "content" in self._zones_of(passage):
            return "content"
        return zone


def _openings(item: _Item, zone: str) -> tuple[str, ...]:
    """Rules for what may stand before the units of a heading: ``Trách nhiệm của``, ``Đối với``.

    In a section that assigns no work, those for whom something is done are named so too.
    """
    if zone == "goal" or not (item.passage.is_heading or item.opens_deeper or item.passage.opens_list):
        return ()
    return ("prose.duties_of", "prose.as_for") if zone in ASSIGNING | _DUTIES else ("prose.duties_of",)


def _has_words(text: str) -> bool:
    """Whether a text says anything: one word, or marks and single letters, ask nothing of anyone."""
    return ruleset("prose_tasks").pattern("prose.words").search(text) is not None


def _is_formula(text: str) -> bool:
    rules = ruleset("prose_tasks")
    if rules.pattern("prose.closing").match(text):
        return True
    return any(words in text for words in _FORMULA_WORDS) and bool(
        rules.pattern("prose.formula").search(text)
    )


def _is_pointer(text: str) -> bool:
    """Whether a text stands wholly in brackets and only says where more is written."""
    return text.startswith("(") and bool(ruleset("prose_tasks").pattern("prose.pointer").fullmatch(text))


def _assigned(passage: Passage) -> bool:
    return ruleset("prose_tasks").pattern("prose.assigned").match(passage.text) is not None


def _place(passage: Passage, found: Listed) -> Place:
    return passage.start + found.start, passage.start + found.end
