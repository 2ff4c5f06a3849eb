"""Processes on Unix: a worker is a nursery that forks one process after another, each for some documents.

The nursery has loaded everything, so that a fresh process costs milliseconds. It reads no document itself,
so that nothing can hang or crash it: it passes frames on, ends the process when told to, and ends all when
the pipe from the supervisor closes, as it does also where that was killed. Under Linux all that a process
started becomes the nursery's own when the process is gone, and is ended with it.
"""

import ctypes
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from extractor.batch.hosts import Serve
from extractor.batch.wire import Bounds, BrokenFrame, Ended, Frames, framed, packed, send

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_CHUNK = 1 << 20
_LOOK_MS = 1000
"""How often the nursery looks whether its parent is still there, should its pipe be held open by another."""
_IS_LINUX = sys.platform == "linux"


class Unix:
    """Linux in full; on other systems what a tool starts beyond its group may outlive it."""

    limits_memory = _IS_LINUX
    keeps_nursery = True

    def options(self) -> dict[str, Any]:
        """See ``Host``."""
        return {"start_new_session": True}

    def kill(self, process: Any) -> None:
        """See ``Host``."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()

    def tend(self, orders: int, results: int, serve: Serve) -> None:
        """See ``Host``."""
        with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as scratch:
            tempfile.tempdir = os.environ["TMPDIR"] = scratch
            _Nursery(orders, results, serve, Path(scratch)).run()

    def confine(self, bounds: Bounds) -> None:
        """See ``Host``."""
        _limit(resource.RLIMIT_CORE, 0)
        if bounds.memory and self.limits_memory:
            _limit(resource.RLIMIT_AS, bounds.memory)

    def slack(self) -> int:
        """See ``Host``."""
        found = _memory()
        return max(found.get("VmSize", 0) - found.get("VmRSS", 0), 0)

    def allow_work(self, until: float | None) -> None:
        """See ``Host``."""
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (hard if until is None else int(until) + 1, hard))

    def peak(self) -> int:
        """See ``Host``."""
        return _memory().get("VmHWM", 0)

    def forget_peak(self) -> None:
        """See ``Host``."""
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


class _Nursery:
    def __init__(self, orders: int, results: int, serve: Serve, scratch: Path) -> None:
        self._orders, self._results, self._serve, self._scratch = orders, results, serve, scratch
        self._parent = os.getppid()
        self._coming = Frames()

    def run(self) -> None:
        """Tends process after process until the supervisor is gone."""
        _prctl(_SET_CHILD_SUBREAPER, 1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        child = None
        try:
            while True:
                child = _Child(self._serve, closed=(self._orders, self._results))
                wanted = self._watch(child)
                ended = child.end()
                self._clear()
                if not wanted:
                    return
                send(self._results, packed(ended))
        except BrokenPipeError:
            return
        finally:
            if child is not None:
                child.end()

    def _watch(self, child: "_Child") -> bool:
        """Passes frames until the process is gone; false where the supervisor is."""
        poll = select.poll()
        for handle in (self._orders, child.results):
            poll.register(handle, select.POLLIN | select.POLLHUP)
        while True:
            ready = [handle for handle, _ in poll.poll(_LOOK_MS)]
            if os.getppid() != self._parent:
                return False
            if self._orders in ready and not self._pass_down(child):
                return False
            if child.results in ready and not self._pass_up(child):
                return True

    def _pass_down(self, child: "_Child") -> bool:
        data = os.read(self._orders, _CHUNK)
        for frame in self._coming.add(data):
            if frame:
                child.hand(frame)
            else:  # the supervisor wants it gone
                child.kill()
        return bool(data)

    def _pass_up(self, child: "_Child") -> bool:
        data = os.read(child.results, _CHUNK)
        try:
            for frame in child.frames.add(data):
                send(self._results, framed(frame))
        except BrokenFrame:
            child.kill()
            return False
        return bool(data)

    def _clear(self) -> None:
        """What a killed process left in the scratch folder."""
        for path in self._scratch.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()


class _Child:
    """A forked process that serves documents."""

    def __init__(self, serve: Serve, closed: tuple[int, ...]) -> None:
        down, self._orders = os.pipe()
        self.results, up = os.pipe()
        self.frames = Frames()
        self._ended: Ended | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _serve_and_leave(serve, down, up, (*closed, self._orders, self.results))
        os.close(down)
        os.close(up)

    def hand(self, frame: bytes) -> None:
        """Gives it an order; it may be gone."""
        with suppress(BrokenPipeError):
            send(self._orders, framed(frame))

    def kill(self) -> None:
        """Ends it at once; it is reaped by ``end``."""
        if self._ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def end(self) -> Ended:
        """Ends it and all it started, and closes its pipes."""
        if self._ended is None:
            os.close(self._orders)
            os.close(self.results)
            self.kill()
            _, status, usage = os.wait4(self.pid, 0)
            peak = usage.ru_maxrss * (1024 if _IS_LINUX else 1)
            self._ended = Ended(signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, peak=peak)
            _end_orphans()
        return self._ended


def _serve_and_leave(serve: Serve, orders: int, results: int, closed: tuple[int, ...]) -> None:
    code = 1
    try:
        nursery = os.getppid()
        _prctl(_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != nursery:
            return
        for handle in closed:
            os.close(handle)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        serve(orders, results)
        code = 0
    except BrokenPipeError:
        code = 0
    finally:
        os._exit(code)


def _end_orphans() -> None:
    """Ends every process that is this one's child by now, until there is none."""
    with suppress(ChildProcessError):  # there is none
        while _IS_LINUX:
            if os.waitpid(-1, os.WNOHANG) != (0, 0):
                continue
            for pid in _children():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            os.waitpid(-1, 0)


def _children() -> list[int]:
    own, found = os.getpid(), []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_bytes().rpartition(b")")[2].split()
            if int(fields[1]) == own and fields[0] != b"Z":
                found.append(int(stat.parent.name))
    return found


def _limit(kind: int, wanted: int) -> None:
    hard = resource.getrlimit(kind)[1]
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def _memory() -> dict[str, int]:
    """Sizes of this process in bytes, as Linux tells them."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    sizes = (line.partition(":") for line in lines if line.endswith("kB"))
    return {name: int(rest.split()[0]) << 10 for name, _, rest in sizes}


def _prctl(option: int, value: int) -> None:
    if _IS_LINUX:
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
