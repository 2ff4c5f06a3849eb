"""The notebooks run from top to bottom, as Jupyter runs them."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))
FINDS = {
    "01_compare_two_provinces.py": ("topics", "pairs", "tasks", "units"),
    "02_citation_network.py": ("links", "cited", "mentions"),
    "03_quality_of_extraction.py": ("f1", "tasks"),
    "first_look.py": ("sections", "tasks"),
}
"""Tables that each notebook fills."""


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook runs without error and fills its tables from the samples, or from real plans."""
    monkeypatch.chdir(notebook.parent)
    monkeypatch.setenv("MPLBACKEND", "agg")
    names = runpy.run_path(os.fspath(notebook))
    for name in FINDS[notebook.name]:
        assert len(names[name]) > 0, name


@pytest.fixture
def made() -> Iterator[Path]:
    """A folder of the project, as notebooks look for the samples around them."""
    folder = NOTEBOOKS[0].parents[1] / "out" / f"notebooks-{os.getpid()}"
    folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder)


def test_notebooks_run_in_jupyter(made: Path) -> None:
    """Made into .ipynb and run cell by cell in a kernel, each ends without an error."""
    for notebook in NOTEBOOKS:
        out = str(made / f"{notebook.stem}.ipynb")
        convert = ["jupytext", "--quiet", "--to", "notebook", "--output", out, str(notebook)]
        subprocess.run([sys.executable, "-m", *convert], check=True)
    run = ["pytest", "-q", "-p", "no:cacheprovider", "--nbmake", "--nbmake-timeout=120", "-c", os.devnull]
    done = subprocess.run(
        [sys.executable, "-m", *run, str(made)], capture_output=True, text=True, check=False, cwd=made
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(rf"\b{len(NOTEBOOKS)} passed", done.stdout)


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
