"""Letters of legacy fonts come back; Unicode text is never touched."""

from pathlib import Path

import pytest

from extractor.readers.encoding import decode
from tests.real_corpus import CORPUS, MISSING, extracted, quick_cases, unlabelled
from tools.legacy_accuracy import accuracy

LEGACY = CORPUS / "legacy"
FLOOR = 0.986
"""What the best public converter publishes for its whole corpus."""

needs_legacy = pytest.mark.skipif(not LEGACY.is_dir(), reason=MISSING)


@needs_legacy
def test_marked_letters_of_legacy_files_come_back() -> None:
    """The truth keeps the small letters of fonts of capitals (.VnTimeH): case is not compared."""
    found = accuracy(LEGACY, str.lower)
    rows = [pair for name, pair in found.items() if not name.endswith(".ppt")]
    assert sum(right for right, _ in rows) >= FLOOR * sum(total for _, total in rows)


@needs_legacy
def test_unicode_texts_are_not_converted() -> None:
    """The truths are Unicode, with foreign names and abbreviations: each stays as it is."""
    changed = [path.name for path in LEGACY.glob("*.truth.txt") if decode(path.read_bytes()).legacy]
    assert changed == []


@pytest.mark.parametrize("path", [*quick_cases(), *unlabelled()])
def test_documents_in_unicode_fonts_are_not_converted(path: Path) -> None:
    """No document of the corpus but those of legacy fonts is said to be set in one."""
    document, _ = extracted(path)
    assert "legacy_font_converted" not in {issue.code for issue in document.issues}
