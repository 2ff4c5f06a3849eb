"""The pages of one document → one text: furniture that recurs over pages, tables without column lines
that go on over pages, text edges that pages share."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.model import types as t
from extractor.readers.page.aligned import find_aligned
from extractor.readers.page.bands import Columns
from extractor.readers.page.compose import Composer, PageLayout, page_edges
from extractor.readers.page.furniture import PageRows, furniture
from extractor.readers.page.grid import Line
from extractor.readers.page.lines import Row, make_rows
from extractor.readers.page.tables import FilledTable
from extractor.readers.page.words import Place, SetWord, Style

_APART = Style.HIDDEN | Style.ASIDE


class FoundPage(NamedTuple):
    """One page as read, before it is known what recurs on other pages. Sizes and places in page points."""

    width: float
    height: float
    rows: Sequence[Row] = ()
    """Rows of words outside of ruled tables, from top to bottom."""
    tables: Sequence[FilledTable] = ()
    lines: Sequence[Line] = ()
    """Level ruling lines."""
    read_by: t.ReadBy = "text"
    confidence: float | None = None
    place: Place | None = None
    turned: int = 0
    """Where a word lies on the page as scanned; None where the page was read as it lies."""


def compose(found: Sequence[FoundPage]) -> Composer:
    """The pages written one after the other; the composer holds text, pages, blocks and grids."""
    aside = furniture([PageRows(at + 1, page.width, page.height, page.rows) for at, page in enumerate(found)])
    layouts = _layouts(found, aside)
    composer = Composer()
    for layout, edges in zip(layouts, page_edges(layouts), strict=True):
        composer.add_page(layout, edges)
    return composer


def rows_of(words: Iterable[SetWord]) -> list[Row]:
    """Rows from top to bottom; words that do not show or are set aside share no row with words that do."""
    items = list(words)
    seen = make_rows(item for item in items if not item.style & _APART)
    unseen = make_rows(item for item in items if item.style & Style.HIDDEN)
    aside = make_rows(item for item in items if item.style & _APART == Style.ASIDE)
    return sorted((*seen, *unseen, *aside), key=lambda row: row.bottom) if unseen or aside else seen


def _layouts(found: Sequence[FoundPage], aside: list[set[int]]) -> list[PageLayout]:
    """What stands on each page, tables without column lines taken out of the rows."""
    layouts = []
    carried: Columns | None = None
    for at, page in enumerate(found):
        if at and page.width != found[at - 1].width:
            carried = None
        body = [row for index, row in enumerate(page.rows) if index not in aside[at]]
        kept, tables = [], list(page.tables)
        while (table := find_aligned(body, page.lines, carried)) is not None:
            kept += body[: table.first]
            body = body[table.last + 1 :]
            tables.append(table.table)
            carried = table.columns if table.is_open else None
        if body:
            carried = None
        kept += body
        rows = [*kept, *(page.rows[index] for index in sorted(aside[at]))]
        tables.sort(key=lambda table: table.top)
        layouts.append(
            PageLayout(
                number=at + 1,
                width=page.width,
                height=page.height,
                rows=rows,
                furniture=set(range(len(kept), len(rows))),
                tables=tables,
                read_by=page.read_by,
                confidence=page.confidence,
                place=page.place,
                turned=page.turned,
            )
        )
    return layouts
