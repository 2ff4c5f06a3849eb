"""Extraction keeps the F1 it once reached on documents with gold."""

from pathlib import Path

import pytest

from extractor.evaluate import evaluate
from extractor.evaluate.floors import below, read_floors
from tests.real_corpus import CORPUS, MISSING, PROJECT

HERE = Path(__file__).parent
SAMPLES_MISSING = "no corpus/gold in this copy of the project"


@pytest.mark.parametrize(
    ("gold_dir", "floors", "missing"),
    [
        pytest.param(CORPUS / "gold", "floors.toml", MISSING, id="real-documents"),
        pytest.param(PROJECT / "corpus" / "gold", "floors_samples.toml", SAMPLES_MISSING, id="samples"),
    ],
)
def test_f1_reaches_its_floors(gold_dir: Path, floors: str, missing: str) -> None:
    """No record kind in any format falls below its floor, and the floors are those of this corpus.

    After an improvement: ``kehoach evaluate GOLD --write-floors tests/quality/FILE``. Lowering a floor
    needs ``--lower-floors`` and a line in CHANGELOG.md that says why.
    """
    if not list(gold_dir.glob("*.gold.json")):
        pytest.skip(missing)
    assert below(evaluate(gold_dir), read_floors(HERE / floors)) == ()
