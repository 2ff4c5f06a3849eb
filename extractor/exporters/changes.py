"""What ``kehoach diff`` found as files: JSON with everything, the table as CSV and as a workbook."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import convert

from extractor.codec import encode
from extractor.exporters.columns import TableSpec
from extractor.exporters.files import write_bytes
from extractor.exporters.options import ExportOptions
from extractor.exporters.rows import JOINT, Row
from extractor.exporters.tabular import write_tables
from extractor.model.changes import PlanDifference, StatedBasis, WordChange
from extractor.model.comparison import ComparedTask, Unit

DIFF = "diff.json"
WORKBOOK = "thay-doi.xlsx"
BETWEEN = " | "
"""Between runs of words in a cell: words may hold semicolons."""


@cache
def change_tables() -> tuple[TableSpec, ...]:
    """The tables of a diff."""
    raw = tomllib.loads(Path(__file__).with_name("changes.toml").read_text(encoding="utf-8"))
    return convert(raw["table"], tuple[TableSpec, ...])


def write_changes(difference: PlanDifference, out: Path, options: ExportOptions) -> None:
    """``diff.json``, ``diff.csv`` and ``thay-doi.xlsx`` under ``out``.

    Raises:
        OutputError: a file cannot be written.
    """
    write_bytes(out / DIFF, encode(difference, indent=1) + b"\n")
    write_tables(change_tables(), lambda _: change_rows(difference), out, options, workbook=WORKBOOK)


def change_rows(difference: PlanDifference) -> Iterator[Row]:
    """One row a task, then one row a legal basis."""
    for change in difference.tasks:
        old, new = change.old, change.new
        yield (
            *("task", change.change, JOINT.join(change.aspects), change.score, change.band),
            *(old.task if old else None, new.task if new else None),
            *(old.text if old else None, new.text if new else None),
            *_words(change.words),
            *(_names(old.lead) if old else None, _names(new.lead) if new else None),
            *(_names(old.coordinating) if old else None, _names(new.coordinating) if new else None),
            *(_deadline(old), _deadline(new)),
            *_place(old),
            *_place(new),
        )
    for basis in difference.legal_bases:
        one, other = basis.old, basis.new
        yield (
            *("legal_basis", basis.change, None, basis.score, None),
            *(one.id if one else None, other.id if other else None),
            *(one.text if one else None, other.text if other else None),
            *_words(basis.words),
            *([None] * 6),
            *_place(one),
            *_place(other),
        )


def _words(changes: Sequence[WordChange]) -> tuple[str, str]:
    return (
        BETWEEN.join(change.old for change in changes if change.old),
        BETWEEN.join(change.new for change in changes if change.new),
    )


def _names(units: Sequence[Unit]) -> str:
    return JOINT.join(unit.name for unit in units)


def _deadline(task: ComparedTask | None) -> str | None:
    return JOINT.join(dict.fromkeys(stage.raw for stage in task.deadlines)) if task else None


def _place(record: ComparedTask | StatedBasis | None) -> Row:
    return (record.start, record.end, record.page) if record else (None, None, None)
