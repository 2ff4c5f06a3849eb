"""Decisions of people in a run: found beside the results, replayed on every extraction."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from extractor.batch.aside import UNMENDED, unmended_path
from extractor.batch.output import read_extraction
from extractor.batch.single import Outcome, entry_of
from extractor.decisions.mend import mend
from extractor.decisions.table import Decisions, Notice, read_decisions
from extractor.exporters.files import remove, write_bytes
from extractor.exporters.json import plan_path, write_extraction
from extractor.model.comparison import Comparison, ComparisonIssue
from extractor.model.decision import unused_messages
from extractor.model.extraction import Extraction
from extractor.text.hashes import task_hash

DECISIONS = "decisions.csv"


def find_decisions(given: Path | None, out: Path | None = None) -> Decisions:
    """The decisions of the file ``given``, else of ``decisions.csv`` beside the folder ``out``, else none.

    Raises:
        ConfigError: the file cannot be read as decisions.
    """
    if given is not None:
        return read_decisions(given)
    beside = out.absolute().parent / DECISIONS if out is not None else None
    return read_decisions(beside) if beside is not None and beside.is_file() else Decisions()


class Mending:
    """Decisions replayed on extractions as they come; remembers which found their words."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._used: set[int] = set()
        self._doc_ids: set[str] = set()
        self._places = 0

    def __bool__(self) -> bool:
        return bool(self._decisions.rows)

    def __call__(self, extraction: Extraction) -> Extraction:
        """The extraction as people corrected it."""
        self._doc_ids.add(extraction.plan.doc_id)
        if not self._decisions.rows:
            return extraction
        mended = mend(extraction, self._decisions.rows)
        self._used |= mended.used
        self._places += len(mended.extraction.plan.corrections)
        return mended.extraction

    def outcome(self, outcome: Outcome) -> Outcome:
        """The outcome with its extraction, if any, as people corrected it."""
        if outcome.extraction is None:
            return outcome
        made = self(outcome.extraction)
        return replace(outcome, extraction=made, entry=entry_of(outcome.item.file, made.plan))

    def results(self, out: Path, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """The outcomes with what was written for them under ``out`` as people corrected it.

        The plan as it was extracted is kept aside, so that a later run with other decisions need not read the
        document again.

        Raises:
            OutputError, SchemaError: a file cannot be read or written.
        """
        aside = out / UNMENDED
        kept = {outcome.entry.doc_id for outcome in outcomes}
        for path in aside.glob("*.json"):
            if path.stem not in kept or not self._decisions.rows:
                remove(path)
        if aside.is_dir() and not any(aside.iterdir()):
            remove(aside)
        return tuple(self._result(out, outcome) for outcome in outcomes)

    def _result(self, out: Path, outcome: Outcome) -> Outcome:
        doc_id = outcome.entry.doc_id
        if doc_id is None:
            return outcome
        self._doc_ids.add(doc_id)
        if not self._decisions.rows:
            return outcome
        extraction = read_extraction(out, doc_id)
        made = self(extraction)
        aside = unmended_path(out, doc_id)
        if made == extraction:
            remove(aside)
            return outcome
        write_bytes(aside, plan_path(out, doc_id).read_bytes())
        write_extraction(made, out)
        return replace(outcome, entry=entry_of(outcome.entry.file, made.plan))

    def applied(self) -> Iterator[Notice]:
        """How many places were corrected, where there is a file of decisions: nobody may have named it."""
        yield from _applied(self._decisions, self._places)

    def notices(self) -> Iterator[Notice]:
        """What to say of the file, and of decisions that mend something and found nothing to mend."""
        yield from self._decisions.notices
        unused = [one for one in self._decisions.rows if one.kind != "match" and one.line not in self._used]
        for code, message in unused_messages(unused, self._doc_ids, self._decisions.name):
            yield Notice(code=code, message=message)


def compare_decided(extractions: Iterable[Extraction], decisions: Decisions) -> Comparison:
    """The comparison of the extractions as people corrected them, with their verdicts on matches.

    Raises:
        ConfigError: fewer than two documents.
    """
    return compare_mended(*mended(list(extractions), decisions), decisions)


def compare_mended(
    extractions: Sequence[Extraction], notices: Sequence[Notice], decisions: Decisions
) -> Comparison:
    """As ``compare_decided``, for what ``mended`` gave.

    Raises:
        ConfigError: fewer than two documents.
    """
    from extractor.compare.api import compare

    comparison = compare(extractions, decisions.rows, decisions.name)
    told = [ComparisonIssue(code=one.code, message=one.message) for one in notices]
    return replace(comparison, issues=(*comparison.issues, *told))


def mended(extractions: Sequence[Extraction], decisions: Decisions) -> tuple[list[Extraction], list[Notice]]:
    """The extractions as people corrected them, and what to say of the decisions."""
    mending = Mending(decisions)
    return [mending(one) for one in extractions], list(mending.notices())


def applied(
    decisions: Decisions, before: Sequence[Extraction], after: Sequence[Extraction]
) -> Iterator[Notice]:
    """How many places and pairs people decided on, where there is a file of decisions.

    Args:
        before, after: the extractions as they were and as ``mended`` gave them.
    """
    tasks = [task for one in (*before, *after) for task in one.plan.tasks]
    here = {task_hash(task.text, task.product) for task in tasks}
    judged = sum(
        one.kind == "match" and bool(one.verdict) and here.issuperset(one.pair) for one in decisions.rows
    )
    yield from _applied(decisions, judged + sum(len(one.plan.corrections) for one in after))


def _applied(decisions: Decisions, count: int) -> Iterator[Notice]:
    if decisions.path:
        message = (
            f"{decisions.path}: {count} chỗ sửa được áp dụng / {decisions.path}: corrections applied: {count}"
        )
        yield Notice(code="decisions_applied", message=message)
