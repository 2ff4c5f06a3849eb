"""One worker as the supervisor sees it: a process, the thread that listens to it, and what it is at."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from msgspec import Struct

import extractor
from extractor.batch.hosts import Host
from extractor.batch.single import Order
from extractor.batch.wire import (
    BrokenFrame,
    Ended,
    Made,
    Message,
    Ready,
    framed,
    message_in,
    pickled,
    receive,
    send,
)
from extractor.batch.worker import THREADS

_LEAVES_SECONDS = 5.0
"""How long a worker may take to end what it started and to leave."""
_OBEYS_SECONDS = 2.0
"""How long it may take to end a document when asked to."""


class Job(Struct, frozen=True):
    """One document of the run: its place in it, and what to do."""

    index: int
    order: Order


class Slot:
    """A worker. ``job`` is what it is at; a slot without is free once ``is_ready``."""

    def __init__(self, host: Host, start: bytes, events: "SimpleQueue[tuple[Slot, Message | None]]") -> None:
        self._host = host
        self.is_ready = self.was_ready = False
        self.job: Job | None = None
        self.began = self.deadline = 0.0
        self.slack = 0
        self.timed_out = False
        self._kill_by: float | None = None
        self._come = self._heard = 0
        self._process = _started(host)
        self._listener = Thread(target=self._listen, args=(events,), daemon=True)
        self._listener.start()
        self._say(start)

    def give(self, job: Job, seconds: float) -> None:
        """Hands it a document that may take ``seconds``."""
        self.job, self.is_ready, self.timed_out = job, False, False
        self.began = time.monotonic()
        self.deadline = self.began + seconds
        self._say(pickled(job.order))

    def hear(self, message: Message | None) -> None:
        """Keeps book of what it said: None where it is gone."""
        self._heard += 1
        if isinstance(message, Ready):
            self.is_ready = self.was_ready = True
        if isinstance(message, Ready | Made):
            self.slack = message.slack
        elif message is None or isinstance(message, Ended):
            self.is_ready, self._kill_by = False, None

    @property
    def is_ending(self) -> bool:
        """Whether its process was asked to end."""
        return self._kill_by is not None

    @property
    def has_said_more(self) -> bool:
        """Whether something it said is still to be heard: it may have been in time."""
        return self._come > self._heard

    def next_look(self) -> float | None:
        """When to look after it again; None where it is at nothing."""
        if self._kill_by is not None:
            return self._kill_by
        return self.deadline if self.job is not None else None

    def look(self, now: float) -> None:
        """Ends its document where its time is over, and the whole worker where that does not help."""
        if self._kill_by is not None:
            if now >= self._kill_by:
                self._host.kill(self._process)
        elif self.job is not None and now >= self.deadline:
            self.timed_out = True
            self._kill_by = now + _OBEYS_SECONDS
            if self._host.keeps_nursery:
                self._say(framed(b""))
            else:
                self._host.kill(self._process)

    def leave(self) -> None:
        """Tells it to end; ``close`` waits for it."""
        with suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()

    def close(self) -> None:
        """Ends it with all it started, and waits until it is gone."""
        self.leave()
        try:
            if not self._host.keeps_nursery and self.job is not None:
                self._host.kill(self._process)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_LEAVES_SECONDS)
        finally:
            if self._process.poll() is None:
                self._host.kill(self._process)
            self._process.wait()
            self._listener.join()

    def _say(self, data: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError, ValueError):  # it is gone: the listener tells
            send(self._process.stdin.fileno(), data)

    def _listen(self, events: "SimpleQueue[tuple[Slot, Message | None]]") -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            try:
                for frame in receive(pipe.fileno()):
                    message = message_in(frame)
                    self._come += 1
                    events.put((self, message))
            except (BrokenFrame, OSError):
                self._host.kill(self._process)
        self._come += 1
        events.put((self, None))


def _started(host: Host) -> "subprocess.Popen[bytes]":
    root = str(Path(extractor.__file__).resolve().parents[1])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "extractor.batch.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("KEHOACH_DEBUG") else subprocess.DEVNULL,
        env={**os.environ, **THREADS, "PYTHONPATH": path},
        bufsize=0,
        **host.options(),
    )
