"""Cells of a table row as fields of a task: units, deadlines, the rest."""

from collections.abc import Iterable, Iterator, Sequence

from extractor.extractors.deadlines import FALLBACK, Context, read_cell
from extractor.extractors.units.lists import Unit, split_units
from extractor.model.clean import CleanText
from extractor.model.document import Document
from extractor.model.records import Cell, Column, Deadline, Org, Table
from extractor.text.normalize import quote
from extractor.text.offsets import CleanBuilder, merge_ranges

FIRST_SIX = ("stt", "task", "lead", "coordinating", "product", "deadline")
UNIT_FIELDS = ("lead", "coordinating")
Ranges = tuple[tuple[int, int], ...]
_BLANK = " -–.…/\t"


def cells_of(columns: Sequence[Column], cells: Sequence[Cell], field: str) -> list[Cell]:
    """The filled cells of a field, in column order."""
    found = [cell for column, cell in zip(columns, cells, strict=True) if column.field == field]
    return [cell for cell in found if cell.text.strip(_BLANK)]


def ranges_of(cell: Cell) -> Ranges:
    """Source ranges of a cell in reading order."""
    return tuple((span.start, span.end) for span in cell.provenance.spans) if cell.provenance else ()


def page_starts(document: Document) -> tuple[int, ...]:
    """Where the pages begin: no span crosses one."""
    return tuple(page.start for page in document.pages)


class UnitReader:
    """Cuts the unit cells of all task tables; one clean text over all of them leads back to the source."""

    def __init__(self, document: Document, tables: Iterable[Table]) -> None:
        self._document = document
        self._places: dict[Ranges, tuple[int, int]] = {}
        builder = CleanBuilder(document.text)
        for table in tables:
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    ranges = ranges_of(cell)
                    if column.field in UNIT_FIELDS and ranges and ranges not in self._places:
                        self._places[ranges] = builder.add_line(ranges)
        self._clean = builder.build()

    def units(self, cells: Sequence[Cell], role: str) -> Iterator[tuple[str, Org]]:
        """Each unit of the cells of a column meaning ``role``, with the role its cell gives it."""
        for cell in cells:
            low, high = self._places[ranges_of(cell)]
            for unit in split_units(self._clean.text[low:high], role):
                yield unit.role, org_of(self._document, self._clean, unit, low)


def org_of(document: Document, clean: CleanText, unit: Unit, low: int) -> Org:
    """The record of a unit cut from the clean text that begins at ``low``."""
    text = document.text
    pieces = [piece for start, end in unit.spans for piece in clean.ranges(low + start, low + end)]
    ranges = merge_ranges(text, pieces, page_starts(document))
    printed = quote(" ".join(text[start:end] for start, end in ranges))
    return Org(
        id=unit.known.id if unit.known else "?",
        name=unit.known.name if unit.known else None,
        surface=unit.surface if len(unit.spans) > 1 else printed,
        provenance=document.provenance(ranges, "unit.list"),
    )


def deadlines_of(document: Document, cells: Sequence[Cell], context: Context) -> tuple[Deadline, ...]:
    """The stages of the time columns: one cell, or begin and end joined; none where they are empty."""
    if not cells:
        return ()
    provenance = document.provenance([piece for cell in cells for piece in ranges_of(cell)], FALLBACK)
    raw = " ".join(cell.text for cell in cells)
    stages = read_cell(" - ".join(cell.text for cell in cells), context)
    return tuple(stage.record(raw, provenance) for stage in stages)


def other_of(columns: Sequence[Column], cells: Sequence[Cell]) -> dict[str, str]:
    """The cells beyond the first six fields by field name; by header where unknown or met before."""
    other: dict[str, str] = {}
    for number, (column, cell) in enumerate(zip(columns, cells, strict=True), start=1):
        if column.field in FIRST_SIX or not cell.text:
            continue
        name = column.field if column.field != "unknown" else column.header or f"col_{number}"
        if name in other:
            name = column.header if column.header not in other else f"col_{number}"
        other[name] = cell.text
    return other
