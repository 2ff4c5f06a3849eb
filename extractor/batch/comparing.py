"""Comparing from Python: plans side by side, a plan against the one before, tables as records for pandas."""

from collections.abc import Callable, Iterable, Iterator
from os import fspath
from pathlib import Path

from extractor.batch.api import PathArgument
from extractor.batch.gather import gather, named_apart
from extractor.compare.api import compare
from extractor.compare.diff import diff
from extractor.config import Config
from extractor.errors import ConfigError
from extractor.exporters.changes import change_rows, change_tables
from extractor.exporters.columns import TableSpec, tables
from extractor.exporters.comparison import comparison_rows, comparison_tables
from extractor.exporters.rows import Row, Value, rows, widest_table
from extractor.model.changes import PlanDifference
from extractor.model.comparison import Comparison
from extractor.model.extraction import Extraction

PlanArgument = PathArgument | Extraction


def compare_plans(
    plans: Iterable[PlanArgument], *, config: Config | None = None, metadata: PathArgument | None = None
) -> Comparison:
    """Plans side by side: topics, tasks that may be one, units, deadlines, citations, a catalogue of tasks.

    Args:
        plans: documents, folders of them, folders that ``kehoach extract`` wrote, or what
            ``extract_with_text`` gave, in any mix.
        config: limits and options; the defaults where None.
        metadata: a further file of supplied facts.

    Raises:
        ConfigError: fewer than two different documents, or a path that does not exist.
        ReadError: a document cannot be read.
        MissingTool: scikit-learn is not installed.
    """
    found = [one for plan in plans for one in _extractions(plan, config or Config(), metadata)]
    return compare(named_apart(found))


def diff_plans(
    old: PlanArgument,
    new: PlanArgument,
    *,
    config: Config | None = None,
    metadata: PathArgument | None = None,
) -> PlanDifference:
    """What became of each task and legal basis of ``old`` in ``new``, an amended or later plan.

    Args:
        old, new: one plan each, as for ``compare_plans``.
        config: limits and options; the defaults where None.
        metadata: a further file of supplied facts.

    Raises:
        ConfigError: a folder of several plans, or a path that does not exist.
        ReadError: a document cannot be read.
        MissingTool: scikit-learn is not installed.
    """
    given = [_one(plan, config or Config(), metadata) for plan in (old, new)]
    return diff(*named_apart(given))


def table(made: Extraction | Comparison | PlanDifference, name: str) -> list[dict[str, Value]]:
    """A table of the output as records by column, as its CSV has it: ``pandas.DataFrame(table(…))``.

    Args:
        made: what ``extract_with_text``, ``compare_plans`` or ``diff_plans`` gave.
        name: name of the table, e.g. ``tasks``, ``matches``, ``diff``; docs/formats.md lists them.

    Raises:
        ConfigError: no such table.
    """
    specs, lines, widest = _tables(made)
    spec = next((spec for spec in specs if spec.name == name), None)
    if spec is None:
        known = ", ".join(spec.name for spec in specs)
        raise ConfigError(
            f"no table {name!r}; choose from {known}",
            message_vi=f"không có bảng {name!r}; chọn trong {known}",
        )
    columns = [column.name for column in spec.columns(widest)]
    padded = ((*row, *[None] * (len(columns) - len(row))) for row in lines(name))
    return [dict(zip(columns, row, strict=True)) for row in padded]


def _tables(
    made: Extraction | Comparison | PlanDifference,
) -> tuple[tuple[TableSpec, ...], Callable[[str], Iterator[Row]], int]:
    if isinstance(made, Comparison):
        return comparison_tables(), lambda name: comparison_rows(name, made), 1
    if isinstance(made, PlanDifference):
        return change_tables(), lambda _: change_rows(made), 1
    specs = tuple(spec for spec in tables() if not spec.per_run)
    return specs, lambda name: rows(name, made), widest_table([made.plan])


def _extractions(plan: PlanArgument, config: Config, metadata: PathArgument | None) -> list[Extraction]:
    if isinstance(plan, Extraction):
        return [plan]
    facts = Path(fspath(metadata)) if metadata is not None else None
    gathered = gather([fspath(plan)], config, facts)
    for outcome in gathered.failed:
        if outcome.error is not None:
            raise outcome.error
    return list(gathered.extractions)


def _one(plan: PlanArgument, config: Config, metadata: PathArgument | None) -> Extraction:
    found = _extractions(plan, config, metadata)
    if len(found) != 1:
        raise ConfigError(
            f"{plan}: exactly one plan is needed, here are {len(found)}; give one document",
            message_vi=f"{plan}: cần đúng một kế hoạch, ở đây có {len(found)}; hãy đưa một văn bản",
        )
    return found[0]
