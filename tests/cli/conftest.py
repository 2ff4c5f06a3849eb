"""Runs the command as a user does: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RUN = "from extractor.cli.main import main; main()"

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MẪU

KẾ HOẠCH
Mở lớp tập huấn năm 2024

I. MỤC ĐÍCH
Nâng cao năng lực.
II. NỘI DUNG
1. Mở hai lớp.
"""

Result = subprocess.CompletedProcess[str]
Kehoach = Callable[..., Result]


def environment(**more: str) -> dict[str, str]:
    """The environment of a user without settings for this program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEHOACH_")}
    return {**kept, "PYTHONPATH": str(PROJECT), **more}


@pytest.fixture
def kehoach(tmp_path: Path) -> Kehoach:
    """Runs ``kehoach`` with arguments in an empty folder."""

    def call(*arguments: str | Path, stdin: str = "", **env: str) -> Result:
        command = [sys.executable, "-c", RUN, *map(str, arguments)]
        return subprocess.run(
            command,
            env=environment(**env),
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with two invented plans."""
    folder = tmp_path / "vao"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(PLAN + name, encoding="utf-8")
    return folder
