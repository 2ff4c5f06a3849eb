"""What the tests of processes look at: those of the package that run, and what they left on disk."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc of Linux")


def running(marker: str) -> list[str]:
    """Command lines of processes that were started with ``KEHOACH_MARK=marker``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            marked = f"KEHOACH_MARK={marker}".encode() in (folder / "environ").read_bytes().split(b"\0")
            if marked and int(folder.name) != os.getpid():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def gone(marker: str, seconds: float = 5.0) -> list[str]:
    """Those still running after ``seconds`` at most."""
    until = time.monotonic() + seconds
    while (left := running(marker)) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def apart(folder: Path) -> dict[str, str]:
    """Environment of a run whose processes are known by their mark, and put files aside in ``folder``."""
    aside = folder / "tam"
    aside.mkdir(exist_ok=True)
    return {"KEHOACH_MARK": str(folder), "TMPDIR": str(aside)}


def put_aside(folder: Path) -> set[str]:
    """What is left there."""
    return {path.name for path in (folder / "tam").iterdir()}


def wait_for(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Returns when ``holds`` does; fails the test where it does not come to."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "what the test waits for does not come"
        time.sleep(0.02)
