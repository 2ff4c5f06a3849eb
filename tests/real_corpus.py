"""Where the real documents are, and what extraction makes of them (once a test run).

They are no part of this project: without them the tests that read them skip and say so.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import pipeline
from extractor.config import Config
from extractor.evaluate.run import FORMS
from extractor.model.document import Document
from extractor.model.records import Plan
from extractor.model.source import SourceFile

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("KEHOACH_CORPUS", PROJECT.parent / "shared" / "corpus"))
SAMPLES = PROJECT / "corpus" / "samples"
MISSING = f"no real documents at {CORPUS}; set KEHOACH_CORPUS to the folder that holds docs and gold"

needs_corpus = pytest.mark.skipif(not (CORPUS / "gold").is_dir(), reason=MISSING)


def _documents(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.partition(".")[2] in FORMS)


def cases() -> list[Any]:
    """Every real document and sample in every format as a parameter; a skipped one where they are missing."""
    real = [pytest.param(path, id=path.name) for path in _documents(CORPUS / "docs")]
    missing = [pytest.param(None, id="real-documents", marks=pytest.mark.skip(reason=MISSING))]
    return (real or missing) + [pytest.param(path, id=f"sample-{path.name}") for path in _documents(SAMPLES)]


def quick_cases() -> list[Any]:
    """The documents of ``cases`` but one scan alone: recognition takes seconds a page."""
    scans = [case for case in cases() if str(case.id).endswith(".scan.pdf")]
    least = min(scans, key=lambda case: case.values[0].stat().st_size, default=None)
    return [case for case in cases() if case not in scans or case is least]


def unlabelled() -> list[Any]:
    """Real documents without gold, of many offices, as parameters; a skipped one where they are missing."""
    real = [pytest.param(path, id=path.name) for path in _documents(CORPUS / "unlabelled")]
    return real or [pytest.param(None, id="unlabelled", marks=pytest.mark.skip(reason=MISSING))]


@cache
def extracted(path: Path) -> tuple[Document, Plan]:
    """The document of a file and its plan."""
    return extract(path.name, path.read_bytes())


def extract(name: str, data: bytes) -> tuple[Document, Plan]:
    """The document in ``data`` and its plan."""
    document = pipeline.read(SourceFile.of(name, data), Config())
    return document, pipeline.assemble(document, pipeline.analyse(document), name.partition(".")[0])
