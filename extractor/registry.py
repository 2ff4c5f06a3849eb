"""Names of readers, extractors and exporters → ``module:callable``, imported on first use."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

READERS: dict[str, str] = {
    "text": "extractor.readers.text:read",
    "md": "extractor.readers.md:read",
    "html": "extractor.readers.html:read",
    "docx": "extractor.readers.docx:read",
    "pdf": "extractor.readers.pdf.read:read",
    "image": "extractor.readers.image:read",
    "doc": "extractor.readers.office:read_doc",
    "rtf": "extractor.readers.office:read_rtf",
    "odt": "extractor.readers.office:read_odt",
    "xlsx": "extractor.readers.sheet:read_xlsx",
    "xls": "extractor.readers.sheet:read_xls",
}

PICTURES: dict[str, str] = {
    "pdf": "extractor.readers.pdf.picture:picture",
    "image": "extractor.readers.image:picture",
}
"""Readers whose pages can be shown as they were read."""

EXTRACTORS: dict[str, str] = {
    "header": "extractor.extractors.header:extract",
    "citations": "extractor.extractors.citations:extract",
    "legal_bases": "extractor.extractors.legal_bases:extract",
    "cited_documents": "extractor.extractors.citations.cited_documents:extract",
    "tasks": "extractor.extractors.tasks:extract",
    "topics": "extractor.extractors.topics:extract",
    "organizations": "extractor.extractors.organizations:extract",
}
"""In the order they run: each may read what those before it found."""

EXPORTERS: dict[str, str] = {
    "jsonl": "extractor.exporters.json:write",
    "csv": "extractor.exporters.csv:write",
    "xlsx": "extractor.exporters.xlsx:write",
    "parquet": "extractor.exporters.parquet:write",
    "parquet-partitioned": "extractor.exporters.parquet:write_partitioned",
    "sqlite": "extractor.exporters.sqlite:write",
    "datapackage": "extractor.exporters.datapackage:write",
    "spacy": "extractor.exporters.spacy:write",
}
"""In the order they are written: a description of files comes behind them. See exporters/formats.toml."""


def load(entry: str) -> Callable[..., Any]:
    """The callable behind ``module:callable``."""
    module, _, name = entry.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
