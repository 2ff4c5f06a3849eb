"""A folder of documents becomes a folder of results; a bad document leaves its neighbours alone."""

import csv
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from extractor.batch import single
from extractor.batch.check import check_manifest, check_plan, plan_files
from extractor.batch.journal import Journal
from extractor.batch.run import FORMATS, Request, Summary, Unwatched, check_formats, run
from extractor.batch.single import Outcome
from extractor.batch.slot import Job
from extractor.batch.wire import Bounds, Made
from extractor.batch.work import failed
from extractor.config import Config
from extractor.errors import ConfigError, OutputError, ResourceLimit
from extractor.exporters.inputs import code_meaning
from extractor.exporters.options import ExportOptions
from extractor.model.document import Document
from extractor.model.types import VOCABULARY

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU

KẾ HOẠCH
Mở lớp tập huấn năm {year}

I. MỤC ĐÍCH
Nâng cao năng lực.
II. NỘI DUNG
1. Mở hai lớp.
"""


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with three invented plans."""
    folder = tmp_path / "vao"
    (folder / "con").mkdir(parents=True)
    for year, name in ((2022, "a.txt"), (2023, "b.txt"), (2024, "con/c.txt")):
        (folder / name).write_text(PLAN.format(year=year), encoding="utf-8")
    return folder


def extract(folder: Path, out: Path, **options: object) -> Summary:
    """A run over one folder."""
    return run(Request(inputs=(str(folder),), out=out, **options), Unwatched())  # type: ignore[arg-type]


class Killed(Unwatched):
    """A run that ends with its first document."""

    def done(self, outcome: Outcome) -> None:
        """The end."""
        raise KeyboardInterrupt(outcome.item.file)


def manifest(out: Path) -> dict[str, dict[str, object]]:
    """Entries of the manifest by file."""
    return {entry["file"]: entry for entry in json.loads((out / "manifest.json").read_bytes())["documents"]}


def tree(out: Path) -> dict[str, bytes]:
    """All files of a folder but the facts and the journal of the run."""
    files = (
        path for path in out.rglob("*") if path.is_file() and path.name not in {"run.json", "journal.jsonl"}
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_all_promised_files_are_there(plans: Path, tmp_path: Path) -> None:
    """Plans, texts, lines, tables, workbook, manifest, quarantine and facts of the run are written."""
    extract(plans, tmp_path / "ra")
    names = set(tree(tmp_path / "ra")) | {"run.json"}
    assert {"plans/a.json", "plans/b.json", "plans/c.json", "text/a.txt", "text/c.txt"} <= names
    assert {"plans.jsonl", "kehoach.xlsx", "manifest.json", "quarantine.csv", "tasks.csv"} <= names
    assert (tmp_path / "ra" / "run.json").is_file()


@pytest.mark.parametrize("wrong", ["khong-co", "trong"])
def test_a_wrong_path_does_not_empty_earlier_results(plans: Path, tmp_path: Path, wrong: str) -> None:
    """Mistyped, or a folder that is empty: refused, everything stays and is taken up again; --force is obeyed."""
    (tmp_path / "trong").mkdir()
    extract(plans, tmp_path / "ra")
    before = tree(tmp_path / "ra")
    with pytest.raises(ConfigError, match=wrong):
        extract(tmp_path / wrong, tmp_path / "ra")
    assert tree(tmp_path / "ra") == before
    assert extract(plans, tmp_path / "ra").resumed == 3
    extract(tmp_path / wrong, tmp_path / "ra", force=True)
    assert list((tmp_path / "ra" / "plans").iterdir()) == []


def test_documents_among_results_are_refused(plans: Path, tmp_path: Path) -> None:
    """Under a name that a format will take, or a table itself: they would be replaced."""
    extract(plans, tmp_path / "ra")
    (tmp_path / "ra" / "parquet").mkdir()
    (tmp_path / "ra" / "parquet" / "a.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    for inside in ("parquet", "parquet/a.txt", "kehoach.xlsx", "plans"):
        with pytest.raises(ConfigError, match="inside the input"):
            extract(tmp_path / "ra" / inside, tmp_path / "ra")
    assert (tmp_path / "ra" / "parquet" / "a.txt").is_file()


def test_a_file_of_the_users_own_stays(plans: Path, tmp_path: Path) -> None:
    """A database beside the results that no run wrote is nobody's to remove."""
    extract(plans, tmp_path / "ra")
    (tmp_path / "ra" / "kehoach.sqlite").write_bytes(b"mine")
    extract(plans, tmp_path / "ra")
    assert (tmp_path / "ra" / "kehoach.sqlite").read_bytes() == b"mine"


def _killed_while_writing(plans: Path, out: Path) -> dict[str, bytes]:
    """Leaves ``out`` as a run that was killed while it wrote a workbook; gives what stood there before it."""
    extract(plans, out, formats=("json", "csv"))
    before = tree(out)
    with Journal(out, Config(), Bounds()) as journal:
        journal.begin_formats(("xlsx",))
    (out / "kehoach.xlsx").write_bytes(b"half")
    return before


def test_formats_of_a_killed_run_go(plans: Path, tmp_path: Path) -> None:
    """It ended before its manifest told of them; the next run, with other formats, leaves none behind."""
    out = tmp_path / "ra"
    wanted = _killed_while_writing(plans, out)
    extract(plans, out, formats=("json", "csv"))
    assert tree(out) == wanted


@pytest.mark.parametrize("force", [False, True])
def test_formats_of_a_killed_run_go_however_many_were_killed(
    plans: Path, tmp_path: Path, force: bool
) -> None:
    """The next run was killed as well, before it wrote any format."""
    out = tmp_path / "ra"
    wanted = _killed_while_writing(plans, out)
    with pytest.raises(KeyboardInterrupt):
        run(Request(inputs=(str(plans),), out=out, formats=("json", "csv"), force=force), Killed())
    extract(plans, out, formats=("json", "csv"), force=force)
    assert tree(out) == wanted


def test_folders_of_results_that_are_links_are_refused(plans: Path, tmp_path: Path) -> None:
    """What stands behind them is no result."""
    (tmp_path / "ra").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "ra" / "text").symlink_to(tmp_path / "mine")
    (tmp_path / "ra" / "plans").mkdir()
    with pytest.raises(OutputError, match="is a link"):
        extract(plans, tmp_path / "ra")
    assert (tmp_path / "mine" / "a.txt").read_text(encoding="utf-8") == "mine"


def test_plans_of_a_killed_run_go(plans: Path, tmp_path: Path) -> None:
    """Written, but in no journal and no manifest, of a document that is gone by now."""
    out = tmp_path / "ra"
    extract(plans, out)
    wanted = tree(out)
    (out / "plans" / "cu.json").write_bytes((out / "plans" / "a.json").read_bytes())
    (out / "text" / "cu.txt").write_bytes(b"KE HOACH")
    extract(plans, out)
    assert tree(out) == wanted


def test_results_half_removed_are_still_ours(plans: Path, tmp_path: Path) -> None:
    """Without manifest and texts, but with the journal: the run goes on and all is there again."""
    out = tmp_path / "ra"
    extract(plans, out)
    wanted = tree(out)
    (out / "manifest.json").unlink()
    shutil.rmtree(out / "text")
    extract(plans, out)
    assert tree(out) == wanted


def test_a_file_replaced_while_it_is_read_is_read_again(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read failed, what is there now is another file: its hash is not noted as failed."""
    target = plans / "a.txt"

    def replaced(jobs: Sequence[Job], *_: object, **__: object) -> Iterator[tuple[int, Made]]:
        target.write_text(PLAN.format(year=2031), encoding="utf-8")
        for job in jobs:
            yield job.index, failed(job.order, None, ResourceLimit("too long", message_vi="quá lâu"))

    with monkeypatch.context() as patched:
        patched.setattr("extractor.batch.run.results", replaced)
        extract(plans, tmp_path / "ra")
    entries = manifest(tmp_path / "ra")
    assert entries["a.txt"]["sha256"] is None
    assert entries["b.txt"]["sha256"] is not None
    extract(plans, tmp_path / "ra")
    assert {name: entry["status"] for name, entry in manifest(tmp_path / "ra").items()} == {
        "a.txt": "ok-with-warning",
        "b.txt": "error",
        "con/c.txt": "error",
    }


def test_a_watcher_is_told_how_far_each_format_is(plans: Path, tmp_path: Path) -> None:
    """From 0 to the last document, format after format."""
    told: list[tuple[str, int, int]] = []

    class Noting(Unwatched):
        """Remembers what is being written."""

        def writing(self, name: str, at: int, total: int) -> None:
            told.append((name, at, total))

    run(Request(inputs=(str(plans),), out=tmp_path / "ra"), Noting())
    assert list(dict.fromkeys(name for name, _, _ in told)) == [name for name in FORMATS if name != "json"]
    for name in ("csv", "xlsx"):
        assert {at for other, at, _ in told if other == name} == {0, 1, 2, 3}
    assert {total for _, _, total in told} == {3}


def test_results_pass_their_own_check(plans: Path, tmp_path: Path) -> None:
    """Schema, quotes, references and manifest hold."""
    extract(plans, tmp_path / "ra")
    assert list(check_manifest(tmp_path / "ra")) == []
    assert [fault for path in plan_files(tmp_path / "ra") for fault in check_plan(path)] == []


def test_same_inputs_give_the_same_bytes(plans: Path, tmp_path: Path) -> None:
    """Two runs differ in nothing but run.json, also when the second writes over an older result."""
    extract(plans, tmp_path / "mot")
    extract(plans, tmp_path / "hai")
    extract(plans, tmp_path / "hai")
    assert tree(tmp_path / "mot") == tree(tmp_path / "hai")


def test_bad_documents_leave_their_neighbours_alone(plans: Path, tmp_path: Path) -> None:
    """An empty file and a DOCX that is no zip get a code; the good ones have their plans."""
    (plans / "rong.txt").write_bytes(b"")
    (plans / "hong.docx").write_bytes(b"day khong phai zip")
    extract(plans, tmp_path / "ra")
    entries = manifest(tmp_path / "ra")
    assert entries["rong.txt"]["code"] == "empty"
    assert entries["hong.docx"]["status"] == "error"
    assert [entries[name]["plan"] for name in ("a.txt", "con/c.txt")] == ["plans/a.json", "plans/c.json"]
    with (tmp_path / "ra" / "quarantine.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["file"] for row in rows] == ["hong.docx", "rong.txt"]
    assert all(row["retry"] for row in rows)
    assert [row["meaning"] for row in rows] == ["Tệp hỏng", "Tệp rỗng"]


def test_the_list_of_failures_says_why_in_the_language_of_the_run(plans: Path, tmp_path: Path) -> None:
    """Every code has its words in English as in Vietnamese; a run that goes on writes the same bytes."""
    (plans / "rong.txt").write_bytes(b"")
    for _ in range(2):
        extract(plans, tmp_path / "ra", export=ExportOptions(language="en"))
        lines = (tmp_path / "ra" / "quarantine.csv").read_text(encoding="utf-8-sig").splitlines()
        assert lines[0] == "file,sha256,code,meaning,retry"
        assert ",empty,Empty file,Download" in lines[1]
    assert all(code_meaning(code, language) for code in VOCABULARY["error_code"] for language in ("vi", "en"))


def test_the_list_of_failures_has_vietnamese_headers_too(plans: Path, tmp_path: Path) -> None:
    """--headers vi holds for quarantine.csv as for the tables."""
    extract(plans, tmp_path / "ra", export=ExportOptions(headers="vi"))
    head = (tmp_path / "ra" / "quarantine.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == "Tệp,SHA-256,Mã lỗi,Tên lỗi,Cách xử lý"


@pytest.mark.parametrize(
    ("error", "code"),
    [(ValueError("x"), "internal"), (RecursionError(), "resource_limit"), (MemoryError(), "resource_limit")],
)
def test_a_bug_in_one_document_is_a_record(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    """An unexpected exception ends one document, not the run."""
    analyse = single.pipeline.analyse

    def broken(document: Document, supplied: dict[str, str]) -> object:
        if document.name == "b.txt":
            raise error
        return analyse(document, supplied)

    monkeypatch.setattr(single.pipeline, "analyse", broken)
    extract(plans, tmp_path / "ra")
    codes = {file: entry["code"] for file, entry in manifest(tmp_path / "ra").items()}
    assert codes == {"a.txt": None, "b.txt": code, "con/c.txt": None}


def test_copies_are_kept_and_told(plans: Path, tmp_path: Path) -> None:
    """The same bytes twice: two records, the second with the warning duplicate_of."""
    (plans / "z-ban-sao.txt").write_bytes((plans / "a.txt").read_bytes())
    extract(plans, tmp_path / "ra")
    entries = manifest(tmp_path / "ra")
    codes = {file: [one["code"] for one in entry["warnings"]] for file, entry in entries.items()}  # type: ignore[attr-defined]
    assert "duplicate_of" in codes["z-ban-sao.txt"]
    assert "duplicate_of" not in codes["a.txt"]


NUMBERED = PLAN.replace("TỈNH MẪU\n", "TỈNH MẪU\n\nSố: 12/KH-UBND\nBình Dương, ngày 05 tháng 3 năm 2024\n")


def test_one_plan_in_two_formats_is_told(tmp_path: Path) -> None:
    """Type, number, date and issuer the same: the second one bears duplicate_of with the first one's id."""
    folder = tmp_path / "vao"
    folder.mkdir()
    text = NUMBERED.format(year=2024)
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text + "\n2. Báo cáo.\n", encoding="utf-8")
    (folder / "c.txt").write_text(text.replace("12/KH", "13/KH"), encoding="utf-8")
    extract(folder, tmp_path / "ra")
    said = {}
    for name in "abc":
        plan = json.loads((tmp_path / "ra" / "plans" / f"{name}.json").read_bytes())
        assert plan["header"]["issued_on"] == "2024-03-05"
        said[name] = [one["message"] for one in plan["issues"] if one["code"] == "duplicate_of"]
    assert (len(said["a"]), len(said["b"]), len(said["c"])) == (0, 1, 0)
    assert said["b"][0].endswith(" a")


def test_the_facts_of_a_run_name_what_is_installed(plans: Path, tmp_path: Path) -> None:
    """run.json lists no package without a version."""
    extract(plans, tmp_path / "ra")
    versions = json.loads((tmp_path / "ra" / "run.json").read_bytes())["versions"]
    assert all(versions.values())
    assert "lxml" in versions


def test_supplied_facts_reach_the_tables_and_are_marked(plans: Path, tmp_path: Path) -> None:
    """A number from metadata.csv stands in the header and in source.supplied."""
    (plans / "metadata.csv").write_text("file,number\na.txt,99/KH-UBND\n", encoding="utf-8")
    summary = extract(plans, tmp_path / "ra")
    plan = json.loads((tmp_path / "ra" / "plans" / "a.json").read_bytes())
    assert plan["header"]["number"] == "99/KH-UBND"
    assert plan["source"]["supplied"] == {"number": "99/KH-UBND"}
    assert "number" not in plan["header"]["fields"]
    assert summary.oddities == ()


def test_what_the_user_supplied_is_not_called_missing(plans: Path, tmp_path: Path) -> None:
    """header_incomplete names what neither the document nor metadata.csv states."""
    (plans / "metadata.csv").write_text("file,number\na.txt,99/KH-UBND\n", encoding="utf-8")
    extract(plans, tmp_path / "ra")
    said = {}
    for name in "ab":
        plan = json.loads((tmp_path / "ra" / "plans" / f"{name}.json").read_bytes())
        (said[name],) = [one["message"] for one in plan["issues"] if one["code"] == "header_incomplete"]
    assert "number" not in said["a"]
    assert "issued_on" in said["a"]
    assert "không nêu: số, ký hiệu" in said["b"]


def test_results_of_documents_that_are_gone_are_removed(plans: Path, tmp_path: Path) -> None:
    """A second run with fewer inputs and formats leaves no stale plan and no stale table."""
    extract(plans, tmp_path / "ra")
    (plans / "a.txt").unlink()
    (tmp_path / "ra" / "ghi-chu.txt").write_text("of the user")
    extract(plans, tmp_path / "ra", formats=("json", "jsonl"))
    names = set(tree(tmp_path / "ra"))
    assert not names & {"plans/a.json", "text/a.txt", "tasks.csv", "kehoach.xlsx"}
    assert "ghi-chu.txt" in names


def test_what_a_killed_run_left_is_cleared(plans: Path, tmp_path: Path) -> None:
    """Temporary files of a run that was killed are gone after the next one."""
    left = tmp_path / "ra" / "plans" / ".tmp-0123456789ab.json"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"{")
    extract(plans, tmp_path / "ra")
    assert not left.exists()


@pytest.mark.parametrize("place", ["vao", "vao/ra", "vao/con/ra"])
def test_output_inside_the_input_is_refused(plans: Path, tmp_path: Path, place: str) -> None:
    """The next run would read its own results."""
    with pytest.raises(ConfigError, match="inside the input"):
        extract(plans, tmp_path / place)


def test_an_output_that_cannot_be_made_is_refused(plans: Path, tmp_path: Path) -> None:
    """A file where the folder should be is told before anything is read."""
    (tmp_path / "ra").write_text("x")
    with pytest.raises(OutputError) as caught:
        extract(plans, tmp_path / "ra")
    assert caught.value.code == "output_refused"


@pytest.mark.skipif(os.name != "posix", reason="folders are locked on Unix only")
def test_a_second_run_into_the_same_folder_is_refused(plans: Path, tmp_path: Path) -> None:
    """Two runs cannot mix their results."""

    class Again(Unwatched):
        def done(self, outcome: Outcome) -> None:
            with pytest.raises(OutputError, match="another run"):
                extract(plans, tmp_path / "ra")

    run(Request(inputs=(str(plans),), out=tmp_path / "ra"), Again())


def test_a_stopped_run_says_that_it_is_not_complete(plans: Path, tmp_path: Path) -> None:
    """What was done is written with its tables; the manifest says complete: false."""
    answers = iter((False, True))
    request = Request(inputs=(str(plans),), out=tmp_path / "ra")
    summary = run(request, Unwatched(), lambda: next(answers))
    assert not summary.complete
    assert json.loads((tmp_path / "ra" / "manifest.json").read_bytes())["complete"] is False
    assert list(manifest(tmp_path / "ra")) == ["a.txt"]
    assert (tmp_path / "ra" / "kehoach.xlsx").is_file()


def test_fail_fast_ends_at_the_first_failure(plans: Path, tmp_path: Path) -> None:
    """Nothing is read after a document that failed."""
    (plans / "a.txt").write_bytes(b"")
    summary = extract(plans, tmp_path / "ra", fail_fast=True)
    assert [outcome.entry.file for outcome in summary.outcomes] == ["a.txt"]


def test_formats_are_a_closed_list() -> None:
    """An unknown format is refused by name; known ones come in one order."""
    assert check_formats(["xlsx", "csv", "csv"]) == ("csv", "xlsx")
    assert check_formats(FORMATS) == FORMATS
    with pytest.raises(ConfigError, match="'docx'"):
        check_formats(["docx"])


def test_formats_no_longer_asked_for_are_removed_and_nothing_else(plans: Path, tmp_path: Path) -> None:
    """Files and folders of the formats of the run before go; a folder of the user with such a name stays."""
    out = tmp_path / "ra"
    extract(plans, out, formats=check_formats(["sqlite", "datapackage"]))
    assert {"kehoach.sqlite", "datapackage.json", "tasks.csv"} <= set(tree(out))
    (out / "parquet").mkdir()
    (out / "parquet" / "cua-toi.txt").write_text("of the user")
    extract(plans, out, formats=("json",))
    assert not {"kehoach.sqlite", "datapackage.json", "tasks.csv"} & set(tree(out))
    assert "parquet/cua-toi.txt" in tree(out)


def test_a_killed_run_leaves_no_folder_behind(plans: Path, tmp_path: Path) -> None:
    """A temporary folder of a format is cleared like a temporary file."""
    left = tmp_path / "ra" / ".tmp-0123456789ab" / "tasks" / "part-0001.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"PAR1")
    extract(plans, tmp_path / "ra")
    assert not (tmp_path / "ra" / ".tmp-0123456789ab").exists()
