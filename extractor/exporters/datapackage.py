"""The CSV tables as a Frictionless Data Package: what each column holds, how the tables hang together.

Source: the Data Package standard, profiles tabular-data-package and tabular-data-resource.
"""

from collections.abc import Collection, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

import msgspec

from extractor.errors import OutputError
from extractor.exporters.cells import table_path
from extractor.exporters.columns import Column, TableSpec, headers, tables
from extractor.exporters.files import write_bytes
from extractor.exporters.options import ExportOptions, Notice
from extractor.exporters.rows import widest_table
from extractor.model.extraction import Extraction
from extractor.model.manifest import ManifestEntry
from extractor.model.records import SCHEMA_VERSION

DESCRIPTION = "datapackage.json"
_TYPES = {"text": "string", "int": "integer", "date": "date"}
_DOCUMENTS = "documents"


def write(
    extractions: Collection[Extraction],
    out: Path,
    options: ExportOptions,
    entries: Sequence[ManifestEntry] = (),
) -> tuple[Notice, ...]:
    """``datapackage.json`` under ``out``, beside the CSV tables, which are written before it.

    Field names are those of the header lines: with ``--headers vi`` the Vietnamese ones.

    Raises:
        OutputError: a table cannot be read, or the file cannot be written.
    """
    del entries  # the table ``inputs`` is described like the others
    widest = widest_table(made.plan for made in extractions)
    package = {
        "profile": "tabular-data-package",
        "name": "kehoach",
        "title": "Kế hoạch của các tỉnh: bảng trích xuất / Provincial plans: extracted tables",
        "version": SCHEMA_VERSION,
        "resources": [_resource(spec, spec.columns(widest), out, options) for spec in tables()],
    }
    write_bytes(out / DESCRIPTION, msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n")
    return ()


def _resource(
    spec: TableSpec, columns: tuple[Column, ...], out: Path, options: ExportOptions
) -> dict[str, Any]:
    path = table_path(out, spec.name)
    try:
        with path.open("rb") as file:
            digest, size = file_digest(file, "sha256").hexdigest(), path.stat().st_size
    except OSError as error:
        raise OutputError.writing(path, error) from error
    return {
        "name": spec.name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": f"{spec.title_vi} / {spec.title_en}",
        "description": f"{spec.about_vi} / {spec.about_en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": _schema(spec, columns, options),
    }


def _schema(spec: TableSpec, columns: tuple[Column, ...], options: ExportOptions) -> dict[str, Any]:
    names = headers(columns, options.headers)
    fields = [_field(column, name) for column, name in zip(columns, names, strict=True)]
    made: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    doc_id = names[0]
    if spec.name == _DOCUMENTS:
        return {**made, "primaryKey": [doc_id]}
    if spec.per_run:  # a file that gave no document leads to none
        return made
    reference = {"resource": _DOCUMENTS, "fields": [_doc_id_of_documents(options)]}
    return {**made, "foreignKeys": [{"fields": [doc_id], "reference": reference}]}


def _doc_id_of_documents(options: ExportOptions) -> str:
    spec = next(spec for spec in tables() if spec.name == _DOCUMENTS)
    return headers(spec.column, options.headers)[0]


def _field(column: Column, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": _TYPES[column.type],
        "title": column.vi,
        "description": f"{column.about_vi} / {column.about_en}",
    }
