"""The notebooks run from top to bottom."""

import os
import runpy
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook runs without error and finds sections and tasks in the samples."""
    monkeypatch.chdir(notebook.parent)
    names = runpy.run_path(os.fspath(notebook))
    assert len(names["sections"]) > 0
    assert len(names["tasks"]) > 0


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_uses_the_public_api_only(notebook: Path) -> None:
    """Analysts copy notebooks: they import from ``extractor`` itself, never from its modules."""
    assert "from extractor." not in notebook.read_text(encoding="utf-8")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_says_where_it_wants_to_run(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Started outside the project it names what it did not find, in both languages."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit, match=r"hãy chạy sổ tay này trong thư mục dự án.* / .*inside the project"):
        runpy.run_path(os.fspath(notebook))
