"""Options of the exporters and what they report back."""

from msgspec import Struct

from extractor.exporters.columns import Headers


class ExportOptions(Struct, frozen=True, kw_only=True):
    """How tables are written.

    ``headers``: column names in English or Vietnamese. ``csv_raw``: cells exactly as in the records, without
    the mark that keeps a spreadsheet from running them as formulas. ``language``: of advice about files.
    """

    headers: Headers = "en"
    csv_raw: bool = False
    language: str = "vi"


class Notice(Struct, frozen=True, kw_only=True):
    """Something a format could not hold: ``code`` of the issue list, the document, table and column."""

    code: str
    doc_id: str
    table: str
    column: str
