"""Reads Vietnamese provincial plans and gives comparable tables.

    from extractor import extract, extract_many, write

    plan = extract("ke-hoach.pdf")
    write(extract_many(["plans/"]), "out/")

Names are imported on first use: importing this package loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.api import extract, extract_many, extract_with_text, write
    from extractor.batch.single import Outcome
    from extractor.config import Config
    from extractor.errors import ExtractorError
    from extractor.model.extraction import Extraction
    from extractor.model.records import Plan

__version__ = "0.1.0"

__all__ = [
    "Config",
    "Extraction",
    "ExtractorError",
    "Outcome",
    "Plan",
    "__version__",
    "extract",
    "extract_many",
    "extract_with_text",
    "write",
]

_HOME = {
    "Config": "extractor.config",
    "Extraction": "extractor.model.extraction",
    "ExtractorError": "extractor.errors",
    "Outcome": "extractor.batch.single",
    "Plan": "extractor.model.records",
    "extract": "extractor.batch.api",
    "extract_many": "extractor.batch.api",
    "extract_with_text": "extractor.batch.api",
    "write": "extractor.batch.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
