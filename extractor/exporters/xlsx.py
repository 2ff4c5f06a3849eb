"""All tables in one workbook: one sheet a table, text cells, a sheet that explains every column."""

from collections.abc import Collection, Sequence
from pathlib import Path

from extractor.exporters.book import Sheet, close_book, open_book
from extractor.exporters.columns import tables
from extractor.exporters.explanation import write_explanation
from extractor.exporters.files import replacing
from extractor.exporters.inputs import input_rows
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import rows, widest_table
from extractor.exporters.styles import Styles
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry

WORKBOOK = "kehoach.xlsx"


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``kehoach.xlsx`` under ``out``.

    Args:
        extractions: read twice, so that the repeating column of ``table_rows`` is known.
        entries: the files of the run, for the sheet ``inputs``.

    Returns:
        One notice a column and document where a cell was cut at 32,767 characters.

    Raises:
        OutputError: the file cannot be written.
    """
    widest = widest_table(made.plan for made in extractions)
    with replacing(out / WORKBOOK) as temporary:
        book = open_book(temporary)
        styles = Styles.of(book)
        write_explanation(book, styles)
        sheets = [Sheet(book, spec, styles, options, widest) for spec in tables()]
        sheets[0].activate()
        for made in extractions:
            for sheet in sheets:
                if not sheet.spec.per_run:
                    sheet.add(rows(sheet.spec.name, made), made.plan.doc_id)
        for sheet in sheets:
            if sheet.spec.per_run:
                sheet.add(input_rows(entries, options.language), "")
            sheet.finish()
        close_book(book)
    return tuple(notice for sheet in sheets for notice in sheet.notices)
