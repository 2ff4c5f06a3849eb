"""Ruled tables cell by cell: a cell without ink is empty, others are read as a block or a line; the numbers
of narrow columns are read together."""

from collections.abc import Iterator, Sequence

from extractor.readers.ocr.engine import BLOCK, LINE, Engine, Rectangle, SeenWord
from extractor.readers.ocr.narrow import NARROW, read_column
from extractor.readers.ocr.sheet import Sheet
from extractor.readers.page.grid import RuledTable

_LEAST = 2
"""Cells of a column that are read together at least: one alone has no context."""


def read_cells(engine: Engine, sheet: Sheet, table: RuledTable) -> Iterator[SeenWord]:
    """The words of a table, cell after cell."""
    boxes = [sheet.pixels(slot.box) for slot in table.slots]
    inks = [sheet.ink_box(box) for box in boxes]
    numbers = _numbers(engine, sheet, table, inks)
    for at, (box, ink) in enumerate(zip(boxes, inks, strict=True)):
        if at in numbers:
            yield numbers[at]
        elif ink is not None:
            mode = LINE if sheet.is_one_line(ink) else BLOCK
            yield from engine.words(sheet.grey, sheet.with_margin(ink, box), dpi=sheet.dpi, mode=mode)


def _numbers(
    engine: Engine, sheet: Sheet, table: RuledTable, inks: Sequence[Rectangle | None]
) -> dict[int, SeenWord]:
    """The words of narrow cells by the index of their cell."""
    columns: dict[int, list[int]] = {}
    for at, (slot, ink) in enumerate(zip(table.slots, inks, strict=True)):
        if ink and slot.colspan == 1 and sheet.is_one_line(ink) and ink[2] - ink[0] <= NARROW * sheet.dpi:
            columns.setdefault(slot.col, []).append(at)
    found: dict[int, SeenWord] = {}
    for cells in columns.values():
        if len(cells) >= _LEAST:
            parts = [ink for at in cells if (ink := inks[at]) is not None]
            words = read_column(engine, parts, sheet.grey, sheet.dpi)
            found.update((at, word) for at, word in zip(cells, words, strict=True) if word is not None)
    return found
