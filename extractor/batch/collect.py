"""What a run keeps of its documents: their files and the journal at once, duplicates when all are known."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from extractor.batch.journal import Journal
from extractor.batch.names import is_document
from extractor.batch.single import Order, Outcome, digest, duplicate_issue, entry_of, with_issue
from extractor.batch.wire import Made
from extractor.batch.work import outcome_of
from extractor.codec import decode, encode
from extractor.config import Config
from extractor.errors import ExtractorError
from extractor.exporters.files import remove, write_bytes
from extractor.exporters.json import plan_path, text_path
from extractor.model.manifest import ManifestEntry, WarningCount
from extractor.model.records import Plan

if TYPE_CHECKING:
    from extractor.batch.run import Watcher

_Stamp = tuple[int, int, int]


class Collection:
    """The documents of a run, in whatever order they become known.

    Args:
        out: the output folder, locked.
        orders: all of the run.
        journal: what is done already.
        watcher: told of each document once.
    """

    def __init__(
        self, out: Path, orders: Sequence[Order], config: Config, journal: Journal, watcher: "Watcher"
    ) -> None:
        self._out, self._orders, self._config = out, orders, config
        self._journal, self._watcher = journal, watcher
        self._outcomes: dict[int, Outcome] = {}
        self._identities: dict[int, str] = {}
        self._seen: dict[int, _Stamp | None] = {}
        self._warnings: dict[tuple[WarningCount, ...], tuple[WarningCount, ...]] = {}
        self.resumed = 0

    def has_failed(self, index: int) -> bool:
        """Whether a document is known to have failed."""
        outcome = self._outcomes.get(index)
        return outcome is not None and outcome.entry.status == "error"

    def resume(self, index: int, *, failures: bool) -> bool:
        """Takes a document from the journal; false where it is not there.

        Raises:
            OutputError: its files cannot be written.
        """
        order = self._orders[index]
        content = self._content(order)
        made = self._journal.find(order, content, failures=failures) if content else None
        if made is None:
            return False
        self.resumed += 1
        self._note(index, made, kept=True)
        return True

    def hand_out(self, index: int) -> None:
        """A document is about to be read: how its file looks now."""
        self._seen[index] = _stamp(self._orders[index])

    def take(self, index: int, made: Made) -> None:
        """Writes the files of a document, then its line in the journal.

        Raises:
            OutputError: a file cannot be written.
        """
        order = self._orders[index]
        if made.plan:
            write_bytes(text_path(self._out, order.doc_id), made.text)  # first, as the plan points into it
            write_bytes(plan_path(self._out, order.doc_id), made.plan)
        seen = self._seen.pop(index, None)
        content = made.entry.sha256 or (self._content(order) if seen == _stamp(order) else None)
        if content is not None:
            if made.entry.sha256 is None and made.error is not None:  # its process could not say
                made = structs.replace(made, entry=structs.replace(made.entry, sha256=content))
            if is_document(order.item):
                self._journal.add(order, content, made)
        self._note(index, made)

    def outcomes(self, *, first_failure_ends: bool = False) -> tuple[Outcome, ...]:
        """All that is known, in order, with repetitions told; what lies behind is taken away again.

        Args:
            first_failure_ends: documents behind the first that failed do not count.

        Raises:
            OutputError: a file cannot be written.
        """
        seen: dict[str, str] = {}
        made: list[Outcome] = []
        has_ended = False
        for index in sorted(self._outcomes):
            outcome = self._outcomes[index]
            if has_ended:
                self._drop(outcome)
                continue
            made.append(self._told(outcome, self._identities.get(index), seen))
            has_ended = first_failure_ends and outcome.entry.status == "error"
        return tuple(made)

    def _note(self, index: int, made: Made, *, kept: bool = False) -> None:
        order = self._orders[index]
        outcome = outcome_of(order, structs.replace(made, entry=self._lean(order, made.entry)))
        outcome = structs.replace(outcome, kept=kept)
        self._outcomes[index] = outcome
        if made.identity is not None:
            self._identities[index] = made.identity
        self._watcher.done(outcome)

    def _lean(self, order: Order, entry: ManifestEntry) -> ManifestEntry:
        """The entry with values that are in memory already: a run keeps one for each of its documents."""
        media_type = sys.intern(entry.media_type) if entry.media_type else None
        return structs.replace(
            entry,
            file=order.item.file,
            doc_id=order.doc_id if entry.doc_id == order.doc_id else entry.doc_id,
            media_type=media_type,
            status=sys.intern(entry.status),
            warnings=self._warnings.setdefault(entry.warnings, entry.warnings),
        )

    def _told(self, outcome: Outcome, identity: str | None, seen: dict[str, str]) -> Outcome:
        doc_id, content = outcome.entry.doc_id, outcome.entry.sha256
        issue = duplicate_issue(seen, doc_id, content, identity) if doc_id and content else None
        if issue is None or doc_id is None:
            return outcome
        path = plan_path(self._out, doc_id)
        plan = with_issue(decode(path.read_bytes(), Plan), issue)
        write_bytes(path, encode(plan, indent=1) + b"\n")
        return structs.replace(outcome, entry=entry_of(outcome.entry.file, plan))

    def _drop(self, outcome: Outcome) -> None:
        if outcome.entry.doc_id:
            remove(plan_path(self._out, outcome.entry.doc_id))
            remove(text_path(self._out, outcome.entry.doc_id))

    def _content(self, order: Order) -> str | None:
        """SHA-256 of a document; None for what is none, cannot be read, or comes by the standard input."""
        if not is_document(order.item) or order.item.path is None:
            return None
        try:
            return digest(order.item, self._config)
        except ExtractorError:
            return None


def _stamp(order: Order) -> _Stamp | None:
    """Size, time and place of the file of a document: another one may be put there while it is read."""
    if order.item.path is None:
        return None
    try:
        facts = order.item.path.stat()
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino
