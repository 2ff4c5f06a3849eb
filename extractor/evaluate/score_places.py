"""Scores offsets in the ``.txt`` of documents whose gold marks them."""

from collections.abc import Iterator

from extractor.evaluate.gold import Gold, GoldMention, GoldPlaces, GoldSectionPlace, Place
from extractor.evaluate.match import Outcome, counts
from extractor.evaluate.score_citations import mention_facts, tells_targets
from extractor.model.records import Citation, Plan, Provenance
from extractor.text.normalize import quote


def place_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Exact offsets of citation mentions, legal bases, sections, cells and tasks of prose."""
    if gold.mentions is not None:
        yield from _mentions(plan, gold.mentions)
    if gold.places is not None:
        yield from _legal_bases(plan, gold.places)
        yield from _sections(plan, gold.places)
        yield from _cells(plan, gold.places)
        yield from _prose(plan, gold, gold.places)


def _mentions(plan: Plan, mentions: tuple[GoldMention, ...]) -> Iterator[Outcome]:
    target = tells_targets(mentions)
    wanted = [mention for mention in mentions if not mention.doubtful]
    for kind, numbered in (("places.citations", True), ("places.unnumbered", False)):
        yield from counts(
            kind,
            (
                _mention(entry, entry, target=target)
                for entry in wanted
                if (entry.kind == "numbered") is numbered
            ),
            (
                _mention(entry, entry.provenance, target=target)
                for entry in plan.citations
                if (entry.kind == "numbered") is numbered
            ),
        )


def _mention(entry: GoldMention | Citation, place: GoldMention | Provenance, *, target: bool) -> str:
    return f"{_range(place)} (full {entry.full_start}–{entry.full_end}) {mention_facts(entry, target=target)}"


def _legal_bases(plan: Plan, places: GoldPlaces) -> Iterator[Outcome]:
    found = (_range(basis.provenance) for basis in plan.legal_bases)
    yield from counts("places.legal_bases", map(_range, places.legal_bases), found)


def _sections(plan: Plan, places: GoldPlaces) -> Iterator[Outcome]:
    wanted = [f"{_path(section)} {_range(section)}" for section in places.sections]
    found = [f"{section.id.partition('/')[2]} {_range(section.provenance)}" for section in plan.sections]
    yield from counts("places.sections", wanted, found)
    yield from counts(
        "places.headings",
        (f"{section.label} …{section.heading_end}" for section in places.sections if section.heading_end),
        (
            f"{section.label} …{section.heading_spans[-1].end}"
            for section in plan.sections
            if section.kind == "heading" and section.heading_spans
        ),
    )


def _path(section: GoldSectionPlace) -> str:
    return section.label if section.label.startswith("Điều") else section.id


def _cells(plan: Plan, places: GoldPlaces) -> Iterator[Outcome]:
    wanted = [_range(cell) for table in places.tables for row in table.rows for cell in row.cells.values()]
    found = [
        _range(cell.provenance)
        for table in plan.tables
        if places.tables
        for row in table.rows
        if row.kind in {"task", "subrow"}
        for cell in row.cells
        if cell.provenance is not None and not cell.inherited and cell.text
    ]
    yield from counts("places.cells", wanted, found)


def _prose(plan: Plan, gold: Gold, places: GoldPlaces) -> Iterator[Outcome]:
    """Tasks, content items, requirements and notes on money, each nature the gold marks in the document."""
    doubtful = {quote(task.text) for task in gold.tasks if task.doubtful}
    certain = [task for task in plan.tasks if task.origin == "prose" and task.text not in doubtful]
    wanted = (*places.prose_tasks, *places.content_items, *places.requirements, *places.funding)
    for nature in dict.fromkeys(place.nature for place in wanted):
        found = (task for task in certain if task.nature == nature)
        yield from counts(
            f"places.prose.{nature}",
            (_range(place) for place in wanted if place.nature == nature),
            (_range(task.provenance) for task in found),
        )


def _range(place: Place | Provenance | GoldMention) -> str:
    return f"{place.start}–{place.end}"
