"""``kehoach extract`` as scripts and people use it: messages, exit codes, streams."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, RUN, Kehoach, environment

unix_only = pytest.mark.skipif(os.name != "posix", reason="needs Unix signals, pipes or devices")


def test_all_went_well(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Exit code 0, nothing on stdout, the place of the results on stderr in Vietnamese."""
    run = kehoach("extract", plans, "-o", "ra")
    assert (run.returncode, run.stdout) == (0, "")
    assert "2 văn bản đã đọc" in run.stderr
    assert "kehoach.xlsx" in run.stderr
    assert (tmp_path / "ra" / "kehoach.xlsx").is_file()


def test_english_on_request(kehoach: Kehoach, plans: Path) -> None:
    """--lang, or the environment, turns the messages into English."""
    assert "2 documents read" in kehoach("extract", plans, "-o", "ra", "--lang", "en").stderr
    assert "2 documents read" in kehoach("extract", plans, "-o", "ra", KEHOACH_LANG="en").stderr


BAD = {
    "rong.txt": b"",
    "hong.docx": b"khong phai zip",
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "la.pdf": b"\x00\x01\x02" * 50,
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_one_clear_line(kehoach: Kehoach, plans: Path, tmp_path: Path, name: str) -> None:
    """A bad file: exit code 3, one line saying what to do, no traceback, the others' results written."""
    (plans / name).write_bytes(BAD[name])
    run = kehoach("extract", plans, "-o", "ra", "--lang", "en")
    assert run.returncode == 3
    assert "Traceback" not in run.stderr
    (line,) = [line for line in run.stderr.splitlines() if line.startswith(f"{name}: ")]
    assert ";" in line, "what is wrong; what to do"
    assert line.count(name) == 1
    assert (tmp_path / "ra" / "plans" / "a.json").is_file()


def test_a_missing_file_does_not_stop_the_others(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A path that does not exist is a failed document with a message."""
    run = kehoach("extract", "khong-co.pdf", plans, "-o", "ra", "--lang", "en")
    assert run.returncode == 3
    assert "khong-co.pdf: does not exist" in run.stderr
    assert (tmp_path / "ra" / "plans" / "a.json").is_file()


def test_a_text_that_is_no_plan_is_read_with_warnings(kehoach: Kehoach, tmp_path: Path) -> None:
    """A text without section and citation gives a plan that says so, not an error."""
    (tmp_path / "x.txt").write_text("Một đoạn văn bình thường.\n", encoding="utf-8")
    assert kehoach("extract", "x.txt", "-o", "ra").returncode == 0
    plan = json.loads((tmp_path / "ra" / "plans" / "x.json").read_bytes())
    assert plan["sections"] == plan["citations"] == []


def test_skipped_files_fail_a_strict_run_only(kehoach: Kehoach, plans: Path) -> None:
    """A picture is skipped; --strict makes that exit code 3; hidden files and metadata.csv never count."""
    (plans / ".an").write_text("x")
    (plans / "metadata.csv").write_text("file,number\na.txt,1/KH\n")
    assert kehoach("extract", plans, "-o", "ra", "--strict").returncode == 0
    (plans / "anh.png").write_bytes(b"x")
    assert kehoach("extract", plans, "-o", "ra").returncode == 0
    assert kehoach("extract", plans, "-o", "ra", "--strict").returncode == 3


def test_usage_errors_are_2(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """No output, an unknown format, a wrong configuration, an output inside the input: exit code 2."""
    (tmp_path / "sai.toml").write_text("khong_co = 1\n")
    calls = (
        ("extract", plans),
        ("extract", plans, "-o", "ra", "--format", "docx"),
        ("extract", plans, "-o", "ra", "--config", "sai.toml"),
        ("extract", plans, "-o", plans / "ra"),
        ("extract", plans, "-o", "-", "--format", "csv"),
    )
    for arguments in calls:
        run = kehoach(*arguments)
        assert (run.returncode, "Traceback" in run.stderr) == (2, False), run.stderr


def test_an_output_that_cannot_be_made_is_73(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "ra").write_text("x")
    assert kehoach("extract", plans, "-o", "ra").returncode == 73


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_is_full_is_74(plans: Path, tmp_path: Path) -> None:
    """Writing fails in the middle: one message, exit code 74, no traceback."""
    code = (
        "import pathlib\n"
        "def full(self, data):\n    raise OSError(28, 'No space left on device')\n"
        "pathlib.Path.write_bytes = full\n" + RUN
    )
    command = [sys.executable, "-c", code, "extract", str(plans), "-o", str(tmp_path / "ra"), "--lang", "en"]
    run = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 74
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_summary_as_json(kehoach: Kehoach, plans: Path) -> None:
    """--json puts the counts and the manifest's entries on stdout and nothing else there."""
    (plans / "rong.txt").write_bytes(b"")
    run = kehoach("extract", plans, "-o", "ra", "--json")
    summary = json.loads(run.stdout)
    assert (summary["read"], summary["failed"], summary["complete"]) == (2, 1, True)
    assert [one["file"] for one in summary["documents"]] == ["a.txt", "b.txt", "rong.txt"]


def test_from_stdin_to_stdout(kehoach: Kehoach) -> None:
    """``-`` reads one document and writes its plan as a line of JSON."""
    run = kehoach("extract", "-", "-o", "-", stdin=PLAN)
    (line,) = run.stdout.splitlines()
    assert run.returncode == 0
    assert json.loads(line)["doc_id"] == "stdin"


def test_only_the_formats_asked_for(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """--format csv writes the tables beside the plans, no workbook and no lines."""
    kehoach("extract", plans, "-o", "ra", "--format", "csv", "--headers", "vi")
    names = {path.name for path in (tmp_path / "ra").iterdir()}
    assert "kehoach.xlsx" not in names
    assert "plans.jsonl" not in names
    assert (tmp_path / "ra" / "tasks.csv").read_text(encoding="utf-8-sig").startswith("Mã văn bản,")


def test_a_file_name_cannot_play_with_the_terminal(kehoach: Kehoach, plans: Path) -> None:
    """Escape sequences and direction marks of a name are not passed on."""
    try:
        (plans / "\x1b[31mdo\u202efdp.txt").write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses such names")
    run = kehoach("extract", plans, "-o", "ra")
    assert "\x1b" not in run.stderr
    assert "\u202e" not in run.stderr


def test_what_metadata_does_not_fit_is_told_once(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Unknown columns and files of metadata.csv are named; what fits is used."""
    (tmp_path / "them.csv").write_text("file,mau,number\na.txt,x,8/KH\nkhong.txt,,\n", encoding="utf-8")
    run = kehoach("extract", plans, "-o", "ra", "--metadata", "them.csv", "--lang", "en")
    assert run.stderr.count("“mau”") == 1
    assert run.stderr.count("“khong.txt”") == 1
    plan = json.loads((tmp_path / "ra" / "plans" / "a.json").read_bytes())
    assert plan["source"]["supplied"] == {"number": "8/KH"}


@unix_only
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_well(plans: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    """The signal lets the running document finish; tables and a manifest with complete: false are written."""
    slow = (
        "import time\nfrom extractor.batch import single\n"
        "before = single.pipeline.read\n"
        "def slow(source, config):\n"
        "    print('reading', flush=True); time.sleep(1); return before(source, config)\n"
        "single.pipeline.read = slow\n" + RUN
    )
    command = [sys.executable, "-c", slow, "extract", str(plans), "-o", str(tmp_path / "ra")]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors.decode()
    manifest = json.loads((tmp_path / "ra" / "manifest.json").read_bytes())
    assert manifest["complete"] is False
    assert [entry["file"] for entry in manifest["documents"]] == ["a.txt"]


@unix_only
def test_a_reader_that_goes_away_is_no_error(plans: Path) -> None:
    """``kehoach extract … -o - | head -1`` ends without a traceback."""
    command = f"{sys.executable} -c '{RUN}' extract {plans} -o - | head -c 1"
    run = subprocess.run(command, shell=True, env=environment(), capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr


def test_nothing_but_the_inputs_changes_the_outputs(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Another hash seed, locale and time zone give the same bytes in every file but run.json."""
    kehoach("extract", plans, "-o", "mot", PYTHONHASHSEED="1", TZ="UTC")
    kehoach("extract", plans, "-o", "hai", PYTHONHASHSEED="2", TZ="Asia/Ho_Chi_Minh", LC_ALL="C")
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("mot", "hai")
    )
    assert {path for path in one if one[path] != two.get(path)} <= {Path("run.json")}
    assert set(one) == set(two)


def test_document_without_sections_and_citations_is_said(kehoach: Kehoach, tmp_path: Path) -> None:
    """A text in which nothing was found is read, and the user is told what to check."""
    (tmp_path / "thu.txt").write_text("Xin chào các bạn.\n", encoding="utf-8")
    run = kehoach("extract", "thu.txt", "-o", "ra")
    assert run.returncode == 0
    assert "thu.txt: không thấy đề mục và viện dẫn nào; hãy kiểm tra" in run.stderr
