"""All tables in one SQLite database, with full-text search that takes words with or without marks."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from extractor.errors import MissingTool, OutputError
from extractor.exporters.columns import Column, TableSpec, tables
from extractor.exporters.files import replacing
from extractor.exporters.inputs import TABLE as INPUTS
from extractor.exporters.inputs import input_rows
from extractor.exporters.lines import lines
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import Row, widest_table
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from extractor.text.normalize import strip_marks

DATABASE = "kehoach.sqlite"
_DOCUMENTS, _DOC_ID, _PAGE = "documents", "doc_id", "page"
_TYPES = {"text": "TEXT", "int": "INTEGER", "date": "TEXT"}
_SETTINGS = ("page_size = 4096", "auto_vacuum = NONE", "journal_mode = MEMORY", "synchronous = OFF")
"""Nothing beside the file while it is written, and the same pages whatever the system's defaults."""
_SEARCH = """
    CREATE VIRTUAL TABLE search USING fts5(
      doc_id UNINDEXED, source UNINDEXED, record UNINDEXED, page UNINDEXED, text, folded,
      tokenize = 'unicode61 remove_diacritics 0'
    )
"""
_DICTIONARY = (
    "CREATE TABLE dictionary (table_name TEXT, column_name TEXT, vi TEXT, about_vi TEXT, about_en TEXT)"
)


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``kehoach.sqlite`` under ``out``.

    Every table with its columns, ``doc_id`` leading to ``documents``; ``search`` with the words of headings,
    tasks, titles, citations and table rows as printed (``text``) and without marks, đ as d (``folded``);
    ``dictionary`` that explains every column. Column names are the English ones whatever ``--headers`` says.

    Args:
        extractions: read twice, so that the repeating column of ``table_rows`` is known.
        entries: the files of the run, for the table ``inputs``.

    Raises:
        OutputError: the file cannot be written.
        MissingTool: the SQLite of this Python has no full-text search.
    """
    widest = widest_table(made.plan for made in extractions)
    with replacing(out / DATABASE) as temporary, _database(temporary, out / DATABASE) as database:
        for spec in tables():
            database.execute(_create(spec, widest))
        database.execute(_SEARCH)
        for made in extractions:
            for spec in tables():
                if not spec.per_run:
                    _add(database, spec, list(lines(spec, made, widest)), widest)
        _insert(database, INPUTS, input_rows(entries, options.language))
        _finish(database, widest)
    return ()


@contextmanager
def _database(temporary: Path, path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(temporary)) as database:
            for setting in _SETTINGS:
                database.execute(f"PRAGMA {setting}")
            yield database
            database.commit()
    except sqlite3.Error as error:
        if "fts5" in str(error):
            raise MissingTool(
                "format sqlite needs full-text search (FTS5), which the SQLite of this Python lacks; "
                "use another Python",
                message_vi="định dạng sqlite cần tìm toàn văn (FTS5) mà SQLite của Python này không có; "
                "hãy dùng Python khác",
            ) from error
        raise OutputError(
            f"{path}: cannot be written ({error}); free some space or check the permissions, then run again",
            message_vi=f"{path}: không ghi được (SQLite báo: {error}); hãy dọn đĩa hoặc kiểm tra quyền ghi",
        ) from error


def _create(spec: TableSpec, widest: int) -> str:
    columns = ", ".join(_column(spec, column) for column in spec.columns(widest))
    return f"CREATE TABLE {quoted(spec.name)} ({columns})"


def _column(spec: TableSpec, column: Column) -> str:
    made = f"{quoted(column.name)} {_TYPES[column.type]}"
    if column.name != _DOC_ID:
        return made
    if spec.name == _DOCUMENTS:
        return f"{made} PRIMARY KEY"
    return f"{made} REFERENCES {quoted(_DOCUMENTS)} ({quoted(_DOC_ID)})"


def _add(database: sqlite3.Connection, spec: TableSpec, found: Sequence[Row], widest: int) -> None:
    _insert(database, spec.name, found)
    columns = spec.columns(widest)
    _insert(database, "search", (line for row in found if (line := _searched(spec, columns, row))))


def _insert(database: sqlite3.Connection, table: str, found: Iterable[Row]) -> None:
    rows = iter(found)
    first = next(rows, None)
    if first is not None:
        marks = ", ".join("?" * len(first))
        statement = f"INSERT INTO {quoted(table)} VALUES ({marks})"  # noqa: S608 - the name is quoted, ours
        database.execute(statement, first)
        database.executemany(statement, rows)


def _searched(spec: TableSpec, columns: Sequence[Column], row: Row) -> Row | None:
    """The row of ``search`` for a row of a table; None where it has no words."""
    words = [str(value) for column, value in zip(columns, row, strict=True) if column.search and value]
    if not words:
        return None
    by_name = dict(zip((column.name for column in columns), row, strict=True))
    record = "/".join(str(by_name[name]) for name in spec.key) or None
    text = "\n".join(words)
    return (by_name[_DOC_ID], spec.name, record, by_name.get(_PAGE), text, strip_marks(text).lower())


def _finish(database: sqlite3.Connection, widest: int) -> None:
    database.execute(_DICTIONARY)
    for spec in tables():
        if spec.name != _DOCUMENTS:
            keys = ", ".join(map(quoted, (_DOC_ID, *spec.key)))
            database.execute(
                f"CREATE INDEX {quoted(f'{spec.name}_by_document')} ON {quoted(spec.name)} ({keys})"
            )
        explained = [
            (spec.name, one.name, one.vi, one.about_vi, one.about_en) for one in spec.columns(widest)
        ]
        _insert(database, "dictionary", explained)
    database.execute("INSERT INTO search (search) VALUES ('optimize')")


def quoted(name: str) -> str:
    """A name of a table or column as SQL takes it whatever it holds (``group``, ``end``)."""
    return '"' + name.replace('"', '""') + '"'
