"""The corpus tools are scripts with their package beside them; tests import them the same way."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
sys.path.insert(0, str(CORPUS))


@pytest.fixture
def fonts() -> str:
    """Digest of the font the PDFs are set in; skips, with the reason, where none is installed."""
    from synthesis.pdf_fonts import FontsMissing, register_fonts

    try:
        return register_fonts()
    except FontsMissing as missing:
        pytest.skip(str(missing))


def squeezed(text: str) -> str:
    """The text without white space, so that wrapped lines and broken numbers compare."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
