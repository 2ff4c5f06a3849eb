"""One plan in two formats: ``kehoach diff`` must find nothing changed between texts that say the same."""

from pathlib import Path

import pytest

from extractor import extract_with_text
from extractor.compare.diff import diff
from tests.real_corpus import CORPUS, SAMPLES, needs_corpus

SUFFIXES = (".html", ".txt")
REAL = sorted((CORPUS / "docs").glob("*.docx"))
INVENTED = sorted(SAMPLES.glob("*.docx"))


def _differences(docx: Path) -> list[str]:
    """What differs between the DOCX and the same plan as a page and as text."""
    old = extract_with_text(docx)
    others = [docx.with_suffix(suffix) for suffix in SUFFIXES if docx.with_suffix(suffix).is_file()]
    assert others
    return [
        f"{other.name}: {change.change} {(change.new or change.old).text[:60]}"  # type: ignore[union-attr]
        for other in others
        for found in [diff(old, extract_with_text(other))]
        for change in (*found.tasks, *found.legal_bases)
        if change.change != "same"
    ]


@pytest.mark.parametrize("docx", INVENTED, ids=lambda path: path.stem)
def test_samples_in_two_formats_are_the_same(docx: Path) -> None:
    """No task and no legal basis differs."""
    assert _differences(docx) == []


@needs_corpus
@pytest.mark.parametrize("docx", REAL, ids=lambda path: path.stem)
def test_real_plans_in_two_formats_are_the_same(docx: Path) -> None:
    """No task and no legal basis differs."""
    assert _differences(docx) == []
