"""Options about processes: how many, how much memory, and a log of what each document took."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from extractor.batch.engine import Tell, silent
from extractor.batch.supervisor import Attempt
from extractor.errors import OutputError

_SIZES = {"": 1 << 20, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_LEAST = 256 << 20
"""Bytes below which not even an empty document can be read."""


class Memory(click.ParamType[int]):
    """A number of bytes: ``1536M``, ``2G``; a bare number counts in M."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes in ``value``."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,9})([KMG]?)(?:i?B)?", value.strip(), re.IGNORECASE)
        size = int(found[1]) * _SIZES[found[2].upper()] if found else -1
        if size < 0 or 0 < size < _LEAST:
            self.fail("1536M, 2G, 0; ≥ 256M", param, ctx)
        return size


MEMORY = Memory()


def cores() -> int:
    """Cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1


@contextmanager
def attempts_to(path: Path | None, out: str) -> Iterator[Tell]:
    """Adds a line of JSON to ``path`` for each attempt at a document; nothing where it is None.

    Args:
        out: the output folder, which is made where the log lies in it.

    Raises:
        OutputError: the file cannot be written.
    """
    if path is None:
        yield silent
        return
    with _writing(path):
        if path.parent.resolve() == Path(out).resolve():
            path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8")
    with file:

        def tell(attempt: Attempt) -> None:
            with _writing(path):
                file.write(json.dumps(_facts(attempt), ensure_ascii=False) + "\n")
                file.flush()

        yield tell


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Errors of the system about this one file as ours; a run has others."""
    try:
        yield
    except OSError as error:
        raise OutputError.writing(path, error) from error


def _facts(attempt: Attempt) -> dict[str, Any]:
    entry = attempt.made.entry
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "file": entry.file,
        "status": entry.status,
        "code": entry.code,
        "again": attempt.again,
        "seconds": round(attempt.seconds, 3),
        "peak_bytes": attempt.made.peak,
    }
