"""A type of document, a law or a nickname is added with one line of data, as docs/rules.md shows."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.rules.load import GAZETTEER

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"^One line [^\n]+ in `gazetteer/(\w+)\.csv`.*?```csv\n(.*?)```\n\n(.*?)\n\n",
    DOCS,
    re.DOTALL | re.MULTILINE,
)
RUN = """
import json, sys
from pathlib import Path
import extractor.rules.load as load
load.GAZETTEER = Path(sys.argv[1])
from extractor import find_citations
targets = [[one.target for one in find_citations(f"Căn cứ {words};")] for words in sys.argv[2:]]
print(json.dumps(targets))
"""


def targets(folder: Path, words: list[str]) -> list[list[str | None]]:
    """What a program with the gazetteers of ``folder`` takes each of ``words`` for."""
    command = [sys.executable, "-c", RUN, str(folder), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    found: list[list[str | None]] = json.loads(done.stdout)
    return found


def test_the_docs_show_all_three() -> None:
    """docs/rules.md shows a line for document types, laws and nicknames."""
    assert [name for name, _, _ in SHOWN] == ["doc_types", "laws", "nicknames"]


@pytest.mark.parametrize(("name", "line", "claim"), SHOWN, ids=[name for name, _, _ in SHOWN])
def test_the_line_shown_in_the_docs_works(name: str, line: str, claim: str, tmp_path: Path) -> None:
    """Without the line the words mean something else or nothing, with it the target that the docs promise."""
    folder = tmp_path / "gazetteer"
    shutil.copytree(GAZETTEER, folder)
    words, (target, *_) = re.findall(r'"([^"]+)"', claim), re.findall(r"`(vn[^`]+)`", claim)
    assert words
    assert [target] not in targets(folder, words)
    with (folder / f"{name}.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(line)
    assert targets(folder, words) == [[target]] * len(words)
