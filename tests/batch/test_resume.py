"""A run may end at any moment; the same command goes on, and the results are those of an unbroken run."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.journal import JOURNAL
from tests.batch.mocks import TEST_READER, mock
from tests.batch.processes import apart, gone, linux_only, put_aside, wait_for
from tests.batch.scale import KILLS, PLANS, SOAK, synthesize
from tests.cli.conftest import PLAN, RUN, environment

RUN_ONLY = {"run.json", JOURNAL}
"""What may differ between two runs."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented plans in several formats, a copy of one, and some that cannot be read."""
    made = synthesize(tmp_path_factory.mktemp("plans") / "vao", PLANS)
    first = sorted(made.glob("*.txt"))[0]
    (made / "z-ban-sao.txt").write_bytes(first.read_bytes())
    (made / "rong.txt").write_bytes(b"")
    (made / "hong.docx").write_bytes(b"PK\x03\x04hong")
    return made


@pytest.fixture(scope="module")
def unbroken(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The results of an unbroken run, and how long it took."""
    out = tmp_path_factory.mktemp("unbroken") / "ra"
    began = time.monotonic()
    assert extract(folder, out).returncode == 3
    return tree(out), time.monotonic() - began


def command(folder: Path, out: Path, *options: str) -> list[str]:
    """The command over ``folder``."""
    return [sys.executable, "-c", RUN, "extract", str(folder), "-o", str(out), "--jobs", "2", *options]


def extract(folder: Path, out: Path, *options: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """A whole run."""
    return subprocess.run(
        command(folder, out, *options), env=environment(**env), capture_output=True, text=True, check=False
    )


def tree(out: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones included, but what may differ."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name not in RUN_ONLY)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def summary(done: "subprocess.CompletedProcess[str]") -> dict[str, object]:
    """What ``--json`` prints."""
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_the_number_of_workers_changes_nothing(
    folder: Path, tmp_path: Path, unbroken: tuple[dict[str, bytes], float], jobs: str
) -> None:
    """One, two and four at a time give the same bytes."""
    extract(folder, tmp_path / "ra", "--jobs", jobs)
    assert tree(tmp_path / "ra") == unbroken[0]


@linux_only
def test_killed_at_any_moment(folder: Path, tmp_path: Path, unbroken: tuple[dict[str, bytes], float]) -> None:
    """kill -9 again and again, then the same command: the same bytes, no process and no file left."""
    out, moments = tmp_path / "ra", random.Random(5)
    env = environment(**apart(tmp_path))
    for _ in range(KILLS):
        with subprocess.Popen(command(folder, out), env=env, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(moments.uniform(0.2, unbroken[1]))
            except subprocess.TimeoutExpired:
                process.kill()
        assert gone(str(tmp_path)) == []
    assert extract(folder, out).returncode == 3
    assert tree(out) == unbroken[0]
    assert put_aside(tmp_path) == set()


@linux_only
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_and_gone_on(
    folder: Path,
    tmp_path: Path,
    unbroken: tuple[dict[str, bytes], float],
    number: signal.Signals,
    code: int,
) -> None:
    """The first signal finishes what is being read; the same command does the rest."""
    out = tmp_path / "ra"
    env = environment(**apart(tmp_path))
    with subprocess.Popen(command(folder, out), env=env, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: sum(1 for _ in (out / "plans").glob("*.json")) >= 3)
        process.send_signal(number)
    assert process.returncode == code
    assert json.loads((out / "manifest.json").read_bytes())["complete"] is False
    assert gone(str(tmp_path)) == []
    done = extract(folder, out, "--json")
    assert summary(done)["resumed"]
    assert tree(out) == unbroken[0]


def _done(folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Four plans and the folder of their results."""
    source, out = tmp_path / "vao", tmp_path / "ra"
    source.mkdir()
    for path in sorted(folder.glob("tong-hop*.txt"))[:4]:
        shutil.copy(path, source)
    extract(source, out)
    return source, out


def test_what_is_done_is_not_done_again(folder: Path, tmp_path: Path) -> None:
    """A second run takes all from the journal; --force takes nothing; a changed file is read anew."""
    source, out = _done(folder, tmp_path)
    first = tree(out)
    done = summary(extract(source, out, "--json"))
    assert done["resumed"] == len(list(source.iterdir()))
    assert tree(out) == first
    assert summary(extract(source, out, "--json", "--force"))["resumed"] == 0
    changed = sorted(source.iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
    assert summary(extract(source, out, "--json"))["resumed"] == len(list(source.iterdir())) - 1


def test_results_changed_by_hand_are_made_anew(folder: Path, tmp_path: Path) -> None:
    """A plan that was edited or taken away, and a line cut off in the journal, do not mislead a run."""
    source, out = _done(folder, tmp_path)
    first = tree(out)
    plans = sorted((out / "plans").iterdir())
    plans[0].write_bytes(b"{}")
    plans[1].unlink()
    with (out / JOURNAL).open("ab") as file:
        file.write(b'{"key": "cut off')
    assert summary(extract(source, out, "--json"))["resumed"] == len(list(source.iterdir())) - 2
    assert tree(out) == first


def test_failures_are_kept_until_asked_for(tmp_path: Path) -> None:
    """What failed is not tried by every run: --retry-failed does so, and so does another limit."""
    source = tmp_path / "vao"
    source.mkdir()
    (source / "tot.txt").write_text(PLAN, encoding="utf-8")
    (source / "xau.txt").write_text(mock("once", PLAN, str(tmp_path / "mark")), encoding="utf-8")
    options = ("--timeout", "1", "--json", "--fail-fast")  # --fail-fast: no second try at the end
    first = summary(extract(source, tmp_path / "ra", *options, **TEST_READER))
    assert (first["failed"], first["resumed"]) == (1, 0)
    second = summary(extract(source, tmp_path / "ra", *options, **TEST_READER))
    assert (second["failed"], second["resumed"]) == (1, 2)
    third = summary(extract(source, tmp_path / "ra", *options, "--retry-failed", **TEST_READER))
    assert (third["failed"], third["resumed"]) == (0, 1)


def test_a_run_that_stops_at_the_first_failure_is_the_same_for_all(tmp_path: Path) -> None:
    """--fail-fast: what lies behind the first failure is not in the results, however many were at work."""
    source = tmp_path / "vao"
    source.mkdir()
    for number in range(6):
        (source / f"{number}.txt").write_text(f"{PLAN}{number}", encoding="utf-8")
    (source / "2.txt").write_bytes(b"")
    made = []
    for jobs in ("1", "4"):
        assert extract(source, tmp_path / jobs, "--fail-fast", "--jobs", jobs).returncode == 3
        made.append(tree(tmp_path / jobs))
    assert made[0] == made[1]
    assert sorted(name for name in made[0] if name.startswith("plans/")) == ["plans/0.json", "plans/1.json"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk with room for little."""
    disk = tmp_path / "dia"
    disk.mkdir()
    size = "8m" if SOAK else "600k"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small disk can only be made by root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or shutil.which("mount") is None, reason="needs mount")
def test_a_full_disk(
    folder: Path, small_disk: Path, tmp_path: Path, unbroken: tuple[dict[str, bytes], float]
) -> None:
    """Exit code 74 and no temporary file; with room the same command goes on to the same bytes."""
    out = small_disk / "ra"
    done = extract(folder, out)
    assert done.returncode == 74, done.stderr
    assert "Traceback" not in done.stderr
    assert list(out.rglob(".tmp-*")) == []
    shutil.copytree(out, tmp_path / "ra")
    assert extract(folder, tmp_path / "ra").returncode == 3
    assert tree(tmp_path / "ra") == unbroken[0]


@linux_only
def test_a_second_run_on_the_same_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    """Exit code 73 for the second; the first never notices."""
    out = tmp_path / "ra"
    with subprocess.Popen(command(folder, out), env=environment(), stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: sum(1 for _ in (out / "plans").glob("*.json")) >= 1)
        assert extract(folder, out).returncode == 73
    assert process.returncode == 3
