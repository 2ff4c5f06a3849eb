"""Scores what a careful reader concluded about tasks: their topics, the ids of their units."""

from collections.abc import Iterator

from msgspec.structs import replace

from extractor.evaluate.gold import Gold
from extractor.evaluate.match import Outcome, counts, shown
from extractor.model.records import Plan
from extractor.text.normalize import quote

_CLOSING = " .;,:/"


def topic_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Topic by topic for the tasks found in both; a task that is missing is told by ``tasks.text``."""
    found = {_words(task.text): task for task in plan.tasks}
    for labelled in gold.topics:
        task = found.get(_words(labelled.text))
        if task is None:
            continue
        for outcome in counts("tasks.topics", labelled.labels, [topic.id for topic in task.topics]):
            yield _named(outcome, labelled.id)


def unit_outcomes(plan: Plan, gold: Gold) -> Iterator[Outcome]:
    """Ids of the units, role by role, for the tasks found in both where gold has ids."""
    found = {_words(task.text): task for task in plan.tasks}
    for wanted in gold.tasks:
        task = found.get(_words(wanted.text))
        if task is None or wanted.doubtful or not (wanted.lead_ids or wanted.coordinating_ids):
            continue
        for role, ids, orgs in (
            ("lead", wanted.lead_ids, task.lead),
            ("coordinating", wanted.coordinating_ids, task.coordinating),
        ):
            for outcome in counts("units.ids", ids, [org.id for org in orgs]):
                yield _named(outcome, f"{wanted.id} {role}")


def _words(text: str) -> str:
    return quote(text).strip(_CLOSING)


def _named(outcome: Outcome, name: str) -> Outcome:
    expected, got = (side and f"{name}: {shown(side)}" for side in (outcome.expected, outcome.got))
    return replace(outcome, expected=expected, got=got)
