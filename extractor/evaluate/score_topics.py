"""Scores the topics of tasks against those a careful reader gave."""

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


def _words(text: str) -> str:
    return quote(text).strip(_CLOSING)


def _named(outcome: Outcome, name: str) -> Outcome:
    expected, got = (
        side and f"{name}: {shown(side)}" for side in (outcome.expected, outcome.got)
    )
    return replace(outcome, expected=expected, got=got)
