"""The rows of a table as long as its columns: what every format of tables writes."""

from collections.abc import Iterable, Iterator

from extractor.exporters.columns import TableSpec
from extractor.exporters.rows import Row, rows
from extractor.model.extraction import Extraction


def lines(spec: TableSpec, made: Extraction, widest: int) -> Iterator[Row]:
    """The rows of a document, ``doc_id`` first, with a value a column; ``widest`` as in ``columns``."""
    return filled(rows(spec.name, made), len(spec.columns(widest)))


def filled(found: Iterable[Row], width: int) -> Iterator[Row]:
    """Rows with None for the cells that a short one lacks."""
    for row in found:
        yield row + (None,) * (width - len(row))
