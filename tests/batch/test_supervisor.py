"""Deadlines hold however many messages there are to be heard."""

import time
from queue import SimpleQueue
from typing import Any

from extractor.batch.supervisor import Supervisor
from extractor.batch.wire import Bounds, Message, Pace
from extractor.config import Config


class Worker:
    """A worker as the supervisor sees it, at a document whose time is over."""

    def __init__(self, *, has_said_more: bool = False) -> None:
        self.has_said_more = has_said_more
        self.job: object = None
        self.looked: list[float] = []

    def next_look(self) -> float:
        """A second ago."""
        return time.monotonic() - 1

    def look(self, now: float) -> None:
        """It is looked after."""
        self.looked.append(now)

    def hear(self, message: Message | None) -> None:
        """Nothing."""


def supervisor(*workers: Worker) -> Supervisor:
    """One with these workers, and a message of a further one to hear."""
    made: Any = Supervisor(Config(), Bounds(), len(workers))
    made._events = SimpleQueue()
    made._slots = list(workers)
    made._events.put((Worker(), Pace(seconds=1)))
    return made


def test_a_deadline_is_looked_at_although_others_have_much_to_say() -> None:
    """A message of a neighbour does not put it off."""
    late = Worker()
    supervisor(late)._heard()
    assert len(late.looked) == 1


def test_what_a_worker_said_in_time_is_heard_before_its_deadline_counts() -> None:
    """Its result waits in the queue: it is not late."""
    done = Worker(has_said_more=True)
    supervisor(done)._heard()
    assert done.looked == []
