"""The library's front door."""

import tomllib
from pathlib import Path

import pytest

import extractor
from extractor import ExtractorError, Plan, extract, extract_many, extract_with_text, write

PLAN = "KẾ HOẠCH\nMở lớp tập huấn năm 2024\n\nI. MỤC ĐÍCH\nNâng cao năng lực.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An invented plan."""
    path = tmp_path / "kh.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_every_public_name_is_there() -> None:
    """All names of __all__ can be had, and dir() lists them."""
    assert all(getattr(extractor, name) is not None for name in extractor.__all__)
    assert set(dir(extractor)) == set(extractor.__all__)


def test_the_version_is_that_of_the_distribution() -> None:
    """pyproject.toml and the package agree."""
    project = tomllib.loads(
        (Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert extractor.__version__ == project["project"]["version"]


def test_one_document(file: Path) -> None:
    """extract gives the plan; with the text its spans can be quoted."""
    plan = extract(file)
    assert isinstance(plan, Plan)
    assert plan.doc_id == "kh"
    assert extract_with_text(file).text == PLAN
    assert extract(file, supplied={"number": "3/KH-UBND"}).header.number == "3/KH-UBND"


def test_a_bad_document_raises_with_its_code(tmp_path: Path) -> None:
    """One document: the error is raised, in English and Vietnamese."""
    with pytest.raises(ExtractorError) as caught:
        extract(tmp_path / "khong-co.txt")
    assert caught.value.code == "unreadable"
    assert caught.value.message_vi != str(caught.value)


def test_many_documents_and_their_tables(file: Path, tmp_path: Path) -> None:
    """A bad one is an outcome with its error; the good ones are written as tables."""
    (tmp_path / "rong.txt").write_bytes(b"")
    outcomes = list(extract_many([tmp_path]))
    assert [outcome.entry.code for outcome in outcomes] == [None, "empty"]
    write(outcomes, tmp_path / "ra", formats=["csv"])
    names = {path.name for path in (tmp_path / "ra").iterdir()}
    assert {"plans", "text", "tasks.csv"} <= names
    assert "kehoach.xlsx" not in names


def test_processes_give_the_same_outcomes(tmp_path: Path) -> None:
    """With jobs each document is read in a process of its own: the same outcomes in the same order."""
    for number, name in enumerate(("a.txt", "b.txt", "c.txt", "rong.txt")):
        (tmp_path / name).write_text(PLAN * (name != "rong.txt") + "." * (number % 2), encoding="utf-8")
    (tmp_path / "rong.txt").write_bytes(b"")
    here, apart = list(extract_many([tmp_path])), list(extract_many([tmp_path], jobs=2))
    assert [one.entry for one in apart] == [one.entry for one in here]
    assert [one.extraction for one in apart] == [one.extraction for one in here]
