"""Scores the fields of tasks."""

from collections.abc import Iterable, Iterator

from extractor.evaluate.gold import Gold, GoldDeadline, GoldTask
from extractor.evaluate.match import Outcome, counts, pair, shown, value
from extractor.model.records import Deadline, Org, Plan, Task
from extractor.text.normalize import quote


def task_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Field by field for tasks of tables."""
    wanted = [task for task in gold.tasks if task.origin == "table"]
    found = [task for task in plan.tasks if task.origin == "table"]
    pairs = pair(
        wanted,
        found,
        [
            (
                lambda g: (g.stt, quote(g.text), quote(g.product or "")),
                lambda f: (f.stt, quote(f.text), _product(f)),
            ),
            (lambda g: (g.stt, quote(g.text)), lambda f: (f.stt, quote(f.text))),
            (lambda g: quote(g.text), lambda f: quote(f.text)),
            (lambda g: (g.stt, tuple(g.groups)), lambda f: (f.stt, _labels(f))),
        ],
    )
    for task, got in pairs:
        if task is None or not task.doubtful:
            yield from _fields(task, got)


def _fields(wanted: GoldTask | None, found: Task | None) -> Iterator[Outcome]:
    name = wanted.id if wanted else f"{found.id} (not in gold)" if found else ""
    pairs = {
        "stt": (wanted and wanted.stt, found and found.stt),
        "groups": (wanted and " › ".join(wanted.groups), found and " › ".join(_labels(found))),
        "text": (wanted and wanted.text, found and found.text),
        "product": (wanted and wanted.product, found and found.product),
        "deadline_raw": (wanted and wanted.deadline_raw, found and _deadline(found)),
        "deadlines": (wanted and stages(wanted.deadlines), found and stages(found.deadlines)),
    }
    for field, (expected, got) in pairs.items():
        for outcome in value(f"tasks.{field}", expected or None, got or None):
            yield _named(outcome, name)
    for field, units, orgs in (
        ("lead", wanted.lead if wanted else (), found.lead if found else ()),
        ("coordinating", wanted.coordinating if wanted else (), found.coordinating if found else ()),
    ):
        for outcome in counts(f"tasks.{field}", map(quote, units), map(_surface, orgs)):
            yield _named(outcome, name)


def _named(outcome: Outcome, name: str) -> Outcome:
    return Outcome(
        kind=outcome.kind,
        expected=outcome.expected and f"{name}: {shown(outcome.expected)}",
        got=outcome.got and f"{name}: {shown(outcome.got)}",
        is_right=outcome.is_right,
    )


def _labels(task: Task) -> tuple[str, ...]:
    return tuple((group.label or group.title or "").replace(" ", "").rstrip(".") for group in task.groups)


def _product(task: Task) -> str:
    return quote(task.product or "")


def _deadline(task: Task) -> str:
    return "; ".join(dict.fromkeys(deadline.raw for deadline in task.deadlines))


def stages(deadlines: Iterable[Deadline | GoldDeadline]) -> str:
    """Stages in order by what makes two deadlines the same: kind, interval, bound and recurrence."""
    return "; ".join(
        " ".join(part or "–" for part in (stage.kind, stage.interval, stage.bound, stage.rrule))
        for stage in deadlines
    )


def _surface(org: Org) -> str:
    return quote(org.surface)
