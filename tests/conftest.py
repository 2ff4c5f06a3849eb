"""Shared fixtures: plans from text, and where the real documents are."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.config import Config
from extractor.model.document import Document
from extractor.model.outline import Found
from extractor.model.records import Plan
from extractor.model.source import SourceFile
from extractor.pipeline import analyse, assemble, read

CORPUS = Path(os.environ.get("KEHOACH_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Folder of the real documents with gold; tests that need it are skipped, with the reason, without it."""
    if not (CORPUS / "docs").is_dir():
        pytest.skip(f"real documents not found in {CORPUS}; set KEHOACH_CORPUS to their folder")
    return CORPUS


@pytest.fixture
def document_of() -> Callable[..., Document]:
    """Reads a text as the file ``name`` would be read."""

    def make(text: str | bytes, name: str = "plan.txt") -> Document:
        data = text.encode("utf-8") if isinstance(text, str) else text
        return read(SourceFile.of(name, data), Config())

    return make


@pytest.fixture
def found_in(document_of: Callable[..., Document]) -> Callable[..., Found]:
    """Everything found in a text."""

    def make(text: str | bytes, name: str = "plan.txt") -> Found:
        return analyse(document_of(text, name))

    return make


@pytest.fixture
def plan_of(document_of: Callable[..., Document]) -> Callable[..., Plan]:
    """The plan record of a text."""

    def make(text: str | bytes, name: str = "plan.txt") -> Plan:
        document = document_of(text, name)
        return assemble(document, analyse(document), "plan")

    return make
