"""How a run is told: a bar on a terminal, plain lines elsewhere; always on the standard error."""

import sys
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from extractor.batch.single import Outcome
from extractor.cli.messages import bare_words_of, code_name, say, tell, terminal_text
from extractor.model.manifest import ManifestEntry

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_MANY = 200
"""Documents from which on writing a format takes long enough to be told in a line."""
_FOUND_NOTHING = {"no_sections", "no_citations"}


class Reporter:
    """Tells each failure once, and how far the run is."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.total = self._done = 0
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
        """``total`` entries were met that are not left out by intent."""
        self.total = total
        if self._bar is not None:
            self._task = self._bar.add_task("", total=total)

    def done(self, outcome: Outcome) -> None:
        """One more entry has its record."""
        if outcome.item.expected:
            return
        self._done += 1
        entry = outcome.entry
        if outcome.error is not None:
            what = bare_words_of(outcome.error, outcome.item.name, self._language)
            key = "failed_before" if outcome.kept else "failed"
            self._line(say(key, self._language, file=entry.file, what=what))
        else:
            self._tell_read(entry, kept=outcome.kept)
            self._tell_contradictions(outcome)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, description=terminal_text(entry.file)[-40:])

    def writing(self, name: str, at: int, total: int) -> None:
        """The format ``name`` is being written, and is at document ``at`` of ``total``; 0: it begins."""
        if self._bar is None:
            if at == 0 and total >= _MANY:
                self._line(say("writing", self._language, name=name, total=total))
            return
        if at == 0:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._task = self._bar.add_task(say("writing_now", self._language, name=name), total=total)
        if self._task is not None:
            self._bar.update(self._task, completed=at)

    def removed(self, names: Sequence[str]) -> None:
        """Results of an earlier run were removed that are of formats not asked for now."""
        self._line(say("removed", self._language, names=", ".join(names)))

    def _tell_read(self, entry: ManifestEntry, *, kept: bool) -> None:
        codes = [warning.code for warning in entry.warnings]
        if self._bar is None:
            status = ": ".join(filter(None, (self._name("status", entry.status), self._names(codes))))
            numbers = {"done": self._done, "total": self.total}
            key = "progress_kept" if kept else "progress"
            self._line(say(key, self._language, file=entry.file, status=status, **numbers))
        if "no_text_layer" in codes:
            self._line(say("scan", self._language, file=entry.file))
        elif _FOUND_NOTHING.issubset(codes):
            self._line(say("found_nothing", self._language, file=entry.file))

    def _tell_contradictions(self, outcome: Outcome) -> None:
        if outcome.contradicted:
            names = ", ".join(say(f"field_{name}", self._language) for name in outcome.contradicted)
            self._line(say("contradicted", self._language, file=outcome.entry.file, fields=names))

    def _names(self, codes: Iterable[str]) -> str:
        return "; ".join(self._name("issue_code", code) for code in codes)

    def _name(self, codes: str, code: str) -> str:
        return code_name(codes, code, self._language)

    def _line(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            tell(line)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Documents a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("→"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
