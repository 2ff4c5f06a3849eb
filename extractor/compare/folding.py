"""Tasks of one plan that say the same twice: the words again, or prose that restates a row of a table."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from extractor.compare.prepared import Prepared, TaskWords
from extractor.compare.similarity import Matrix, TextModel
from extractor.model.comparison import TaskKind
from extractor.rules import ruleset


def folded(document: Prepared) -> Prepared:
    """The document with repetitions marked; the words of what repeats a task are added to that task's.

    Prose often restates a row more fully: the row alone would seem to cover less than the plan does.
    """
    if len(document.tasks) < 2:
        return document
    everything = slice(0, len(document.tasks))
    alike = TextModel(document.words).between(everything, everything)
    tasks, words = list(document.tasks), list(document.words)
    for at, of, kind in _repetitions(document, alike):
        tasks[at] = replace(tasks[at], kind=kind, repeats=tasks[of].task)
        words[of] = _joined(words[of], words[at])
    return replace(document, tasks=tuple(tasks), words=tuple(words))


def _repetitions(document: Prepared, alike: Matrix) -> Iterator[tuple[int, int, TaskKind]]:
    """Place of a repeating task, place of the task it repeats, and how."""
    limits = ruleset("compare").data["queue"]
    origin = [task.origin for task in document.plan.tasks if any(task.id == t.task for t in document.tasks)]
    repeated: set[int] = set()
    for at in range(len(document.tasks)):
        first = next(
            (of for of in range(at) if of not in repeated and alike[at, of] >= limits["duplicate"]), None
        )
        if first is not None and _same_units(document, at, first):
            repeated.add(at)
            yield at, first, "duplicate"
            continue
        if origin[at] != "prose":
            continue
        rows = sorted(
            (of for of in range(len(origin)) if origin[of] == "table"), key=lambda of: -alike[at, of]
        )
        if not rows or alike[at, rows[0]] < limits["restatement"]:
            continue
        second = alike[at, rows[1]] if len(rows) > 1 else 0.0
        if alike[at, rows[0]] - second >= limits["restating_margin"]:
            repeated.add(at)
            yield at, rows[0], "restatement"


def _same_units(document: Prepared, one: int, other: int) -> bool:
    """Whether two tasks name the same lead units: the same words given to two units are two tasks."""
    ids = [{unit.id for unit in document.tasks[at].lead} for at in (one, other)]
    return not (ids[0] and ids[1]) or ids[0] == ids[1]


def _joined(one: TaskWords, other: TaskWords) -> TaskWords:
    topics = dict(other.topics)
    topics.update(one.topics)
    return replace(one, own=one.own + other.own, clauses=one.clauses + other.clauses, topics=topics)


def all_words(documents: Sequence[Prepared]) -> list[TaskWords]:
    """The words of the tasks that count, document by document."""
    return [document.words[at] for document in documents for at in document.compared]
