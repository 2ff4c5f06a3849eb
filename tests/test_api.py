"""The library's front door."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

import extractor
from extractor import (
    ExtractorError,
    Plan,
    compare_plans,
    diff_plans,
    extract,
    extract_many,
    extract_with_text,
    table,
    write,
)

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


@pytest.mark.parametrize("name", ["x", "x-2"])
def test_documents_of_one_id_are_told_apart(tmp_path: Path, name: str) -> None:
    """Files of one name read one by one have one ``doc_id``; written, each has a plan and a row of its own."""
    made = []
    for n, stem in enumerate(("x", "x", name)):
        file = tmp_path / str(n) / f"{stem}.txt"
        file.parent.mkdir()
        file.write_text(PLAN.replace("2024", str(2024 + n)), encoding="utf-8")
        made += [extract_with_text(file)] if n else extract_many([file])
    write(made, tmp_path / "ra", formats=["csv", "sqlite"])
    plans = sorted(path.stem for path in (tmp_path / "ra" / "plans").iterdir())
    rows = (tmp_path / "ra" / "documents.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert plans == sorted(row.split(",")[0] for row in rows) == ["x", "x-2", "x-3"]


def test_comparing_gives_records_for_pandas(tmp_path: Path) -> None:
    """Plans from files or already extracted; any table as records by column."""
    samples = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("*.txt"))[:2]
    found = compare_plans([samples[0], extract_with_text(samples[1])])
    assert [document.doc_id for document in found.documents] == [extract(one).doc_id for one in samples]
    matches = pd.DataFrame(table(found, "matches"))
    assert {"match_id", "score", "a_text"} <= set(matches.columns)
    tasks = table(extract_with_text(samples[0]), "tasks")
    assert tasks[0]["id"] == "t1"
    with pytest.raises(ExtractorError, match="choose from"):
        table(found, "tasks")


def test_diff_of_a_plan_with_itself() -> None:
    """The same file twice changes nothing; two plans where one is needed are refused."""
    samples = Path(__file__).parents[1] / "corpus" / "samples"
    one = sorted(samples.glob("*.txt"))[0]
    changes = table(diff_plans(one, one), "diff")
    assert {row["change"] for row in changes} == {"same"}
    with pytest.raises(ExtractorError, match="exactly one plan"):
        diff_plans(samples, one)


def test_processes_give_the_same_outcomes(tmp_path: Path) -> None:
    """With jobs each document is read in a process of its own: the same outcomes in the same order."""
    for number, name in enumerate(("a.txt", "b.txt", "c.txt", "rong.txt")):
        (tmp_path / name).write_text(PLAN * (name != "rong.txt") + "." * (number % 2), encoding="utf-8")
    (tmp_path / "rong.txt").write_bytes(b"")
    here, apart = list(extract_many([tmp_path])), list(extract_many([tmp_path], jobs=2))
    assert [one.entry for one in apart] == [one.entry for one in here]
    assert [one.extraction for one in apart] == [one.extraction for one in here]
