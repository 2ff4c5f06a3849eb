"""Labels of Word lists are those another word processor prints, in files of three makers.

Left out where LibreOffice departs from ECMA-376 17.9.27: a level with a start override begins anew at one there
after a paragraph of a level above; by the standard it begins at the override.
"""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument

from extractor.model.document import Document
from tests.readers.shown import blocks
from tests.readers.word_files import level, numbered, numbering, word_file

Read = Callable[..., Document]
OFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (make setup)")

PLAN = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "lowerLetter", "%3)")
    + level(3, "decimal", "%2.%4.")
)
ARTICLES = level(0, "decimal", "Điều %1.") + level(1, "decimal", "%1.%2.") + level(2, "lowerRoman", "(%3)")
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def _listed(*items: tuple[int, int]) -> str:
    return "".join(numbered(f"mục {at}", *item) for at, item in enumerate(items))


CASES = {
    "levels": word_file(
        _listed((1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 3), (1, 3), (1, 0), (1, 1), (1, 2)),
        numbering=numbering({0: PLAN}, {1: (0, "")}),
    ),
    "restarted": word_file(
        _listed((1, 0), (1, 0), (2, 0), (2, 1), (2, 1), (1, 0), (2, 0)),
        numbering=numbering({0: PLAN}, {1: (0, ""), 2: (0, ANEW)}),
    ),
    "two definitions": word_file(
        _listed((1, 0), (2, 0), (1, 1), (2, 1), (2, 1), (2, 2), (1, 0), (2, 0), (2, 2)),
        numbering=numbering({0: PLAN, 1: ARTICLES}, {1: (0, ""), 2: (1, "")}),
    ),
}


def _by_library() -> bytes:
    """Lists by the styles of python-docx's own template."""
    document = WordDocument()
    for style in ("List Number", "List Number", "Normal", "List Number", "List Number 2", "List Number 2"):
        document.add_paragraph(f"theo kiểu {style}", style=style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


CASES["styles of python-docx"] = _by_library()


def _converted(data: bytes, folder: Path, kind: str, form: str = "docx") -> bytes:
    source = folder / f"a.{form}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", folder / "out", source]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "out" / f"a.{kind.partition(':')[0]}").read_bytes()


@pytest.mark.parametrize("data", CASES.values(), ids=CASES)
def test_labels_are_those_another_program_prints(document_of: Read, data: bytes, tmp_path: Path) -> None:
    """The file itself and the file as LibreOffice saves it read like LibreOffice's plain text of it."""
    text = _converted(data, tmp_path, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    printed = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    saved = _converted(_converted(data, tmp_path, "odt"), tmp_path, "docx", "odt")
    for file in (data, saved):
        assert [" ".join(line.split()) for line in blocks(document_of(file, "a.docx"))] == printed
