"""``kehoach extract`` as scripts and people use it: messages, exit codes, streams."""

import csv
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.batch.mocks import TEST_READER, mock
from tests.batch.processes import wait_for
from tests.cli.conftest import PLAN, RUN, Kehoach, environment
from tests.readers.word_files import paragraph, word_file

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
    assert "Documents read: 2" in kehoach("extract", plans, "-o", "ra", "--lang", "en").stderr
    assert "Documents read: 2" in kehoach("extract", plans, "-o", "ra", KEHOACH_LANG="en").stderr


def test_the_language_may_stand_before_the_command_in_any_case(kehoach: Kehoach, plans: Path) -> None:
    """kehoach --lang EN extract … and KEHOACH_LANG=EN mean English; what the command itself says wins."""
    said = "Documents read: 2"
    assert said in kehoach("--lang", "EN", "extract", plans, "-o", "ra").stderr
    assert said in kehoach("extract", plans, "-o", "ra", KEHOACH_LANG="En").stderr
    assert said in kehoach("--lang", "en", "extract", plans, "-o", "ra", KEHOACH_LANG="vi").stderr
    assert "2 văn bản" in kehoach("--lang", "en", "extract", plans, "-o", "ra", "--lang", "vi").stderr
    assert "Rule files" in kehoach("--lang", "en", "rules", "check").stderr


def test_the_log_may_lie_in_the_output(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """In a new folder, an empty one, and over earlier results; other files of the user are refused still."""
    (tmp_path / "trong").mkdir()
    for out in ("moi", "trong"):
        assert kehoach("extract", plans, "-o", out, "--log-json", f"{out}/chay.log").returncode == 0
        assert (tmp_path / out / "chay.log").is_file()
    (tmp_path / "khac").mkdir()
    (tmp_path / "khac" / "cua-toi.log").write_text("x", encoding="utf-8")
    assert kehoach("extract", plans, "-o", "khac", "--log-json", "khac/chay.log").returncode == 73


def test_a_log_that_cannot_be_written_is_named(kehoach: Kehoach, plans: Path) -> None:
    """Exit code 74 with the path of the log."""
    run = kehoach("extract", plans, "-o", "ra", "--log-json", "khong-co/chay.log")
    assert run.returncode == 74
    assert "khong-co/chay.log" in run.stderr


def test_results_of_other_formats_are_told_when_they_go(kehoach: Kehoach, plans: Path) -> None:
    """One line names what was removed; nothing is said where nothing was."""
    assert "Đã xóa" not in kehoach("extract", plans, "-o", "ra").stderr
    said = kehoach("extract", plans, "-o", "ra", "--format", "csv,sqlite").stderr
    (line,) = [line for line in said.splitlines() if "Đã xóa" in line]
    assert line.endswith(": kehoach.xlsx, plans.jsonl")
    assert "Đã xóa" not in kehoach("extract", plans, "-o", "ra", "--format", "csv,sqlite").stderr


def test_a_document_without_suffix_is_told_to_get_one(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """By its content, on the terminal and in inputs.csv; what holds no document is told as before."""
    (plans / "Bản ký").write_bytes(b"%PDF-1.4\n")
    (plans / "Tờ trình.dự thảo").write_bytes(word_file(paragraph("TỜ TRÌNH")))
    (plans / "dữ liệu").write_bytes(b"PK\x03\x04")
    run = kehoach("extract", plans, "-o", "ra")
    assert run.returncode == 0
    with (tmp_path / "ra" / "inputs.csv").open(encoding="utf-8-sig", newline="") as lines:
        advised = {row["file"]: row["advice"] for row in csv.DictReader(lines)}
    for name, suffix in (("Bản ký", ".pdf"), ("Tờ trình.dự thảo", ".docx")):
        assert f"thêm đuôi {suffix} vào tên" in advised[name]
        assert any(f"thêm đuôi {suffix}" in line for line in run.stderr.splitlines() if name in line)
    assert "lưu lại" in advised["dữ liệu"]


def test_what_is_left_out_by_intent_has_a_reason(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Hidden and lock files, supplied facts, empty folders, an archive that was read; in both languages."""
    for name in (".DS_Store", "Thumbs.db", "~$a.docx"):
        (plans / name).write_bytes(b"x")
    (plans / "metadata.csv").write_text("file,title\n", encoding="utf-8")
    (plans / "trống").mkdir()
    with zipfile.ZipFile(plans / "gói.zip", "w") as archive:
        archive.writestr("c.txt", PLAN)
    for language, word in (("vi", "Không cần làm gì: "), ("en", "Nothing to do: ")):
        kehoach("extract", plans, "-o", "ra", "--lang", language)
        with (tmp_path / "ra" / "inputs.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = {row["file"]: row for row in csv.DictReader(lines)}
        left_out = {name: row["advice"] for name, row in rows.items() if row["status"] == "skipped"}
        assert len(left_out) == 6
        assert all(reason.startswith(word) for reason in left_out.values())
        assert len(set(left_out.values())) == 3
    assert "archive was opened" in left_out["gói.zip"]


def test_copies_are_counted(kehoach: Kehoach, plans: Path) -> None:
    """A file met twice is read twice and told once, with where to look; without copies nothing is said."""
    assert "lặp lại" not in kehoach("extract", plans, "-o", "mot").stderr
    first = min(plans.glob("*.txt"))
    (plans / "ban-sao.txt").write_bytes(first.read_bytes())
    run = kehoach("extract", plans, "-o", "ra")
    assert "1 văn bản lặp lại văn bản khác" in run.stderr
    assert run.returncode == 0


USAGE = [
    (("extract", "vao"), "thiếu tùy chọn -o / --output"),
    (("extract",), "thiếu tham số PATHS"),
    (("extract", "vao", "-o"), "tùy chọn -o cần một giá trị"),
    (("extract", "vao", "-o", "ra", "--strickt"), "không có tùy chọn --strickt; có phải --strict"),
    (("extract", "vao", "-o", "ra", "--headers", "fr"), "hãy chọn trong en, vi"),
    (("extract", "vao", "-o", ""), "chưa nêu thư mục kết quả"),
    (("show", "a.txt", "--rows", "x"), "cần số nguyên từ 0 trở lên"),
    (("show", "a.txt", "--rows", "-1"), "cần số nguyên từ 0 trở lên"),
    (("show", "a.txt", "b.txt"), "thừa tham số: b.txt"),
    (("xem",), "không có lệnh xem"),
    (("show", "."), "là thư mục; show xem từng tệp, hãy dùng kehoach extract"),
    (("evaluate", "nope"), "nope: không có thư mục bản chuẩn này"),
    (("extract", "vao", "-o", "ra", "--config", "nope.toml"), "không có tệp hay thư mục này"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=[words for _, words in USAGE])
def test_wrong_calls_are_told_in_vietnamese(kehoach: Kehoach, arguments: tuple[str, ...], words: str) -> None:
    """What is wrong with a call is said in the language of all messages, exit code 2."""
    run = kehoach(*arguments)
    assert words in run.stderr
    assert run.returncode == 2
    assert "Error" not in run.stderr


def test_wrong_calls_are_told_in_english_on_request(kehoach: Kehoach) -> None:
    """--lang holds for a call that could not be understood too."""
    run = kehoach("extract", "vao", "--lang", "en")
    assert "Missing option '-o' / '--output'" in run.stderr
    assert run.stderr.startswith("Usage: kehoach extract")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("khong_co = 1\n", "không có khóa “khong_co”"),
        ("[limits]\npages = 'x'\n", "“limits.pages” phải là int, không phải str"),
        ("pages = = 1\n", "không phải TOML hợp lệ (dòng 1, cột 9)"),
    ],
)
def test_a_wrong_configuration_is_told_in_vietnamese(
    kehoach: Kehoach, tmp_path: Path, text: str, words: str
) -> None:
    """The key, the place or the type that is wrong."""
    (tmp_path / "sai.toml").write_text(text, encoding="utf-8")
    assert words in kehoach("extract", "vao", "-o", "ra", "--config", "sai.toml").stderr


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


@unix_only
def test_a_named_file_that_may_not_be_read_does_not_stop_the_others(plans: Path, tmp_path: Path) -> None:
    """It is a failed document: exit code 3, listed in quarantine.csv, the other one has its plan."""
    files = [str(plans / name) for name in ("a.txt", "b.txt")]
    command = [sys.executable, "-c", RUN, "extract", *files, "-o", str(tmp_path / "ra")]
    env = environment(KEHOACH_TEST_READER="tests.batch.mocks:forbid")
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 3, run.stderr
    assert "a.txt: không mở được (không có quyền)" in run.stderr
    assert "a.txt" in (tmp_path / "ra" / "quarantine.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "ra" / "plans" / "b.json").is_file()


def test_the_counter_ends_at_its_total(kehoach: Kehoach, plans: Path) -> None:
    """Hidden files and metadata.csv are not counted: the last line says 2/2."""
    for name in (".an.txt", "~$b.docx", "Thumbs.db"):
        (plans / name).write_text("x")
    said = kehoach("extract", plans, "-o", "ra").stderr
    assert [line.split(" ")[0] for line in said.splitlines() if "/2 " in line] == ["1/2", "2/2"]


def test_nothing_to_read_is_said(kehoach: Kehoach, tmp_path: Path) -> None:
    """An empty folder ends with 0 and a clear line, with --strict with 3."""
    (tmp_path / "trong").mkdir()
    run = kehoach("extract", "trong", "-o", "ra")
    assert run.returncode == 0
    assert "Không có văn bản nào để đọc" in run.stderr
    assert kehoach("extract", "trong", "-o", "ra", "--strict").returncode == 3


def test_a_folder_of_other_things_is_no_output(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A folder with the user's own files is refused with 73 and left as it is."""
    (tmp_path / "cua-toi").mkdir()
    (tmp_path / "cua-toi" / "tasks.csv").write_text("của tôi", encoding="utf-8")
    run = kehoach("extract", plans, "-o", "cua-toi")
    assert run.returncode == 73
    assert "không phải kết quả của kehoach" in run.stderr
    assert [path.name for path in (tmp_path / "cua-toi").iterdir()] == ["tasks.csv"]


def test_formats_may_be_written_in_capitals(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """--format CSV,XLSX is understood."""
    assert kehoach("extract", plans, "-o", "ra", "--format", "CSV,XLSX").returncode == 0
    assert (tmp_path / "ra" / "kehoach.xlsx").is_file()


def test_a_supplied_value_that_differs_from_the_document_is_said(
    kehoach: Kehoach, plans: Path, tmp_path: Path
) -> None:
    """The document's own type stays; a line names the field; another spelling of the same is no difference."""
    (tmp_path / "them.csv").write_text("file,loại\na.txt,Quyết định\nb.txt,kế hoạch\n", encoding="utf-8")
    run = kehoach("extract", plans, "-o", "ra", "--metadata", "them.csv")
    assert "a.txt: giá trị bạn cung cấp khác với văn bản, giữ theo văn bản – Loại văn bản" in run.stderr
    assert "b.txt: giá trị" not in run.stderr
    plan = json.loads((tmp_path / "ra" / "plans" / "a.json").read_bytes())
    assert plan["header"]["type"] == "plan"
    assert plan["source"]["supplied"] == {"type": "Quyết định"}


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
    """A film is skipped; --strict makes that exit code 3; hidden files and metadata.csv never count."""
    (plans / ".an").write_text("x")
    (plans / "metadata.csv").write_text("file,number\na.txt,1/KH\n")
    assert kehoach("extract", plans, "-o", "ra", "--strict").returncode == 0
    (plans / "phim.mp4").write_bytes(b"x")
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


def test_the_counts_make_up_the_files_met(kehoach: Kehoach, plans: Path) -> None:
    """What is left out by intent is counted by itself, in words where there is any, and in --json."""
    assert "để ngoài" not in kehoach("extract", plans, "-o", "ra").stderr
    for name in ("Thumbs.db", "~$ke hoach.docx", "la.xyz"):
        (plans / name).write_bytes(b"x")
    with zipfile.ZipFile(plans / "goi.zip", "w") as archive:
        archive.writestr("trong.txt", PLAN)
        link = zipfile.ZipInfo(".lien-ket")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "trong.txt")
    run = kehoach("extract", plans, "-o", "ra", "--json")
    summary = json.loads(run.stdout)
    assert (summary["read"], summary["skipped"], summary["left_out"]) == (3, 1, 4)
    assert summary["read"] + summary["skipped"] + summary["left_out"] == len(summary["documents"])
    assert "Ngoài ra 4 mục để ngoài" in run.stderr


def test_what_an_earlier_run_read_is_told_as_kept(kehoach: Kehoach, plans: Path) -> None:
    """Documents and failures taken from it say so; what is read now does not."""
    (plans / "hong.docx").write_bytes(b"day khong phai zip")
    assert "earlier run" not in kehoach("extract", plans, "-o", "ra", "--lang", "en").stderr
    (plans / "moi.txt").write_text(PLAN.replace("hai", "ba"), encoding="utf-8")
    lines = kehoach("extract", plans, "-o", "ra", "--lang", "en").stderr.splitlines()
    told = {name: line for name in ("a.txt", "moi.txt", "hong.docx") for line in lines if f"{name}: " in line}
    assert "a.txt: kept from an earlier run – read" in told["a.txt"]
    assert "earlier run" not in told["moi.txt"]
    assert told["hong.docx"].endswith("(kept from an earlier run)")


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
    assert run.stderr.count("columns not used: mau.") == 1
    assert run.stderr.count("“khong.txt”") == 1
    plan = json.loads((tmp_path / "ra" / "plans" / "a.json").read_bytes())
    assert plan["source"]["supplied"] == {"number": "8/KH"}


@unix_only
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_well(plans: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    """The signal lets the running document finish; tables and a manifest with complete: false are written."""
    for name in ("a.txt", "b.txt"):
        (plans / name).write_text(mock("slow", PLAN, str(tmp_path / name)), encoding="utf-8")
    command = [sys.executable, "-c", RUN, "extract", str(plans), "-o", str(tmp_path / "ra"), "--jobs", "1"]
    with subprocess.Popen(command, env=environment(**TEST_READER), stderr=subprocess.PIPE) as process:
        wait_for((tmp_path / "a.txt").exists)
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors.decode()
    assert "còn 1 trên 2 tệp chưa đọc" in errors.decode()
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


def test_small_limits_are_for_documents_alone(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A limit below the size of what workers warm up with: documents have their record, nothing breaks."""
    (tmp_path / "kehoach.toml").write_text(
        "[limits]\nfile_bytes = 10\ntext_characters = 10\n", encoding="utf-8"
    )
    run = kehoach("extract", plans, "-o", "ra", "--config", "kehoach.toml")
    assert run.returncode == 3, run.stderr
    assert "too_large" in (tmp_path / "ra" / "quarantine.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "phải từ 1 trở lên"), ("-1", "phải từ 1 trở lên"), ("9223372036854775807", "nhiều nhất là")],
)
def test_limits_that_mean_nothing_are_refused(
    kehoach: Kehoach, plans: Path, tmp_path: Path, value: str, said: str
) -> None:
    """Exit code 2 and the key, before anything is read."""
    (tmp_path / "kehoach.toml").write_text(f"[limits]\npages = {value}\n", encoding="utf-8")
    run = kehoach("extract", plans, "-o", "ra", "--config", "kehoach.toml")
    assert run.returncode == 2
    assert said in run.stderr
    assert "limits.pages" in run.stderr
