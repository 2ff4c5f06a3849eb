"""show, validate, schema, rules: what they print and how they end."""

import json
import re
from pathlib import Path

import pytest

from extractor.cli.messages import terminal_text
from extractor.codec import PUBLISHED, schema_bytes
from tests.cli.conftest import PLAN, Kehoach


def test_show_gives_a_readable_tree(kehoach: Kehoach, plans: Path) -> None:
    """Header, sections and issues of a document, in Vietnamese or English, without escape codes in a pipe."""
    run = kehoach("show", plans / "a.txt")
    assert run.returncode == 0
    assert "Thông tin đầu văn bản" in run.stdout
    assert "MỤC ĐÍCH" in run.stdout
    assert "\x1b" not in run.stdout
    assert "Header" in kehoach("show", plans / "a.txt", "--lang", "en").stdout


def test_show_tells_mentions_of_the_document_itself_apart(kehoach: Kehoach, tmp_path: Path) -> None:
    """ "Kế hoạch này" is a mention, no other document."""
    words = "KẾ HOẠCH\nTrồng hoa năm 2030\n\nCăn cứ Luật Làm vườn số 7/2029/QH16 ngày 01/6/2029;\n\n"
    (tmp_path / "x.txt").write_text(
        words + "I. TỔ CHỨC\n\nCác xã thực hiện Kế hoạch này.\n", encoding="utf-8"
    )
    assert "Viện dẫn: 2 lần, trong đó 1 lần nói đến chính văn bản này, 1 văn bản khác" in (
        kehoach("show", "x.txt").stdout
    )
    shown = kehoach("show", "x.txt", "--lang", "en").stdout
    assert "Citations: 2, 1 of them of this document itself, of other documents: 1" in shown


def test_show_of_a_bad_file_is_a_message(kehoach: Kehoach, tmp_path: Path) -> None:
    """One line on stderr, exit code 3, nothing on stdout."""
    (tmp_path / "x.txt").write_bytes(b"")
    run = kehoach("show", "x.txt", "--lang", "en")
    assert (run.returncode, run.stdout) == (3, "")
    assert "x.txt: the file is empty" in run.stderr
    run = kehoach("show", "khong-co.txt")
    assert run.returncode == 3
    assert "khong-co.txt: không có tệp này" in run.stderr


def test_show_takes_supplied_facts(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """metadata.csv beside the file and --metadata fill what the document lacks, marked as supplied."""
    (plans / "metadata.csv").write_text("file,number\na.txt,77/KH-MAU\n", encoding="utf-8")
    assert "77/KH-MAU (do người dùng cung cấp)" in kehoach("show", plans / "a.txt").stdout
    (tmp_path / "them.csv").write_text("file,number\na.txt,78/KH-MAU\n", encoding="utf-8")
    assert "78/KH-MAU" in kehoach("show", plans / "a.txt", "--metadata", "them.csv").stdout


def test_show_names_issues_in_vietnamese(kehoach: Kehoach, plans: Path) -> None:
    """The name of a code stands before its message."""
    assert "Thiếu thông tin đầu văn bản: không nêu: số, ký hiệu" in kehoach("show", plans / "a.txt").stdout


def test_show_does_not_pass_on_what_a_document_hides(kehoach: Kehoach, tmp_path: Path) -> None:
    """Escape codes, direction marks and rich markup in a document reach the terminal as plain text."""
    text = PLAN.replace("MỤC ĐÍCH", "MỤC \x1b[31mĐÍCH\u202e [bold red]X[/]")
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    shown = kehoach("show", "x.txt").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold red]X[/]" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\nb\tc", "a b c"),
        ("a\u202eb\u200fc", "abc"),
        ("a\x9bb", "a\ufffdb"),
        ("Đề án", "Đề án"),
    ],
)
def test_terminal_text_is_plain(text: str, shown: str) -> None:
    """Control characters are shown, direction marks dropped, letters kept."""
    assert terminal_text(text) == shown


def test_validate_passes_what_extract_wrote(kehoach: Kehoach, plans: Path) -> None:
    """Exit code 0 for a folder or its files; 5, naming the file, once something was changed."""
    kehoach("extract", plans, "-o", "ra")
    assert kehoach("validate", "ra").returncode == 0
    assert kehoach("validate", "ra/plans/a.json", "ra/plans/b.json").returncode == 0


def test_validate_names_what_is_wrong(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A plan with a missing key and a plan that is gone are both named; exit code 5."""
    kehoach("extract", plans, "-o", "ra")
    path = tmp_path / "ra" / "plans" / "a.json"
    plan = json.loads(path.read_bytes())
    del plan["header"]["title"]
    path.write_text(json.dumps(plan))
    (tmp_path / "ra" / "plans" / "b.json").unlink()
    run = kehoach("validate", "ra", "--json")
    assert run.returncode == 5
    assert "$.header.title" in run.stderr
    assert "b.json" in run.stderr
    assert len(json.loads(run.stdout)["faults"]) == 2


def test_validate_of_a_folder_without_plans(kehoach: Kehoach, tmp_path: Path) -> None:
    """An empty folder is no success; the line names it once."""
    (tmp_path / "trong").mkdir()
    run = kehoach("validate", "trong")
    assert run.returncode == 5
    assert run.stderr.splitlines()[0].count("trong:") == 1


def test_validate_speaks_vietnamese(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Faults are told in the language of all messages."""
    kehoach("extract", plans, "-o", "ra")
    (tmp_path / "ra" / "plans" / "b.json").unlink()
    assert "b.json: có trong manifest nhưng không thấy" in kehoach("validate", "ra").stderr


def test_an_interrupted_run_does_not_pass(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """A manifest with complete: false is a fault: exit code 5."""
    kehoach("extract", plans, "-o", "ra")
    path = tmp_path / "ra" / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"complete": true', b'"complete": false'))
    run = kehoach("validate", "ra")
    assert run.returncode == 5
    assert "lần chạy bị ngắt" in run.stderr


def test_schema_prints_writes_and_checks(kehoach: Kehoach, tmp_path: Path) -> None:
    """The list, one schema on stdout, all to a folder, and a comparison that notices a change."""
    assert kehoach("schema").stdout.split() == list(PUBLISHED)
    assert kehoach("schema", "task").stdout.encode() == schema_bytes("task")
    assert kehoach("schema", "--write", "s").returncode == 0
    assert kehoach("schema", "--check", "s").returncode == 0
    (tmp_path / "s" / "task.schema.json").write_text("{}")
    run = kehoach("schema", "--check", "s")
    assert run.returncode == 5
    assert "task.schema.json" in run.stderr
    assert kehoach("schema", "khong-co").returncode == 2


RULE = """
[[rule]]
id = "thu.mot"
why = "thử"
pattern = '''số \\s (?P<n>\\d+)'''
examples = [{ text = "số 12", n = "N" }]
rejects = ["chữ"]
"""


def test_rules_check_runs_rules_on_their_examples(kehoach: Kehoach, tmp_path: Path) -> None:
    """A good file passes, a wrong example is named with file and rule, exit code 5."""
    (tmp_path / "tot.toml").write_text(RULE.replace('"N"', '"12"'), encoding="utf-8")
    (tmp_path / "sai.toml").write_text(RULE.replace('"N"', '"13"'), encoding="utf-8")
    assert kehoach("rules", "check", "tot.toml").returncode == 0
    run = kehoach("rules", "check", "tot.toml", "sai.toml")
    assert run.returncode == 5
    assert re.search(r"sai\.toml.*thu\.mot", run.stderr)
    assert kehoach("rules", "check", "khong-co.toml").returncode == 5


def test_shards_are_extracted_and_merged(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """Any job array does it: the same command with 1/2 and 2/2, then merge; a missing shard is told (3)."""
    for shard in ("1/2", "2/2"):
        run = kehoach("extract", plans, "-o", f"phan-{shard[0]}", "--shard", shard)
        assert run.returncode == 0, run.stderr
    run = kehoach("merge", "phan-1", "phan-2", "-o", "ra")
    assert run.returncode == 0
    assert "2 văn bản đã đọc" in run.stderr
    assert (tmp_path / "ra" / "kehoach.xlsx").is_file()
    run = kehoach("merge", "phan-1", "-o", "ra-2", "--lang", "en")
    assert run.returncode == 3
    assert "shards 2/2 were not given" in run.stderr
    assert kehoach("merge", "vao", "-o", "ra-3").returncode == 2
    assert kehoach("extract", plans, "-o", "ra-4", "--shard", "3/2").returncode == 2


@pytest.mark.parametrize("formats", ["xlsx,csv", "json"])
def test_a_merge_ends_as_the_run(kehoach: Kehoach, plans: Path, formats: str) -> None:
    """Counts, what is left out, copies, results and failures are told alike, as files of the same names."""
    (plans / "c.txt").write_bytes((plans / "a.txt").read_bytes())
    (plans / "rong.txt").write_bytes(b"")
    (plans / "Thumbs.db").write_bytes(b"x")
    for shard in ("1/2", "2/2"):
        kehoach("extract", plans, "-o", f"phan-{shard[0]}", "--shard", shard, "--format", formats)
    whole = kehoach("extract", plans, "-o", "ra", "--format", formats).stderr.splitlines()
    told = kehoach("merge", "phan-1", "phan-2", "-o", "gop").stderr.splitlines()
    ending = [line.replace("gop/", "ra/") for line in told]
    assert ending == whole[-len(ending) :]
    assert any("lặp lại" in line for line in ending)
    assert any("Ngoài ra 1 mục" in line for line in ending)
    assert any(line.startswith("Kết quả: ra/") for line in ending)


def test_an_engine_takes_over(kehoach: Kehoach, plans: Path, tmp_path: Path) -> None:
    """--engine ray gives the same folder; what does not go with it is said."""
    for more in (("--engine", "ray", "--shard", "1/2"), ("--address", "127.0.0.1:6379")):
        assert kehoach("extract", plans, "-o", "ra", *more).returncode == 2
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'kehoach[distributed]'")
    (plans / "rong.txt").write_bytes(b"")
    run = kehoach("extract", "vao", "-o", "ray", "--engine", "ray")
    assert run.returncode == 3, run.stderr
    assert "2 văn bản đã đọc" in run.stderr
    assert "rong.txt" in run.stderr
    assert kehoach("extract", "vao", "-o", "may").returncode == 3
    one, two = ((tmp_path / name / "kehoach.xlsx").read_bytes() for name in ("ray", "may"))
    assert one == two
