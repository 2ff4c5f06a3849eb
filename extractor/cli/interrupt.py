"""The first Ctrl-C or SIGTERM asks the run to end well; the second Ctrl-C ends it at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractor.cli import exits
from extractor.cli.messages import say, tell

_EXIT_CODES = {signal.SIGINT: exits.INTERRUPTED, signal.SIGTERM: exits.TERMINATED}


class Interrupt:
    """Which signal came, if any."""

    def __init__(self) -> None:
        self.received: signal.Signals | None = None

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.received is not None

    @property
    def exit_code(self) -> int:
        """What the process ends with; 0 where no signal came."""
        return _EXIT_CODES[self.received] if self.received is not None else exits.OK


@contextmanager
def interruptible(language: str) -> Iterator[Interrupt]:
    """Signals are noted instead of ending the process while the block runs."""
    interrupt = Interrupt()

    def note(number: int, frame: FrameType | None) -> None:
        if interrupt.received is not None and number == signal.SIGINT:
            raise KeyboardInterrupt
        interrupt.received = signal.Signals(number)
        tell(say("stopping", language))

    before = {number: signal.signal(number, note) for number in _EXIT_CODES}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
