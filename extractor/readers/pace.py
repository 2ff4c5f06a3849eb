"""How much longer than other documents one may take: readers say it as they learn it, a watch listens.

Nobody listens in a program that reads a document itself; a worker of a batch moves its deadline.
"""

from collections.abc import Callable
from contextvars import ContextVar

QUICK_PAGES = 10
"""Pages that every document may have within the time that each gets."""
PAGE_SECONDS = 5.0
"""More time for each page behind them …"""
RECOGNITION_SECONDS = 20.0
"""… and for each page that needs recognition."""

listener: ContextVar[Callable[[float], None] | None] = ContextVar("pace", default=None)
"""Called with each number of seconds more."""


def allow(seconds: float) -> None:
    """The document at hand may take ``seconds`` longer."""
    listen = listener.get()
    if listen is not None and seconds > 0:
        listen(seconds)


def allow_pages(count: int) -> None:
    """The document at hand has ``count`` pages."""
    allow((count - QUICK_PAGES) * PAGE_SECONDS)


def allow_recognition() -> None:
    """One more page of the document at hand needs recognition."""
    allow(RECOGNITION_SECONDS)
