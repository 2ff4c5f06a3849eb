"""A document that hangs, crashes or eats memory has its own record; its neighbours never notice."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor.batch.worker import PORTABLE
from tests.batch.mocks import SLEEPER, TEST_READER, mock
from tests.batch.processes import apart, gone, linux_only, put_aside, running, wait_for
from tests.cli.conftest import PLAN, RUN, environment

GOOD = 20
LIMIT = 1.0
Extract = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty good plans."""
    made = tmp_path / "vao"
    made.mkdir()
    for number in range(GOOD):
        (made / f"{number:02d}.txt").write_text(f"{PLAN}{number}.\n", encoding="utf-8")
    return made


@pytest.fixture
def extract(tmp_path: Path, folder: Path) -> Iterator[Extract]:
    """Runs the command over the folder, with mocks; looks afterwards that nothing is left."""
    aside = apart(tmp_path)

    def call(*options: str, **env: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", RUN, "extract", str(folder), "-o", str(tmp_path / "ra"), *options]
        return subprocess.run(
            command,
            env=environment(**TEST_READER, **aside, **env),
            capture_output=True,
            text=True,
            check=False,
        )

    yield call
    if sys.platform == "linux":
        assert gone(str(tmp_path)) == []
    assert put_aside(tmp_path) == set()
    assert list((tmp_path / "ra").rglob(".tmp-*")) == []


def entries(out: Path) -> dict[str, tuple[str, str | None]]:
    """Status and code of each file."""
    documents = json.loads((out / "manifest.json").read_bytes())["documents"]
    return {entry["file"]: (entry["status"], entry["code"]) for entry in documents}


ENDS = [
    ("hang", "resource_limit"),
    ("hang-in-c", "resource_limit"),
    ("sleep", "resource_limit"),
    ("ignore-sigterm", "resource_limit"),
    ("tools", "resource_limit"),
    ("segfault", "crash"),
    ("exit", "crash"),
]


@linux_only
@pytest.mark.parametrize(("name", "code"), ENDS, ids=[name for name, _ in ENDS])
def test_a_bad_document_ends_alone(
    extract: Extract, folder: Path, tmp_path: Path, name: str, code: str
) -> None:
    """Twenty good results, the right code, each attempt over in time, no process and no file left."""
    (folder / "10-xau.txt").write_text(mock(name, PLAN), encoding="utf-8")
    log = tmp_path / "log"
    done = extract("--timeout", str(LIMIT), "--jobs", "2", "--log-json", str(log))
    found = entries(tmp_path / "ra")
    assert found.pop("10-xau.txt") == ("error", code)
    assert [status for status, _ in found.values()].count("ok-with-warning") == GOOD
    assert done.returncode == 3, done.stderr
    attempts = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    seconds = [one["seconds"] for one in attempts if one["file"] == "10-xau.txt"]
    assert len(seconds) == (2 if code == "resource_limit" else 1)
    assert max(seconds) <= LIMIT + 2


@linux_only
@pytest.mark.parametrize("name", ["out-of-memory", "misread-out-of-memory"])
def test_memory_that_runs_out_is_told_as_such(
    extract: Extract, folder: Path, tmp_path: Path, name: str
) -> None:
    """resource_limit, whatever the library made of it; never more than the limit is used."""
    (folder / "10-xau.txt").write_text(mock(name, PLAN), encoding="utf-8")
    log = tmp_path / "log"
    extract("--max-memory", "512M", "--jobs", "2", "--log-json", str(log))
    found = entries(tmp_path / "ra")
    assert found.pop("10-xau.txt") == ("error", "resource_limit")
    assert {status for status, _ in found.values()} == {"ok-with-warning"}
    peaks = [json.loads(line)["peak_bytes"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert max(peaks) <= 512 << 20


@linux_only
def test_memory_that_ran_out_is_told_whatever_was_read_before(
    extract: Extract, folder: Path, tmp_path: Path
) -> None:
    """Address space that earlier documents left taken counts: the code is not that of a crash."""
    (folder / "08-truoc.txt").write_text(mock("leave-mapped", PLAN, "250"), encoding="utf-8")
    (folder / "09-xau.txt").write_text(mock("abort-without-memory", PLAN), encoding="utf-8")
    extract("--max-memory", "1G", "--jobs", "1")
    assert entries(tmp_path / "ra")["09-xau.txt"] == ("error", "resource_limit")


def test_output_of_a_library_reaches_nobody(extract: Extract, folder: Path, tmp_path: Path) -> None:
    """A document whose reader prints without end is read like any other."""
    (folder / "10-xau.txt").write_text(mock("flood", PLAN), encoding="utf-8")
    done = extract("--jobs", "2")
    assert entries(tmp_path / "ra")["10-xau.txt"][0] == "ok-with-warning"
    assert len(done.stdout + done.stderr) < 10_000


def test_a_second_try_alone_may_succeed(extract: Extract, folder: Path, tmp_path: Path) -> None:
    """What met a limit once is read again at the end; the result is as if nothing had been."""
    (folder / "10-lan-hai.txt").write_text(mock("once", PLAN, str(tmp_path / "mark")), encoding="utf-8")
    done = extract("--timeout", str(LIMIT), "--jobs", "2")
    assert entries(tmp_path / "ra")["10-lan-hai.txt"][0] == "ok-with-warning"
    assert done.returncode == 0, done.stderr


def test_workers_of_other_systems_hold_the_same(extract: Extract, folder: Path, tmp_path: Path) -> None:
    """Without anything of Unix: hang and crash end alone; that memory has no limit is said once."""
    (folder / "10-xau.txt").write_text(mock("hang", PLAN), encoding="utf-8")
    (folder / "11-xau.txt").write_text(mock("exit", PLAN), encoding="utf-8")
    done = extract("--timeout", str(LIMIT), "--jobs", "2", **{PORTABLE: "1"})
    found = entries(tmp_path / "ra")
    assert found.pop("10-xau.txt") == ("error", "resource_limit")
    assert found.pop("11-xau.txt") == ("error", "crash")
    assert {status for status, _ in found.values()} == {"ok-with-warning"}
    assert done.stderr.count("không giới hạn được bộ nhớ") == 1


@linux_only
def test_nothing_outlives_a_killed_run(folder: Path, tmp_path: Path) -> None:
    """kill -9 of the program: its workers, and tools that they started, are gone, with what they put aside."""
    for number in range(GOOD):
        (folder / f"{number:02d}.txt").write_text(mock("tools", PLAN), encoding="utf-8")
    command = [sys.executable, "-c", RUN, "extract", str(folder), "-o", str(tmp_path / "ra"), "--jobs", "2"]
    env = environment(**TEST_READER, **apart(tmp_path))
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: any(SLEEPER in line for line in running(str(tmp_path))))
        process.kill()
    assert gone(str(tmp_path)) == []
    assert put_aside(tmp_path) == set()


def test_nothing_of_unix_is_loaded_at_the_start() -> None:
    """The command imports what only Unix has when it starts workers, and not before."""
    code = (
        "import sys\nsys.modules['resource'] = sys.modules['fcntl'] = None\n"
        "import extractor.cli.extract, extractor.batch.worker, extractor.batch.run\n"
        "assert 'extractor.batch.unix' not in sys.modules"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
