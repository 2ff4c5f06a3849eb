"""Scores tasks of prose: found at all, then the units of those found."""

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.evaluate.gold import Gold, GoldTask
from extractor.evaluate.match import Outcome, counts, shown, value, words
from extractor.evaluate.score_tasks import stages
from extractor.model.records import Plan, Task
from extractor.text.normalize import key

SAME = 0.8
"""Share of the words of the longer text that two texts of one task have in common at least."""

DUTIES = frozenset({"task", "reporting", "inspection"})
"""Natures that bind a unit; content items, requirements and notes on money are scored by place."""


def prose_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Tasks of prose by overlap of their texts; lead and coordinating units of the pairs one by one.

    Their deadlines count as a whole, stage by stage.
    """
    wanted = [task for task in gold.tasks if task.origin == "prose"]
    found = [task for task in plan.tasks if task.origin == "prose" and task.nature in DUTIES]
    pairs = _pairs(wanted, found)
    for at, task in enumerate(wanted):
        got = found[pairs[at]] if at in pairs else None
        if task.doubtful:
            continue
        yield Outcome(
            kind="tasks.prose",
            expected=f"{task.id}: {shown(task.text)}",
            got=shown(got.text) if got else None,
            is_right=got is not None,
        )
        if got is not None:
            yield from _units(task, got)
            yield from _deadline(task, got)
    for at, extra in enumerate(found):
        if at not in pairs.values():
            yield Outcome(kind="tasks.prose", expected=None, got=shown(extra.text), is_right=False)


def _pairs(wanted: Sequence[GoldTask], found: Sequence[Task]) -> dict[int, int]:
    """Index of the found task of each wanted one, the closest texts first."""
    bags = [Counter(words(task.text)) for task in found]
    close = sorted(
        (
            (-share, left, right)
            for left, task in enumerate(wanted)
            for right, bag in enumerate(bags)
            if (share := overlap(Counter(words(task.text)), bag)) >= SAME
        ),
    )
    pairs: dict[int, int] = {}
    for _, left, right in close:
        if left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def overlap(left: "Counter[str]", right: "Counter[str]") -> float:
    """Words in common as a share of the longer text, 0–1."""
    longer = max(left.total(), right.total())
    return (left & right).total() / longer if longer else 0.0


def _deadline(task: GoldTask, got: Task) -> Iterator[Outcome]:
    expected, found = stages(task.deadlines) or None, stages(got.deadlines) or None
    for outcome in value("tasks.prose.deadlines", expected, found):
        yield _named(outcome, task)


def _named(outcome: Outcome, task: GoldTask) -> Outcome:
    return Outcome(
        kind=outcome.kind,
        expected=outcome.expected and f"{task.id}: {outcome.expected}",
        got=outcome.got and f"{task.id}: {outcome.got}",
        is_right=outcome.is_right,
    )


def _units(task: GoldTask, got: Task) -> Iterator[Outcome]:
    for field, units, orgs in (
        ("lead", task.lead, got.lead),
        ("coordinating", task.coordinating, got.coordinating),
    ):
        for outcome in counts(f"tasks.prose.{field}", map(key, units), (key(org.surface) for org in orgs)):
            yield _named(outcome, task)
