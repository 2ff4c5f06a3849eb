"""Broken and hostile inputs: one record each, of the right kind, and nothing hangs, crashes or is lost."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.batch.processes import apart, gone, put_aside
from tests.batch.scale import PROJECT, SOAK
from tests.cli.conftest import RUN, environment

MAKER = PROJECT.parent / "shared" / "bad" / "make_bad.py"
SLOW = (
    "gen/docx_table_100k_rows.docx",
    "gen/docx_runs_300k.docx",
    "gen/html_table_200k_cells.html",
    "gen/pdf_form_laughs_10x10.pdf",
    "gen/pdf_pages_10000_empty.pdf",
    "gen/pdf_scan_blank_5.pdf",
    "gen/pdf_scan_noise_1.pdf",
    "gen/pdf_tounicode_fffd.pdf",
    "gen/re_newlines_1m.txt",
    "gen/re_roman_lines_100k.txt",
    "gen/re_stt_rows_100k.txt",
    "gen/txt_blank_2m_lines.txt",
)
"""Those that take seconds, for ``make soak`` only."""
MOST_MEMORY = 1600 << 20

pytestmark = pytest.mark.skipif(not MAKER.is_file(), reason="the maker of bad inputs is not there")


class Ran:
    """A run over all bad inputs, and what is right for each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        options = [] if SOAK else ["--no-big"]
        maker = [sys.executable, "-W", "ignore", str(MAKER), str(folder / "vao"), *options]
        subprocess.run(maker, check=True, capture_output=True)
        index = json.loads((folder / "vao.index.json").read_text(encoding="utf-8"))
        self.allowed = {entry["file"]: entry["allowed"] for entry in index}
        for name in () if SOAK else SLOW:
            (folder / "vao" / name).unlink()
            del self.allowed[name]
        self.done = self.extract("ra", "2")
        log = (folder / "ra.log").read_text(encoding="utf-8").splitlines()
        self.attempts: list[dict[str, Any]] = [json.loads(line) for line in log]
        documents = json.loads((folder / "ra" / "manifest.json").read_bytes())["documents"]
        self.statuses = {entry["file"]: entry["status"] for entry in documents}
        self.files = [entry["file"] for entry in documents]

    def extract(self, out: str, jobs: str) -> "subprocess.CompletedProcess[str]":
        """A run into the folder ``out``."""
        options = ["--jobs", jobs, "--timeout", "10", "--log-json", str(self.folder / f"{out}.log")]
        command = [sys.executable, "-c", RUN, "extract", str(self.folder / "vao"), "-o"]
        return subprocess.run(
            [*command, str(self.folder / out), *options],
            env=environment(**apart(self.folder)),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One run for all tests."""
    return Ran(tmp_path_factory.mktemp("bad"))


def test_each_input_has_one_record_of_the_right_kind(ran: Ran) -> None:
    """The status of every input is one that its maker calls right; folders stand for what is in them."""
    assert len(ran.files) == len(set(ran.files))
    wrong = {}
    for file, allowed in ran.allowed.items():
        under = [status for name, status in ran.statuses.items() if name.startswith(f"{file}/")]
        status = ran.statuses.get(file, under[0] if under else "missing")
        if status not in allowed:
            wrong[file] = (status, allowed)
    assert wrong == {}


def test_the_run_ends_well(ran: Ran) -> None:
    """Exit code 3, no traceback, no process left, no worker larger than the limit."""
    assert ran.done.returncode == 3
    assert "Traceback" not in ran.done.stderr
    assert max(one["peak_bytes"] for one in ran.attempts) <= MOST_MEMORY
    if sys.platform == "linux":
        assert gone(str(ran.folder)) == []


@pytest.mark.skipif(not SOAK, reason="make soak")
def test_the_number_of_workers_changes_nothing(ran: Ran) -> None:
    """One and four at a time give the bytes of two."""
    for jobs in ("1", "4"):
        ran.extract(jobs, jobs)
        command = ["diff", "-rq", "--exclude=run.json", "--exclude=journal.jsonl", "ra", jobs]
        compared = subprocess.run(command, cwd=ran.folder, capture_output=True, text=True, check=False)
        assert compared.stdout == ""
    assert put_aside(ran.folder) == set()
