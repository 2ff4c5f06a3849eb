"""Matching of tasks keeps what it once reached on the pair of plans that a reader compared."""

import subprocess
import sys

import pytest

from tests.real_corpus import CORPUS, MISSING, PROJECT

FLOORS = {
    "gold tasks, with topics": (0.60, 0.62, 0.97),
    "from the documents, with topics": (0.60, 0.62, 0.97),
    "gold tasks, without any lexicon": (0.40, 0.39, 0.80),
}
"""Average precision, F1 with the threshold chosen without the row, recall@5."""


@pytest.mark.skipif(not (CORPUS / "gold").is_dir(), reason=MISSING)
def test_matching_reaches_its_floors() -> None:
    """Figures of tools/compare_accuracy.py; development figures: the topics were written from both plans."""
    tool = [sys.executable, str(PROJECT / "tools" / "compare_accuracy.py"), str(CORPUS)]
    said = subprocess.run(tool, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    print(said)
    for name, floors in FLOORS.items():
        line = next(line for line in said.splitlines() if line.startswith(name))
        words = line.split()
        found = [float(words[words.index(word) + 1]) for word in ("precision", "F1", "recall@5")]
        assert all(one >= floor for one, floor in zip(found, floors, strict=True)), line
