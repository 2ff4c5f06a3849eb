"""Documents read in processes of their own: what one does, or is made to do, reaches no other.

Each worker has one document at a time, a deadline and limits. What it was at when it died has its record and
another takes its place; a document that met a limit of time or memory is tried once more, alone, at the end.
"""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import NamedTuple

from extractor.batch.hosts import Host
from extractor.batch.single import too_much
from extractor.batch.slot import Job, Slot
from extractor.batch.wire import Bounds, Ended, Made, Message, Pace, Start, pickled
from extractor.batch.work import failed
from extractor.batch.worker import host_here
from extractor.config import Config
from extractor.errors import ExtractorError, ReadError, ResourceLimit
from extractor.readers.sniff import SUFFIXES

_LIMIT = "resource_limit"
_GIVE_UP = 5
"""Workers in a row that end before they are ready: then none will be."""
_LOOK_SECONDS = 0.2
"""How often to ask whether to stop."""
_NEAR = 0.85
"""As in ``worker``."""


class Attempt(NamedTuple):
    """One try at a document: what came of it, in how many seconds, and whether it will be tried again."""

    job: Job
    made: Made
    seconds: float
    again: bool = False


class Supervisor:
    """Reads documents with ``jobs`` workers.

    Args:
        config: options of the readers.
        bounds: what one document may take.
        jobs: workers at most.
        tell: called with each attempt, those that will be tried again included.
    """

    def __init__(
        self,
        config: Config,
        bounds: Bounds,
        jobs: int,
        *,
        tell: Callable[[Attempt], None] = lambda attempt: None,
    ) -> None:
        self._config, self._bounds, self._jobs, self._tell = config, bounds, max(jobs, 1), tell
        self._host: Host = host_here()
        self._events: SimpleQueue[tuple[Slot, Message | None]] = SimpleQueue()
        self._slots: list[Slot] = []
        self._lost = 0

    def results(
        self, jobs: Sequence[Job], *, stopped: Callable[[], bool] = lambda: False, retry: bool = True
    ) -> Iterator[tuple[int, Made]]:
        """What becomes of each document, as it becomes known, by its place in the run.

        Args:
            stopped: asked often; true hands out no further document, those at hand are finished.
            retry: whether documents that met a limit are tried again.
        """
        again: list[Job] = []
        start = pickled(Start(config=self._config, bounds=self._bounds, kinds=_kinds(jobs)))
        try:
            for attempt in self._attempts(deque(jobs), self._jobs, start, stopped):
                hit = attempt.made.entry.code == _LIMIT and retry
                self._tell(attempt._replace(again=hit))
                if hit:
                    again.append(attempt.job)
                else:
                    yield attempt.job.index, attempt.made
            for attempt in self._attempts(deque(again), 1, start, stopped):
                self._tell(attempt)
                yield attempt.job.index, attempt.made
        finally:
            self.close()

    def close(self) -> None:
        """Ends all workers and what they started."""
        slots, self._slots = self._slots, []
        for slot in slots:
            slot.leave()
        for slot in slots:
            slot.close()

    def _attempts(
        self, waiting: deque[Job], width: int, start: bytes, stopped: Callable[[], bool]
    ) -> Iterator[Attempt]:
        while True:
            if stopped():
                waiting.clear()
            busy = sum(slot.job is not None for slot in self._slots)
            if not waiting and not busy:
                return
            while len(self._slots) < min(width, len(waiting) + busy):
                self._slots.append(Slot(self._host, start, self._events))
            for slot in self._slots:
                if waiting and busy < width and slot.is_ready and slot.job is None and not slot.is_ending:
                    slot.give(waiting.popleft(), self._bounds.seconds)
                    busy += 1
            attempt = self._heard()
            if attempt is not None:
                yield attempt

    def _heard(self) -> Attempt | None:
        """What the next message of a worker means for its document, if anything.

        Deadlines are looked at each time: with many workers there may always be a message.
        """
        now = time.monotonic()
        for slot in self._slots:
            look = slot.next_look()
            if look is not None and look <= now and not slot.has_said_more:
                slot.look(now)
        looks = [look for slot in self._slots if (look := slot.next_look()) is not None]
        try:
            slot, message = self._events.get(timeout=max(min([now + _LOOK_SECONDS, *looks]) - now, 0.001))
        except Empty:
            return None
        if slot not in self._slots:
            return None
        slot.hear(message)
        attempt = self._closing(slot, message)
        if message is None:
            self._bury(slot)
        return attempt

    def _closing(self, slot: Slot, message: Message | None) -> Attempt | None:
        job, made = slot.job, None
        if job is None:
            return None
        if isinstance(message, Pace) and not self._bounds.is_final:
            slot.deadline += message.seconds
        elif isinstance(message, Made):
            made = message
            slot.is_ready = not message.is_last and not slot.is_ending
        elif message is None or isinstance(message, Ended):
            made = failed(job.order, None, self._why(slot, message))
        if made is None:
            return None
        slot.job = None
        return Attempt(job, made, time.monotonic() - slot.began)

    def _why(self, slot: Slot, ended: Ended | None) -> ExtractorError:
        """Why a process ended while it was at a document."""
        number = ended.signal if ended else 0
        if slot.timed_out or number == getattr(signal, "SIGXCPU", -1):
            return _too_long()
        peak = ended.peak + slot.slack if ended else 0
        is_out = bool(self._bounds.memory) and peak >= _NEAR * self._bounds.memory
        if is_out or number == getattr(signal, "SIGKILL", -1):  # the latter: the system itself ran out
            return too_much()
        return _crashed()

    def _bury(self, slot: Slot) -> None:
        """Takes a worker out that is gone; another is started where there is work for it."""
        self._lost = 0 if slot.was_ready else self._lost + 1
        self._slots.remove(slot)
        slot.close()
        if self._lost >= _GIVE_UP:
            raise RuntimeError("the processes that read documents cannot be started")


def _kinds(jobs: Sequence[Job]) -> tuple[str, ...]:
    suffixes = {job.order.item.file.rpartition(".")[2].lower() for job in jobs}
    return tuple(sorted({SUFFIXES[f".{suffix}"] for suffix in suffixes if f".{suffix}" in SUFFIXES}))


def _too_long() -> ExtractorError:
    return ResourceLimit(
        "took longer than a document may; allow more with --timeout, or split it",
        message_vi="mất nhiều thời gian hơn mức cho phép; hãy nâng --timeout hoặc tách tệp",
    )


def _crashed() -> ExtractorError:
    return ReadError(
        "the process that read it was ended by an error; open it in its own program and save it anew",
        message_vi="tiến trình đọc tệp bị dừng vì lỗi; hãy mở bằng chương trình gốc rồi lưu lại",
        code="crash",
    )
