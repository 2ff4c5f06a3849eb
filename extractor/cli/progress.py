"""How a run is told: a bar on a terminal, plain lines elsewhere; always on the standard error."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from extractor.batch.single import Outcome
from extractor.cli.messages import say, tell, terminal_text, words_of

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Reporter:
    """Tells each failure once, and how far the run is."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._total = self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "Reporter":
        if sys.stderr.isatty():
            self._bar = _bar()
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, total: int) -> None:
        """``total`` entries were met."""
        self._total = total
        if self._bar is not None:
            self._task = self._bar.add_task("", total=total)

    def done(self, outcome: Outcome) -> None:
        """One more entry has its record."""
        self._done += 1
        entry = outcome.entry
        if outcome.error is not None:
            what = words_of(outcome.error, self._language)
            what = what.removeprefix(f"{terminal_text(outcome.item.name)}: ")  # the line says the path
            self._line(say("failed", self._language, file=entry.file, what=what))
        elif self._bar is None and not outcome.item.expected:
            numbers = {"done": self._done, "total": self._total}
            self._line(say("progress", self._language, file=entry.file, status=entry.status, **numbers))
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=terminal_text(entry.file)[-40:])

    def _line(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            tell(line)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
