"""Reads Vietnamese provincial plans and gives comparable tables.

    from extractor import extract, extract_many, write

    plan = extract("ke-hoach.pdf")
    write(extract_many(["plans/"]), "out/")

    from extractor import annotate, find_citations

    html = annotate(text, find_citations(text))

    from extractor import compare_plans, diff_plans, table

    matches = table(compare_plans(["binh-phuoc.docx", "binh-duong.pdf"]), "matches")
    changed = table(diff_plans("2024.pdf", "2025.pdf"), "diff")

Names are imported on first use: importing this package loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.api import extract, extract_many, extract_with_text, write
    from extractor.batch.comparing import compare_plans, diff_plans, table
    from extractor.batch.single import Outcome
    from extractor.citing import find_citations
    from extractor.config import Config
    from extractor.errors import ExtractorError
    from extractor.exporters.annotate import annotate
    from extractor.model.changes import PlanDifference
    from extractor.model.comparison import Comparison
    from extractor.model.extraction import Extraction
    from extractor.model.records import Citation, Plan

__version__ = "0.1.0"

__all__ = [
    "Citation",
    "Comparison",
    "Config",
    "Extraction",
    "ExtractorError",
    "Outcome",
    "Plan",
    "PlanDifference",
    "__version__",
    "annotate",
    "compare_plans",
    "diff_plans",
    "extract",
    "extract_many",
    "extract_with_text",
    "find_citations",
    "table",
    "write",
]

_HOME = {
    "Citation": "extractor.model.records",
    "Comparison": "extractor.model.comparison",
    "Config": "extractor.config",
    "Extraction": "extractor.model.extraction",
    "ExtractorError": "extractor.errors",
    "Outcome": "extractor.batch.single",
    "Plan": "extractor.model.records",
    "PlanDifference": "extractor.model.changes",
    "annotate": "extractor.exporters.annotate",
    "compare_plans": "extractor.batch.comparing",
    "diff_plans": "extractor.batch.comparing",
    "extract": "extractor.batch.api",
    "extract_many": "extractor.batch.api",
    "extract_with_text": "extractor.batch.api",
    "find_citations": "extractor.citing",
    "table": "extractor.batch.comparing",
    "write": "extractor.batch.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
