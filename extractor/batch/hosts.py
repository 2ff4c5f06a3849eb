"""What systems do differently about processes, behind one Protocol; that of Unix is loaded on Unix only."""

import os
import subprocess
from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol, cast

from extractor.batch.wire import Bounds

Serve = Callable[[int, int], None]
"""Serves documents: orders come from the first handle, results go down the second."""


class Host(Protocol):
    """A kind of system."""

    limits_memory: bool
    keeps_nursery: bool
    """Whether a worker keeps the process that serves apart from itself, and ends it when asked to."""

    def options(self) -> dict[str, Any]:
        """Options of ``subprocess.Popen`` that give a worker a group of its own."""

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """Ends a worker and what it started, at once."""

    def tend(self, orders: int, results: int, serve: Serve) -> None:
        """In the worker: runs ``serve`` again and again until the supervisor is gone."""

    def confine(self, bounds: Bounds) -> None:
        """In the process that serves: sets its limits."""

    def slack(self) -> int:
        """In the process that serves: bytes of its address space that are not in memory; 0: unknown."""

    def allow_work(self, until: float | None) -> None:
        """In the process that serves: it may work until ``time.process_time()`` says so; None: for ever."""

    def peak(self) -> int:
        """In the process that serves: most bytes in memory since ``forget_peak``; 0: unknown."""

    def forget_peak(self) -> None:
        """In the process that serves: the peak counts anew, where the system can."""


class Portable:
    """Any system: a worker serves by itself, and is ended as a whole. Memory is not limited."""

    limits_memory = False
    keeps_nursery = False

    def options(self) -> dict[str, Any]:
        """See ``Host``."""
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """See ``Host``. What the worker started ends with it on Windows."""
        if os.name == "nt":
            command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - of Windows, by number
        process.kill()

    def tend(self, orders: int, results: int, serve: Serve) -> None:
        """See ``Host``."""
        serve(orders, results)

    def confine(self, bounds: Bounds) -> None:
        """See ``Host``: there are none."""

    def slack(self) -> int:
        """See ``Host``."""
        return 0

    def allow_work(self, until: float | None) -> None:
        """See ``Host``: the clock alone counts."""

    def peak(self) -> int:
        """See ``Host``."""
        return 0

    def forget_peak(self) -> None:
        """See ``Host``."""


def this_host() -> Host:
    """The host of the system this process runs on."""
    if os.name != "posix":
        return Portable()
    return cast("Host", import_module("extractor.batch.unix").Unix())
