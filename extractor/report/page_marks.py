"""What the reader and the extractors found on one page, as marks to be drawn."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractor.model.document import Document, GridCell, Page
from extractor.model.records import Plan, Provenance, Row, Span, Table
from extractor.readers.page.picture import PagePicture
from extractor.readers.page.words import Box, Place

LAYERS = ("words", "rules", "cells", "rows", "sections", "citations")
"""What can be drawn over a page, in the order of the legend."""

_INSET = 1.8
"""Points by which cells are drawn smaller, so that they do not hide the ruling lines around them."""

Shape = tuple[tuple[float, float], ...]
"""Corners in points: two of a line, four of a box."""


class Mark(NamedTuple):
    """Lines and boxes that belong together, and what is written beside the first of them."""

    shapes: Sequence[Shape]
    label: str = ""


class PageMarks(NamedTuple):
    """The marks of one page by layer."""

    layers: dict[str, list[Mark]]

    def of(self, layer: str) -> list[Mark]:
        """The marks of a layer; none where it is not asked for."""
        return self.layers.get(layer, [])

    @property
    def words(self) -> list[Mark]:
        """The words of the page."""
        return self.of("words")


def page_marks(
    document: Document, plan: Plan, picture: PagePicture, number: int, layers: Sequence[str] = LAYERS
) -> PageMarks:
    """The marks of page ``number`` (from 1).

    Args:
        document: as read.
        plan: what was made of it.
        picture: the page, with its lines and the way from where its cells lie to where words lie.
        number: the page.
        layers: which of ``LAYERS``.
    """
    page = document.pages[number - 1]
    makers: dict[str, Callable[[], Iterator[Mark]]] = {
        "words": lambda: (Mark([box_shape(word[2:6])]) for word in page.words),
        "rules": lambda: (Mark([((x0, y0), (x1, y1))]) for x0, y0, x1, y1 in picture.lines),
        "cells": lambda: _cells(document, number, picture.place),
        "rows": lambda: _rows(plan, page),
        "sections": lambda: _sections(plan, number),
        "citations": lambda: _citations(document, plan, number),
    }
    return PageMarks({layer: list(makers[layer]()) for layer in LAYERS if layer in layers})


def box_shape(box: Box) -> Shape:
    """The corners of a box."""
    x0, top, x1, bottom = box
    return (x0, top), (x1, top), (x1, bottom), (x0, bottom)


def _cells(document: Document, number: int, place: Place | None) -> Iterator[Mark]:
    for grid in document.grids:
        for cell in grid.cells:
            if (cell.page or grid.page) == number and cell.bbox is not None:
                x0, top, x1, bottom = cell.bbox
                corners = box_shape((x0 + _INSET, top + _INSET, x1 - _INSET, bottom - _INSET))
                if place is not None:
                    corners = tuple(place((*corner, *corner))[:2] for corner in corners)
                yield Mark([corners], _cell_label(cell))


def _cell_label(cell: GridCell) -> str:
    spans = f"+{cell.rowspan}×{cell.colspan}" if cell.rowspan > 1 or cell.colspan > 1 else ""
    return f"{cell.row},{cell.col}{spans}"


def _rows(plan: Plan, page: Page) -> Iterator[Mark]:
    for table in plan.tables:
        count = 0
        for row in table.rows:
            count += row.kind in ("task", "subrow")
            pages = {span.page for span in _own_spans(row) if span.page is not None}
            boxes = [span.bbox for span in _own_spans(row) if span.page == page.number and span.bbox]
            if not boxes:
                continue
            label = f"{table.id} {row.kind}" + (f" {count}" if row.kind in ("task", "subrow") else "")
            # An arrow: the row began on a page before, or goes on after.
            label += " ↑" * (min(pages) < page.number) + " ↓" * (max(pages) > page.number)
            yield Mark([box_shape(_across(table, page, _hull(boxes)))], label)


def _own_spans(row: Row) -> list[Span]:
    """Where the words of a row stand, what it takes from rows above left out."""
    return [
        span for cell in row.cells if cell.provenance and not cell.inherited for span in cell.provenance.spans
    ]


def _across(table: Table, page: Page, box: Box) -> Box:
    """A row as wide as what its table holds on this page."""
    spans = [span for row in table.rows for span in _own_spans(row)]
    wide = _hull([span.bbox for span in spans if span.page == page.number and span.bbox])
    return wide[0] - 2, box[1] - 1, wide[2] + 2, box[3] + 1


def _hull(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _sections(plan: Plan, number: int) -> Iterator[Mark]:
    for section in plan.sections:
        spans = section.heading_spans or section.provenance.spans[:1]
        boxes = [span.bbox for span in spans if span.page == number and span.bbox]
        if boxes:
            yield Mark([box_shape(box) for box in boxes], section.id)


def _citations(document: Document, plan: Plan, number: int) -> Iterator[Mark]:
    for citation in plan.citations:
        shapes = [box_shape(box) for box in _line_boxes(document, citation.provenance, number)]
        if shapes:
            yield Mark(shapes, citation.id)


def _line_boxes(document: Document, provenance: Provenance, number: int) -> Iterator[Box]:
    """One box a printed line: a citation that goes on in the next line is no block of two."""
    for span in provenance.spans:
        start = span.start
        for line in document.text[span.start : span.end].split("\n"):
            found = document.span(start, start + len(line)) if line else None
            if found is not None and found.page == number and found.bbox:
                yield found.bbox
            start += len(line) + 1
