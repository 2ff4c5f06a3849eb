"""Documents that misbehave on purpose: the first line says how, the rest is an ordinary text.

Workers call ``install`` where ``KEHOACH_TEST_READER`` names it (``TEST_READER``); no program of a user does.
"""

import ctypes
import mmap
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import structs

from extractor import pipeline
from extractor.config import Config
from extractor.model.document import Document
from extractor.model.source import SourceFile

MAGIC = "#mock: "
TEST_READER = {"KEHOACH_TEST_READER": "tests.batch.mocks:install"}
SLEEPER = "86399"
"""Seconds that a left-over tool sleeps: its name in the list of processes."""

_MAPPED: list[mmap.mmap] = []


def install() -> None:
    """Puts the mocks before the reader."""
    before = pipeline.read

    def read(source: SourceFile, config: Config) -> Document:
        head, _, rest = source.data.partition(b"\n")
        if head.startswith(MAGIC.encode()):
            name, _, argument = head.decode().removeprefix(MAGIC).strip().partition(" ")
            MOCKS[name](argument)
            source = structs.replace(source, data=rest)
        return before(source, config)

    pipeline.read = read


def mock(name: str, rest: str, argument: str = "") -> str:
    """The text of a document that does ``name`` and is ``rest`` otherwise."""
    return f"{MAGIC}{name} {argument}\n{rest}"


def _hang(_: str) -> None:
    while True:
        pass


def _hang_in_c(_: str) -> None:
    re.match(r"(a+)+$", "a" * 64 + "b")


def _sleep(argument: str) -> None:
    time.sleep(float(argument or 1e6))


def _segfault(_: str) -> None:
    ctypes.string_at(0)


def _exit(_: str) -> None:
    os._exit(0)


def _out_of_memory(_: str) -> None:
    held = []
    while True:
        held.append(b"x" * (16 << 20))


def _misread_out_of_memory(_: str) -> None:
    held = []
    try:
        while True:
            held.append(b"x" * (16 << 20))
    except MemoryError:
        message = "not well-formed"
        raise SyntaxError(message) from None


def _leave_mapped(argument: str) -> None:
    """Leaves some MiB of address space taken that were never touched."""
    _MAPPED.append(mmap.mmap(-1, int(argument) << 20))


def _abort_without_memory(_: str) -> None:
    """Ends as libraries in C++ do where they get no memory."""
    held = []
    try:
        while True:
            held.append(b"x" * (16 << 20))
    except MemoryError:
        os.abort()


def _ignore_sigterm(_: str) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(1e6)


def _flood(_: str) -> None:
    for handle in (1, 2):
        for _ in range(64):
            os.write(handle, b"x" * (1 << 20))
    sys.stdout.write("x" * (1 << 20))


def _tools(_: str) -> None:
    """Tools in a session of their own, one of them orphaned, and files put aside."""
    Path(tempfile.mkdtemp(prefix="kehoach-"), "document").write_bytes(b"x")
    subprocess.Popen(["sleep", SLEEPER], start_new_session=True)
    subprocess.run(["sh", "-c", f"sleep {SLEEPER} >/dev/null 2>&1 &"], check=True)
    time.sleep(1e6)


def _once(argument: str) -> None:
    """Hangs the first time only."""
    if not Path(argument).exists():
        Path(argument).write_bytes(b"")
        _hang("")


def _slow(argument: str) -> None:
    """Tells by a file that it is at work, and takes a second."""
    Path(argument).write_bytes(b"")
    time.sleep(1)


def forbid() -> None:
    """Nobody may open the file a.txt."""
    opened = os.open

    def refuse(path: Any, *more: Any, **named: Any) -> int:
        if str(path).endswith("/a.txt"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *more, **named)

    os.open = refuse


MOCKS: dict[str, Callable[[str], None]] = {
    "hang": _hang,
    "hang-in-c": _hang_in_c,
    "sleep": _sleep,
    "segfault": _segfault,
    "exit": _exit,
    "out-of-memory": _out_of_memory,
    "misread-out-of-memory": _misread_out_of_memory,
    "leave-mapped": _leave_mapped,
    "abort-without-memory": _abort_without_memory,
    "ignore-sigterm": _ignore_sigterm,
    "flood": _flood,
    "tools": _tools,
    "once": _once,
    "slow": _slow,
}
