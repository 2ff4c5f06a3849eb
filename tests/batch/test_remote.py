"""Inputs and outputs behind URLs give what local folders give."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner, Result

from extractor.batch.discover import discover
from extractor.batch.remote import local
from extractor.batch.urls import check_out_apart, is_url, local_path, shown, shown_in
from extractor.cli.main import kehoach
from extractor.errors import ConfigError, MissingTool
from tests.batch.processes import linux_only
from tests.batch.test_run import NUMBERED, tree

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'kehoach[cloud]'")


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty store in the memory of this process."""
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pseudo_dirs[:] = [""]
    yield store
    store.store.clear()


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A local folder with plans and facts about them."""
    folder = tmp_path / "ke-hoach"
    (folder / "con").mkdir(parents=True)
    for n, name in enumerate(("một.txt", "hai.txt", "con/ba.txt", "con/rỗng.txt")):
        text = NUMBERED.format(year=2024 + n) if "rỗng" not in name else ""
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "metadata.csv").write_text("file,title\nhai.txt,Tên của người dùng\n", encoding="utf-8")
    return folder


def put(store: Any, folder: Path, root: str) -> None:
    """A folder copied into a store."""
    for path in folder.rglob("*"):
        if path.is_file():
            store.pipe_file(f"{root}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def got(store: Any, root: str) -> dict[str, bytes]:
    """Everything below a place of a store but the facts of the run."""
    found = {path.split(root, 1)[1].strip("/"): store.cat_file(path) for path in store.find(root)}
    return {name: data for name, data in found.items() if name not in {"run.json", "journal.jsonl"}}


def call(*arguments: str | Path) -> Result:
    """The command in this process, where memory:// lives."""
    return CliRunner().invoke(kehoach, [str(one) for one in arguments], catch_exceptions=False)


def test_a_run_between_urls_is_the_local_run(memory: Any, plans: Path, tmp_path: Path) -> None:
    """Every output byte is the same, metadata.csv speaks about its files, messages name the URL."""
    put(memory, plans, "/vao/ke-hoach")
    assert call("extract", plans, "-o", tmp_path / "ra").exit_code == 3
    run = call("extract", "memory://vao/ke-hoach", "-o", "memory://ra/1")
    assert run.exit_code == 3
    assert got(memory, "/ra/1") == tree(tmp_path / "ra")
    assert "memory://ra/1/kehoach.xlsx" in run.output
    assert "kehoach-" not in run.output
    facts = memory.cat_file("/ra/1/run.json")
    assert b"memory://vao/ke-hoach" in facts
    assert b"kehoach-" not in facts


def test_a_further_run_replaces_the_results(memory: Any, plans: Path, tmp_path: Path) -> None:
    """What is gone from the inputs is gone from the URL; unchanged files are not written again."""
    put(memory, plans, "/vao")
    call("extract", "memory://vao", "-o", "memory://ra")
    kept = memory.info("/ra/plans/mot.json")["created"]
    memory.rm_file("/vao/hai.txt")
    call("extract", "memory://vao", "-o", "memory://ra", "--format", "json,sqlite")
    names = set(got(memory, "/ra"))
    assert names >= {"plans/mot.json", "kehoach.sqlite", "manifest.json"}
    assert not names & {"plans/hai.json", "text/hai.txt", "kehoach.xlsx"}
    assert memory.info("/ra/plans/mot.json")["created"] == kept


def test_single_files_and_paths_mix(memory: Any, plans: Path, tmp_path: Path) -> None:
    """A file behind a URL keeps its name and takes the metadata.csv beside it."""
    put(memory, plans, "/vao")
    other = tmp_path / "bốn.txt"
    other.write_text(NUMBERED.format(year=2030), encoding="utf-8")
    assert call("extract", "memory://vao/hai.txt", other, "-o", tmp_path / "ra").exit_code == 0
    assert {"plans/hai.json", "plans/bon.json"} <= set(tree(tmp_path / "ra"))
    assert "Tên của người dùng" in (tmp_path / "ra" / "plans" / "hai.json").read_text(encoding="utf-8")


def test_urls_of_one_name_are_told_apart(memory: Any, tmp_path: Path) -> None:
    """By the folders above them in the store, the same on every run."""
    for folder in ("bd", "bp"):
        memory.pipe_file(f"/{folder}/2023/kh.txt", b"x")
    with local(["memory://bd/2023", "memory://bp/2023", "memory://bd/2023"], str(tmp_path / "ra")) as place:
        files = [item.file for item in discover(place.inputs)]
    assert files == ["bd/2023/kh.txt", "bp/2023/kh.txt"]


def test_shards_merge_from_urls(memory: Any, plans: Path, tmp_path: Path) -> None:
    """Each machine writes its shard to a URL; merge reads and writes URLs."""
    put(memory, plans, "/vao")
    call("extract", "memory://vao", "-o", tmp_path / "ra")
    for n in (1, 2):
        call("extract", "memory://vao", "-o", f"memory://phan/{n}", "--shard", f"{n}/2")
    assert call("merge", "memory://phan/1", "memory://phan/2", "-o", "memory://gop").exit_code == 3
    assert got(memory, "/gop") == tree(tmp_path / "ra")
    facts = json.loads(memory.cat_file("/gop/run.json"))
    assert facts["inputs"] == ["memory://phan/1", "memory://phan/2"]


def test_merge_names_urls_in_what_it_refuses(memory: Any, plans: Path) -> None:
    """The shard given twice, and what is no shard: not where they were copied to."""
    put(memory, plans, "/vao")
    call("extract", "memory://vao", "-o", "memory://phan/1", "--shard", "1/2")
    twice = call("merge", "memory://phan/1", "memory://phan/1/", "-o", "memory://gop").output
    assert "memory://phan/1" in twice
    wrong = call("merge", "memory://phan/1", "memory://vao", "-o", "memory://gop").output
    assert "memory://vao" in wrong
    assert tempfile.gettempdir() not in twice + wrong


def test_what_is_not_there_is_a_record(memory: Any, tmp_path: Path) -> None:
    """As with a local path that does not exist."""
    run = call("extract", "memory://vao/khong-co.txt", "-o", tmp_path / "ra")
    assert run.exit_code == 3
    assert b'"unreadable"' in (tmp_path / "ra" / "manifest.json").read_bytes()


def test_a_folder_with_other_things_is_refused(memory: Any, plans: Path) -> None:
    """Nothing behind the URL is overwritten or removed."""
    put(memory, plans, "/vao")
    memory.pipe_file("/ra/anh.jpg", b"x")
    assert call("extract", "memory://vao", "-o", "memory://ra").exit_code == 73
    assert got(memory, "/ra") == {"anh.jpg": b"x"}


def test_keys_that_are_no_paths_stay_inside(memory: Any, tmp_path: Path) -> None:
    """Steps up, empty parts, names of other systems: all files arrive, in the folder."""
    from fsspec.implementations.memory import MemoryFile

    keys = ["a/../../../x.txt", "b.txt", "d\\e.txt", "f//g.txt"]
    for key in keys:
        memory.store[f"/vao/{key}"] = MemoryFile(memory, f"/vao/{key}", b"x")
    with local(["memory://vao"], str(tmp_path / "ra")) as place:
        folder = Path(place.inputs[0])
        assert sum(path.is_file() for path in folder.rglob("*")) == len(keys)
        assert [path.name for path in folder.parent.iterdir()] == ["vao"]
    assert not folder.exists()


def test_no_more_is_copied_than_may_be_read(memory: Any, tmp_path: Path) -> None:
    """A huge object does not fill the disk; one byte over the limit says that it is too large."""
    memory.pipe_file("/vao/to.txt", b"x" * 5_000)
    with local(["memory://vao"], str(tmp_path / "ra"), limit=1_000) as place:
        assert Path(place.inputs[0], "to.txt").stat().st_size == 1_001


def test_local_things_stay_where_they_are(tmp_path: Path) -> None:
    """Paths, drives of Windows, the standard streams and file:// are not copied."""
    given = [str(tmp_path), "C:\\Ke hoach", "C:/x", "-", "a:b", f"file://{tmp_path}"]
    with local(given, f"file://{tmp_path}-ra") as place:
        assert place.inputs == (*given[:-1], str(tmp_path))
        assert (place.out, place.shown) == (f"{tmp_path}-ra", f"{tmp_path}-ra")
    assert not any(is_url(one) for one in given)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///x/a%20b/v%C4%83n.txt", "/x/a b/văn.txt"),
        ("FILE://localhost/x", "/x"),
        ("file:///x/văn bản#2?.txt", "/x/văn bản#2?.txt"),
        ("local:///x/a%20b", "/x/a%20b"),
        ("local://x/y", "x/y"),
        ("s3://x/a%20b", "s3://x/a%20b"),
        ("/x/a%20b", "/x/a%20b"),
    ],
)
def test_urls_of_files_are_paths(url: str, path: str) -> None:
    """``file:`` is percent-encoded, ``local:`` is a path as it is; others stay URLs."""
    assert local_path(url) == path


@pytest.mark.parametrize("url", ["file://may-khac/x", "file://x"])
def test_files_of_other_machines_are_refused(url: str, tmp_path: Path) -> None:
    """With what to write instead, exit code 2."""
    run = call("extract", url, "-o", tmp_path / "ra")
    assert run.exit_code == 2
    assert "chỉ máy khác" in run.output
    assert "file:///đường-dẫn" in run.output


def test_an_output_inside_an_input_is_refused_by_url(memory: Any, plans: Path, tmp_path: Path) -> None:
    """Before anything is copied: the next run would read its own results."""
    put(memory, plans, "/vao")
    for given, out in (
        (f"local://{plans}", f"local://{plans}/ra"),
        (plans, f"local://{plans}/ra"),
        (f"file://{plans}", plans / "ra"),
        ("memory://vao", "memory://vao/ra"),
        ("memory:///vao/", "memory://vao/con/../ra"),
        ("memory://vao", "memory://vao"),
    ):
        run = call("extract", given, "-o", out)
        assert run.exit_code == 2, (given, out)
        assert "nằm trong đầu vào" in run.output
    assert not (plans / "ra").exists()
    assert not any("manifest" in path for path in memory.find("/"))


@pytest.mark.parametrize(
    ("given", "out", "refused"),
    [
        ("s3://b/in", "s3://b/in/out", True),
        ("s3://b/in/", "S3A://b//in/out/", True),
        ("s3://b", "s3://b/in", True),
        ("https://h/a%20b?sig=1", "https://ai:mk@H/a b/ra", False),
        ("https://h/a%20b?sig=1", "https://H/a b/ra?sig=2", True),
        ("s3://b/out/plans/x.json", "s3://b/out", True),
        ("s3://b/in", "s3://b/in-out", False),
        ("s3://b/in/x", "s3://b/in", False),
        ("s3://a/in", "s3://b/in/out", False),
        ("s3://b/in", "gs://b/in/out", False),
        ("abfs://a@konto/in", "abfs://b@konto/in/out", False),
    ],
)
def test_urls_are_compared_in_one_form(given: str, out: str, refused: bool) -> None:
    """Without keys, queries, doubled slashes; beside one another is not inside."""
    if not refused:
        check_out_apart(out, [given])
        return
    with pytest.raises(ConfigError, match="lies inside") as caught:
        check_out_apart(out, [given])
    assert "sig" not in str(caught.value)


def test_passwords_and_keys_are_not_shown() -> None:
    """Neither in messages nor in run.json: user, query and fragment go."""
    assert shown("ftp://ai:mat-khau@may/x@y") == "ftp://may/x@y"
    assert shown("https://may/x.pdf?sig=a/b&t=1#c") == "https://may/x.pdf"
    assert shown("https://may?sig=a/b@c") == "https://may"
    assert shown("a@b") == "a@b"
    assert shown("a?b#c") == "a?b#c"
    assert shown_in("404: 'https://ai:mk@may/x?sig=K', again") == "404: 'https://may/x', again"


def test_keys_of_urls_are_kept_nowhere(memory: Any, tmp_path: Path) -> None:
    """A signed address is read under its name; no output holds the signature."""
    memory.pipe_file("/vao/một.txt?sig=BI-MAT/x", NUMBERED.format(year=2024).encode())
    run = call("extract", "memory://vao/một.txt?sig=BI-MAT/x", "-o", tmp_path / "ra")
    assert run.exit_code == 0, run.output
    assert "BI-MAT" not in run.output
    kept = [path for path in (tmp_path / "ra").rglob("*") if path.is_file()]
    assert [path.name for path in kept if b"BI-MAT" in path.read_bytes()] == []
    assert b'"file": "m\xe1\xbb\x99t.txt"' in (tmp_path / "ra" / "manifest.json").read_bytes()


@linux_only
def test_what_a_killed_run_left_is_cleared(
    memory: Any, plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the next run; the folder of a run that still goes on stays, and so do things of other names."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam" / "kehoach-run-abcd1234" / "out").mkdir(parents=True)
    (tmp_path / "tam" / "kehoach-khac").mkdir()
    (tmp_path / "tam" / "kehoach-run-lien-ket").symlink_to(plans)
    with local(["memory://vao"], "memory://ra") as place:
        used = Path(place.out).parent
        assert used.is_relative_to(tmp_path / "tam")
        call("extract", plans, "-o", tmp_path / "ra")
        left = {path.name for path in (tmp_path / "tam").iterdir()}
        assert left == {"kehoach-khac", "kehoach-run-lien-ket", used.name, Path(place.inputs[0]).parent.name}
    assert {path.name for path in (tmp_path / "tam").iterdir()} == {"kehoach-khac", "kehoach-run-lien-ket"}
    assert (plans / "hai.txt").exists()


def test_an_unknown_kind_of_url_is_told(tmp_path: Path) -> None:
    """Before anything is read, in both languages."""
    with pytest.raises(ConfigError, match="no such kind of URL") as caught, local(["khong://x"], "ra"):
        pass
    assert "không có loại URL này" in caught.value.message_vi


def test_a_missing_library_is_told_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """fsspec itself, or what it needs for such a URL."""
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with (
        pytest.raises(MissingTool, match=r"uv tool install '\.\[all\]'") as caught,
        local(["s3://x"], "ra"),
    ):
        pass
    assert "cần thư viện" in caught.value.message_vi


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of a local S3 server."""
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'kehoach[cloud]'")
    moto = pytest.importorskip("moto.server", reason="moto is not installed: pip install 'moto[s3,server]'")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "thu",
        "AWS_SECRET_ACCESS_KEY": "thu",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    urlopen(Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    store = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    store.mkdir("kho")
    yield store
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    server.stop()


def test_a_run_on_s3_is_the_local_run(bucket: Any, plans: Path, tmp_path: Path) -> None:
    """Against a local S3 server: inputs and outputs in a bucket, a second run over the first."""
    put(bucket, plans, "kho/vao")
    call("extract", plans, "-o", tmp_path / "ra")
    for _ in range(2):
        run = call("extract", "s3://kho/vao", "-o", "s3://kho/ra/1")
        assert run.exit_code == 3, run.output
        assert got(bucket, "kho/ra/1") == tree(tmp_path / "ra")


def test_a_store_that_refuses_is_told(bucket: Any, plans: Path) -> None:
    """No such bucket: exit code 74, the URL in the message, no traceback."""
    run = call("extract", plans, "-o", "s3://khong-co-kho/ra")
    assert run.exit_code == 74
    assert "s3://khong-co-kho/ra: không đọc hay ghi được" in run.output


def test_results_that_cannot_be_copied_up_are_told(
    memory: Any, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 74; the manifest, copied last, does not list what is not there."""
    put(memory, plans, "/vao")

    def full(path: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(memory, "put_file", full)
    assert call("extract", "memory://vao", "-o", "memory://ra").exit_code == 74
    assert got(memory, "/ra") == {}
